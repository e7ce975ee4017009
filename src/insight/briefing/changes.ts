import { type AnyCourse, count, definitions, type Figure, figureOf, type Inputs } from '../../queries/figures'
import type { FigureKey } from '../../schema'
import { beyondChance, countFrom, countsApart, shareFrom, sharesApart } from './chance'
import type { Comparison } from './comparison'

/** What a city aims at, of one figure. */
export interface Bound {
  readonly atMost: number | null
  readonly atLeast: number | null
}

export interface TargetGap {
  readonly bound: number
  readonly side: 'atMost' | 'atLeast'
  readonly met: boolean
  /** How far the value is from the bound, in the figure's unit; not negative. */
  readonly gap: number
}

/** A figure beside what it was, and how much of the change chance explains. */
export interface Change extends Figure {
  readonly unit: 'count' | 'rate'
  /** Value less value before: a fraction for rates; of means by the day where `perDay`. Null without both. */
  readonly difference: number | null
  /** Of a count, the difference by what it was; null where that is 0 or there is none. */
  readonly relative: number | null
  /** Both by the day, where they are of windows of different lengths. */
  readonly daily: { readonly now: number; readonly before: number } | null
  readonly direction: 'up' | 'down' | 'flat' | null
  /** Standard errors between the two; null where chance has no part in it (a stock) or there is nothing before. */
  readonly apart: number | null
  readonly target: TargetGap | null
  /** Standard errors, the greater of what the change and a missed target are; null where neither is known. */
  readonly weight: number | null
}

/** What rounds to 0.0 is no change to a reader. */
const noticed = 0.0005

/** Stocks: what is there at the window's end. They hardly move by chance, and do not add up over days. */
const stocks: readonly FigureKey[] = ['businesses', 'high_risk']
export const isStock = (key: FigureKey): boolean => stocks.includes(key)

/** A figure from the rows of its question, beside what it was in the compared window. */
export function changeOf(
  key: FigureKey,
  rows: readonly AnyCourse[],
  inputs: Inputs,
  comparison: Comparison | null,
  bound?: Bound,
): Change {
  const figure = figureOf(key, rows, inputs)
  const { unit, value: name, of } = definitions[key]
  const before = comparison === null ? null : figure.before
  const { value } = figure
  const days = comparison?.perDay && !isStock(key) && unit === 'count' ? comparison.days : null
  const both = value !== null && before !== null
  const daily = both && days !== null ? { now: value / days[0], before: before / days[1] } : null
  const difference = !both ? null : daily === null ? value - before : daily.now - daily.before
  const base = daily?.before ?? before
  const relative = unit === 'rate' || difference === null || base === null || base === 0 ? null : difference / base
  const size = unit === 'rate' ? difference : (relative ?? (difference === null ? null : Math.sign(difference)))
  const past = rows.find(row => row.period === 'compare' && row.bucket === null)
  const apart =
    !both || isStock(key)
      ? null
      : of === null
        ? countsApart(value, before, days ?? undefined)
        : sharesApart([figure.numerator, figure.denominator ?? 0], [count(past, name), count(past, of)])
  const target = value === null || bound === undefined ? null : gapOf(value, bound)
  const missed =
    target === null || target.met
      ? null
      : Math.abs(
          (of === null
            ? countFrom(value ?? 0, target.bound)
            : shareFrom(figure.numerator, figure.denominator ?? 0, target.bound)) ?? beyondChance,
        )
  const weights = [apart === null ? null : Math.abs(apart), missed].filter(each => each !== null)
  return {
    ...figure, before, unit, difference, relative, daily, apart, target,
    direction: size === null ? null : Math.abs(size) < noticed ? 'flat' : size > 0 ? 'up' : 'down',
    weight: weights.length === 0 ? null : Math.max(...weights),
  } // biome-ignore format: the parts beside each other
}

/** The bound that is not held, else the first there is; null where there is none. */
function gapOf(value: number, { atMost, atLeast }: Bound): TargetGap | null {
  const sides: TargetGap[] = [
    ...(atMost === null
      ? []
      : [{ bound: atMost, side: 'atMost' as const, met: value <= atMost, gap: Math.abs(value - atMost) }]),
    ...(atLeast === null
      ? []
      : [{ bound: atLeast, side: 'atLeast' as const, met: value >= atLeast, gap: Math.abs(value - atLeast) }]),
  ]
  return sides.find(side => !side.met) ?? sides[0] ?? null
}

/** Whether chance alone moves a figure as much. False where chance has no part in it. */
export const isChance = ({ apart, direction }: Pick<Change, 'apart' | 'direction'>): boolean =>
  apart !== null && direction !== 'flat' && Math.abs(apart) < beyondChance

/** The weightiest first; what has no weight keeps its order at the end. */
export function byWeight(changes: readonly Change[]): Change[] {
  return [...changes].sort((a, b) => (b.weight ?? -1) - (a.weight ?? -1))
}
