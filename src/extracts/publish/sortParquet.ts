import {
  type Data,
  DataType,
  Field,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMicrosecond,
  TimestampMillisecond,
  TimestampNanosecond,
  Utf8,
} from 'apache-arrow'
import type { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'
import { ParquetColumns, type ParquetModule } from '../parquetColumns'
import { type Footer, type FooterColumn, readFooter } from '../parquetFooter'
import { ExtractError } from '../source'
import { takeRows } from './takeRows'

/** What sorting needs of an initialised `parquet-wasm`. */
export interface SortModule extends ParquetModule {
  readonly Table: typeof Table
  readonly WriterPropertiesBuilder: typeof WriterPropertiesBuilder
  readonly Compression: typeof Compression
  readonly writeParquet: typeof writeParquet
}

/** Rows of a row group. */
export const groupRows = 100_000
/** Rows of a group that needs no rewriting. */
const fine = { least: 50_000, most: 150_000 }

/**
 * A Parquet file with its rows in another order: all of its columns by their names and types, zstd, row groups of
 * 100,000. `order` holds each row's place in the file, from 1, once. The very blob comes back where it is so already,
 * and where a column could not be written as it is: lists, structs, bytes, UUIDs, times without a statement of their zone.
 * Rejects with an ExtractError for what cannot be decoded and for an order that is not one.
 */
export async function sortParquet(
  name: string,
  blob: Blob,
  order: Uint32Array,
  load: () => Promise<SortModule>,
): Promise<Blob> {
  const footer = await readFooter(name, blob)
  checkOrder(name, order, footer.rows)
  if (footer.rows === 0 || isFine(footer, order)) return blob
  const module = await load()
  const file = await new ParquetColumns(name, blob, footer, module).withTypes()
  const { columns, groups } = file.footer
  if (!columns.every(isWritable)) return blob
  const groupOf = new Uint32Array(order.length)
  const rowOf = new Uint32Array(order.length)
  for (const [i, place] of order.entries()) {
    const group = groupAt(footer, place - 1)
    groupOf[i] = group
    rowOf[i] = place - 1 - groups[group]!.start
  }
  const filled = groups.flatMap((group, i) => (group.rows > 0 ? [i] : []))
  const parts: Data[][] = []
  for (const column of columns) {
    const read: Data[] = new Array(groups.length)
    for (const group of filled) read[group] = zoned((await file.read(group, [column]))[0]!, column)
    parts.push(alike(read, filled))
  }
  const writer = new RecordBatchStreamWriter()
  for (let start = 0; start < order.length; start += groupRows) {
    const taken = { groups: groupOf.subarray(start, start + groupRows), rows: rowOf.subarray(start, start + groupRows) }
    const children = parts.map(part => takeRows(part, taken))
    const fields = children.map((child, i) => new Field(columns[i]!.name, child.type, true))
    const data = makeData({ type: new Struct(fields), length: taken.rows.length, nullCount: 0, children })
    writer.write(new RecordBatch(new Schema(fields), data))
  }
  writer.finish()
  const { Table, WriterPropertiesBuilder, Compression, writeParquet } = module
  const properties = new WriterPropertiesBuilder()
    .setCompression(Compression.ZSTD)
    .setMaxRowGroupSize(groupRows)
    .build()
  return new Blob([writeParquet(Table.fromIPCStream(writer.toUint8Array(true)), properties) as Uint8Array<ArrayBuffer>])
}

function checkOrder(name: string, order: Uint32Array, rows: number): void {
  const seen = new Uint8Array(rows + 1)
  for (const place of order) seen[place] = place > 0 && place <= rows ? 1 : 0
  const found = seen.reduce((sum, one) => sum + one, 0)
  if (order.length !== rows || found !== rows) {
    const detail = `it holds ${rows} rows, but ${order.length} are loaded (${found} of them of its own); load the extracts again`
    throw new ExtractError(name, 'load', detail)
  }
}

function isFine({ groups }: Footer, order: Uint32Array): boolean {
  return (
    order.every((place, i) => place === i + 1) &&
    groups.every(({ rows, chunks }, i) => {
      const last = i === groups.length - 1
      const sized = rows <= fine.most && (last || rows >= fine.least)
      return sized && chunks.every(({ metadata }) => metadata.codec === 'ZSTD')
    })
  )
}

/** Whether decoding and writing leave a column what it is. A time of an old writer does not say whether it has a zone. */
function isWritable({ type, element }: FooterColumn): boolean {
  const logical = element.logical_type?.type
  if (type === 'nested' || type === 'binary' || type === 'unannotated' || logical === 'UUID') return false
  return type !== 'timestamp' || logical === 'TIMESTAMP' || element.type === 'INT96'
}

/** The zone that decoding leaves out. */
function zoned(data: Data, { element }: FooterColumn): Data {
  const { logical_type: logical } = element
  if (logical?.type !== 'TIMESTAMP' || !logical.isAdjustedToUTC) return data
  const type =
    logical.unit === 'NANOS'
      ? new TimestampNanosecond('UTC')
      : logical.unit === 'MICROS'
        ? new TimestampMicrosecond('UTC')
        : new TimestampMillisecond('UTC')
  return data.clone(type as never)
}

/** Some groups' words may be a dictionary and others' not: their places stay, what is missing is never asked for. */
function alike(read: Data[], filled: readonly number[]): Data[] {
  const first = read[filled[0]!]!
  const isText = (data: Data): boolean => DataType.isUtf8(data.type) || DataType.isDictionary(data.type)
  if (filled.some(i => isText(read[i]!) !== isText(first))) throw new Error('its row groups differ in type')
  const empty = isText(first) ? makeData({ type: new Utf8(), length: 0, nullCount: 0 }) : first
  return Array.from(read, (part, i) => (i === 0 && part === undefined ? empty : (part ?? first)))
}

function groupAt({ groups }: Footer, row: number): number {
  let [low, high] = [0, groups.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (groups[middle]!.start <= row) low = middle
    else high = middle - 1
  }
  return low
}
