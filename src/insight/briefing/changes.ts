import { type AnyCourse, count, definitions, type Figure, figureOf, type Inputs } from '../../queries/figures'
import type { FigureKey } from '../../schema'
import { type ComparedDays, type Comparison, changeOf, directionOf, isStock } from '../comparison'
import { beyondChance, countFrom, countsApart, shareFrom, sharesApart } from './chance'

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
export interface FigureChange extends Figure {
  readonly unit: 'count' | 'rate'
  /** Value less value before: a fraction for rates; of means by the day where there is `daily`. Null without both. */
  readonly difference: number | null
  /** Of a count, the difference by what it was; null where that is 0 or there is none. */
  readonly relative: number | null
  /** Both by the day, where the windows differ in length. */
  readonly daily: { readonly now: number; readonly before: number } | null
  readonly direction: 'up' | 'down' | 'flat' | null
  /** Standard errors between the two; null where chance has no part in it (a stock) or there is nothing before. */
  readonly apart: number | null
  readonly target: TargetGap | null
  /** Standard errors, the greater of what the change and a missed target are; null where neither is known. */
  readonly weight: number | null
}

export interface ChangeInput {
  readonly rows: readonly AnyCourse[]
  readonly inputs: Inputs
  /** Null where nothing is compared. */
  readonly kind: Comparison | null
  /** Days of the figure's table in both windows. */
  readonly days: ComparedDays
  readonly bound?: Bound | undefined
}

/** A figure from the rows of its question, beside what it was in the compared window. */
export function figureChange(key: FigureKey, { rows, inputs, kind, days, bound }: ChangeInput): FigureChange {
  const found = figureOf(key, rows, inputs)
  const figure = { ...found, before: kind === null ? null : found.before }
  const { unit } = definitions[key]
  const { value, before } = figure
  const change = changeOf(figure, days)
  const comparable = value !== null && before !== null && change !== 'no_days'
  const byDay = comparable && unit === 'count' && !isStock(key) && days.now !== days.before
  const daily = byDay ? { now: value / days.now, before: before / days.before } : null
  const size = typeof change === 'string' ? null : change.size
  const apart = comparable ? apartOf(figure, rows, daily === null ? { now: 1, before: 1 } : days) : null
  const target = value === null || bound === undefined ? null : gapOf(value, bound)
  const weights = [apart === null ? null : Math.abs(apart), missedBy(figure, target)].filter(each => each !== null)
  return {
    ...figure,
    unit,
    difference: !comparable ? null : daily === null ? value - before : daily.now - daily.before,
    relative: unit === 'count' ? size : null,
    daily,
    // From nothing, any number is more.
    direction: size !== null ? directionOf(size) : change === 'zero_before' ? (value === 0 ? 'flat' : 'up') : null,
    apart,
    target,
    weight: weights.length === 0 ? null : Math.max(...weights),
  }
}

/** Standard errors between now and before; null for stocks, which hardly move by chance. */
function apartOf(figure: Figure, rows: readonly AnyCourse[], days: ComparedDays): number | null {
  const { key, numerator, denominator } = figure
  const { value, of } = definitions[key]
  if (isStock(key)) return null
  const past = rows.find(row => row.period === 'compare' && row.bucket === null)
  return of === null
    ? countsApart(numerator, count(past, value), [days.now, days.before])
    : sharesApart([numerator, denominator ?? 0], [count(past, value), count(past, of)])
}

/** Standard errors by which a target is missed; null where it is met or there is none. */
function missedBy({ value, numerator, denominator }: Figure, target: TargetGap | null): number | null {
  if (target === null || target.met) return null
  const error =
    denominator === null ? countFrom(value ?? 0, target.bound) : shareFrom(numerator, denominator, target.bound)
  return Math.abs(error ?? beyondChance)
}

/** The bound that is not held, else the first there is; null where there is none. */
function gapOf(value: number, { atMost, atLeast }: Bound): TargetGap | null {
  const of = (bound: number, side: TargetGap['side'], met: boolean): TargetGap => ({
    bound,
    side,
    met,
    gap: Math.abs(value - bound),
  })
  const sides = [
    ...(atMost === null ? [] : [of(atMost, 'atMost', value <= atMost)]),
    ...(atLeast === null ? [] : [of(atLeast, 'atLeast', value >= atLeast)]),
  ]
  return sides.find(side => !side.met) ?? sides[0] ?? null
}

/** Whether chance alone moves a figure as much. False where chance has no part in it. */
export const isChance = ({ apart, direction }: Pick<FigureChange, 'apart' | 'direction'>): boolean =>
  apart !== null && direction !== 'flat' && Math.abs(apart) < beyondChance

/** The weightiest first; what has no weight keeps its order at the end. */
export function byWeight(changes: readonly FigureChange[]): FigureChange[] {
  return [...changes].sort((a, b) => (b.weight ?? -1) - (a.weight ?? -1))
}
