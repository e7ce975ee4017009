import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import * as arrow from 'apache-arrow'
import * as parquet from 'parquet-wasm/node'
import type { Column, Columns, RowOf } from './columns'
import { at } from './rng'

const ROW_GROUP = 100_000

/** Up to one row group of rows as a record batch in the writer's memory, or null after the last row. */
function nextBatch<C extends Columns>(columns: C, rows: Iterator<RowOf<C>>): parquet.RecordBatch | null {
  const keys = Object.keys(columns)
  const builders = keys.map((key, id) => (columns[key] as Column<unknown>).builder(ROW_GROUP, id))
  let count = 0
  while (count < ROW_GROUP) {
    const { value, done } = rows.next()
    if (done) break
    for (let i = 0; i < keys.length; i++) at(builders, i).set(count, value[at(keys, i)])
    count++
  }
  if (count === 0) return null
  const vectors = Object.fromEntries(keys.map((key, i) => [columns[key]?.header, at(builders, i).vector(count)]))
  const table = parquet.Table.fromIPCStream(arrow.tableToIPC(new arrow.Table(vectors), 'stream'))
  const batch = table.recordBatch(0)
  table.free()
  if (batch?.numRows !== count) throw new Error(`a batch of ${count} rows arrived as ${batch?.numRows}`)
  return batch
}

function writerProperties(columns: Columns): parquet.WriterProperties {
  let builder = new parquet.WriterPropertiesBuilder()
    .setCompression(parquet.Compression.ZSTD)
    .setMaxRowGroupSize(ROW_GROUP)
    // Room for the names and addresses of every business of a row group.
    .setDictionaryPageSizeLimit(8 << 20)
    .setCreatedBy('sample city')
  for (const { header, encoding } of Object.values(columns)) {
    if (encoding === undefined) continue
    builder = builder.setColumnDictionaryEnabled(header, false).setColumnEncoding(header, encoding)
  }
  return builder.build()
}

export interface Written {
  rows: number
  bytes: number
  sha256: string
}

/**
 * Writes rows as one Parquet file, zstd, in row groups of 100,000, with the Arrow schema in its metadata. Rows are
 * taken as they are written, so a file of any length needs the memory of a few row groups.
 */
export async function writeParquet<C extends Columns>(
  path: string,
  columns: C,
  rows: Iterable<RowOf<C>>,
): Promise<Written> {
  const iterator = rows[Symbol.iterator]()
  let count = 0
  const batches = new ReadableStream<parquet.RecordBatch>({
    pull(controller) {
      try {
        const batch = nextBatch(columns, iterator)
        if (batch === null) return controller.close()
        count += batch.numRows
        controller.enqueue(batch)
      } catch (error) {
        controller.error(error)
      }
    },
  })
  const hash = createHash('sha256')
  const file = createWriteStream(path)
  let bytes = 0
  const encoded: AsyncIterable<Uint8Array> = await parquet.transformParquetStream(batches, writerProperties(columns))
  for await (const chunk of encoded) {
    hash.update(chunk)
    bytes += chunk.length
    if (!file.write(chunk)) await once(file, 'drain')
  }
  file.end()
  await once(file, 'finish')
  return { rows: count, bytes, sha256: hash.digest('hex') }
}
