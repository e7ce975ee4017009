import type { Spread } from './tails'

/*
 * What a week lets expect: the rate of its own season, from the weeks around it in earlier years (Farrington, Andrews,
 * Beale and Catchpole 1996, J. R. Stat. Soc. A 159(3); Noufal et al. 2013, Stat. Med. 32(7)). Rates of few counts are not known
 * well: their posterior is a gamma distribution (Jeffreys' prior, ½ a count), and a count of such a rate is negative
 * binomial (Gelman et al. 2013, Bayesian Data Analysis, §2.6). So a sparse cell gets a wide limit, never one of zero.
 */

/** Weeks of a year: the same weekdays and season to a day and a quarter. */
const year = 52
/** Weeks on both sides of the week a year before that are its season. */
const around = 3
const earlierYears = 5
/** The latest weeks before a week are not asked: what begins slowly would be its own measure. */
const gap = 2
/** Weeks before those by which growth and the present share are measured. */
const recent = 26
const recentShare = 12
/** Growth of a cell is held to its city's as if that many counts had grown as the city. */
const heldBy = 50
/** The squared relative error of a growth that is not known: a fifth more or fewer each year would not be rare. */
const unknownGrowth = 0.05
const prior = 0.5

/** Weeks that a week needs before it: its season a year ago, whole. */
export const neededBefore = year + around

/** Sums of a series from its beginning: `sums[w]` is of the weeks before `w`. */
export type Sums = Float64Array

export function sumsOf(counts: ArrayLike<number>): Sums {
  const sums = new Float64Array(counts.length + 1)
  for (let w = 0; w < counts.length; w++) sums[w + 1] = (sums[w] ?? 0) + (counts[w] ?? 0)
  return sums
}

/** The counts of weeks from `from` to before `to`, which may reach beyond the beginning. */
const between = (sums: Sums, from: number, to: number): number =>
  (sums[Math.max(0, to)] ?? 0) - (sums[Math.max(0, from)] ?? 0)

/** What is expected, and how much of what the single weeks scatter by is still in it: that of one mean of so many weeks, 1 / weeks. */
export interface Expectation extends Spread {
  readonly echo: number
}

/** What the season of a cell lets expect in week `w`: the weeks around it in earlier years, grown as the cell has grown since. */
export function ownSeason(cell: Sums, city: Sums, first: number, w: number): Expectation {
  const { growth, doubt, echo } = growthOf(cell, city, first, w)
  let [sum, exposure, weeks, ago] = [0, 0, 0, 0]
  for (let back = 1; back <= earlierYears; back++) {
    const to = w - back * year + around + 1
    const from = Math.max(first, to - 2 * around - 1)
    if (from >= to) break
    sum += between(cell, from, to)
    exposure += (to - from) * growth ** -back
    weeks += to - from
    ago += (to - from) * back
  }
  // A season of three years ago has grown three times, with the error of the growth each time.
  const times = (ago / weeks) ** 2
  return {
    mean: (sum + prior) / exposure,
    size: 1 / (1 / (sum + prior) + doubt * times),
    echo: 1 / weeks + echo * times,
  }
}

/**
 * What the other regions let expect in week `w`: the region's share in its season and of late, of the `now` that the others
 * have that week. Null where they had none.
 */
export function shareOfOthers(cell: Sums, city: Sums, first: number, w: number, now: number): Expectation | null {
  let [sum, all, weeks] = [0, 0, 0]
  const add = (from: number, to: number): void => {
    if (from >= to) return
    sum += between(cell, from, to)
    all += between(city, from, to)
    weeks += to - from
  }
  for (let back = 1; back <= earlierYears; back++) {
    const to = w - back * year + around + 1
    add(Math.max(first, to - 2 * around - 1), to)
  }
  add(w - gap - recentShare, w - gap)
  const others = all - sum
  if (!(others > 0)) return null
  return {
    mean: ((sum + prior) * (now + prior)) / others,
    size: 1 / (1 / (sum + prior) + 1 / others + 1 / (now + prior)),
    echo: 1 / weeks,
  }
}

/** How much more there is than in the same weeks a year before, as a factor. Of few counts it is mostly the city's. */
function growthOf(cell: Sums, city: Sums, first: number, w: number): { growth: number; doubt: number; echo: number } {
  const weeks = Math.min(recent, w - gap - year - first)
  if (weeks < recentShare) return { growth: 1, doubt: unknownGrowth, echo: 0 }
  const to = w - gap
  const cityGrowth = (between(city, to - weeks, to) + prior) / (between(city, to - weeks - year, to - year) + prior)
  const now = between(cell, to - weeks, to) + heldBy * cityGrowth
  const then = between(cell, to - weeks - year, to - year) + heldBy
  return { growth: now / then, doubt: 1 / now + 1 / then, echo: 2 / weeks }
}
