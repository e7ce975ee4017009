import { daysBetween } from '../engine/dialect'
import { and, raw, type Sql, sql } from '../engine/sql'
import { addDays } from '../filters/days'
import type { Filters } from '../filters/filters'
import { ofDepartments, visits } from './burdenVisits'
import { regionOf, regionPaths } from './integrity'

/** Visits of the window, and those that came at most so many days after another one to the same business. */
export interface RepeatCount {
  part: 'all' | 'pair' | 'industry' | 'region' | 'month'
  /** Of a pair who came before, else the industry, the region or the first day of the month; null is "not stated". */
  value: string | null
  /** Of a pair who came again; null is "not stated". */
  again: string | null
  visits: number
  /** Repeated ones that a cap counts. */
  repeated: number
  /** Repeated ones that are exempt: a re-check comes back by law. */
  exempt: number
}

/**
 * Visits of the window, each with the one before it, of which `gap` is the days. That one may lie before the window and be of
 * any department; the later one is of a chosen one.
 */
const followed = (filters: Filters, days: number): Sql => {
  const { from, to } = filters.window
  const start = from === null ? null : addDays(from, -days)
  return sql`(SELECT *, coalesce(gap <= CAST(${days} AS INTEGER), FALSE) AS came_again
    FROM (SELECT *, CAST(${daysBetween(raw('before_on'), raw('day'))} AS INTEGER) AS gap FROM (
      SELECT entity_id, department, day, exempt, lag(day) OVER w AS before_on, lag(department) OVER w AS before_department
      FROM ${visits(filters, { from: start, to })} WHERE counts WINDOW w AS (PARTITION BY entity_id ORDER BY day, department NULLS LAST)))
    WHERE ${and([from === null ? raw('TRUE') : sql`day >= CAST(${from} AS DATE)`, ofDepartments(filters.departments)])})`
}

/** In all, by pair of departments, industry, region of a level and month. Pairs are of repeated visits alone. */
export const repeatCounts = (filters: Filters, days: number, level: string): Sql<RepeatCount> => sql`
  WITH f AS MATERIALIZED ${followed(filters, days)},
    placed AS (SELECT f.entity_id AS entity_id, f.day AS day, f.exempt AS exempt, f.came_again AS came_again, CAST(e.industry_name AS VARCHAR) AS industry, ${regionOf} AS region
      FROM f JOIN entities e ON e.entity_id = f.entity_id ${regionPaths(level)})
  SELECT * FROM (
  SELECT CASE grouping(industry, region, month) WHEN 7 THEN 'all' WHEN 3 THEN 'industry' WHEN 5 THEN 'region' ELSE 'month' END AS part,
    coalesce(industry, region, CAST(month AS VARCHAR)) AS value, CAST(NULL AS VARCHAR) AS again, CAST(count(*) AS DOUBLE) AS visits,
    CAST(count(*) FILTER (WHERE came_again AND NOT exempt) AS DOUBLE) AS repeated, CAST(count(*) FILTER (WHERE came_again AND exempt) AS DOUBLE) AS exempt
  FROM (SELECT *, CAST(date_trunc('month', day) AS DATE) AS month FROM placed) GROUP BY GROUPING SETS ((), (industry), (region), (month))
  UNION ALL
  SELECT 'pair', CAST(before_department AS VARCHAR), CAST(department AS VARCHAR), CAST(count(*) AS DOUBLE),
    CAST(count(*) FILTER (WHERE NOT exempt) AS DOUBLE), CAST(count(*) FILTER (WHERE exempt) AS DOUBLE)
  FROM f WHERE came_again GROUP BY ALL)
  ORDER BY part, repeated DESC, value, again`

/** A visit that came soon after another one. */
export interface RepeatedRow {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly before_on: string
  readonly before_department: string | null
  readonly day: string
  readonly department: string | null
  readonly gap: number
}

export type RepeatKind = 'counted' | 'exempt'

/** Repeated visits that a cap counts, or the exempt ones. */
export interface RepeatInput {
  readonly filters: Filters
  readonly days: number
  readonly kind: RepeatKind
}

const repeated = ({ filters, days, kind }: RepeatInput): Sql =>
  sql`${followed(filters, days)} WHERE came_again AND ${raw(kind === 'exempt' ? 'exempt' : 'NOT exempt')}`

export const repeatedCount = (input: RepeatInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${repeated(input)}`

export const repeatedColumns = [
  'entity_name', 'before_on', 'before_department', 'day', 'department', 'gap', 'industry_name', 'region_code',
] as const // biome-ignore format: a list of names

/** `limit` of them from `offset` on, sorted by one of `repeatedColumns`. */
export function repeatedPage(
  input: RepeatInput,
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<RepeatedRow> {
  const column = repeatedColumns.find(name => name === sort.column) ?? 'day'
  return sql`
    SELECT CAST(r.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.industry_name AS industry_name, CAST(e.region_code AS VARCHAR) AS region_code,
      CAST(r.before_on AS VARCHAR) AS before_on, CAST(r.before_department AS VARCHAR) AS before_department, CAST(r.day AS VARCHAR) AS day,
      CAST(r.department AS VARCHAR) AS department, CAST(r.gap AS DOUBLE) AS gap
    FROM (SELECT * FROM ${repeated(input)}) r JOIN entities e ON e.entity_id = r.entity_id
    ORDER BY ${raw(column)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, r.entity_id, r.day, r.department NULLS LAST
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
