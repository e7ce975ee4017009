import type { Sums } from '../../queries/contributions'
import { definitions } from '../../queries/figures'
import type { FigureKey } from '../../schema'
import { type ComparedDays, directionOf, isStock } from '../comparison'

/** One value of a dimension on both sides, and what it adds to the change of the whole. */
export interface Part {
  /** Null is "not stated". */
  readonly value: string | null
  readonly sums: Sums
  /** The figure of the part alone: a count (a day, where windows differ in length), or a fraction; null without a denominator. */
  readonly now: number | null
  readonly past: number | null
  /** What the part adds to the change of the whole, in the whole's unit; over all parts it sums to that change. */
  readonly change: number
  /** Of `change`: how the part's own rate moved, and how its weight did. Null for counts. */
  readonly rate: number | null
  readonly mix: number | null
  /** `change` over the change of the whole: may be negative or above 1. Null where the whole did as good as not change. */
  readonly share: number | null
}

export interface Decomposition {
  readonly unit: 'count' | 'rate'
  /** Lengths of the windows in days where the parts are counts a day, else null. */
  readonly days: ComparedDays | null
  readonly sums: Sums
  readonly now: number
  readonly past: number
  readonly change: number
  /** Sums of the parts' effects; null for counts. */
  readonly rate: number | null
  readonly mix: number | null
  /** What adds most first, what takes away most last. */
  readonly parts: readonly Part[]
}

/** Days of the two windows by which a figure's counts are divided: where they differ, and it is not a stock or a rate. */
export const divisorsOf = (figure: FigureKey, days: ComparedDays): ComparedDays | null =>
  definitions[figure].unit === 'rate' || isStock(figure) || days.now === days.before ? null : days

/** Sums of parts: the whole, where they are all of its parts. */
export function wholeOf(parts: readonly Sums[], unit: 'count' | 'rate'): Sums {
  const add = (name: keyof Sums): number => parts.reduce((sum, part) => sum + (part[name] ?? 0), 0)
  const isRate = unit === 'rate'
  return {
    now: add('now'),
    now_of: isRate ? add('now_of') : null,
    past: add('past'),
    past_of: isRate ? add('past_of') : null,
  }
}

export type Valued = Sums & { readonly value: string | null }

/**
 * The change of a count by its parts: `now − past` each, or `now / days now − past / days before`. Both are worked out over
 * one denominator, so that whole numbers sum exactly.
 */
export function countParts(rows: readonly Valued[], days: Decomposition['days']): Decomposition {
  const sums = wholeOf(rows, 'count')
  const [now, past] = [days?.now ?? 1, days?.before ?? 1]
  const moved = (part: Sums): number => (part.now * past - part.past * now) / (now * past)
  const change = moved(sums)
  const still = change === 0 || (sums.past > 0 && directionOf(change / (sums.past / past)) === 'flat')
  const parts = rows.map(row => ({
    value: row.value,
    sums: row,
    now: row.now / now,
    past: row.past / past,
    change: moved(row),
    rate: null,
    mix: null,
    share: still ? null : moved(row) / change,
  }))
  return {
    ...{ unit: 'count', days, sums, now: sums.now / now, past: sums.past / past, change, rate: null, mix: null },
    parts: ordered(parts),
  }
}

/**
 * The change of a rate R = Σa / Σb by its parts, with the weight s = b / Σb and the rate r = a / b of each, on both sides
 * (E. M. Kitagawa, "Components of a difference between two rates", J. Am. Stat. Assoc. 50, 1955, symmetric as there):
 *
 *     rate effect = (s₁ + s₀) / 2 · (r₁ − r₀)        mix effect = (s₁ − s₀) · ((r₁ + r₀) / 2 − R̄)
 *
 * R̄ is the mean of the whole's two rates. Weights sum to 1 on both sides, so R̄ changes no sum; with it a part whose weight
 * grows adds to the rate if its own is above the whole's. A part without a denominator on one side has no rate there that
 * could have moved: all it adds, a₁/Σb₁ − a₀/Σb₀ − (s₁ − s₀) · R̄, is mix.
 *
 * Null where the whole has no denominator on one side.
 */
export function rateParts(rows: readonly Valued[]): Decomposition | null {
  const sums = wholeOf(rows, 'rate')
  const [now, past] = [sums.now_of ?? 0, sums.past_of ?? 0]
  if (now === 0 || past === 0) return null
  const middle = (sums.now / now + sums.past / past) / 2
  const change = sums.now / now - sums.past / past
  const still = directionOf(change) === 'flat'
  const parts = rows.map((row): Part => {
    const [of, before] = [row.now_of ?? 0, row.past_of ?? 0]
    const moved = row.now / now - row.past / past - (of / now - before / past) * middle
    const rate = of === 0 || before === 0 ? 0 : ((of / now + before / past) / 2) * (row.now / of - row.past / before)
    return {
      value: row.value,
      sums: row,
      now: of === 0 ? null : row.now / of,
      past: before === 0 ? null : row.past / before,
      change: moved,
      rate,
      mix: moved - rate,
      share: still ? null : moved / change,
    }
  })
  return {
    ...{ unit: 'rate', days: null, sums, now: sums.now / now, past: sums.past / past, change },
    rate: parts.reduce((sum, part) => sum + (part.rate ?? 0), 0),
    mix: parts.reduce((sum, part) => sum + (part.mix ?? 0), 0),
    parts: ordered(parts),
  }
}

/** A figure's change by the parts that are given; parts without rows on either side are left out. */
export function decomposed(
  figure: FigureKey,
  rows: readonly Valued[],
  days: Decomposition['days'],
): Decomposition | null {
  const some = rows.filter(row => row.now !== 0 || row.past !== 0 || (isRate(figure) && (row.now_of || row.past_of)))
  return isRate(figure) ? rateParts(some) : countParts(some, days)
}

const isRate = (figure: FigureKey): boolean => definitions[figure].unit === 'rate'

const ordered = (parts: readonly Part[]): Part[] =>
  [...parts].sort((a, b) => b.change - a.change || b.sums.now - a.sums.now)
