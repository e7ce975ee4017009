import { windowLength } from '../../filters/days'
import type { Choices, Window } from '../../filters/filters'

/** 环比, 同比, or against any other days. */
export type ComparisonKind = 'previous' | 'lastYear' | 'free'

/** What the window is compared with. */
export interface Comparison {
  readonly kind: ComparisonKind
  readonly window: Window
  /** Days of the window and of the one that it is compared with; null where a window has no first day. */
  readonly days: readonly [now: number, before: number] | null
  /** Windows of different lengths that nobody takes for the same period: counts are compared by the day. */
  readonly perDay: boolean
}

/** How the choices compare; null where there is nothing to compare with. */
export function comparisonOf(choices: Choices, window: Window, compare: Window | null): Comparison | null {
  if (compare === null) return null
  const days =
    window.from === null || compare.from === null
      ? null
      : ([windowLength(window.from, window.to), windowLength(compare.from, compare.to)] as const)
  // A year so far is compared with the same days of the year before, whatever it is called.
  const kind =
    typeof choices.compare === 'object'
      ? 'free'
      : choices.window === 'ytd' || choices.compare === 'lastYear'
        ? 'lastYear'
        : 'previous'
  // A quarter may be a day longer than the one before, and a year than the year before: they are compared as they are.
  return { kind, window: compare, days, perDay: kind === 'free' && days !== null && days[0] !== days[1] }
}
