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

/** Weeks that a week needs before it: its season a year ago, whole. */
export const neededBefore = year + around

/** The squared relative error of a growth that is not known: half again as many a year, or fewer, would not be rare. */
const unknownGrowth = 0.05

/** Sums over a week's baseline: of a region's counts, and of what they are measured by. */
interface Baseline {
  readonly counts: number
  readonly exposure: number
}

const prior = 0.5

/** Of a rate that is measured by a baseline, times `exposure` of the week. `doubt`: the squared relative error of the exposures. */
function expected({ counts, exposure: before }: Baseline, exposure: number, doubt: number): Spread {
  const mean = ((counts + prior) * exposure) / before
  return { mean, size: 1 / (1 / (counts + prior) + doubt) }
}

/** What the season of a cell lets expect in week `w`: the weeks around it in earlier years, grown as the cell has grown since. */
export function ownSeason(counts: Float64Array, city: Float64Array, first: number, w: number): Spread {
  const { growth, doubt } = growthOf(counts, city, first, w)
  let [sum, exposure] = [0, 0]
  for (let back = 1; back <= earlierYears; back++) {
    for (let week = w - back * year - around; week <= w - back * year + around; week++) {
      if (week < first) continue
      sum += counts[week] ?? 0
      exposure += growth ** -back
    }
  }
  return expected({ counts: sum, exposure }, 1, doubt)
}

/** What the other regions let expect in week `w`: the region's share in its season and of late, of the `now` that the others have that week. Null where they had none. */
export function shareOfOthers(
  counts: Float64Array,
  city: Float64Array,
  first: number,
  w: number,
  now: number,
): Spread | null {
  let [sum, others] = [0, 0]
  const add = (week: number): void => {
    if (week < first) return
    sum += counts[week] ?? 0
    others += Math.max(0, (city[week] ?? 0) - (counts[week] ?? 0))
  }
  for (let back = 1; back <= earlierYears; back++)
    for (let week = w - back * year - around; week <= w - back * year + around; week++) add(week)
  for (let week = w - gap - recentShare; week < w - gap; week++) add(week)
  if (others === 0) return null
  return expected({ counts: sum, exposure: others }, now + prior, 1 / others + 1 / (now + prior))
}

/** How much more there is than in the same weeks a year before, as a factor. Of few counts it is mostly the city's. */
function growthOf(
  counts: Float64Array,
  city: Float64Array,
  first: number,
  w: number,
): { growth: number; doubt: number } {
  const weeks = Math.min(recent, w - gap - year - first)
  if (weeks < recentShare) return { growth: 1, doubt: unknownGrowth }
  const from = w - gap - weeks
  const cityGrowth = (span(city, from, weeks) + prior) / (span(city, from - year, weeks) + prior)
  const now = span(counts, from, weeks) + heldBy * cityGrowth
  const then = span(counts, from - year, weeks) + heldBy
  return { growth: now / then, doubt: 1 / now + 1 / then }
}

const span = (counts: Float64Array, from: number, length: number): number => {
  let sum = 0
  for (let i = Math.max(0, from); i < from + length; i++) sum += counts[i] ?? 0
  return sum
}
