import type { FilteredTable } from '../filters/predicates'
import { columnLabel, isMessage, regionLabel, type Texts, tableTitle, wordLabel } from '../i18n'
import { columns, type TableName } from '../schema'
import type { CellKind } from '../ui/exportTable'
import type { TableValue } from '../ui/table'

const numeric =
  /_(days|count|amount)$|^(lon|lat|score|source_row|permits|inspections|complaints|rating|satisfaction|visits|exempt|most|departments|gap|size)$/

const derivedDays = new Set(['permitted_on', 'received_on', 'closed_on', 'due_on', 'first_seen_on'])

export const alignOf = (name: string): 'left' | 'right' => (numeric.test(name) ? 'right' : 'left')

export function widthOf(name: string): number {
  if (/^(entity_name|address|by_department|joined)$/.test(name)) return 240
  if (numeric.test(name)) return 110
  if (/_on$/.test(name)) return 120
  return /_at$/.test(name) ? 150 : 150
}

/** What a column holds in a file of types: derived columns by their names, the others by the schema. */
export function kindOf(table: FilteredTable, name: string): CellKind {
  const column = table === 'entities' ? undefined : columns[table].find(c => c.name === name)
  if (/_on$/.test(name) || column?.kind === 'date') return 'day'
  if (column?.kind === 'timestamp') return 'time'
  if (column?.kind === 'boolean' || name === 'has_permit') return 'boolean'
  if (column === undefined) return numeric.test(name) ? 'number' : 'text'
  return /^(integer|number|degrees)$/.test(column.kind) ? 'number' : 'text'
}

/** A column's heading. */
export function headingOf(table: FilteredTable, name: string, { t, language }: Texts): string {
  const own = `rows.column.${name}`
  if (isMessage(own)) return t(own)
  if (table === 'entities' && (name === 'permits' || name === 'inspections' || name === 'complaints'))
    return tableTitle(name, language)
  return columnLabel(table === 'entities' ? 'permits' : table, name, language)
}

/** A cell in words: canonical words and regions by their names, days and times as the page writes them. */
export function cellOf(
  table: FilteredTable,
  name: string,
  value: TableValue,
  regions: ReadonlyMap<string, string>,
  texts: Texts,
): string {
  const { t, language, formats } = texts
  if (name === 'link_method') return value === null ? t('rows.unlinked') : linkText(String(value), texts)
  if (value === null) return '–'
  if (name === 'region_code') return regionLabel(String(value), regions.get(String(value)), language)
  if (typeof value === 'boolean') return t(value ? 'words.yes' : 'words.no')
  const column = table === 'entities' ? undefined : columns[table as TableName].find(c => c.name === name)
  if (column?.vocabulary) return wordLabel(column.vocabulary, String(value), language)
  // A kept column may have any name: only days of ours are written as days.
  if (derivedDays.has(name) || column?.kind === 'date') return formats.day(String(value))
  if (column?.kind === 'timestamp')
    return /T00:00:00$/.test(String(value)) ? formats.day(String(value).slice(0, 10)) : formats.time(String(value))
  if (name === 'lon' || name === 'lat') return Number(value).toFixed(5)
  return typeof value === 'number' ? formats.number(value, 2) : value
}

function linkText(method: string, { t }: Texts): string {
  const key = `rows.link.${method}`
  return isMessage(key) ? t(key) : method
}
