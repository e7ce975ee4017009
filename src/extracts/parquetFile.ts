import { type Data, DataType, makeData, type RecordBatch, RecordBatchReader, type Schema } from 'apache-arrow'
import type { ParquetFile as WasmFile } from 'parquet-wasm/esm'
import { limits, sizeText } from './limits'
import type { Footer, FooterColumn } from './parquetFooter'
import { withHints } from './parquetHints'
import { ExtractError } from './source'

/** What decoding needs of an initialised `parquet-wasm`. */
export interface ParquetModule {
  readonly ParquetFile: { fromFile(handle: Blob): Promise<WasmFile> }
}

/** Rows of a row group to read; all of them when left out. */
export interface RowRange {
  readonly offset: number
  readonly limit: number
}

/** An open file in parquet-wasm: reads row groups as Arrow columns. */
export class ParquetColumns {
  private constructor(
    private readonly name: string,
    private readonly footer: Footer,
    private readonly file: WasmFile,
  ) {}

  /** Rejects with an `ExtractError` when parquet-wasm refuses the footer. */
  static async open(name: string, blob: Blob, footer: Footer, { ParquetFile }: ParquetModule): Promise<ParquetColumns> {
    try {
      const hinted = await withHints(name, blob, footer, async plain => {
        const file = await ParquetFile.fromFile(plain)
        try {
          return file.schema().intoIPCStream()
        } finally {
          file.free()
        }
      })
      return new ParquetColumns(name, footer, await ParquetFile.fromFile(hinted))
    } catch (cause) {
      throw cause instanceof ExtractError ? cause : decodeError(name, 'cannot be read', cause)
    }
  }

  /**
   * Columns of one row group in the order asked for, each as many rows as the footer (or `range`) promises; one asked
   * for twice is the same data twice. Rejects with an `ExtractError`: nested, too-large, decode.
   */
  async read(group: number, columns: readonly FooterColumn[], range?: RowRange): Promise<Data[]> {
    for (const column of columns) refuseNested(this.name, column)
    const entry = this.footer.groups[group]
    if (!entry)
      throw new ExtractError(this.name, 'decode', `has no row group ${group + 1} (of ${this.footer.groups.length})`)
    const rows = range ? Math.max(0, Math.min(range.limit, entry.rows - range.offset)) : entry.rows
    const asked = [...new Set(columns.map(column => column.rawName))]
    if (asked.length === 0) return []
    const found = this.found(new Set(asked))
    this.checkSize(group, found)
    let batches: RecordBatch[]
    let schema: Schema
    try {
      const table = await this.file.read({
        rowGroups: [group],
        columns: asked,
        // One batch for each group: a dictionary replaced between batches would have to be written out again.
        batchSize: Math.max(1, rows),
        ...(range && { offset: range.offset, limit: rows }),
      })
      const reader = RecordBatchReader.from(table.intoIPCStream()).open()
      schema = reader.schema
      // Not `tableFromIPC`, which mixes up columns of equal names: batches keep them by position.
      batches = [...reader].filter(batch => batch.numRows > 0)
    } catch (cause) {
      throw decodeError(this.name, `row group ${group + 1} cannot be decoded`, cause)
    }
    const decoded = batches.reduce((total, each) => total + each.numRows, 0)
    const data = batches[0]?.data.children ?? schema.fields.map(field => emptyColumn(field.type))
    if (decoded !== rows || batches.length > 1 || data.length !== found.length) {
      const detail = `row group ${group + 1} gave ${decoded} rows, but its footer promises ${rows}; the file is damaged`
      throw new ExtractError(this.name, 'decode', detail)
    }
    return columns.map(column => data[found.indexOf(column)]!)
  }

  /** Gives the memory back. */
  free(): void {
    this.file.free()
  }

  /** The columns that parquet-wasm returns for these names: equal names, and names that continue one after a dot, too. */
  private found(asked: ReadonlySet<string>): FooterColumn[] {
    const hit = (path: string) => {
      if (asked.has(path)) return true
      for (let dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
        if (asked.has(path.slice(0, dot))) return true
      }
      return false
    }
    return this.footer.columns.filter(column => column.leaves.some(leaf => hit(this.footer.paths[leaf]!)))
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
function refuseNested(file: string, column: FooterColumn): void {
  if (column.type === 'nested') {
    throw new ExtractError(`${file}: column "${column.name}"`, 'nested', 'holds lists or structs and cannot be mapped')
  }
}

/** No rows, but of the type that the file has. */
function emptyColumn(type: DataType): Data {
  return makeData({ type: DataType.isDictionary(type) ? type.dictionary : type, length: 0, nullCount: 0 })
}

/** A refusal of parquet-wasm, or a trap inside it, as an `ExtractError` with its words. */
export function decodeError(subject: string, what: string, cause: unknown): ExtractError {
  const words = cause instanceof Error ? cause.message : String(cause)
  return new ExtractError(subject, 'decode', `${what}: ${words}`, { cause })
}
