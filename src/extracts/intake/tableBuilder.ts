import { limits } from '../limits'
import { ExtractError } from '../source'
import type { CsvRow } from './csvRows'
import { uniqueNames } from './header'
import type { ColumnFacts, MaskedColumn, ReadNote } from './intake'
import { MaskedText } from './maskedText'
import type { ColumnPlan } from './masks'
import { Notes } from './notes'
import { type IntakeModule, ParquetParts, type WrittenFile } from './parquetParts'
import { grown } from './wordTable'

export const groupRows = 100_000
/** A group ends earlier in a wide table or with long texts, for it is built in memory. */
const groupCells = 16_000_000
const groupBytes = 96 * 1024 * 1024
export const previewRows = 50

export interface BuiltTable extends WrittenFile {
  readonly rows: number
  readonly columns: readonly ColumnFacts[]
  readonly preview: readonly (readonly (string | null)[])[]
  readonly masked: readonly MaskedColumn[]
  readonly notes: readonly ReadNote[]
}

const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Columns of which something was masked, or was to be. */
export function maskedColumns(names: readonly string[], texts: readonly MaskedText[]): MaskedColumn[] {
  return texts.flatMap(({ plan, count }, index): MaskedColumn[] => {
    if (!plan.mask && count === 0) return []
    const found = plan.free && plan.found !== 'asked' ? 'value' : plan.found
    return [{ column: names[index]!, kind: plan.mask ?? 'text', found, count }]
  })
}

/** Columns in which something stayed that looks like a number of a person. */
export const keptNumbers = (names: readonly string[], texts: readonly MaskedText[]): ReadNote[] =>
  texts.flatMap(({ plan, kept }, index) =>
    plan.mask || kept === 0 ? [] : [{ kind: 'kept_numbers', column: names[index]!, count: kept, examples: [] }],
  )

/** Takes the rows of a table of text, masks them and writes them. Row numbers in notes count from 1 below the header. */
export class TableBuilder {
  rows = 0
  /** The next rows may hold NUL or U+FFFD for what could not be kept. */
  dirty = false
  private readonly names: string[]
  private readonly texts: MaskedText[]
  private readonly notes = new Notes()
  private readonly preview: (string | null)[][] = []
  private readonly parts: ParquetParts
  private readonly width: number
  private inGroup = 0
  private bytesInGroup = 0
  private scratch: Uint8Array<ArrayBuffer> = new Uint8Array(1024)
  private readonly row = {
    bytes: this.scratch as Uint8Array,
    starts: new Int32Array(0),
    ends: new Int32Array(0),
    count: 0,
  }

  constructor(
    module: IntakeModule,
    private readonly name: string,
    names: readonly string[],
    plans: readonly ColumnPlan[],
  ) {
    this.names = [...names]
    this.width = names.length
    this.texts = plans.map(plan => new MaskedText(plan))
    this.parts = new ParquetParts(module, name)
  }

  /** Adds a row; empty lines are none. */
  add(row: CsvRow): void {
    const { bytes, starts, ends, count } = row
    const { texts, width } = this
    if (count === 1 && width > 1 && starts[0] === ends[0]) return
    this.rows++
    const whole = Math.min(count, texts.length)
    for (let i = 0; i < whole; i++) this.cell(i, bytes, starts[i]!, ends[i]!)
    for (let i = whole; i < texts.length; i++) texts[i]!.column.null()
    if (count < width) this.notes.add('short_rows', 1, null, () => `row ${this.rows}: ${count} of ${width} cells`)
    else if (count > width) this.surplus(row)
    if (this.rows <= previewRows) this.preview.push(texts.map(({ column }) => column.textAt(this.inGroup)))
    this.inGroup++
    this.bytesInGroup += ends[count - 1]! - starts[0]!
    const full = this.inGroup >= groupRows || this.inGroup * texts.length >= groupCells
    if (full || this.bytesInGroup >= groupBytes) this.flush()
  }

  /** Adds a row of a sheet: null is empty, and cells may be missing at its end. */
  addTexts(cells: readonly (string | null)[]): void {
    const { row } = this
    if (cells.length === 0 || cells.every(cell => cell === null || cell === '')) return
    const count = Math.max(cells.length, this.width)
    if (row.starts.length < count) {
      row.starts = new Int32Array(count)
      row.ends = new Int32Array(count)
    }
    let at = 0
    for (let i = 0; i < count; i++) {
      const text = cells[i] ?? ''
      row.starts[i] = at
      if (text !== '') at = this.encode(text, at)
      row.ends[i] = at
    }
    row.bytes = this.scratch
    row.count = count
    this.add(row)
  }

  note(kind: ReadNote['kind'], count: number): void {
    if (count > 0) this.notes.add(kind, count)
  }

  /** Resolves when few of the groups that are full wait to be written. To be awaited now and then. */
  settled(): Promise<void> {
    return this.parts.settled()
  }

  async finish(): Promise<BuiltTable> {
    this.flush()
    const columns = this.texts.map(({ column }, index): ColumnFacts => {
      return { name: this.names[index]!, type: 'text', ...column.facts() }
    })
    const masked = maskedColumns(this.names, this.texts)
    const preview = this.preview.map(row => columns.map((_, index) => row[index] ?? null))
    const { rows } = this
    const notes = [...this.notes.list(), ...keptNumbers(this.names, this.texts)]
    return { rows, columns, preview, masked, notes, ...(await this.parts.finish(this.names)) }
  }

  private cell(index: number, bytes: Uint8Array, from: number, to: number): void {
    const text = this.texts[index]!
    if (this.dirty && from < to) {
      const clean = this.cleaned(index, bytes.subarray(from, to))
      text.put(clean, 0, clean.length)
    } else text.put(bytes, from, to)
  }

  /** Cells beyond the header are kept in columns of their own. */
  private surplus({ bytes, starts, ends, count }: CsvRow): void {
    let beyond = 0
    for (let i = this.width; i < count; i++) {
      if (starts[i] === ends[i]) continue
      beyond++
      while (this.texts.length <= i) this.widen()
      // Columns that were there already got the cell with the others.
      if (this.texts[i]!.column.rows <= this.inGroup) this.cell(i, bytes, starts[i]!, ends[i]!)
    }
    if (beyond === 0) return
    for (const { column } of this.texts) if (column.rows <= this.inGroup) column.null()
    const first = () =>
      decoder.decode(bytes.subarray(starts[this.width]!, Math.min(ends[count - 1]!, starts[this.width]! + 60)))
    this.notes.add('long_rows', 1, null, () => `row ${this.rows}: ${count} of ${this.width} cells: ${first()}`)
  }

  private widen(): void {
    const place = this.texts.length + 1
    if (place > limits.columns) {
      const detail = `has more than ${limits.columns} cells; a table can have that many columns`
      throw new ExtractError(`${this.name}: row ${this.rows}`, 'too-large', detail)
    }
    this.names.push(uniqueNames([...this.names, `(column ${place})`], []).at(-1)!)
    const text = new MaskedText({ mask: null, found: 'value', free: true, keep: false, code: false })
    for (let i = 0; i < this.inGroup; i++) text.column.null()
    this.texts.push(text)
  }

  private flush(): void {
    const { parts, texts } = this
    if (this.inGroup === 0 && this.rows > 0) return
    parts.add(
      texts.map(({ column }) => column.flush()),
      this.inGroup,
    )
    this.inGroup = 0
    this.bytesInGroup = 0
  }

  /** The bytes without NUL. */
  private cleaned(index: number, bytes: Uint8Array): Uint8Array {
    const column = this.names[index]!
    const where = (what: string) => () => `row ${this.rows}: ${what}`
    if (bytes.includes(0)) {
      const clean = bytes.filter(byte => byte !== 0)
      this.notes.add('nul_bytes', bytes.length - clean.length, column, where(decoder.decode(clean)))
      return clean
    }
    return bytes
  }

  private encode(text: string, at: number): number {
    const room = at + text.length * 3
    if (room > this.scratch.length) this.scratch = grown(this.scratch, room)
    const { written } = encoder.encodeInto(text, this.scratch.subarray(at))
    if (text.includes('\0')) this.dirty = true
    if (loneSurrogate.test(text)) {
      const count = text.match(everyLone)!.length
      const column = null
      this.notes.add(
        'lone_surrogates',
        count,
        column,
        () => `row ${this.rows + 1}: ${text.replace(everyLone, '\ufffd')}`,
      )
    }
    return at + written
  }
}

const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/
const everyLone = new RegExp(loneSurrogate, 'g')
