import { type Data, DataType, makeData, type RecordBatch, RecordBatchReader } from 'apache-arrow'
import type { readParquet, wasmMemory } from 'parquet-wasm/esm'
import { nullTexts } from './decodeColumns'
import { limits, sizeText } from './limits'
import type { Footer, FooterColumn, FooterGroup } from './parquetFooter'
import { sliceOf } from './parquetSlice'
import { ExtractError } from './source'

/** What decoding needs of an initialised `parquet-wasm`. */
export interface ParquetModule {
  readonly readParquet: typeof readParquet
  readonly wasmMemory: typeof wasmMemory
}

/** Rows of a row group to read; all of them when left out. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
}

/** Rows that decide whether bytes without an annotation are text. */
const probeRows = 1000

/** A file whose footer is read: gives row groups as Arrow columns. */
export class ParquetColumns {
  constructor(
    private readonly name: string,
    private readonly blob: Blob,
    readonly footer: Footer,
    private readonly module: ParquetModule,
  ) {}

  /**
   * The same file, in which columns of unannotated bytes are text or binary: the first rows of the first group that has
   * any tell. Bytes that are no UTF-8 are refused in the same way as damaged ones, and neither can be mapped.
   */
  async withTypes(): Promise<ParquetColumns> {
    const group = this.footer.groups.findIndex(candidate => candidate.rows > 0)
    const columns: FooterColumn[] = []
    for (const column of this.footer.columns) {
      if (column.type !== 'unannotated') columns.push(column)
      else columns.push({ ...column, type: group < 0 || (await this.isText(group, column)) ? 'text' : 'binary' })
    }
    return new ParquetColumns(this.name, this.blob, { ...this.footer, columns }, this.module)
  }

  private async isText(group: number, column: FooterColumn): Promise<boolean> {
    try {
      await this.decode(this.footer.groups[group]!, [column], Math.min(probeRows, this.footer.groups[group]!.rows), {
        offset: 0,
        limit: probeRows,
      })
      return true
    } catch {
      return false
    }
  }

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
    let data: readonly Data[]
    try {
      data = await this.decode(entry, distinct, rows, range)
    } catch (cause) {
      throw cause instanceof ExtractError ? cause : await this.blame(group, distinct, rows, range, cause)
    }
    for (const [index, column] of distinct.entries()) this.checkText(group, column, data[index]!)
    return columns.map(column => {
      const found = data[distinct.indexOf(column)]!
      return column.element.logical_type?.type === 'NULL' ? nullTexts(rows) : found
    })
  }

  private async decode(
    entry: FooterGroup,
    columns: readonly FooterColumn[],
    rows: number,
    range?: RowRange,
  ): Promise<Data[]> {
    const slice = await sliceOf(this.name, this.blob, this.footer.dataEnd, entry, columns)
    const table = this.module.readParquet(slice, {
      // One batch for each group: a dictionary replaced between batches would have to be written out again.
      batchSize: Math.max(1, rows),
      ...(range && { offset: range.offset, limit: rows }),
    })
    const reader = RecordBatchReader.from(table.intoIPCStream()).open()
    const { schema } = reader
    const batches: RecordBatch[] = [...reader].filter(batch => batch.numRows > 0)
    const decoded = batches.reduce((total, batch) => total + batch.numRows, 0)
    const data = batches[0]?.data.children ?? schema.fields.map(field => emptyColumn(field.type))
    if (decoded !== rows || batches.length > 1 || data.length !== columns.length) {
      throw new Error(`it gave ${decoded} rows, but its footer promises ${rows}`)
    }
    return data
  }

  /** What went wrong in a row group, with the column that did it if each can be asked alone. */
  private async blame(
    group: number,
    columns: readonly FooterColumn[],
    rows: number,
    range: RowRange | undefined,
    cause: unknown,
  ): Promise<ExtractError> {
    for (const column of columns) {
      try {
        await this.decode(this.footer.groups[group]!, [column], rows, range)
      } catch (own) {
        return this.damage(`${this.name}: column "${column.name}"`, group, own)
      }
    }
    return this.damage(this.name, group, cause)
  }

  /** A refusal of parquet-wasm, or a trap inside it, as an `ExtractError` with its words. */
  private damage(subject: string, group: number, cause: unknown): ExtractError {
    if (cause instanceof ExtractError) return cause
    const trap = cause instanceof WebAssembly.RuntimeError
    if (trap && (this.module.wasmMemory() as WebAssembly.Memory).buffer.byteLength > limits.nearFull) {
      const detail = `row group ${group + 1} needs more memory than there is; publish smaller row groups`
      return new ExtractError(subject, 'too-large', detail, { cause })
    }
    const words = trap ? 'its pages make no sense' : messageOf(cause)
    // A codec or an encoding that parquet-wasm lacks is no damage.
    const lacking = /not supported|unsupported|not (yet )?implemented|NYI|disabled feature/i.test(words)
    const why = lacking ? 'it is written in a way that is not supported' : 'the file is damaged'
    const detail = `row group ${group + 1} cannot be decoded; ${why} (${words})`
    return new ExtractError(subject, 'decode', detail, { cause })
  }

  /** A dictionary of few long words says little about the text of its rows: 806 bytes held 10 GB. */
  private checkText(group: number, column: FooterColumn, data: Data): void {
    const words = data.dictionary?.data[0]
    if (!words) return
    const { valueOffsets: offsets }: { valueOffsets: Int32Array } = words
    const longest = offsets.reduce((most, end, i) => Math.max(most, i === 0 ? 0 : end - offsets[i - 1]!), 0)
    if (longest * data.length <= limits.groupBytes) return
    let bytes = 0
    for (const word of data.values as Int32Array) bytes += offsets[word + 1]! - offsets[word]!
    if (bytes <= limits.groupBytes) return
    const detail = `row group ${group + 1} holds ${sizeText(bytes)} of text, more than ${sizeText(limits.groupBytes)}`
    throw new ExtractError(`${this.name}: column "${column.name}"`, 'too-large', detail)
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

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause)
}
