import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { keptColumns, keptTable, normsColumns, normsTable } from '../risk/kept'
import { columns, duckTypes, mappable, type TableName, tableNames } from '../schema'
import type { CatalogueExtract } from './catalogue'

/** Columns that preparing adds to a canonical table, with their types. */
const derived: Readonly<Record<TableName, readonly (readonly [string, string])[]>> = {
  // permitted_on: decided_at, else valid_from. Days are working days; limit: promised, else legal, else the target.
  // due_on: the last day within the limit, suspended days left out.
  permits: [['permitted_on', 'DATE'], ['handling_days', 'INTEGER'], ['limit_days', 'INTEGER'], ['due_on', 'DATE']],
  inspections: [],
  complaints: [['received_on', 'DATE'], ['closed_on', 'DATE'], ['due_on', 'DATE']],
} // biome-ignore format: a table of names

/** Where a row came from and the business that it belongs to. */
const origin: readonly (readonly [string, string])[] = [
  ['source_file', 'USMALLINT'],
  ['source_row', 'INTEGER'],
  ['entity_id', 'INTEGER'],
  ['link_method', 'VARCHAR'],
]

/** Names and types of a canonical table's columns, in order. */
export const tableColumns = (table: TableName): readonly (readonly [string, string])[] => [
  ...columns[table].filter(c => !c.personal).map(c => [c.name, duckTypes[c.kind]] as const),
  ...derived[table],
  ...origin,
]

/** `word` columns, the ones that become ENUM once all values are known. */
export const wordColumns = (table: TableName): readonly string[] => [
  ...columns[table].filter(c => c.kind === 'word').map(c => c.name),
  'link_method',
]

export const rejectedTable = (table: TableName): Sql => identifier(`rejected_${table}`)

type Columns = readonly (readonly [name: string, type: string])[]

const texts = (...names: string[]): Columns => names.map(name => [name, 'VARCHAR'] as const)

const rejectedColumns = (table: TableName): Columns => [
  ['source_file', 'USMALLINT'],
  ['source_row', 'INTEGER'],
  ['reason', 'VARCHAR'],
  ...texts(...mappable(table).map(c => c.name)),
]

/** Columns that the extracts of a table keep beside the canonical ones, as text. */
export type Extra = Readonly<Partial<Record<TableName, readonly string[]>>>

/** The names of kept columns, table by table: their own, unless a column of ours or another kept one has it in any case. */
export function extraNames(extracts: readonly Pick<CatalogueExtract, 'table' | 'extra'>[]) {
  const names = new Map<string, Map<string, string>>()
  for (const { table, extra = [] } of extracts) {
    const known = names.get(table) ?? new Map<string, string>()
    names.set(table, known)
    const taken = new Set([
      ...[...tableColumns(table).map(([name]) => name), 'reason'],
      ...columns[table].map(c => c.name),
      ...[...known.values()].map(name => name.toLowerCase()),
    ])
    for (const source of extra) {
      if (known.has(source)) continue
      let name = source
      for (let i = 1; taken.has(name.toLowerCase()); i++) name = i === 1 ? `source_${source}` : `source_${source}_${i}`
      taken.add(name.toLowerCase())
      known.set(source, name)
    }
  }
  return {
    all: Object.fromEntries([...names].map(([table, known]) => [table, [...known.values()]])) as Extra,
    /** Column → source column of one extract. */
    of: ({ table, extra = [] }: Pick<CatalogueExtract, 'table' | 'extra'>): Record<string, string> =>
      Object.fromEntries(extra.map(source => [names.get(table)?.get(source) ?? source, source])),
  }
}

/** `lastingTables` with the columns that extracts keep. */
export const tablesWith = (extra: Extra): Readonly<Record<string, Columns>> =>
  Object.fromEntries(
    Object.entries(lastingTables).map(([name, list]) => {
      const table = tableNames.find(each => name === each || name === `rejected_${each}`)
      return [name, table ? [...list, ...texts(...(extra[table] ?? []))] : list]
    }),
  )

/** The tables that questions may ask, with their columns in order; preparing needs more of them. */
export const lastingTables: Readonly<Record<string, Columns>> = {
  ...Object.fromEntries(tableNames.map(table => [table, tableColumns(table)])),
  ...Object.fromEntries(tableNames.map(table => [`rejected_${table}`, rejectedColumns(table)])),
  source_files: [['source_file', 'USMALLINT'], ...texts('file', 'table_name')],
  regions: texts('code', 'name', 'level', 'parent'),
  region_paths: texts('code', 'ancestor', 'level'),
  // The rows behind each issue, with what the file says in that column, or the row's id.
  issue_rows: [['source_file', 'USMALLINT'], ['source_row', 'INTEGER'], ...texts('kind', 'column_name', 'value')],
  // Rows whose name stands for several businesses of their region: they stay unmatched.
  link_ties: [['table_name', 'VARCHAR'], ['source_file', 'USMALLINT'], ['source_row', 'INTEGER']],
  entities: [
    ['entity_id', 'INTEGER'],
    ['entity_code', 'VARCHAR'],
    ['is_credit_code', 'BOOLEAN'],
    ['first_seen_on', 'DATE'],
    ['has_permit', 'BOOLEAN'],
    ...tableNames.map(table => [table, 'INTEGER'] as const),
    ...texts('entity_name', 'address', 'region_code'),
    ['lon', 'DOUBLE'],
    ['lat', 'DOUBLE'],
    ...texts('industry_name', 'licence_kind'),
  ],
  [keptTable]: keptColumns,
  [normsTable(keptTable)]: normsColumns,
} // biome-ignore format: a line a table

/** Tables of which preparing makes use; of `calendar` questions too, see `ensureCalendar`. */
export const passingTables: Readonly<Record<string, Columns>> = {
  // Every text that stands for a region in an extract: present codes, retired ones, names that only one region has.
  region_words: texts('word', 'code'),
  calendar: [['day', 'DATE'], ['is_workday', 'BOOLEAN'], ['workday_number', 'INTEGER']],
  entity_keys: [['entity_id', 'INTEGER'], ['entity_code', 'VARCHAR'], ['is_credit_code', 'BOOLEAN']],
  permit_numbers: [['permit_id', 'VARCHAR'], ['entity_id', 'INTEGER']],
} // biome-ignore format: a line a table

/** Any value of a type, as text of the source. */
const some = (type: string): Sql =>
  raw(type === 'DATE' || type === 'TIMESTAMP' ? `'1970-01-01'` : type === 'VARCHAR' ? `''` : '0')

/**
 * An empty table; the columns of `types` are of a type of their own, an ENUM. Those that `isFilled` denies are NULL for good
 * (virtual generated columns): they take no memory, and nothing can be written there. They are no plain NULL: GROUP BY ALL of a
 * constant answers with a row where nothing matches (docs/engine.md). No row has a place below 0.
 */
export const createTable = (
  name: string,
  list: Columns,
  types: Readonly<Record<string, Sql>> = {},
  isFilled: (column: string) => boolean = () => true,
): Sql =>
  sql`CREATE OR REPLACE TABLE ${identifier(name)} (${join(
    list.map(([column, plain]) => {
      const type = types[column] ?? raw(plain)
      return isFilled(column)
        ? sql`${identifier(column)} ${type}`
        : sql`${identifier(column)} ${type} AS (CASE WHEN source_row < 0 THEN CAST(${some(plain)} AS ${type}) END)`
    }),
  )})`

/** The columns of a canonical table that preparing itself fills, whatever the files hold. */
export const originColumns: readonly string[] = origin.map(([name]) => name)

/** Empty tables of everything that preparing fills. */
export const createTables = (extra: Extra = {}): Sql[] => [
  // What a load that was cut short may have left.
  sql`DROP TABLE IF EXISTS staging`,
  ...Object.entries({ ...tablesWith(extra), ...passingTables }).map(([name, list]) => createTable(name, list)),
]
