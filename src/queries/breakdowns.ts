import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { where, within } from '../filters/predicates'
import type { Divided } from './activity'
import {
  type ComplaintCounts,
  type Counted,
  complaintCounts,
  counted,
  countedColumns,
  type InspectionCounts,
  inspectionCounts,
  selected,
} from './counts'
import { countsByValue } from './sums'

/** Counts of one value in the window; `before` is the number of rows in the compare window, null without one. */
export type Breakdown<Counts> = Counts & { value: string | null; before: number | null }

/**
 * The breakdown that lies in a divided question's rows: every value that occurs in the window or in the compare window,
 * the most in the window first.
 */
export function breakdownOf<Counts extends object>(
  rows: readonly Divided<Counts>[],
  order: keyof Counts & string,
  compared: boolean,
): Breakdown<Counts>[] {
  const values = rows.filter(row => row.part === 'value')
  const find = (period: 'window' | 'compare') =>
    new Map(values.filter(row => row.period === period).map(row => [row.value, row]))
  const [now, past] = [find('window'), find('compare')]
  // A value without rows in the window has none of anything.
  const nothing = Object.fromEntries(Object.keys(values[0] ?? {}).map(name => [name, 0]))
  return [...new Set([...now.keys(), ...past.keys()])]
    .map(value => {
      const before = compared ? Number(past.get(value)?.[order] ?? 0) : null
      return { ...nothing, ...now.get(value), value, before } as unknown as Breakdown<Counts>
    })
    .sort((a, b) => Number(b[order]) - Number(a[order]) || inOrder(a.value, b.value))
}

/** As the separate questions sort values with equal counts: by code, what is not stated last. */
function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}

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
    countsByValue('complaints', complaintCounts(asOf), 'category', filters, compare, ['categories']),
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
    countsByValue('inspections', inspectionCounts, 'industry_name', filters, compare, ['industries']),
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
  counts: Counted<Counts>,
  condition: Sql,
  window: Window,
  compare: Window | null,
  order: keyof Counts & string,
  kept: Sql | null = null,
): Sql<Breakdown<Counts>> {
  if (kept !== null) {
    const of = (name: string, period: 'window' | 'compare'): Sql =>
      sql`CAST(coalesce(sum(${identifier(name)}) FILTER (WHERE period = ${raw(`'${period}'`)}), 0) AS DOUBLE)`
    return sql`
      SELECT * FROM (SELECT CAST(value AS VARCHAR) AS value, ${join(Object.keys(counts).map(name => sql`${of(name, 'window')} AS ${identifier(name)}`))},
        ${compare === null ? raw('CAST(NULL AS DOUBLE)') : of(order, 'compare')} AS before
      FROM (${kept}) GROUP BY value) ORDER BY ${identifier(order)} DESC, value`
  }
  const [now, then] = [within(table, window), compare && within(table, compare)]
  const rows = sql`SELECT CAST(${identifier(column)} AS VARCHAR) AS value, ${countedColumns[table]}, ${now} AS now, ${then ?? raw('FALSE')} AS past
    FROM ${identifier(table)} WHERE ${then ? sql`(${now} OR ${then})` : now} AND ${condition}`
  // The column that breaks down may be one that is counted by: it has another name above.
  return sql`
    SELECT value, ${selected(counts, raw('now'))}, ${then ? counted(raw('past')) : raw('CAST(NULL AS DOUBLE)')} AS before
    FROM (${rows}) GROUP BY value ORDER BY ${identifier(order)} DESC, value`
}
