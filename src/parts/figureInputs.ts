import type { Profile } from '../extracts/report'
import type { Targets } from '../extracts/targets'
import type { Window } from '../filters/filters'
import type { Inputs } from '../queries/figures'
import { tableNames } from '../schema'

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
