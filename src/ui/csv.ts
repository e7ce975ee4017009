export type CellValue = string | number | boolean | null | undefined
export interface CsvColumn {
  readonly key: string
  readonly label: string
}
export type CsvRow = Readonly<Record<string, CellValue>>

const byteOrderMark = '\uFEFF'
/** Characters that make a spreadsheet read a text as a formula, the full-width ones of East Asian locales too. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/

/** One cell. Text that could start a formula gets an apostrophe; numbers stay numbers; null is empty. */
function cell(value: CellValue): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : ''
  const text = String(value)
  const safe = formulaStart.test(text) ? `'${text}` : text
  return /[",\r\n\t]|^\s|\s$/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The byte order mark, so that spreadsheets read UTF-8, and the line of labels. */
export function csvHead(columns: readonly CsvColumn[]): string {
  return `${byteOrderMark}${columns.map(column => cell(column.label)).join(',')}\r\n`
}

/** Lines without a head: for writing a long export piece by piece. */
export function csvLines(columns: readonly CsvColumn[], rows: readonly CsvRow[]): string {
  return rows.map(row => `${columns.map(column => cell(row[column.key])).join(',')}\r\n`).join('')
}

/** A whole file: UTF-8 with mark, CRLF, quotes where needed. */
export function toCsv(columns: readonly CsvColumn[], rows: readonly CsvRow[]): string {
  return csvHead(columns) + csvLines(columns, rows)
}
