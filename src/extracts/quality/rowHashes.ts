import { identifier, join, list, type Sql, sql } from '../../engine/sql'
import { columns, rowKeys, type TableName } from '../../schema'
import { wordColumns } from '../tables'

/** Columns of a table that come from its files; what is derived from them or numbered anew at each load is left out. */
export const comparedColumns = (table: TableName): readonly string[] =>
  columns[table].filter(column => !column.personal).map(column => column.name)

/** ENUMs of two engines number their words differently: compared is the text. */
export const comparable = (table: TableName, column: string): Sql =>
  wordColumns(table).includes(column) ? sql`CAST(${identifier(column)} AS VARCHAR)` : identifier(column)

const idHash = (table: TableName): Sql => sql`hash(${identifier(rowKeys[table].id)})`
const rowHash = (table: TableName): Sql =>
  sql`hash(${join(comparedColumns(table).map(column => comparable(table, column)))})`

/** 53 bits, as a number that JavaScript holds exactly. */
const number53 = (hash: Sql): Sql => sql`CAST(${hash} >> 11 AS DOUBLE)`
const bucketOf = (table: TableName, buckets: number): Sql => sql`CAST(${idHash(table)} % ${buckets} AS INTEGER)`

export interface BucketSum {
  readonly bucket: number
  readonly n: number
  readonly sum: string
}

/** Rows of each bucket of ids and the sum of their hashes: equal where the bucket holds the same rows. */
export const bucketSums = (table: TableName, buckets: number): Sql<BucketSum> => sql<BucketSum>`
  SELECT ${bucketOf(table, buckets)} AS bucket, CAST(count(*) AS DOUBLE) AS n,
    CAST(sum(CAST(${rowHash(table)} AS HUGEINT)) AS VARCHAR) AS sum
  FROM ${identifier(table)} GROUP BY 1`

export interface RowHash {
  readonly id: number
  readonly row_hash: number
}

/** Which rows: those of some buckets, or of one page of all. */
export type Part =
  | { readonly buckets: number; readonly of: readonly number[] }
  | { readonly page: number; readonly pages: number }

const inPart = (table: TableName, part: Part): Sql =>
  'page' in part
    ? sql`${idHash(table)} % ${part.pages} = ${part.page}`
    : sql`${bucketOf(table, part.buckets)} IN ${list(part.of)}`

/** Each row of a part as two numbers, by id and then by hash. */
export const rowHashes = (table: TableName, part: Part): Sql<RowHash> => sql<RowHash>`
  SELECT ${number53(idHash(table))} AS id, ${number53(rowHash(table))} AS row_hash
  FROM ${identifier(table)} WHERE ${inPart(table, part)} ORDER BY 1, 2`

/** Rows, and rows with a value by column: `n_rows`, then each column's own name. */
export const filledCounts = (table: TableName): Sql<Record<string, number>> => sql<Record<string, number>>`
  SELECT CAST(count(*) AS DOUBLE) AS n_rows,
    ${join(comparedColumns(table).map(c => sql`CAST(count(${identifier(c)}) AS DOUBLE) AS ${identifier(c)}`))}
  FROM ${identifier(table)}`

/** The rows of every `step`th id that stands in one row alone, all values as text. */
export const sampledRows = (table: TableName, step: number): Sql<Record<string, string | null>> => {
  const id = identifier(rowKeys[table].id)
  const texts = comparedColumns(table).map(c => sql`CAST(${identifier(c)} AS VARCHAR) AS ${identifier(c)}`)
  const sampled = sql`hash(${id}, ${'sample'}) % ${step} = 0`
  return sql<Record<string, string | null>>`
    SELECT ${join(texts)} FROM ${identifier(table)}
    WHERE ${sampled} AND ${id} IN (SELECT ${id} FROM ${identifier(table)} WHERE ${sampled} GROUP BY 1 HAVING count(*) = 1)`
}

/** Rows of a table. */
export const rowCount = (table: TableName): Sql<{ n: number }> =>
  sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${identifier(table)}`
