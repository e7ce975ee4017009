import { least, type MeasureKey, measures } from '../measures'
import { countFrom, shareFrom } from './chance'

/** A place, a kind of business, a department: a part of a whole, with the counts of its measure. */
export interface Part {
  readonly name: string
  readonly numerator: number
  readonly denominator: number | null
}

export interface Standout extends Part {
  readonly value: number
  /** Standard errors above (or, negative, below) what all parts together are. */
  readonly apart: number
}

export interface Standouts {
  /** The measure of all parts together; null where nothing divides. */
  readonly whole: number | null
  /** Those above it by more than chance, the furthest first. */
  readonly above: readonly Standout[]
  readonly below: readonly Standout[]
  /** Parts that could be judged: with a denominator of `least` or more. */
  readonly judged: number
}

/** Limits of a funnel plot: three standard errors, beyond which one of 370 parts lies by chance (Spiegelhalter, Statistics in Medicine 24, 2005). */
export const funnelLimit = 3

/** Parts of a rate that differ from the whole by more than their size explains. Counts have nothing to be judged by: none. */
export function standouts(measure: MeasureKey, parts: readonly Part[]): Standouts {
  const { unit, factor, denominator } = measures[measure]
  const none: Standouts = { whole: null, above: [], below: [], judged: 0 }
  if (denominator === null) return none
  const sum = (of: (part: Part) => number | null): number => parts.reduce((all, part) => all + (of(part) ?? 0), 0)
  const [numerators, denominators] = [sum(part => part.numerator), sum(part => part.denominator)]
  if (denominators === 0) return none
  const whole = numerators / denominators
  const judged = parts.flatMap((part): Standout[] => {
    const of = part.denominator ?? 0
    if (of < least) return []
    const apart = unit === 'rate' ? shareFrom(part.numerator, of, whole) : countFrom(part.numerator, whole * of)
    return [{ ...part, value: (part.numerator / of) * factor, apart: apart ?? 0 }]
  })
  const sorted = [...judged].sort((a, b) => b.apart - a.apart)
  return {
    whole: whole * factor,
    above: sorted.filter(part => part.apart > funnelLimit),
    below: sorted.filter(part => part.apart < -funnelLimit).reverse(),
    judged: judged.length,
  }
}

/** One value of a count and what it was. */
export interface Counted {
  readonly name: string
  readonly now: number
  /** Null where there is nothing to compare with. */
  readonly before: number | null
}

export interface Mover extends Counted {
  readonly difference: number
}

/** The values that rose and fell most by number, up to `most` each, where both windows are of the same length. */
export function movers(
  values: readonly Counted[],
  most: number,
): { readonly up: readonly Mover[]; readonly down: readonly Mover[] } {
  const moved = values
    .flatMap(value => (value.before === null ? [] : [{ ...value, difference: value.now - value.before }]))
    .sort((a, b) => b.difference - a.difference)
  return {
    up: moved.filter(({ difference }) => difference > 0).slice(0, most),
    down: moved
      .filter(({ difference }) => difference < 0)
      .reverse()
      .slice(0, most),
  }
}
