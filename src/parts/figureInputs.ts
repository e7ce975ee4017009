import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import type { Window } from '../filters/filters'
import { type ComparedDays, observedDays } from '../insight/comparison'
import type { Inputs } from '../queries/figures'
import { type TableName, tableNames } from '../schema'

/** What a figure needs to know beside its counts. */
export function inputsOf(profile: Profile, targets: Targets, compare: Window | null): Inputs {
  const from = compare?.from ?? null
  const within = (first: string | undefined): boolean => from !== null && first !== undefined && from >= first
  const spans = tableNames.map(table => [table, within(profile.spans[table]?.first)] as const)
  return {
    rows: profile.rows,
    filled: profile.filled,
    closeWithin: targets.complaints.close_within_days,
    decideWithin: targets.permits.decide_within_days,
    comparable: {
      ...(Object.fromEntries(spans) as Record<(typeof tableNames)[number], boolean>),
      entities: within(profile.firstDay),
    },
  }
}

/** Days of data of a table in a window and in the one beside it. */
export function daysOf(
  profile: Profile,
  table: TableName | 'entities',
  window: Window,
  compare: Window | null,
): ComparedDays {
  const first = (table === 'entities' ? profile.firstDay : profile.spans[table]?.first) ?? profile.firstDay
  const days = (of: Window): number => observedDays(of, first, profile.asOf)
  return { now: days(window), before: compare === null ? 0 : days(compare) }
}
