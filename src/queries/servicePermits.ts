import { bucketDay } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type Counted, permitCounts, selected } from './counts'
import { isTimed } from './serviceStates'

/** Permits of the window by the day they were decided; `month` null is the whole window, else its first day, ISO. */
export interface PermitService {
  month: string | null
  permits: number
  /** With both days and a limit: the denominator of the share that was on time. */
  decided: number
  on_time: number
  late: number
  /** With a legal limit in working days and a handling time of at least zero: what the speed-up rests on. */
  timed: number
  /** Sums over those, in working days, suspended ones left out. */
  actual_days: number
  legal_days: number
  /** Decided before they were accepted: they have no handling time. */
  backwards: number
  /** Suspended for more days than passed: their handling time is below zero. */
  oversuspended: number
}

const backwards = raw('CAST(decided_at AS DATE) < CAST(accepted_at AS DATE)')

const counts: Counted<Omit<PermitService, 'month' | 'actual_days' | 'legal_days'>> = {
  ...permitCounts,
  late: raw('handling_days > limit_days'),
  timed: isTimed,
  backwards,
  oversuspended: raw('handling_days < 0'),
}

/** Months without permits are absent. */
export const permitService = (filters: Filters): Sql<PermitService> => sql`
  SELECT CAST(month AS VARCHAR) AS month, ${selected(counts)},
    CAST(coalesce(sum(handling_days) FILTER (WHERE ${isTimed}), 0) AS DOUBLE) AS actual_days,
    CAST(coalesce(sum(legal_limit_days) FILTER (WHERE ${isTimed}), 0) AS DOUBLE) AS legal_days
  FROM (SELECT ${bucketDay('month', raw('permitted_on'))} AS month, handling_days, limit_days, legal_limit_days, accepted_at, decided_at
    FROM permits WHERE ${where('permits', filters)})
  GROUP BY GROUPING SETS ((), (month)) ORDER BY month NULLS FIRST`
