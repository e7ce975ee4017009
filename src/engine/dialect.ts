import { type Sql, sql } from './sql'

/*
 * Where DuckDB and ClickHouse differ. DuckDB's form for now; questions use these and stay the same.
 * All work without any extension, on DATE and TIMESTAMP alike; NULL gives NULL.
 */

/** The day of `column` as 'YYYY-MM-DD'. */
export const dayBucket = (column: Sql): Sql<string> => sql`CAST(CAST(${column} AS DATE) AS VARCHAR)`

/** The Monday of the week of `column` as 'YYYY-MM-DD'. */
export const weekBucket = (column: Sql): Sql<string> =>
  sql`CAST(CAST(date_trunc('week', ${column}) AS DATE) AS VARCHAR)`

/** The first day of the month of `column` as 'YYYY-MM-DD'. */
export const monthBucket = (column: Sql): Sql<string> =>
  sql`CAST(CAST(date_trunc('month', ${column}) AS DATE) AS VARCHAR)`

/** The first day of the quarter of `column` as 'YYYY-MM-DD'. */
export const quarterBucket = (column: Sql): Sql<string> =>
  sql`CAST(CAST(date_trunc('quarter', ${column}) AS DATE) AS VARCHAR)`

/** Midnights between two dates or times, negative when `to` is earlier; a number. */
export const days = (from: Sql, to: Sql): Sql<number> => sql`CAST(date_diff('day', ${from}, ${to}) AS DOUBLE)`

/** The quantile `share` (0-1) of a numeric column, interpolated; an aggregate. Exact in DuckDB. */
export const quantile = (column: Sql, share: number): Sql<number> =>
  sql`CAST(quantile_cont(CAST(${column} AS DOUBLE), ${share}) AS DOUBLE)`
