import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Completed } from '../../plan/completion'
import { progressOf } from '../../plan/progress'
import type { DrawRecord, PlanFile } from '../../plan/record'
import type { BegunPlan } from '../../plan/underWay'
import { drawnBusinesses, firstVisits } from '../../queries/completion'
import type { PlanServices } from './contracts'
import { idOf } from './targets'
import { useRosterFilters } from './useRoster'
import { useRounds, useRoundsOf } from './useRounds'

export interface PlanProgress {
  /** Null until it is worked out. */
  readonly completion: readonly Completed[] | null
  readonly error: Error | null
  retry(): void
}

/** How far a plan is: what its own page says, from its drawn businesses alone and not from the whole roster. */
export function usePlanProgress(
  services: PlanServices,
  profile: Profile,
  plan: BegunPlan,
  file: PlanFile,
  record: DrawRecord,
): PlanProgress {
  const { asOf } = profile
  const { begins, moved } = plan
  const filters = useRosterFilters(plan.scope, profile)
  const ids = useMemo(() => record.drawn.visits.map(({ target }) => target), [record])
  const businesses = useRows(useMemo(() => drawnBusinesses(filters, ids), [filters, ids]))
  const first = useRows(useMemo(() => firstVisits({ from: begins, to: asOf }), [begins, asOf]))
  const known = useMemo(
    () => (businesses.rows === undefined ? null : new Map(businesses.rows.map(row => [idOf(row, row.alike), row]))),
    [businesses.rows],
  )
  const asked = useRoundsOf({ file, record, known, begins, moved, services })
  const { shown, error, retry } = useRounds(services.planner, asked)
  const { isWorkday } = services
  const completion = useMemo(() => {
    if (shown === null || known === null || first.rows === undefined) return null
    return progressOf({ file, record, rounds: shown.rounds, known, first: first.rows, asOf, isWorkday })
  }, [file, record, shown, known, first.rows, asOf, isWorkday])
  return {
    completion,
    error: businesses.error ?? first.error ?? error,
    retry() {
      if (businesses.error !== null) businesses.refetch()
      if (first.error !== null) first.refetch()
      if (error !== null) retry()
    },
  }
}
