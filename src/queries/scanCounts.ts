import { daysBetween, quantile, timesIn } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import { addDays, type Day, windowLength } from '../filters/days'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type HexGrid, hexagonKey } from './hexagons'
import { isUnrepeated } from './serviceStates'

/** Complaints of one category in one hexagon and one step of time. Those without any are absent; in no order. */
export interface ScanCount {
  /** Axial coordinates in the grid. */
  q: number
  r: number
  /** Null is "not stated". */
  category: string | null
  /** Seven days each, 0 is the first one of the span. */
  step: number
  complaints: number
}

/** Steps of seven days that end on a day, whatever weekday that is: the latest days are in. */
export interface StepSpan {
  readonly first: Day
  readonly steps: number
}
export const daysOfStep = 7

/** The latest `steps` steps that end on `day`; fewer where the rows begin later, and at least one. */
export function stepsUntil(day: Day, steps: number, firstDay: Day): StepSpan {
  const whole = firstDay > day ? 0 : Math.floor(windowLength(firstDay, day) / daysOfStep)
  const kept = Math.max(1, Math.min(steps, whole))
  return { first: addDays(day, 1 - kept * daysOfStep), steps: kept }
}

/**
 * What a scan in space and time is made of: complaints with coordinates by hexagon, category and step. What the extract
 * marks as said before is left out: a complaint and its repetition are one event. The filters' window is not asked.
 */
export function scanCounts(filters: Filters, grid: HexGrid, span: StepSpan): Sql<ScanCount> {
  const window = { from: span.first, to: addDays(span.first, span.steps * daysOfStep - 1) }
  return sql`
    SELECT CAST(q AS DOUBLE) AS q, CAST(r AS DOUBLE) AS r, category, CAST(step AS DOUBLE) AS step, CAST(count(*) AS DOUBLE) AS complaints
    FROM (SELECT ${hexagonKey(grid)}, category, ${timesIn(daysOfStep, daysBetween(sql`CAST(${span.first} AS DATE)`, raw('received_on')))} AS step
      FROM complaints WHERE lon IS NOT NULL AND ${isUnrepeated} AND ${where('complaints', { ...filters, window })})
    GROUP BY ALL`
}

/** The middle of all complaints with coordinates, in degrees; null without any. A few wrong ones do not move it. */
export const middleOfPlaces = (): Sql<{ lon: number | null; lat: number | null }> =>
  sql`SELECT ${quantile(raw('lon'), 0.5)} AS lon, ${quantile(raw('lat'), 0.5)} AS lat FROM complaints WHERE lon IS NOT NULL`
