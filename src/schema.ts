import { type Column, type ColumnKind, columns } from './schema/columns'
import type { vocabularies } from './schema/vocabularies'

export { type Column, type ColumnKind, columns } from './schema/columns'
export { doubtfulWords, vocabularies } from './schema/vocabularies'

/**
 * The canonical tables as data. Row types, mapping, checks, SQL identifiers and labels derive from these lists.
 * Names: `_on` is a DATE, `_at` a local TIMESTAMP, `_id` and `_code` are text. Coordinates are WGS-84 degrees.
 */
export const tableNames = ['permits', 'inspections', 'complaints'] as const
export type TableName = (typeof tableNames)[number]

export type VocabularyName = keyof typeof vocabularies
export type Result = keyof (typeof vocabularies)['result']
export type ComplaintKind = keyof (typeof vocabularies)['complaint_kind']

/** The row id and the date without which a row is rejected; permits may have any of three dates. */
export const rowKeys: Readonly<Record<TableName, { id: string; dates: readonly string[] }>> = {
  permits: { id: 'permit_id', dates: ['decided_at', 'valid_from', 'accepted_at'] },
  inspections: { id: 'inspection_id', dates: ['inspected_on'] },
  complaints: { id: 'complaint_id', dates: ['received_at'] },
}

/** Results of a visit that did not take place: not in the denominator of a rate. */
export const notTakenPlace: readonly Result[] = ['closed', 'no_entry', 'unreachable']
/** Results that count as a problem. */
export const problemResults: readonly Result[] = ['problem', 'critical', 'uncooperative']

export const duckTypes: Readonly<Record<ColumnKind, string>> = {
  code: 'VARCHAR',
  text: 'VARCHAR',
  word: 'VARCHAR',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
  degrees: 'DOUBLE',
  number: 'DOUBLE',
  integer: 'INTEGER',
  boolean: 'BOOLEAN',
}

/** The columns that a file may fill, in canonical order. */
export const mappable = (table: TableName): readonly Column[] =>
  columns[table].filter(c => (!c.personal && !c.name.startsWith('source_')) || c.name === 'source_system')

/** A column of a table; throws for a name that is not in the schema. */
export function columnOf(table: TableName, name: string): Column {
  const found = columns[table].find(c => c.name === name)
  if (!found) throw new Error(`schema: ${table} has no column "${name}"`)
  return found
}

/** The figures of the overview, in the order of its tiles. */
export const figureKeys = [
  'businesses',
  'inspections',
  'problem_rate',
  'critical_rate',
  'complaints',
  'closed_on_time',
  'permits_issued',
  'permits_on_time',
  'high_risk',
] as const
export type FigureKey = (typeof figureKeys)[number]
