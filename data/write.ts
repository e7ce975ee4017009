import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import * as arrow from 'apache-arrow'
import * as parquet from 'parquet-wasm/node'
import { at } from './rng'

const ROW_GROUP = 100_000

/** How one value of a row is written. `null` is a null. */
interface Column<Value> {
  header: string
  /** High-cardinality text in sorted order is stored as differences to the row above. */
  encoding?: parquet.Encoding
  /** `id` is unique among the columns of a table; Arrow tells dictionaries apart by it. */
  builder(capacity: number, id: number): Builder<Value>
}

interface Builder<Value> {
  set(row: number, value: Value | null): void
  vector(rows: number): arrow.Vector
}

export type Columns = Readonly<Record<string, Column<never>>>
export type RowOf<C extends Columns> = { -readonly [K in keyof C]: C[K] extends Column<infer Value> ? Value | null : never }

/** A set bit means that there is a value. */
class Validity {
  readonly bits: Uint8Array
  nulls = 0
  constructor(capacity: number) {
    this.bits = new Uint8Array(Math.ceil(capacity / 8)).fill(255)
  }
  clear(row: number) {
    const byte = row >> 3
    this.bits[byte] = at(this.bits, byte) & ~(1 << (row & 7))
    this.nulls++
  }
}

function numeric<T extends arrow.DataType>(
  header: string,
  type: T,
  array: (capacity: number) => Float64Array | Int32Array | BigInt64Array,
  encoding?: parquet.Encoding,
): Column<number> {
  return {
    header,
    encoding,
    builder(capacity) {
      const data = array(capacity)
      const validity = new Validity(capacity)
      return {
        set(row, value) {
          if (value === null) validity.clear(row)
          else if (data instanceof BigInt64Array) data[row] = BigInt(value)
          else data[row] = value
        },
        vector: rows =>
          arrow.makeVector(
            new arrow.Data(type, 0, rows, validity.nulls, [undefined, data.subarray(0, rows), validity.bits]),
          ),
      }
    },
  }
}

/** DOUBLE */
export const decimal = (header: string): Column<number> =>
  numeric(header, new arrow.Float64(), capacity => new Float64Array(capacity))

/** INTEGER */
export const integer = (header: string): Column<number> =>
  numeric(header, new arrow.Int32(), capacity => new Int32Array(capacity))

/** DATE, given as days since 1970-01-01. */
export const day = (header: string): Column<number> =>
  numeric(header, new arrow.DateDay(), capacity => new Int32Array(capacity))

/** TIMESTAMP of local time without a zone, given as milliseconds. */
export const time = (header: string): Column<number> =>
  numeric(
    header,
    new arrow.TimestampMillisecond(),
    capacity => new BigInt64Array(capacity),
    parquet.Encoding.DELTA_BINARY_PACKED,
  )

/** Text of few values: an Arrow dictionary, the same in every row group. */
export function word<Word extends string>(header: string, words: readonly Word[]): Column<Word> {
  const codes = new Map(words.map((text, code) => [text, code]))
  const dictionary = arrow.vectorFromArray(words, new arrow.Utf8())
  return {
    header,
    builder(capacity, id) {
      const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), id)
      const data = new Int32Array(capacity)
      const validity = new Validity(capacity)
      return {
        set(row, value) {
          if (value === null) return validity.clear(row)
          const code = codes.get(value)
          if (code === undefined) throw new Error(`${header}: the word "${value}" is not in the column's list`)
          data[row] = code
        },
        vector: rows =>
          arrow.makeVector(
            arrow.makeData({
              type,
              length: rows,
              nullCount: validity.nulls,
              nullBitmap: validity.bits,
              data: data.subarray(0, rows),
              dictionary,
            }),
          ),
      }
    },
  }
}

/** Text of many values, as plain UTF-8. */
export function text(header: string, encoding?: parquet.Encoding): Column<string> {
  return {
    header,
    encoding,
    builder(capacity) {
      const encoder = new TextEncoder()
      const offsets = new Int32Array(capacity + 1)
      const validity = new Validity(capacity)
      let bytes = new Uint8Array(capacity * 24)
      let used = 0
      return {
        set(row, value) {
          if (value === null) validity.clear(row)
          else {
            // A UTF-16 unit takes at most three bytes.
            if (used + value.length * 3 > bytes.length) {
              const larger = new Uint8Array(Math.max(bytes.length * 2, used + value.length * 3))
              larger.set(bytes)
              bytes = larger
            }
            used += encoder.encodeInto(value, bytes.subarray(used)).written
          }
          offsets[row + 1] = used
        },
        vector: rows =>
          arrow.makeVector(
            arrow.makeData({
              type: new arrow.Utf8(),
              length: rows,
              nullCount: validity.nulls,
              nullBitmap: validity.bits,
              valueOffsets: offsets.subarray(0, rows + 1),
              data: bytes.subarray(0, used),
            }),
          ),
      }
    },
  }
}

/** Text that grows from row to row, as serial numbers do. */
export const serial = (header: string): Column<string> => text(header, parquet.Encoding.DELTA_BYTE_ARRAY)

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
