import type { TableData, TableValue } from './table'

/** What a column's cells hold. Codes are text. `day` is an ISO day, `time` an ISO day and time without a zone. */
export type CellKind = 'text' | 'number' | 'boolean' | 'day' | 'time'

export interface ExportColumn {
  readonly key: string
  readonly label: string
  readonly kind: CellKind
}

export type ExportRow = Readonly<Record<string, TableValue | undefined>>

/** A line about an export: "Filters", "District A, 2024". */
export type AboutLine = readonly [label: string, text: string]

/** Words that a file needs and a writer, which may live in a worker, does not know. */
export interface ExportWords {
  /** Name of the sheet about the export. */
  readonly about: string
  readonly rows: string
  /** Characters that XML cannot hold and that were replaced. */
  readonly replaced: string
  /** Texts that were longer than a cell may be. */
  readonly cut: string
}

/** A table that is to be written, without its rows. */
export interface ExportTable {
  readonly title: string
  readonly columns: readonly ExportColumn[]
  readonly about: readonly AboutLine[]
  readonly words: ExportWords
}

/** Takes rows piece by piece. What it cannot hold throws an Error that names column, row and value. */
export interface TableWriter {
  add(rows: readonly ExportRow[]): void
  finish(): Promise<Blob>
}

export type TableFormat = 'xlsx' | 'parquet'

const isoDay = /^\d{4}-\d\d-\d\d$/
const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/
const dayMilliseconds = 86_400_000

/** Days since 1970-01-01 of an ISO day; null for what is none, such as 30 February. */
export function dayNumber(text: string): number | null {
  if (!isoDay.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  // Some engines roll 30 February on to March.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text ? null : time / dayMilliseconds
}

/** Milliseconds since 1970-01-01 of an ISO day and time, read as UTC so that no zone moves it; null for what is none. */
export function timeNumber(text: string): number | null {
  const [, day = '', hours, minutes, seconds, fraction = ''] = isoTime.exec(text) ?? []
  const days = dayNumber(day)
  if (days === null) return null
  const [h, m, s] = [Number(hours), Number(minutes), Number(seconds)]
  if (h > 23 || m > 59 || s > 59) return null
  return days * dayMilliseconds + ((h * 60 + m) * 60 + s) * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3))
}

/** The one kind of all values; text where they differ or there are none. */
export function kindOf(values: Iterable<TableValue | undefined>): CellKind {
  let kind: CellKind | null = null
  for (const value of values) {
    if (value === null || value === undefined) continue
    const own = kindOfValue(value)
    if (kind !== null && kind !== own) return 'text'
    kind = own
  }
  return kind ?? 'text'
}

function kindOfValue(value: string | number | boolean): CellKind {
  if (typeof value === 'number') return 'number'
  if (typeof value === 'boolean') return 'boolean'
  if (dayNumber(value) !== null) return 'day'
  return timeNumber(value) === null ? 'text' : 'time'
}

/** The columns of a chart's table, with the kinds that its rows show. */
export const exportColumns = ({ columns, rows }: TableData): ExportColumn[] =>
  columns.map(({ key, label }) => ({ key, label, kind: kindOf(rows.map(row => row[key])) }))

/** Labels as names that differ, case folded too: what databases ask of columns. */
export function uniqueNames(labels: readonly string[]): string[] {
  const taken = new Set<string>()
  return labels.map((label, i) => {
    const base = label.trim() || `column ${i + 1}`
    let name = base
    for (let n = 2; taken.has(name.toLowerCase()); n++) name = `${base} (${n})`
    taken.add(name.toLowerCase())
    return name
  })
}
