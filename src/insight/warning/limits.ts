import type { WeeklyCounts, WeekSpan } from '../../queries/weeklyCounts'
import { allRegions, falseShare, type UnusualCount, type UnusualFindings } from './findings'
import { neededBefore, ownSeason, shareOfOthers } from './season'
import { type CategorySeries, mondayOf, seriesOf } from './series'
import { isPoisson, leastBeyond, type Spread, tail } from './tails'

export interface LimitsOptions {
  /** How many of the span's last weeks are judged. */
  readonly judged: number
  /** The share of false alarms among the unusual counts that may be expected. */
  readonly rate?: number
  /** Regions that are judged; the others are what they are measured by. Null: all. */
  readonly only?: ReadonlySet<string> | null
}

/** A count that seemed so unlikely does not raise what later weeks expect. */
const setAside = 1e-4
/** Probabilities above it are never unusual. */
const listedUpTo = 0.2
/** How counts scatter is learned from a year of weeks before those that are judged. */
const learnedWeeks = 52
/** Squares of expected counts by which a spread is learned; fewer tell nothing. */
const enoughToLearn = 20

/** A week that was judged, before it is known how many others are as unusual. */
interface Judged {
  readonly region: string
  readonly category: string | null
  readonly week: number
  readonly observed: number
  readonly spread: Spread
  readonly p: number
}

/**
 * Weeks of a category in a region with more complaints than expected. A count must be too high for the season of its own
 * region, and too high for the level that the other regions have in that week: what rises everywhere, on a holiday, in a
 * heat wave, by a new channel, raises no alarm of any region but one of all together (`city`). Of the two probabilities the
 * larger one counts (an intersection-union test, Berger 1982, Technometrics 24(4)). Beyond what sums of few counts explain,
 * counts scatter as they did in the weeks before those that are judged, by category. Which are unusual follows from all that
 * were tested: by Benjamini and Hochberg (1995, J. R. Stat. Soc. B 57(1)) the share of false ones among them is at
 * most `rate` on average, and a city in which nothing happens has any at all in at most so large a share of cases.
 */
export function unusualCounts(rows: readonly WeeklyCounts[], span: WeekSpan, options: LimitsOptions): UnusualFindings {
  const { rate = falseShare, only = null } = options
  const judgedFrom = span.weeks - Math.min(options.judged, span.weeks)
  const all = seriesOf(rows, span)
  const first = Math.min(span.weeks, ...all.map(each => each.first))
  const found: Judged[] = []
  const counted = { tested: 0, short: 0 }
  for (const series of all) judge(series, { first, judgedFrom, weeks: span.weeks, only }, found, counted)
  const unusual = discoveries(found, counted.tested, rate).map(each => toCount(each, span))
  const from = Math.max(judgedFrom, first + neededBefore)
  const any = counted.tested > 0
  return {
    regions: unusual.filter(({ region }) => region !== allRegions),
    city: unusual.filter(({ region }) => region === allRegions),
    from: any ? mondayOf(span, from) : null,
    to: any ? mondayOf(span, span.weeks - 1) : null,
    ...counted,
    rate,
  }
}

interface Weeks {
  readonly first: number
  readonly judgedFrom: number
  readonly weeks: number
  readonly only: ReadonlySet<string> | null
}

/** One series on its way through the weeks. `kept` is what later weeks are judged by: without what was set aside. */
interface Course {
  readonly region: string
  readonly counts: Float64Array
  readonly kept: Float64Array
  readonly season: Scatter
  readonly share: Scatter
  readonly judged: boolean
}

function judge(
  series: CategorySeries,
  weeks: Weeks,
  found: Judged[],
  counted: { tested: number; short: number },
): void {
  const { category, regions, all } = series
  const { first, judgedFrom, only } = weeks
  const season = new Scatter()
  const share = new Scatter()
  const courses = regions.map(
    ({ region, counts }): Course => ({
      ...{ region, counts, kept: Float64Array.from(counts), season, share },
      judged: only === null || only.has(region),
    }),
  )
  const city = {
    region: allRegions,
    counts: all,
    kept: Float64Array.from(all),
    season: new Scatter(),
    share,
    judged: true,
  }
  // One region alone is the whole city.
  const every = regions.length > 1 ? [...courses, city] : courses
  const start = first + neededBefore
  const tests = every.filter(({ judged }) => judged).length
  counted.short += tests * Math.min(weeks.weeks - judgedFrom, Math.max(0, start - judgedFrom))
  counted.tested += tests * Math.max(0, weeks.weeks - Math.max(start, judgedFrom))
  for (let w = Math.max(start, judgedFrom - learnedWeeks); w < weeks.weeks; w++) {
    for (const course of every) {
      const { region, counts, kept, season, share, judged } = course
      const observed = counts[w] ?? 0
      const own = ownSeason(kept, city.kept, first, w)
      const others = course === city ? null : shareOfOthers(kept, city.kept, first, w, (all[w] ?? 0) - observed)
      const { spread, p } = likelier(observed, season.widen(own), others && share.widen(others))
      kept[w] = p < setAside ? leastBeyond(setAside, spread) : observed
      if (w < judgedFrom) {
        season.learn(kept[w] ?? 0, own)
        if (others) share.learn(kept[w] ?? 0, others)
      } else if (judged && p <= listedUpTo) found.push({ region, category, week: w, observed, spread, p })
    }
  }
}

/** The expectation by which the count is the less unlikely, and its probability; 1 where it is not above it. */
function likelier(observed: number, own: Spread, others: Spread | null): { spread: Spread; p: number } {
  if (observed <= own.mean || (others && observed <= others.mean)) return { spread: own, p: 1 }
  const [a, b] = [tail(observed, own), others ? tail(observed, others) : 0]
  return others && b > a ? { spread: others, p: b } : { spread: own, p: a }
}

/** How much more counts scatter than their expectations explain: the variance beyond, as a share of the squared mean (method of moments). */
class Scatter {
  #beyond = 0
  #squares = 0

  learn(observed: number, { mean, size }: Spread): void {
    this.#beyond += (observed - mean) ** 2 - mean - (mean * mean) / size
    this.#squares += mean * mean
  }

  widen({ mean, size }: Spread): Spread {
    const beyond = this.#squares < enoughToLearn ? 0 : Math.max(0, this.#beyond / this.#squares)
    return { mean, size: 1 / (1 / size + beyond) }
  }
}

/** The judged weeks that are unusual, with their share of false ones, the most unusual first. */
function discoveries(
  judged: readonly Judged[],
  tests: number,
  rate: number,
): (Judged & { q: number; bound: number })[] {
  const sorted = [...judged].sort((a, b) => a.p - b.p || b.observed - a.observed)
  const last = sorted.findLastIndex(({ p }, i) => p <= (rate * (i + 1)) / tests)
  const bound = (rate * (last + 1)) / tests
  let q = 1
  return sorted
    .slice(0, last + 1)
    .map((each, i) => ({ ...each, rank: i + 1 }))
    .reverse()
    .map(({ rank, ...each }) => {
      q = Math.min(q, (each.p * tests) / rank)
      return { ...each, q, bound }
    })
    .reverse()
}

const toCount = (
  { region, category, week, observed, spread, p, q, bound }: Judged & { q: number; bound: number },
  span: WeekSpan,
): UnusualCount => ({
  region,
  category,
  week: mondayOf(span, week),
  observed,
  expected: spread.mean,
  limit: leastBeyond(bound, spread) - 1,
  p,
  q,
  by: isPoisson(spread) ? 'poisson' : 'negative binomial',
})
