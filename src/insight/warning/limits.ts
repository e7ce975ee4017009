import type { WeeklyCounts, WeekSpan } from '../../queries/weeklyCounts'
import { falseShares } from '../../risk/chance'
import { allRegions, falseShare, type UnusualCount, type UnusualFindings } from './findings'
import { held, Scatter } from './scatter'
import { type Expectation, neededBefore, ownSeason, type Sums, shareOfOthers, sumsOf } from './season'
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

/** Probabilities above it are never unusual. */
const listedUpTo = 0.2
/** How counts scatter is learned from a year of weeks before those that are judged. */
const learnedWeeks = 52
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
  const unusual = unusualOf(found, counted.tested, rate).map(each => toCount(each, span))
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

/** One series on its way through the weeks. */
interface Course {
  readonly region: string
  readonly counts: Float64Array
  /** What weeks are judged by: sums of the counts, without what was set aside. */
  readonly sums: Sums
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
  const [season, share, whole] = [new Scatter(), new Scatter(), new Scatter()]
  const courses = regions.map(
    ({ region, counts }): Course => ({
      ...{ region, counts, sums: sumsOf(counts), season, share },
      judged: only === null || only.has(region),
    }),
  )
  const city: Course = { region: allRegions, counts: all, sums: sumsOf(all), season: whole, share, judged: true }
  // One region alone is the whole city.
  const every = regions.length > 1 ? [...courses, city] : courses
  const start = first + neededBefore
  const tests = every.filter(({ judged }) => judged).length
  counted.short += tests * Math.min(weeks.weeks - judgedFrom, Math.max(0, start - judgedFrom))
  counted.tested += tests * Math.max(0, weeks.weeks - Math.max(start, judgedFrom))
  const expect = ({ sums, counts }: Course, w: number): readonly [own: Expectation, others: Expectation | null] => [
    ownSeason(sums, city.sums, first, w),
    counts === all ? null : shareOfOthers(sums, city.sums, first, w, (all[w] ?? 0) - (counts[w] ?? 0)),
  ]
  const from = Math.max(start, judgedFrom - learnedWeeks)
  for (let w = from; w < judgedFrom; w++) {
    for (const course of every) {
      const [own, others] = expect(course, w)
      course.season.learn(course.counts[w] ?? 0, own)
      if (others) course.share.learn(course.counts[w] ?? 0, others)
    }
  }
  for (const scatter of [season, share, whole]) scatter.settle()
  for (let w = from; w < weeks.weeks; w++) {
    for (const course of every) {
      const observed = course.counts[w] ?? 0
      const [own, others] = expect(course, w)
      const { spread, p } = likelier(observed, course.season.widen(own), others && course.share.widen(others))
      // Sums of later weeks are not asked for before those weeks come.
      course.sums[w + 1] = (course.sums[w] ?? 0) + held(observed, spread)
      if (w >= judgedFrom && course.judged && p <= listedUpTo)
        found.push({ region: course.region, category, week: w, observed, spread, p })
    }
  }
}

/** The expectation by which the count is the less unlikely, and its probability; 1 where it is not above it. */
function likelier(observed: number, own: Spread, others: Spread | null): { spread: Spread; p: number } {
  if (observed <= own.mean || (others && observed <= others.mean)) return { spread: own, p: 1 }
  const [a, b] = [tail(observed, own), others ? tail(observed, others) : 0]
  return others && b > a ? { spread: others, p: b } : { spread: own, p: a }
}

/** The judged weeks that are unusual, with their share of false ones, the most unusual first. */
function unusualOf(judged: readonly Judged[], tests: number, rate: number): (Judged & { q: number; bound: number })[] {
  const shares = falseShares(
    judged.map(({ p }) => p),
    tests,
  )
  const told = judged.map((each, i) => ({ ...each, q: shares[i] ?? 1 })).filter(({ q }) => q <= rate)
  const bound = (rate * told.length) / tests
  return told.sort((a, b) => a.p - b.p || b.observed - a.observed).map(each => ({ ...each, bound }))
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
