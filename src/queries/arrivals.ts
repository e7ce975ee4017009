import { quantileValue } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { dayOfRow } from '../filters/predicates'
import { type TableName, tableNames } from '../schema'

export const arrivalParts = ['table', 'department', 'source_system'] as const
export type ArrivalPart = (typeof arrivalParts)[number]

/** How regularly rows come, of a whole table or of those of one department or source. */
export interface ArrivalRow {
  readonly table: TableName
  readonly part: ArrivalPart
  /** The department or source; empty for the whole table. */
  readonly name: string
  readonly rows: number
  /** First and last day with rows up to the as-of day, ISO. */
  readonly first_day: string
  readonly last_day: string
  /** Pauses between one day with rows and the next in the three years before the last of them, in working days. */
  readonly pauses: number
  /** Their 99th percentile, one that occurred, and the longest; null without any. */
  readonly usual: number | null
  readonly longest: number | null
  /** Working days since the last day with rows. */
  readonly silent: number
}

/** Years of habit: older ones are of another time. */
const years = 3

/**
 * The pauses between days with rows, in working days, by table, department and source. Rows after the as-of day or without a
 * day do not count. `filled` are the columns that files fill, by table.
 */
export function arrivals(asOf: string, filled: Readonly<Record<TableName, readonly string[]>>): Sql<ArrivalRow> {
  const today = sql`CAST(${asOf} AS DATE)`
  const parts = tableNames.flatMap(table => {
    const day = dayOfRow(table)
    const from = sql`FROM ${identifier(table)} WHERE ${day} <= ${today}`
    const named = (['department', 'source_system'] as const).filter(column => filled[table].includes(column))
    return [
      sql`SELECT ${table} AS "table", 'table' AS part, '' AS name, ${day} AS day, count(*) AS n ${from} GROUP BY ALL`,
      ...named.map(
        column => sql`SELECT ${table} AS "table", ${column} AS part, CAST(${identifier(column)} AS VARCHAR) AS name, ${day} AS day, count(*) AS n
          ${from} AND ${identifier(column)} IS NOT NULL GROUP BY ALL`,
      ),
    ]
  })
  return sql`
    WITH days AS (${join(parts, ' UNION ALL ')}),
    paused AS (
      SELECT d.*, c.workday_number - lag(c.workday_number) OVER same AS pause, max(d.day) OVER (PARTITION BY "table", part, name) AS last,
        c.workday_number AS number
      FROM days d JOIN calendar c ON c.day = d.day WINDOW same AS (PARTITION BY "table", part, name ORDER BY d.day))
    SELECT "table", part, name, CAST(sum(n) AS DOUBLE) AS rows, CAST(min(day) AS VARCHAR) AS first_day, CAST(max(day) AS VARCHAR) AS last_day,
      CAST(count(pause) FILTER (WHERE day > last - ${raw(String(years * 366))}) AS DOUBLE) AS pauses,
      CAST(${quantileValue(raw('pause'), 0.99, raw(`day > last - ${years * 366}`))} AS DOUBLE) AS usual,
      CAST(max(pause) FILTER (WHERE day > last - ${raw(String(years * 366))}) AS DOUBLE) AS longest,
      CAST((SELECT workday_number FROM calendar WHERE day = ${today}) - max(number) AS DOUBLE) AS silent
    FROM paused GROUP BY "table", part, name ORDER BY "table", part, name`
}
