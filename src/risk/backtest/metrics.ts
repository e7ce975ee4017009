/** One inspection of a window with its outcome. */
export interface Outcome {
  readonly id: string
  /** Days since 1970-01-01. */
  readonly day: number
  /** 1 for a critical finding, else 0. */
  readonly critical: number
}

const byId = (a: Outcome, b: Outcome): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)

/** The places of the outcomes, highest score first, ties by inspection id. */
export function orderBy(outcomes: readonly Outcome[], scores: ArrayLike<number>): number[] {
  const places = outcomes.map((_, i) => i)
  const at = (i: number): Outcome => outcomes[i] as Outcome
  return places.sort((a, b) => {
    const [x, y] = [scores[a] ?? 0, scores[b] ?? 0]
    return x === y ? byId(at(a), at(b)) : y > x ? 1 : -1
  })
}

/** The places in the order in which the visits were made: by day, then by inspection id. */
export const actualOrder = (outcomes: readonly Outcome[]): number[] =>
  orderBy(
    outcomes,
    outcomes.map(({ day }) => -day),
  )

const criticals = (outcomes: readonly Outcome[]): number => outcomes.reduce((sum, { critical }) => sum + critical, 0)

/** Share of the critical findings in the first floor(n/2) of an order, 0-1; null without any. */
export function firstHalf(outcomes: readonly Outcome[], order: readonly number[]): number | null {
  const all = criticals(outcomes)
  if (all === 0) return null
  const half = order.slice(0, Math.floor(order.length / 2))
  return half.reduce((sum, place) => sum + (outcomes[place]?.critical ?? 0), 0) / all
}

/**
 * How many days earlier critical findings are made on average where the visits of the window are made in this order, as
 * many on each day as were; null without any.
 */
export function daysEarlier(outcomes: readonly Outcome[], order: readonly number[]): number | null {
  const all = criticals(outcomes)
  if (all === 0) return null
  const slots = outcomes.map(({ day }) => day).sort((a, b) => a - b)
  const won = order.reduce((sum, place, i) => {
    const of = outcomes[place]
    return of?.critical === 1 ? sum + of.day - (slots[i] ?? of.day) : sum
  }, 0)
  return won / all
}

/**
 * Area under the ROC curve, 0-1: the share of pairs of a critical and another inspection that the scores put in order,
 * ties counting half (Hanley and McNeil, 1982: the Mann-Whitney statistic). Null with outcomes of one kind only.
 */
export function auc(critical: ArrayLike<number>, scores: ArrayLike<number>): number | null {
  const order = Array.from(critical, (_, i) => i).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0))
  let [ranks, positive] = [0, 0]
  for (let from = 0; from < order.length; ) {
    let to = from
    const value = scores[order[from] ?? 0]
    while (to < order.length && scores[order[to] ?? 0] === value) to++
    for (let i = from; i < to; i++) {
      if (critical[order[i] ?? 0] !== 1) continue
      ranks += (from + to + 1) / 2
      positive++
    }
    from = to
  }
  const negative = order.length - positive
  if (positive === 0 || negative === 0) return null
  return (ranks - (positive * (positive + 1)) / 2) / (positive * negative)
}

/** Numbers 0-1 from a seed, always the same (mulberry32, T. Ettinger 2017). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

export const resamples = 500

/** The percentile interval of the AUC (Efron and Tibshirani 1993, §13.3): 95 % of `resamples` drawn with replacement from a seed. */
export function aucInterval(
  critical: ArrayLike<number>,
  scores: ArrayLike<number>,
  seed = 1,
): readonly [number, number] | null {
  const n = critical.length
  const random = seeded(seed)
  const found: number[] = []
  for (let i = 0; i < resamples; i++) {
    const drawn = Array.from({ length: n }, () => Math.floor(random() * n))
    const value = auc(drawn.map(place => critical[place] ?? 0), drawn.map(place => scores[place] ?? 0)) // biome-ignore format: one call
    if (value !== null) found.push(value)
  }
  if (found.length === 0) return null
  found.sort((a, b) => a - b)
  const at = (share: number): number => found[Math.min(found.length - 1, Math.floor(share * found.length))] ?? 0
  return [at(0.025), at(0.975)]
}

/** Critical rate of the first tenth of an order over that of all; null without a critical finding or fewer than ten visits. */
export function topTenthLift(outcomes: readonly Outcome[], order: readonly number[]): number | null {
  const all = criticals(outcomes)
  const top = Math.floor(order.length / 10)
  if (all === 0 || top === 0) return null
  const found = order.slice(0, top).reduce((sum, place) => sum + (outcomes[place]?.critical ?? 0), 0)
  return found / top / (all / order.length)
}

export interface Tenth {
  readonly inspections: number
  /** Mean score: a probability for the model, points for the scorecard. */
  readonly score: number
  /** Share of critical findings. */
  readonly observed: number
}

/** Mean score and observed rate by tenths of an order, the highest scores first; empty ones are left out. */
export function tenths(outcomes: readonly Outcome[], scores: ArrayLike<number>, order: readonly number[]): Tenth[] {
  return Array.from({ length: 10 }, (_, i) => {
    const part = order.slice(Math.floor((i * order.length) / 10), Math.floor(((i + 1) * order.length) / 10))
    const sum = (of: (place: number) => number): number => part.reduce((all, place) => all + of(place), 0)
    return {
      inspections: part.length,
      score: sum(place => scores[place] ?? 0) / part.length,
      observed: sum(place => outcomes[place]?.critical ?? 0) / part.length,
    }
  }).filter(({ inspections }) => inspections > 0)
}
