import { addDays, type Day } from '../../filters/days'
import type { Window } from '../../filters/filters'
import type { Figure } from '../../queries/figures'
import type { PartRow } from '../../queries/pinned'
import { isWhole } from './spans'

/** Beyond this many standard errors chance has less than 5 %. */
const z95 = 1.959964
/** Cases that a part must hold before an interval by the normal curve is of use (Cochran 1954). */
const fewest = 5
/** Pairs of neighbouring weeks from which the scatter of counts can be told. */
const fewestPairs = 8

export interface Cell {
  readonly value: number
  readonly of: number
}

/** Two windows in three parts: days of the former alone, of both, of the latter alone. */
export interface Parts {
  readonly before: Cell
  readonly shared: Cell
  readonly after: Cell
}

export function partsOf(rows: readonly PartRow[]): Parts {
  const sum = (part: PartRow['part']): Cell =>
    rows
      .filter(row => row.part === part)
      .reduce((all, row) => ({ value: all.value + row.value, of: all.of + row.of }), { value: 0, of: 0 })
  return { before: sum('before'), shared: sum('shared'), after: sum('after') }
}

/** Why chance is not judged. `stock`: the same businesses are counted twice, nothing is drawn. */
export type NoChance = 'stock' | 'few' | 'same_days' | 'classes' | 'unknown'

/** The 95 % interval of a change that chance alone would give, around what was seen. */
export interface Chance {
  readonly low: number
  readonly high: number
  /** The interval leaves out no change. */
  readonly beyond: boolean
}

/**
 * The change of a rate between two windows that may share rows, as fractions. Rows of the three parts are independent, so
 * with a, s and b cases after, shared and before, N1 = b + s, N2 = a + s, and the rate p of all of them,
 * Var = p(1-p) [a/N2² + s(1/N2 - 1/N1)² + b/N1²]; without shared rows that is the pooled two-proportion test (Fleiss,
 * Levin & Paik 2003, ch. 3).
 */
export function chanceOfRate({ before, shared, after }: Parts): Chance | NoChance {
  const n1 = before.of + shared.of
  const n2 = after.of + shared.of
  const all = before.of + shared.of + after.of
  if (after.of === 0 && before.of === 0) return 'same_days'
  if (n1 === 0 || n2 === 0) return 'unknown'
  const p = (before.value + shared.value + after.value) / all
  const own = [before.of, after.of].filter(of => of > 0)
  if (own.some(of => of * Math.min(p, 1 - p) < fewest) || Math.min(n1, n2) * Math.min(p, 1 - p) < fewest) return 'few'
  const change = (after.value + shared.value) / n2 - (before.value + shared.value) / n1
  const variance = p * (1 - p) * (after.of / n2 ** 2 + shared.of * (1 / n2 - 1 / n1) ** 2 + before.of / n1 ** 2)
  return around(change, variance)
}

/**
 * The change of a count per day between two windows that may share days. A count scatters as a Poisson one times
 * `scatter` (McCullagh & Nelder 1989, ch. 6): Var = scatter [a/L2² + s(1/L2 - 1/L1)² + b/L1²],
 * L in days.
 */
export function chanceOfCount(
  { before, shared, after }: Parts,
  days: readonly [before: number, after: number],
  scatter: number,
): Chance | NoChance {
  const [l1, l2] = days
  const all = before.value + shared.value + after.value
  if (before.value + after.value === 0 && l1 === l2) return 'same_days'
  if (all < 2 * fewest) return 'few'
  const change = (after.value + shared.value) / l2 - (before.value + shared.value) / l1
  const variance = after.value / l2 ** 2 + shared.value * (1 / l2 - 1 / l1) ** 2 + before.value / l1 ** 2
  return around(change, scatter * variance)
}

function around(change: number, variance: number): Chance {
  const half = z95 * Math.sqrt(variance)
  return { low: change - half, high: change + half, beyond: Math.abs(change) > half }
}

/**
 * How much weekly counts scatter, as a multiple of Poisson's variance, at least 1: half the mean square difference of
 * neighbouring whole weeks over their mean (von Neumann 1941), which a slow trend or season hardly touches. Null where
 * there are too few weeks to tell.
 */
export function scatterOf(rows: readonly PartRow[], windows: readonly Window[]): number | null {
  const weeks = new Map<Day, number>()
  for (const { week, value } of rows) weeks.set(week, (weeks.get(week) ?? 0) + value)
  const [first] = [...weeks.keys()].sort()
  const last = windows.reduce((latest, { to }) => (to > latest ? to : latest), '')
  if (first === undefined) return null
  let [pairs, squares, sum, whole] = [0, 0, 0, 0]
  let former: number | null = null
  for (let week = first; week <= last; week = addDays(week, 7)) {
    // A week without rows counts nothing, but is a week.
    const value: number | null = isWhole(week, windows) ? (weeks.get(week) ?? 0) : null
    if (value !== null) {
      sum += value
      whole += 1
      if (former !== null) {
        pairs += 1
        squares += (value - former) ** 2
      }
    }
    former = value
  }
  if (pairs < fewestPairs || sum === 0) return null
  return Math.max(1, squares / pairs / 2 / (sum / whole))
}

/** Whether the same days give another figure now: rows came late or were corrected. Null where one of them has no value. */
export function corrected(
  then: Pick<Figure, 'value' | 'numerator' | 'denominator'>,
  again: Pick<Figure, 'value' | 'numerator' | 'denominator'>,
): boolean | null {
  if (then.value === null || again.value === null) return null
  return then.numerator !== again.numerator || then.denominator !== again.denominator
}

export interface Moved {
  /** Of a rate: a difference of fractions. Of a count: relative, null from zero. */
  readonly change: number | null
  /** Counts of windows that are not of one length are compared per day. */
  readonly perDay: boolean
  readonly direction: 'up' | 'down' | 'flat'
  /** In the unit of `change`. */
  readonly chance: Chance | NoChance
  /** The multiple of Poisson's variance that the interval of a count reckons with; null where it reckons with Poisson's. */
  readonly scatter: number | null
}

export interface MovedInput {
  readonly unit: 'count' | 'rate'
  /** Of the pinned days as the loaded data tell them: what was corrected is no movement. */
  readonly before: { readonly value: number; readonly window: Window }
  readonly after: { readonly value: number; readonly window: Window }
  /** Null for what is no sum of days. */
  readonly rows: readonly PartRow[] | null
  /** Classes are those of the window's end: the two windows hold other businesses. */
  readonly byClasses: boolean
  /** Days of data in the two windows; both at least 1. */
  readonly days: readonly [before: number, after: number]
}

/** What became of a figure: the change, and whether chance alone might have brought it about. */
export function movedOf({ unit, before, after, rows, byClasses, days }: MovedInput): Moved {
  const perDay = unit === 'count' && rows !== null && days[0] !== days[1]
  const [a, b] = perDay ? [before.value / days[0], after.value / days[1]] : [before.value, after.value]
  const change = unit === 'rate' ? b - a : a === 0 ? (b === 0 ? 0 : null) : (b - a) / a
  const direction = b > a ? 'up' : b < a ? 'down' : 'flat'
  const plain = { change, perDay, direction } as const
  if (rows === null) return { ...plain, chance: 'stock', scatter: null }
  if (byClasses) return { ...plain, chance: 'classes', scatter: null }
  const parts = partsOf(rows)
  const scatter = unit === 'rate' ? null : scatterOf(rows, [before.window, after.window])
  const chance = unit === 'rate' ? chanceOfRate(parts) : chanceOfCount(parts, days, scatter ?? 1)
  if (typeof chance === 'string') return { ...plain, chance, scatter: null }
  const base = unit === 'rate' ? 1 : (parts.before.value + parts.shared.value) / days[0]
  // From zero there is no relative change, and so no interval of one.
  if (change === null || base === 0)
    return { ...plain, chance: { low: Number.NaN, high: Number.NaN, beyond: chance.beyond }, scatter }
  // Around the change that is shown: due days may be seen from another day than in the parts.
  const half = (chance.high - chance.low) / 2 / base
  return { ...plain, chance: { low: change - half, high: change + half, beyond: Math.abs(change) > half }, scatter }
}
