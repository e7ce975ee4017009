import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { defaults, type Filters, resolve } from '../../filters/filters'
import { useRiskScheme } from '../../parts/riskScheme'
import type { PlanDraft } from '../../plan/draft'
import type { Target } from '../../plan/roster'
import { type RosterRow, rosterBusinesses, rosterVisits } from '../../queries/roster'
import { asOfDay } from '../../risk/factsSql'
import { idsOf, regionAt, targetsOf } from './targets'

export interface Roster {
  readonly targets: readonly Target[]
  /** What the extracts know of a business, by its id on the roster. */
  readonly rows: ReadonlyMap<string, RosterRow>
}

export interface RosterAnswer {
  readonly roster: Roster | null
  readonly error: Error | null
  readonly refetch: () => void
}

/** What leaves the businesses of a plan. */
export function useRosterFilters({ regions, industries }: PlanDraft['scope'], profile: Profile): Filters {
  // What is kept is read anew after every change, and is another object then.
  const chosen = JSON.stringify({ regions, industries })
  return useMemo(
    () => resolve({ ...defaults, window: 'all', ...JSON.parse(chosen) }, profile.asOf, profile.regions.regions).filters,
    [chosen, profile.asOf, profile.regions.regions],
  )
}

/** The businesses of a plan as the extracts on screen have them on their last day. */
export function useRoster(scope: PlanDraft['scope'], level: string, profile: Profile): RosterAnswer {
  const { card } = useRiskScheme()
  const { regions } = profile.regions
  const filters = useRosterFilters(scope, profile)
  const businesses = useRows(
    useMemo(() => rosterBusinesses(filters, card, asOfDay(profile.asOf, profile.asOf)), [filters, card, profile.asOf]),
  )
  const visits = useRows(useMemo(() => rosterVisits(filters), [filters]))
  const roster = useMemo((): Roster | null => {
    if (businesses.rows === undefined || visits.rows === undefined) return null
    const targets = targetsOf(businesses.rows, visits.rows, regionAt(level, regions))
    return { targets, rows: new Map(idsOf(businesses.rows).map((id, i) => [id, businesses.rows?.[i] as RosterRow])) }
  }, [businesses.rows, visits.rows, level, regions])
  return {
    roster,
    error: businesses.error ?? visits.error,
    refetch: () => {
      businesses.refetch()
      visits.refetch()
    },
  }
}
