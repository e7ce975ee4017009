import { type Data, DataType, makeData, type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow'
import type { readParquet } from 'parquet-wasm/esm'
import { nullTexts } from './decodeColumns'
import { limits, sizeText } from './limits'
import type { Footer, FooterColumn } from './parquetFooter'
import { sliceOf } from './parquetSlice'
import { ExtractError } from './source'

/** What decoding needs of an initialised `parquet-wasm`. */
export interface ParquetModule {
  readonly readParquet: typeof readParquet
}

/** Rows of a row group to read; all of them when left out. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
}

/** A file whose footer is read: gives row groups as Arrow columns. */
export class ParquetColumns {
  constructor(
    private readonly name: string,
    private readonly blob: Blob,
    readonly footer: Footer,
    private readonly module: ParquetModule,
  ) {}

  /**
   * Columns of one row group in the order asked for, each as many rows as the footer (or `range`) promises; one asked
   * for twice is the same data twice. Rejects with an `ExtractError`: nested, too-large, truncated, decode.
   */
  async read(group: number, columns: readonly FooterColumn[], range?: RowRange): Promise<Data[]> {
    for (const column of columns) refuseUnmappable(this.name, column)
    const { footer, name } = this
    const entry = footer.groups[group]
    if (!entry) throw new ExtractError(name, 'decode', `has no row group ${group + 1} (of ${footer.groups.length})`)
    const rows = range ? Math.max(0, Math.min(range.limit, entry.rows - range.offset)) : entry.rows
    const distinct = [...new Set(columns)]
    if (distinct.length === 0) return []
    this.checkSize(group, distinct)
    const slice = await sliceOf(name, this.blob, footer.dataEnd, entry, distinct)
    const { schema, batches } = this.decode(group, slice, rows, range)
    const decoded = batches.reduce((total, batch) => total + batch.numRows, 0)
    const data = batches[0]?.data.children ?? schema.fields.map(field => emptyColumn(field.type))
    if (decoded !== rows || batches.length > 1 || data.length !== distinct.length) {
      const detail = `row group ${group + 1} gave ${decoded} rows, but its footer promises ${rows}; the file is damaged`
      throw new ExtractError(name, 'decode', detail)
    }
    return columns.map(column => {
      const found = data[distinct.indexOf(column)]!
      return column.element.logical_type?.type === 'NULL' ? nullTexts(rows) : found
    })
  }

  private decode(
    group: number,
    slice: Uint8Array,
    rows: number,
    range?: RowRange,
  ): { schema: Schema; batches: RecordBatch[] } {
    try {
      // One batch for each group: a dictionary replaced between batches would have to be written out again.
      const table = this.module.readParquet(slice, {
        batchSize: Math.max(1, rows),
        ...(range && { offset: range.offset, limit: rows }),
      })
      const reader = RecordBatchReader.from(table.intoIPCStream()).open()
      return { schema: reader.schema, batches: [...reader].filter(batch => batch.numRows > 0) }
    } catch (cause) {
      const trap = cause instanceof WebAssembly.RuntimeError ? 'its pages are damaged' : null
      throw decodeError(this.name, `row group ${group + 1} cannot be decoded`, cause, trap)
    }
  }

  private checkSize(group: number, columns: readonly FooterColumn[]): void {
    const leaves = columns.flatMap(column => column.leaves)
    const unpacked = this.footer.groups.map(({ chunks }) =>
      leaves.reduce((sum, leaf) => sum + chunks[leaf]!.unpacked, 0),
    )
    const all = unpacked.reduce((sum, bytes) => sum + bytes, 0)
    const here = unpacked[group] ?? 0
    if (here > limits.groupBytes) {
      const most = sizeText(limits.groupBytes)
      const detail = `row group ${group + 1} unpacks to ${sizeText(here)}, more than ${most}; publish smaller row groups`
      throw new ExtractError(this.name, 'too-large', detail)
    }
    if (all > limits.fileBytes) {
      const detail = `the mapped columns unpack to ${sizeText(all)}, more than ${sizeText(limits.fileBytes)}`
      throw new ExtractError(this.name, 'too-large', detail)
    }
  }
}

/** Refuses what cannot be mapped, naming the column. */
function refuseUnmappable(file: string, { name, type }: FooterColumn): void {
  const subject = `${file}: column "${name}"`
  if (type === 'nested') throw new ExtractError(subject, 'nested', 'holds lists or structs and cannot be mapped')
  if (type === 'binary') throw new ExtractError(subject, 'decode', 'holds bytes that are no text and cannot be mapped')
}

/** No rows, but of the type that the file has. */
function emptyColumn(type: DataType): Data {
  return makeData({ type: DataType.isDictionary(type) ? type.dictionary : type, length: 0, nullCount: 0 })
}

/** A refusal of parquet-wasm, or a trap inside it, as an `ExtractError` with its words. */
export function decodeError(subject: string, what: string, cause: unknown, words: string | null = null): ExtractError {
  const said = words ?? (cause instanceof Error ? cause.message : String(cause))
  return new ExtractError(subject, 'decode', `${what}: ${said}`, { cause })
}
