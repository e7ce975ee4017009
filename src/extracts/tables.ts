import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { columns, duckTypes, mappable, type TableName, tableNames } from '../schema'

/** Columns that preparing adds to a canonical table, with their types. */
const derived: Readonly<Record<TableName, readonly (readonly [string, string])[]>> = {
  // permitted_on: decided_at, else valid_from. Days are working days; limit: promised, else legal, else the target.
  permits: [['permitted_on', 'DATE'], ['handling_days', 'INTEGER'], ['limit_days', 'INTEGER']],
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

const create = (name: Sql, list: readonly (readonly [string, string])[]): Sql =>
  sql`CREATE OR REPLACE TABLE ${name} (${join(list.map(([column, type]) => sql`${identifier(column)} ${raw(type)}`))})`

/** Empty tables of everything that preparing fills. */
export const createTables = (): Sql[] => [
  // What a load that was cut short may have left.
  sql`DROP TABLE IF EXISTS staging`,
  ...tableNames.flatMap(table => [
    create(identifier(table), tableColumns(table)),
    create(rejectedTable(table), [
      ['source_file', 'USMALLINT'],
      ['source_row', 'INTEGER'],
      ['reason', 'VARCHAR'],
      ...mappable(table).map(c => [c.name, 'VARCHAR'] as const),
    ]),
  ]),
  sql`CREATE OR REPLACE TABLE source_files (source_file USMALLINT, file VARCHAR, table_name VARCHAR)`,
  sql`CREATE OR REPLACE TABLE regions (code VARCHAR, name VARCHAR, level VARCHAR, parent VARCHAR)`,
  sql`CREATE OR REPLACE TABLE region_paths (code VARCHAR, ancestor VARCHAR, level VARCHAR)`,
  // Every text that stands for a region in an extract: present codes, retired ones, names that only one region has.
  sql`CREATE OR REPLACE TABLE region_words (word VARCHAR, code VARCHAR)`,
  sql`CREATE OR REPLACE TABLE calendar (day DATE, is_workday BOOLEAN, workday_number INTEGER)`,
  sql`CREATE OR REPLACE TABLE entity_keys (entity_id INTEGER, entity_code VARCHAR, is_credit_code BOOLEAN)`,
  // Rows whose name stands for several businesses of their region: they stay unmatched.
  sql`CREATE OR REPLACE TABLE link_ties (table_name VARCHAR, source_file USMALLINT, source_row INTEGER)`,
  sql`CREATE OR REPLACE TABLE permit_numbers (permit_id VARCHAR, entity_id INTEGER)`,
]
