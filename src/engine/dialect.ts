import { raw, type Sql, sql } from './sql'

/*
 * Where DuckDB and ClickHouse differ. DuckDB's form for now; questions use these and stay the same.
 * All work without any extension, on DATE and TIMESTAMP alike; NULL gives NULL.
 */

/** The first day of the period of `column` as a DATE; weeks begin on Monday. Cheaper to group by than its text. */
export const bucketDay = (bucket: 'day' | 'week' | 'month' | 'quarter', column: Sql): Sql =>
  bucket === 'day' ? sql`CAST(${column} AS DATE)` : sql`CAST(date_trunc(${raw(`'${bucket}'`)}, ${column}) AS DATE)`
