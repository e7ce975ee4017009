import { daysBetween, timesIn } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import { addDays, type Day } from '../filters/days'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { bucketStart } from './buckets'
import { regionWord, withPaths } from './regionFigures'

/** Complaints by week of one category in one region; a region has several rows where it has smaller ones. */
export interface WeeklyCounts {
  /** A code of the level, or `~outside`, `~none`, `~coarser`. */
  region: string
  /** Null is "not stated". */
  category: string | null
  /** Weeks that have any, in no order: 0 is the first one of the span. */
  weeks: number[]
  /** How many complaints were received in each of `weeks`. */
  counts: number[]
}

/** Whole weeks, Monday to Sunday. */
export interface WeekSpan {
  /** Monday of the first week. */
  readonly first: Day
  readonly weeks: number
}

/** Monday of the last week that is over on `day`: a week ends on Sunday. */
export const lastWholeWeek = (day: Day): Day => addDays(bucketStart('week', addDays(day, 1)), -7)

/** The latest `weeks` whole weeks by the end of `day`. */
export const weeksUntil = (day: Day, weeks: number): WeekSpan => ({
  first: addDays(lastWholeWeek(day), -7 * (weeks - 1)),
  weeks,
})

/**
 * Complaints by region of a level, category and week of the span. All regions are in it, whatever is chosen, and the
 * filters' window is not asked: a week is judged by the weeks before it and by the other regions.
 */
export function weeklyCounts(filters: Filters, level: string, span: WeekSpan): Sql<WeeklyCounts> {
  const window = { from: span.first, to: addDays(span.first, 7 * span.weeks - 1) }
  const condition = where('complaints', { ...filters, window }, ['regions'])
  // By code first, in one pass: a row for each region, category and week of a city would be a hundred thousand.
  const parts = sql`
    SELECT region_code, unplaced, category, list(week) AS weeks, list(complaints) AS counts
    FROM (SELECT region_code, region_code IS NULL AND lon IS NULL AS unplaced, category,
        ${timesIn(7, daysBetween(sql`CAST(${span.first} AS DATE)`, raw('received_on')))} AS week, CAST(count(*) AS DOUBLE) AS complaints
      FROM complaints WHERE ${condition} GROUP BY ALL)
    GROUP BY ALL`
  return sql`SELECT ${regionWord} AS region, category, weeks, counts FROM ${withPaths(parts, level)}`
}
