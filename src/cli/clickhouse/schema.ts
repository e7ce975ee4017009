import { clickHouseText } from '../../engine/clickhouseText'
import { clickHouseType } from '../../engine/clickhouseTypes'
import { askedTables } from '../../extracts/askedTables'
import { linksView } from '../../extracts/entities'
import { wordColumns } from '../../extracts/tables'
import { dayOfRow } from '../../filters/predicates'
import { tableNames } from '../../schema'

/** Name and type of each column in order. */
type Columns = readonly (readonly [name: string, type: string])[]

export interface SchemaOptions {
  readonly database: string
  /** Replicated tables on every server of it, and tables before them that ask all shards. */
  readonly cluster?: string
  /** All tables with their columns; those that every server has when absent. */
  readonly tables?: Readonly<Record<string, Columns>>
}

const name = (text: string): string => `"${text.replaceAll('"', '""')}"`

/** Columns with few words, beside those that `schema.ts` calls words. */
const words: ReadonlySet<string> = new Set([
  'region_code',
  'industry_name',
  'licence_kind',
  'permit_state',
  'declared_class',
  'class',
  'level',
  'kind',
  'column_name',
  'table_name',
])

const columnsOf = (table: string, columns: Columns): string =>
  columns
    .map(([column, type]) => {
      const canonical = tableNames.find(each => each === table)
      const isWord =
        type === 'VARCHAR' &&
        (words.has(column) || (canonical !== undefined && wordColumns(canonical).includes(column)))
      return `  ${name(column)} ${clickHouseType(type, isWord)}`
    })
    .join(',\n')

/**
 * Rows lie by day, then by region: a window reads its days alone. A part of the disk a year keeps old years out of merges.
 * Rows of no day are a part of their own.
 */
function orderOf(table: string, columns: Columns): { readonly partition: string; readonly order: string } {
  const canonical = tableNames.find(each => each === table)
  if (canonical !== undefined) {
    const day = clickHouseText(dayOfRow(canonical))
    return { partition: `\nPARTITION BY toYear(${day})`, order: `(${day}, region_code)` }
  }
  const [[first = ''] = []] = columns
  return { partition: '', order: `(${name(first)})` }
}

/** The statements that make the tables, one after another with a semicolon behind each. */
export function schemaStatements({ database, cluster, tables = askedTables() }: SchemaOptions): string[] {
  const on = cluster === undefined ? '' : ` ON CLUSTER '${cluster}'`
  const within = (table: string): string => `${name(database)}.${name(table)}`
  const settings = '\nSETTINGS allow_nullable_key = 1'
  const made = Object.entries(tables).flatMap(([table, columns]) => {
    const { partition, order } = orderOf(table, columns)
    const body = `(\n${columnsOf(table, columns)}\n)`
    const tail = `${partition}\nORDER BY ${order}${settings}`
    if (cluster === undefined) return [`CREATE TABLE ${within(table)} ${body}\nENGINE = MergeTree${tail}`]
    const isSharded = tableNames.some(each => each === table)
    // What every row refers to is whole on every server, so that it is joined where the rows are.
    if (!isSharded)
      return [
        `CREATE TABLE ${within(table)}${on} ${body}\nENGINE = ReplicatedMergeTree('/clickhouse/tables/all/{database}/${table}', '{shard}-{replica}')${tail}`,
      ]
    const local = `${table}_local`
    return [
      `CREATE TABLE ${within(local)}${on} ${body}\nENGINE = ReplicatedMergeTree('/clickhouse/tables/{shard}/{database}/${table}', '{replica}')${tail}`,
      // All rows of a business are on one shard; those without one are spread by their place in the extract.
      `CREATE TABLE ${within(table)}${on} AS ${within(local)}\nENGINE = Distributed('${cluster}', '${database}', '${local}', cityHash64(coalesce(entity_id, -source_row)))`,
    ]
  })
  const links = clickHouseText(linksView()).replace(
    /^CREATE OR REPLACE VIEW links AS/,
    `CREATE VIEW ${within('links')}${on} AS`,
  )
  const qualified = tableNames.reduce(
    (text, table) => text.replaceAll(`FROM "${table}"`, `FROM ${within(table)}`),
    links,
  )
  return [
    // What is worked out of a word is taken for a word, too: only views have such columns.
    'SET allow_suspicious_low_cardinality_types = 1',
    `CREATE DATABASE IF NOT EXISTS ${name(database)}${on}`,
    ...made,
    qualified,
    // What the tables hold: the page reads the newest row before it asks anything.
    `CREATE TABLE ${within('releases')}${on} (\n  "made_at" DateTime64(3, 'UTC') DEFAULT now64(3),\n  "schema" String,\n  "version" String,\n  "derived" Array(String),\n  "profile" String\n)\nENGINE = ${
      cluster === undefined
        ? 'MergeTree'
        : "ReplicatedMergeTree('/clickhouse/tables/all/{database}/releases', '{shard}-{replica}')"
    }\nORDER BY made_at`,
  ]
}
