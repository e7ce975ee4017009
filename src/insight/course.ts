import { bucketsOf } from '../queries/buckets'
import type { AnyCourse } from '../queries/figures'
import type { OverviewQuestions } from '../queries/overview'
import type { TableName } from '../schema'

/** One bucket of the window with its row and that of its counterpart in the compare window; undefined is no rows. */
export interface CoursePoint {
  readonly start: string
  /** The window cuts the bucket. */
  readonly partial: boolean
  readonly now: AnyCourse | undefined
  readonly before: AnyCourse | undefined
}

/** First and last days of the loaded rows, ISO: of all, and of each table. */
export interface DataDays {
  readonly firstDay: string
  readonly spans: Readonly<Record<TableName, { readonly first: string; readonly last: string } | null>>
}

/** All buckets of the window from the table's first day on, with or without rows. */
export function courseOf(
  rows: readonly AnyCourse[],
  asked: OverviewQuestions,
  data: DataDays,
  table: TableName | 'entities',
): CoursePoint[] {
  const first = (table === 'entities' ? data.firstDay : data.spans[table]?.first) ?? asked.filters.window.to
  const from = asked.filters.window.from ?? first
  const find = (period: 'window' | 'compare') =>
    new Map(rows.filter(row => row.period === period && row.bucket !== null).map(row => [row.bucket, row]))
  const [now, before] = [find('window'), find('compare')]
  return bucketsOf(asked.bucket, from, asked.filters.window.to).map(({ start, partial }) => ({
    start,
    partial,
    now: now.get(start),
    before: before.get(start),
  }))
}

/** The course of a stock from what was added in each bucket and what it is at the end. */
export function cumulated(course: readonly CoursePoint[], end: number): number[] {
  const added = course.map(point => point.now?.businesses ?? 0)
  let level = end - added.reduce((sum, n) => sum + n, 0)
  return added.map(n => {
    level += n
    return level
  })
}
