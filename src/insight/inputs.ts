import type { Window } from '../filters/filters'
import type { Inputs } from '../queries/figures'
import { tableNames } from '../schema'
import type { DataDays } from './course'

/** What is known of the loaded rows: of each table how many, which columns are filled, and its days. */
export interface DataFacts extends DataDays {
  readonly rows: Inputs['rows']
  readonly filled: Inputs['filled']
}

/** The days within which a city wants things done; null where nobody said. */
export interface DoneWithin {
  readonly complaints: { readonly close_within_days: number | null }
  readonly permits: { readonly decide_within_days: number | null }
}

/** What a figure needs to know beside its counts. */
export function inputsOf(data: DataFacts, targets: DoneWithin, compare: Window | null): Inputs {
  const from = compare?.from ?? null
  const within = (first: string | undefined): boolean => from !== null && first !== undefined && from >= first
  const spans = tableNames.map(table => [table, within(data.spans[table]?.first)] as const)
  return {
    rows: data.rows,
    filled: data.filled,
    closeWithin: targets.complaints.close_within_days,
    decideWithin: targets.permits.decide_within_days,
    comparable: {
      ...(Object.fromEntries(spans) as Record<(typeof tableNames)[number], boolean>),
      entities: within(data.firstDay),
    },
  }
}
