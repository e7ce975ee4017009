import type { Day } from '../../filters/days'
import type { Moved } from './moved'
import type { Entry } from './pin'

/** `open`: the data do not reach that day yet. `unclear`: the change is no larger than chance may bring about. */
export type Outcome = 'open' | 'met' | 'missed' | 'unclear' | 'unknown'

/** Where chance cannot be judged, a change below this, relative or in fractions of a rate, is none. */
export const smallChange = { count: 0.05, rate: 0.005 } as const

/**
 * What became of an expectation. `moved` compares the window of the pin with the one that ends on the expectation's day;
 * null where one of the two has no value.
 */
export function outcomeOf(
  { way, by }: NonNullable<Entry['expects']>,
  moved: Moved | null,
  asOf: Day,
  unit: 'count' | 'rate',
): Outcome {
  if (asOf < by) return 'open'
  if (moved === null) return 'unknown'
  const { chance, change, direction } = moved
  if (chance === 'few' || chance === 'unknown') return 'unclear'
  const judged = typeof chance === 'object'
  const small = change !== null && Math.abs(change) < smallChange[unit]
  // Where chance can be judged it decides what is a change at all.
  const changed = judged ? chance.beyond : !small
  if (way === 'stay') return changed ? 'missed' : 'met'
  if (changed) return direction === (way === 'rise' ? 'up' : 'down') ? 'met' : 'missed'
  // Within chance nobody can say, whichever way it went; where chance has no part in it, the same is the same.
  return direction === 'flat' && !judged ? 'missed' : 'unclear'
}
