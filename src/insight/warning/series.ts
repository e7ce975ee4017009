import { addDays, type Day } from '../../filters/days'
import type { WeeklyCounts, WeekSpan } from '../../queries/weeklyCounts'

/** Counts of one category in one region by week of the span. */
export interface Series {
  readonly region: string
  readonly category: string | null
  readonly counts: Float64Array
}

/** The series of one category: of every region, and of all of them together. */
export interface CategorySeries {
  readonly category: string | null
  readonly regions: readonly Series[]
  readonly all: Float64Array
  /** First week with any, of any region and category: before it nothing is known, and a week without counts is none of zero. */
  readonly first: number
}

/** The rows of a question as series, sorted by category and region. Rows of one region and category are added up. */
export function seriesOf(rows: readonly WeeklyCounts[], span: WeekSpan): CategorySeries[] {
  const byCategory = new Map<string | null, Map<string, Series>>()
  let first = span.weeks
  for (const { region, category, weeks, counts } of rows) {
    const regions = byCategory.get(category) ?? new Map<string, Series>()
    byCategory.set(category, regions)
    const series = regions.get(region) ?? { region, category, counts: new Float64Array(span.weeks) }
    regions.set(region, series)
    weeks.forEach((week, i) => {
      const count = counts[i] ?? 0
      if (!(week >= 0 && week < span.weeks) || !(count > 0)) return
      series.counts[week] = (series.counts[week] ?? 0) + count
      if (week < first) first = week
    })
  }
  return [...byCategory]
    .sort(([a], [b]) => inOrder(a, b))
    .map(([category, regions]) => {
      const sorted = [...regions.values()].sort((a, b) => inOrder(a.region, b.region))
      const all = new Float64Array(span.weeks)
      for (const { counts } of sorted) for (let w = 0; w < all.length; w++) all[w] = (all[w] ?? 0) + (counts[w] ?? 0)
      return { category, regions: sorted, all, first }
    })
}

export const mondayOf = (span: WeekSpan, week: number): Day => addDays(span.first, 7 * week)

function inOrder(a: string | null, b: string | null): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null)
  return a < b ? -1 : Number(a > b)
}
