import { bucketDay, daysBetween } from '../engine/dialect'
import { identifier, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { dayOfRow, where, within } from '../filters/predicates'
import type { TableName } from '../schema'
import type { Bucket } from './buckets'

/** A bucket of a table's history. Buckets without any row in the table are absent. */
export interface HistoryRow {
  /** First day, ISO. */
  readonly bucket: string
  /** Rows that the filters leave, and all rows of the table. */
  readonly rows: number
  readonly all_rows: number
  /** First and last day with a row of the table. */
  readonly first_day: string
  readonly last_day: string
  /**
   * Most days from one with rows of the table to the next, in the year up to its last row: 1 where every day has some.
   * The same in every row; null where there is one such day.
   */
  readonly usual_gap: number | null
}

/**
 * Rows of a table by bucket, from its first one to `filters.window.to`: the window's beginning does not count, for what
 * comes next is foretold from all that is known.
 */
export function history(table: TableName, filters: Filters, bucket: Bucket): Sql<HistoryRow> {
  const day = dayOfRow(table)
  const known = within(table, { from: null, to: filters.window.to })
  const start = bucketDay(bucket, raw('day'))
  return sql`
    WITH days AS MATERIALIZED (
        SELECT CAST(${day} AS DATE) AS day, count(*) AS n FROM ${identifier(table)}
        WHERE ${day} IS NOT NULL AND ${known} GROUP BY 1),
      gaps AS (
        SELECT max(gap) AS usual FROM (
          SELECT day, ${daysBetween(raw('lag(day) OVER (ORDER BY day)'), raw('day'))} AS gap FROM days)
        WHERE day > (SELECT max(day) FROM days) - 365),
      every AS (
        SELECT ${start} AS bucket, sum(n) AS n, min(day) AS first_day, max(day) AS last_day FROM days GROUP BY 1),
      kept AS (
        SELECT ${bucketDay(bucket, day)} AS bucket, count(*) AS n FROM ${identifier(table)}
        WHERE ${known} AND ${where(table, filters, ['window'])} GROUP BY 1)
    SELECT CAST(every.bucket AS VARCHAR) AS bucket, CAST(coalesce(kept.n, 0) AS DOUBLE) AS rows, CAST(every.n AS DOUBLE) AS all_rows,
      CAST(first_day AS VARCHAR) AS first_day, CAST(last_day AS VARCHAR) AS last_day, CAST(usual AS DOUBLE) AS usual_gap
    FROM every LEFT JOIN kept ON kept.bucket = every.bucket CROSS JOIN gaps ORDER BY every.bucket`
}
