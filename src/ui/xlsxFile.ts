import { Zip, ZipDeflate } from 'fflate'
import {
  dayNumber,
  type ExportColumn,
  type ExportRow,
  type ExportTable,
  type TableWriter,
  timeNumber,
} from './exportTable'
import type { TableValue } from './table'
import { fixedParts, sheetEnd, sheetName, sheetPath, sheetStart, styles, whole } from './xlsxParts'
import { escaped, holdable } from './xmlText'

/** Rows of one sheet, the head not counted. */
export const mostRows = 1_048_575
const mostColumns = 16_384
/** UTF-16 units of one cell. */
const mostText = 32_767
/** Rows that are turned into text and packed at once. */
const atOnce = 2000
/** Rows that tell how wide a column is. */
const measured = 500
const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/**
 * Writes XLSX row by row: texts as text cells, which can be neither numbers nor formulas; numbers, days, times and
 * booleans as themselves. More rows than a sheet holds go on in the next one. The last sheet tells about the export.
 * Not by write-excel-file: for 100,000 rows of 20 columns it took three times as long and all of their memory at once.
 * Throws an Error for more columns than a sheet holds. `sheetRows` is less in tests.
 */
export class XlsxWriter implements TableWriter {
  private readonly parts: Uint8Array<ArrayBuffer>[] = []
  private readonly zip: Zip
  private readonly sheets: string[] = []
  private readonly encoder = new TextEncoder()
  private sheet: ZipDeflate | null = null
  private widths: readonly number[] | null = null
  /** Rows of the open sheet, its head counted. */
  private inSheet = 0
  private rows = 0
  private replaced = 0
  private cut = 0

  constructor(
    private readonly table: ExportTable,
    private readonly sheetRows = mostRows,
  ) {
    const { length } = table.columns
    if (length > mostColumns)
      throw new Error(`${table.title}: ${length} columns, but a sheet holds ${mostColumns}; export CSV or Parquet`)
    this.zip = new Zip((error, piece) => {
      if (error) throw error
      this.parts.push(piece as Uint8Array<ArrayBuffer>)
    })
  }

  add(rows: readonly ExportRow[]): void {
    const { columns } = this.table
    this.widths ??= columns.map(column => widthOf(column, rows.slice(0, measured)))
    for (let at = 0; at < rows.length; ) {
      if (this.sheet === null) this.open(this.table.title, this.widths)
      const piece = rows.slice(at, at + Math.min(atOnce, this.sheetRows + 1 - this.inSheet))
      this.push(piece.map(row => this.line(columns.map(({ key, kind }) => this.cell(row[key], kind)))).join(''))
      at += piece.length
      this.rows += piece.length
      if (this.inSheet > this.sheetRows) this.close()
    }
  }

  async finish(): Promise<Blob> {
    const { about, columns, title, words } = this.table
    if (this.sheets.length === 0)
      this.open(
        title,
        columns.map(column => widthOf(column, [])),
      )
    this.close()
    this.start(words.about, [24, 90], false)
    for (const [label, value] of about) this.push(this.aboutLine(label, value))
    this.push(this.aboutLine(words.rows, this.rows))
    // What was changed is counted once everything else is written.
    if (this.replaced > 0) this.push(this.aboutLine(words.replaced, this.replaced))
    if (this.cut > 0) this.push(this.aboutLine(words.cut, this.cut))
    this.close()
    for (const [path, text] of Object.entries(fixedParts(this.sheets))) {
      const file = this.file(path)
      file.push(this.encoder.encode(text), true)
    }
    this.zip.end()
    return new Blob(this.parts, { type: xlsxType })
  }

  private open(title: string, widths: readonly number[]): void {
    this.start(title, widths, true)
    this.push(this.line(this.table.columns.map(({ label }) => this.text(label, styles.head))))
  }

  private start(title: string, widths: readonly number[], frozen: boolean): void {
    this.inSheet = 0
    this.sheets.push(sheetName(holdable(title), this.sheets))
    this.sheet = this.file(sheetPath(this.sheets.length))
    this.push(sheetStart(widths, frozen))
  }

  private close(): void {
    this.sheet?.push(this.encoder.encode(sheetEnd), true)
    this.sheet = null
  }

  private file(path: string): ZipDeflate {
    const file = new ZipDeflate(path, { level: 4 })
    this.zip.add(file)
    return file
  }

  private push(text: string): void {
    this.sheet?.push(this.encoder.encode(text))
  }

  /** A row of cells, each what follows `<c`; '' is an empty one. Some readers need the addresses. */
  private line(cells: readonly string[]): string {
    const row = ++this.inSheet
    const made = cells.map((cell, i) => (cell === '' ? '' : `<c r="${columnName(i)}${row}"${cell}</c>`))
    return `<row r="${row}">${made.join('')}</row>`
  }

  private aboutLine(label: string, value: string | number): string {
    return this.line([
      this.text(label, styles.head),
      typeof value === 'number' ? this.cell(value, 'number') : this.text(value, styles.wrapped),
    ])
  }

  private cell(value: TableValue | undefined, kind: ExportColumn['kind']): string {
    if (value === null || value === undefined) return ''
    if (typeof value === 'boolean') return ` t="b"><v>${value ? 1 : 0}</v>`
    if (typeof value === 'number') return Number.isFinite(value) ? `><v>${value}</v>` : ''
    const serial = kind === 'day' ? serialOf(dayNumber(value)) : kind === 'time' ? serialOf(daysOf(value)) : null
    if (serial !== null) return ` s="${kind === 'day' ? styles.day : styles.time}"><v>${serial}</v>`
    return this.text(value, styles.text)
  }

  private text(value: string, style: number): string {
    let held = holdable(value, () => {
      this.replaced++
    })
    if (held.length > mostText) {
      held = whole(held, mostText)
      this.cut++
    }
    // `_x0041_` in a cell's text stands for A: an underscore that only looks so is written as such a code itself.
    const plain = held.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
    return ` s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(plain)}</t></is>`
  }
}

/** A, B, … Z, AA, … XFD. */
const columnName = (index: number): string =>
  (index < 26 ? '' : columnName(Math.floor(index / 26) - 1)) + String.fromCharCode(65 + (index % 26))

const daysOf = (text: string): number | null => {
  const time = timeNumber(text)
  return time === null ? null : time / 86_400_000
}

/** The day of a spreadsheet (1900 system). Before March 1900 it counts a day that never was: such days stay text. */
const serialOf = (days: number | null): number | null => (days === null || days < -25_508 ? null : days + 25_569)

/** Characters that a column needs, within reason; wide ones count twice. */
function widthOf({ key, label, kind }: ExportColumn, rows: readonly ExportRow[]): number {
  const usual = kind === 'day' ? 11 : kind === 'time' ? 20 : 8
  const longest = rows.reduce((most, row) => Math.max(most, wide(row[key])), wide(label) + 1)
  return Math.min(60, Math.max(usual, longest + 1))
}

function wide(value: TableValue | undefined): number {
  if (value === null || value === undefined) return 0
  let width = 0
  for (const character of String(value).slice(0, 80)) width += character.charCodeAt(0) > 0x2e7f ? 2 : 1
  return width
}
