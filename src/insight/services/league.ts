import type { LeagueCounts } from '../../queries/serviceLeague'
import { wilson } from '../../risk/chance'
import { binomialPoints } from './binomial'

/** A unit with fewer cases is listed but not judged, nor is anything worked out from it. */
export const leastCases = 20

/** Where a unit stands against the control limits: beyond the outer ones, between outer and inner ones, or inside. */
export type Verdict = 'worse' | 'higher' | 'within' | 'lower' | 'better'

/** Shares, 0-1: the control limits at 99.8 and 95 %. */
export interface Limits {
  readonly low998: number
  readonly low95: number
  readonly high95: number
  readonly high998: number
}

export interface Unit extends LeagueCounts {
  /** Share late, 0-1, with its 95 % interval (Wilson); null without cases. */
  readonly rate: number | null
  readonly interval: readonly [number, number] | null
  readonly few: boolean
  /** Null where nothing is judged: few cases, a unit without a name, nobody to compare with. */
  readonly verdict: Verdict | null
}

export interface League {
  /** The furthest beyond the limits first, those that are not judged last. */
  readonly units: readonly Unit[]
  readonly cases: number
  readonly late: number
  /** What units are held against, 0-1; null with fewer than two that can be judged. */
  readonly centre: number | null
  /** Standard deviation of units beyond chance, in shares. */
  readonly spread: number
  readonly judged: number
}

/** The normal approximation's variance of a share. */
const variance = (rate: number, n: number): number => (rate * (1 - rate)) / n

/**
 * Control limits of a unit of `cases`: exact binomial ones around `centre`, their distance from it widened by
 * √(1 + τ²/s²), τ being the `spread` and s² = θ(1−θ)/n. Without a spread they are exact; with one this is the additive
 * random effects model of Spiegelhalter 2005 with the skewness of the binomial kept.
 */
export function limitsAt(cases: number, centre: number, spread: number): Limits {
  const points = binomialPoints(cases, centre, [0.001, 0.025, 0.975, 0.999])
  const own = variance(centre, cases)
  const wider = own > 0 ? Math.sqrt(1 + (spread * spread) / own) : 1
  const [low998 = 0, low95 = 0, high95 = 1, high998 = 1] = points.map(point =>
    Math.max(0, Math.min(1, centre + (point - centre) * wider)),
  )
  return { low998, low95, high95, high998 }
}

/** Share of units at each end that are drawn in before the spread is estimated, so that those in question do not hide themselves. */
const drawnIn = 0.1

/**
 * How far units differ beyond chance: τ, the standard deviation of a random effects model, by the method of moments from
 * winsorised z-scores, τ² = (I·φ − (I − 1)) / (Σw − Σw²/Σw) with w = 1/s² and φ = Σz²/I (DerSimonian and Laird 1986;
 * Spiegelhalter 2005, appendix A.2 and A.3). The tenth of the units (rounded up) that is highest and the one that is lowest are drawn in
 * to the next. 0 where that leaves none.
 */
export function spreadOf(units: readonly { readonly rate: number; readonly cases: number }[], centre: number): number {
  const count = units.length
  const ends = Math.ceil(drawnIn * count)
  if (2 * ends >= count || !(centre > 0) || !(centre < 1)) return 0
  const scores = units
    .map(({ rate, cases }) => (rate - centre) / Math.sqrt(variance(centre, cases)))
    .sort((a, b) => a - b)
  const [low = 0, high = 0] = [scores[ends], scores[count - 1 - ends]]
  const squares = scores.reduce((sum, z) => sum + Math.max(low, Math.min(high, z)) ** 2, 0)
  const weights = units.map(({ cases }) => 1 / variance(centre, cases))
  const all = weights.reduce((sum, w) => sum + w, 0)
  const own = weights.reduce((sum, w) => sum + w * w, 0)
  return Math.sqrt(Math.max(0, (squares - (count - 1)) / (all - own / all)))
}

/** The rate at which half of all cases lie in units of a lower one. */
function middle(units: readonly { readonly rate: number; readonly cases: number }[]): number {
  const half = units.reduce((sum, unit) => sum + unit.cases, 0) / 2
  let sum = 0
  for (const unit of [...units].sort((a, b) => a.rate - b.rate)) {
    sum += unit.cases
    if (sum >= half) return unit.rate
  }
  return 0
}

const rank: readonly (Verdict | null)[] = ['worse', 'higher', 'within', 'lower', 'better', null]

export function verdictOf(rate: number, { low998, low95, high95, high998 }: Limits): Verdict {
  if (rate > high998) return 'worse'
  if (rate < low998) return 'better'
  return rate > high95 ? 'higher' : rate < low95 ? 'lower' : 'within'
}

/**
 * Units against each other. What they are held against is the pooled rate of all that can be judged but for those beyond
 * the outer limits around the case-weighted median: one large unit that is late would else draw the centre to itself
 * and make the others look good (limits are set without what is out of control: Montgomery, Introduction to Statistical
 * Quality Control, phase I). `named` tells which units are ones that can be judged.
 */
export function leagueOf(rows: readonly LeagueCounts[], named: (unit: string) => boolean = () => true): League {
  const units = rows
    .filter(row => row.cases > 0 || row.overdue > 0)
    .map(row => ({
      ...row,
      rate: row.cases > 0 ? row.late / row.cases : null,
      interval: wilson(row.late, row.cases),
      few: row.cases < leastCases,
    }))
  const judged = units.flatMap(({ unit, rate, cases, late, few }) =>
    few || rate === null || unit === null || !named(unit) ? [] : [{ unit, rate, cases, late }],
  )
  const sum = (list: readonly { cases: number; late: number }[], key: 'cases' | 'late'): number =>
    list.reduce((all, each) => all + each[key], 0)
  let centre: number | null = null
  let spread = 0
  if (judged.length > 1) {
    const median = middle(judged)
    const about = spreadOf(judged, median)
    const inside = judged.filter(({ rate, cases }) => {
      const verdict = verdictOf(rate, limitsAt(cases, median, about))
      return verdict !== 'worse' && verdict !== 'better'
    })
    const kept = inside.length > 0 ? inside : judged
    centre = sum(kept, 'late') / sum(kept, 'cases')
    spread = spreadOf(judged, centre)
  }
  const whom = new Set(judged.map(({ unit }) => unit))
  const all = units.map((unit): Unit => {
    const against =
      centre !== null && unit.unit !== null && whom.has(unit.unit) ? limitsAt(unit.cases, centre, spread) : null
    return { ...unit, verdict: against === null || unit.rate === null ? null : verdictOf(unit.rate, against) }
  })
  all.sort(
    (a, b) =>
      rank.indexOf(a.verdict) - rank.indexOf(b.verdict) ||
      (b.rate ?? -1) - (a.rate ?? -1) ||
      b.cases - a.cases ||
      String(a.unit).localeCompare(String(b.unit)),
  )
  return { units: all, cases: sum(units, 'cases'), late: sum(units, 'late'), centre, spread, judged: judged.length }
}

/** The limits as lines: at `steps` sizes between the least and most cases of the units, in even steps of their logarithm. */
export function limitLines(
  { units, centre, spread }: League,
  steps = 60,
): readonly (Limits & { readonly cases: number })[] {
  const sizes = units.flatMap(unit => (unit.cases > 0 ? [unit.cases] : []))
  if (centre === null || sizes.length === 0) return []
  const [low, high] = [Math.max(1, Math.min(...sizes) * 0.8), Math.max(...sizes) * 1.25]
  const at = Array.from({ length: steps }, (_, i) => Math.round(low * (high / low) ** (i / (steps - 1))))
  return [...new Set(at)].map(cases => ({ cases, ...limitsAt(cases, centre, spread) }))
}
