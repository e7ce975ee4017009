import { bucketDay } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { addDays } from '../filters/days'
import { type Filters, onlyBy, type Window } from '../filters/filters'
import { dayOfRow, type FilteredTable } from '../filters/predicates'
import { countsTable } from '../risk/derived'
import { bucketStart, nextBucket } from './buckets'
import { type Counted, selected } from './counts'

/*
 * Counts that are kept, from which answers are added up in place of counting rows anew: they grow with days, months,
 * regions and values, not with rows. A filter that looks at something else (an area, a class, a department) needs the rows.
 */

/** A row's place as far as filters of regions look at it: a region's code, or none, with or without coordinates. */
const place = raw('region_code, CASE WHEN lon IS NULL THEN NULL ELSE 0 END AS lon')

/**
 * Counts by day and region, as what stands behind FROM: columns of the rows' day, `region_code`, `lon` (null or 0), and
 * the counts by name. Null where a filter of `table` needs its rows.
 */
export function countsByDay<Counts>(table: FilteredTable, counts: Counted<Counts>, filters: Filters): Sql | null {
  return onlyBy(filters, table, ['window', 'regions']) ? kept(table, counts, dayOfRow(table), raw('')) : null
}

/** The same by month, region and value of a column; the day is the month's first. */
export function countsByMonth<Counts>(
  table: FilteredTable,
  counts: Counted<Counts>,
  column: string,
  filters: Filters,
): Sql | null {
  if (!onlyBy(filters, table, ['window', 'regions'])) return null
  return kept(table, counts, bucketDay('month', dayOfRow(table)), sql`, ${identifier(column)}`)
}

/** Rows lie in the order of days, so that a window reads no others. */
const kept = <Counts>(table: FilteredTable, counts: Counted<Counts>, day: Sql, more: Sql): Sql =>
  countsTable(sql`
    SELECT ${day} AS ${dayOfRow(table)}, ${place}${more}, ${selected(counts)} FROM ${identifier(table)} GROUP BY ALL ORDER BY 1`)

/** The names of counts as a list of columns. */
export const namesOf = (counts: object): Sql => join(Object.keys(counts).map(identifier))

/** A window in parts: the months that lie in it wholly, from the first day of one to the last of another, and the days beside them. */
export function inMonths({ from, to }: Window): { readonly months: Window | null; readonly days: readonly Window[] } {
  const first =
    from === null || bucketStart('month', from) === from ? from : nextBucket('month', bucketStart('month', from))
  const after = nextBucket('month', bucketStart('month', to))
  const last = addDays(after, -1) === to ? to : addDays(bucketStart('month', to), -1)
  if (first !== null && first > last) return { months: null, days: [{ from, to }] }
  const days: Window[] = []
  if (from !== null && first !== null && from < first) days.push({ from, to: addDays(first, -1) })
  if (last < to) days.push({ from: addDays(last, 1), to })
  return { months: { from: first, to: last }, days }
}
