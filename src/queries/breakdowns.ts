import { raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { type ComplaintCounts, complaintCounts, type InspectionCounts, inspectionCounts, selected } from './counts'

/** Counts of one value in the window; `before` is the number of rows in the compare window, null without one. */
export type Breakdown<Counts> = Counts & { value: string | null; before: number | null }

/** Complaints by category, most first; null is "not stated". Not filtered by category. */
export function complaintsByCategory(
  filters: Filters,
  compare: Window | null,
  asOf: string,
): Sql<Breakdown<ComplaintCounts>> {
  return breakdown(
    'complaints',
    'category',
    complaintCounts(asOf),
    where('complaints', filters, ['window', 'categories']),
    filters.window,
    compare,
    'complaints',
  )
}

/** Inspections by kind of business, most first. Not filtered by kind of business. */
export function inspectionsByIndustry(filters: Filters, compare: Window | null): Sql<Breakdown<InspectionCounts>> {
  return breakdown(
    'inspections',
    'industry_name',
    inspectionCounts,
    where('inspections', filters, ['window', 'industries']),
    filters.window,
    compare,
    'inspections',
  )
}

/** Inspections by result, most first. Not filtered by result. */
export function inspectionsByResult(filters: Filters, compare: Window | null): Sql<Breakdown<InspectionCounts>> {
  return breakdown(
    'inspections',
    'result',
    inspectionCounts,
    where('inspections', filters, ['window', 'results']),
    filters.window,
    compare,
    'inspections',
  )
}

function breakdown<Counts>(
  table: 'complaints' | 'inspections',
  column: 'category' | 'industry_name' | 'result',
  counts: Readonly<Record<keyof Counts & string, Sql>>,
  condition: Sql,
  window: Window,
  compare: Window | null,
  order: keyof Counts & string,
): Sql<Breakdown<Counts>> {
  const [from, by] = [raw(table), raw(column)]
  const now = sql`SELECT CAST(${by} AS VARCHAR) AS value, ${selected(counts)} FROM ${from} WHERE ${within(table, window)} AND ${condition} GROUP BY 1`
  if (compare === null)
    return sql`SELECT *, CAST(NULL AS DOUBLE) AS before FROM (${now}) ORDER BY ${raw(order)} DESC, value`
  const then = sql`SELECT CAST(${by} AS VARCHAR) AS value, CAST(count(*) AS DOUBLE) AS n FROM ${from} WHERE ${within(table, compare)} AND ${condition} GROUP BY 1`
  return sql`
    SELECT n.*, coalesce(b.n, CAST(0 AS DOUBLE)) AS before FROM (${now}) n LEFT JOIN (${then}) b ON b.value IS NOT DISTINCT FROM n.value
    ORDER BY ${raw(order)} DESC, n.value`
}
