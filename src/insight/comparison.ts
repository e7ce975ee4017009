import { addDays, addYears, type Day, dayNumber, windowLength } from '../filters/days'
import type { Choices, Window } from '../filters/filters'
import { definitions, type Figure } from '../queries/figures'
import type { FigureKey } from '../schema'

/** 同比: the same days a year before. 环比: what lies directly before. `free`: any other days. */
export type Comparison = 'yearOnYear' | 'periodOnPeriod' | 'free'

/**
 * What a compare window is to a window. Presets say so themselves; a year so far is compared with the same part of the
 * year before, whichever is chosen. Free days are told by where they lie.
 */
export function comparisonOf(
  choices: Pick<Choices, 'window' | 'compare'>,
  window: Window,
  compare: Window,
): Comparison {
  if (choices.compare === 'lastYear') return 'yearOnYear'
  if (choices.compare === 'previous') return choices.window === 'ytd' ? 'yearOnYear' : 'periodOnPeriod'
  if (window.from === null || compare.from === null) return 'free'
  if (compare.from === addYears(window.from, -1) && compare.to === addYears(window.to, -1)) return 'yearOnYear'
  const asLong = windowLength(compare.from, compare.to) === windowLength(window.from, window.to)
  return asLong && compare.to === addDays(window.from, -1) ? 'periodOnPeriod' : 'free'
}

/** Days of a window on which rows could be: from the first day of data on, up to the as-of day. 0 where there are none. */
export function observedDays(window: Window, firstDay: Day, asOf: Day): number {
  const from = window.from === null || window.from < firstDay ? firstDay : window.from
  const to = window.to > asOf ? asOf : window.to
  return from > to ? 0 : windowLength(from, to)
}

/** A figure that is of a day, not of what happened in a window: it is never divided by days. */
export const isStock = (key: FigureKey): boolean => definitions[key].table === 'entities'

/** Days of the two windows of a comparison; both at least 1. */
export interface ComparedDays {
  readonly now: number
  readonly before: number
}

/** A change between two windows; its size is of the unit that `unit` names. */
export interface Change {
  /** `points`: difference of two rates, a fraction (0.02 is two percentage points). `relative`: of the value before (0.02 is 2 %). */
  readonly unit: 'points' | 'relative'
  readonly size: number
  /** The windows have different lengths, so counts are compared per day. */
  readonly perDay: boolean
}

/** Why two values cannot be compared. */
export type NoChange = 'missing' | 'missing_before' | 'zero_before' | 'no_days'

/**
 * The change of a figure against its compare window. Rates differ by percentage points; counts change by a share of what
 * was before, per day where one window is longer than the other; stocks as they are.
 */
export function changeOf(figure: Pick<Figure, 'key' | 'value' | 'before'>, days: ComparedDays): Change | NoChange {
  const { key, value, before } = figure
  if (value === null) return 'missing'
  if (before === null) return 'missing_before'
  if (definitions[key].unit === 'rate') return { unit: 'points', size: value - before, perDay: false }
  // Where no rows could be, having none is no change.
  if (!isStock(key) && (days.now < 1 || days.before < 1)) return 'no_days'
  if (before === 0) return 'zero_before'
  const perDay = !isStock(key) && days.now !== days.before
  if (!perDay) return { unit: 'relative', size: (value - before) / before, perDay }
  return { unit: 'relative', size: value / days.now / (before / days.before) - 1, perDay }
}

/** Whether a change is good or bad news, where more of the figure is either; what rounds to 0.0 is neither. */
export function newsOf(key: FigureKey, { size }: Change): 'good' | 'bad' | 'neutral' {
  const { more } = definitions[key]
  const direction = directionOf(size)
  return more === null || direction === 'flat' ? 'neutral' : (more === 'good') === (direction === 'up') ? 'good' : 'bad'
}

/** What rounds to 0.0 % or 0.0 points is no change to a reader. */
export const directionOf = (size: number): 'up' | 'down' | 'flat' =>
  Math.abs(size) < 0.0005 ? 'flat' : size > 0 ? 'up' : 'down'

/** Whether a table's rows end well before a window does: what is counted is then of a part of it. A few days say little. */
export const endsEarly = (last: Day, to: Day): boolean => dayNumber(to) - dayNumber(last) > 7
