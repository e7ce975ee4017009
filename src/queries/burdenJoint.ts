import { dayCount, followedSteps, joined } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { ofDepartments, visits } from './burdenVisits'

/*
 * Visits of several departments that could be one (综合查一次). Of a business's visits that a cap counts, in order of their
 * days, a group begins with the first and takes the next as long as it is at most `days` after the group's first and of a
 * department that is not in the group yet; then the next group begins. Among all ways to cut that order into such groups none
 * makes fewer (a part of a group is one, so taking all that fits never costs a group), but visits that do not follow one
 * another directly may go together better: what is saved is a lower bound.
 */

/** Days within which visits may be one. */
export const jointDays = [7, 14, 30] as const
export type JointDays = (typeof jointDays)[number]

export interface JointCount {
  part: 'all' | 'pair' | 'month'
  /** The pair's departments in alphabetical order of their code points, or the first day of the month of the group's first visit. */
  value: string | null
  other: string | null
  /** Groups of at least two visits; of a pair those that both are in. */
  groups: number
  /** Visits in these groups; 0 for a pair. */
  visits: number
  /** Visits less groups; 0 for a pair. */
  saved: number
  /** All visits that could have been in a group: they count, and state their department; 0 but for `all`. */
  of: number
  /** Businesses with such a group; 0 but for `all`. */
  businesses: number
}

/** `v`, the visits in order, and `g`, the groups of at least two: entity_id, first and last place, first and last day. */
const grouped = (filters: Filters, days: number, followed = followedSteps()): Sql => sql`
  ${raw(followed.keyword)} possible AS MATERIALIZED (
    SELECT entity_id, department, day FROM ${visits({ ...filters, departments: [] }, filters.window)} WHERE counts AND NOT exempt AND department IS NOT NULL),
  v AS MATERIALIZED (
    SELECT entity_id, department, day, ${dayCount(raw('day'))} AS n,
      CAST(row_number() OVER (PARTITION BY entity_id ORDER BY day, department) AS INTEGER) AS place
    FROM possible WHERE entity_id IN (SELECT entity_id FROM possible GROUP BY entity_id HAVING min(department) <> max(department))),
  -- A visit that comes later than that after the one before it begins a group in any case: only such runs are looked into,
  -- and of them only those of several departments.
  runs AS MATERIALIZED (SELECT *, sum(head) OVER (PARTITION BY entity_id ORDER BY place) AS run FROM (
    SELECT *, CASE WHEN n - lag(n) OVER (PARTITION BY entity_id ORDER BY place) <= CAST(${days} AS INTEGER) THEN 0 ELSE 1 END AS head FROM v)),
  several AS (SELECT r.* FROM runs r JOIN (SELECT entity_id, run FROM runs GROUP BY entity_id, run HAVING min(department) <> max(department)) s
    ON s.entity_id = r.entity_id AND s.run = r.run),
  steps AS MATERIALIZED (SELECT entity_id, place, day, run, max(place) OVER (PARTITION BY entity_id, run) AS final, least(
      min(same_again) OVER (PARTITION BY entity_id, run ORDER BY place ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING),
      max(place) OVER (PARTITION BY entity_id, run ORDER BY n RANGE BETWEEN CURRENT ROW AND CAST(${days} AS INTEGER) FOLLOWING) + 1) AS next,
      place = min(place) OVER (PARTITION BY entity_id, run) AS begins
    FROM (SELECT *, lead(place) OVER (PARTITION BY entity_id, run, department ORDER BY place) AS same_again FROM several)),
  starts AS (${followed.starts}),
  members AS MATERIALIZED (SELECT s.entity_id, s.place AS start, s.next - s.place AS size, s.day AS first_on, v.department AS department, v.day AS day
    FROM starts s JOIN v ON v.entity_id = s.entity_id AND v.place >= s.place AND v.place < s.next WHERE s.next - s.place > 1),
  g AS (SELECT entity_id, start, any_value(size) AS size, any_value(first_on) AS first_on, max(day) AS last_on,
      ${joined(raw('CAST(department AS VARCHAR)'), ' · ', [{ by: raw('day') }, { by: raw('department') }])} AS departments, bool_or(${ofDepartments(filters.departments)}) AS wanted
    FROM members GROUP BY entity_id, start)`

/** In all, by pair of departments and by month. With a choice of departments, groups that one of them is in. */
export const jointCounts = (filters: Filters, days: number): Sql<JointCount> => sql`
  WITH ${grouped(filters, days)}
  SELECT * FROM (
  SELECT CASE WHEN month IS NULL THEN 'all' ELSE 'month' END AS part, CAST(month AS VARCHAR) AS value, CAST(NULL AS VARCHAR) AS other, CAST(count(*) AS DOUBLE) AS groups,
    CAST(coalesce(sum(size), 0) AS DOUBLE) AS visits, CAST(coalesce(sum(size - 1), 0) AS DOUBLE) AS saved,
    CASE WHEN month IS NULL THEN (SELECT CAST(count(*) AS DOUBLE) FROM possible) ELSE 0 END AS "of",
    CASE WHEN month IS NULL THEN CAST(count(DISTINCT entity_id) AS DOUBLE) ELSE 0 END AS businesses
  FROM (SELECT *, CAST(date_trunc('month', first_on) AS DATE) AS month FROM g WHERE wanted) GROUP BY GROUPING SETS ((), (month))
  UNION ALL
  SELECT 'pair', CAST(a.department AS VARCHAR), CAST(b.department AS VARCHAR), CAST(count(*) AS DOUBLE), 0, 0, 0, 0
  FROM members a JOIN members b ON b.entity_id = a.entity_id AND b.start = a.start AND a.department < b.department
    JOIN g ON g.entity_id = a.entity_id AND g.start = a.start AND g.wanted
  GROUP BY a.department, b.department)
  ORDER BY part, groups DESC, value, other`

/** One group of visits that could have been one. */
export interface JointRow {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly first_on: string
  readonly last_on: string
  readonly size: number
  /** In the order of their visits. */
  readonly joined: string
}

export const jointCount = (filters: Filters, days: number): Sql<{ n: number }> =>
  sql`WITH ${grouped(filters, days)} SELECT CAST(count(*) AS DOUBLE) AS n FROM g WHERE wanted`

export const jointColumns = [
  'entity_name', 'size', 'joined', 'first_on', 'last_on', 'industry_name', 'region_code',
] as const // biome-ignore format: a list of names

/** `limit` of them from `offset` on, sorted by one of `jointColumns`. */
export function jointPage(
  filters: Filters,
  days: number,
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<JointRow> {
  const column = jointColumns.find(name => name === sort.column) ?? 'size'
  return sql`
    WITH ${grouped(filters, days)}
    SELECT CAST(g.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.industry_name AS industry_name, CAST(e.region_code AS VARCHAR) AS region_code,
      CAST(g.first_on AS VARCHAR) AS first_on, CAST(g.last_on AS VARCHAR) AS last_on, CAST(g.size AS DOUBLE) AS size, g.departments AS joined
    FROM g JOIN entities e ON e.entity_id = g.entity_id WHERE g.wanted
    ORDER BY ${raw(column)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, g.entity_id, g.first_on, g.start
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
