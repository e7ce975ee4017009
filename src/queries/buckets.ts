import { type Sql, sql } from '../engine/sql'
import { addDays, type Day, dayNumber, dayOf, quarterStart, windowLength } from '../filters/days'
import type { Window } from '../filters/filters'

export type Bucket = 'day' | 'week' | 'month' | 'quarter'

/** The bucket in which a window shows its course: at most some sixty points for a leader's eye, months where they fit. */
export function bucketOf(window: Window, firstDay: Day): Bucket {
  const length = windowLength(window.from ?? firstDay, window.to)
  if (length <= 45) return 'day'
  if (length <= 190) return 'week'
  return length <= 366 * 10 ? 'month' : 'quarter'
}

/** First day of the bucket that holds `day`; weeks begin on Monday. */
export function bucketStart(bucket: Bucket, day: Day): Day {
  if (bucket === 'day') return day
  if (bucket === 'week') return addDays(day, -((((dayNumber(day) + 3) % 7) + 7) % 7))
  if (bucket === 'month') return `${day.slice(0, 7)}-01`
  return quarterStart(day)
}

/** First day of the bucket after the one that starts at `start`. */
export function nextBucket(bucket: Bucket, start: Day): Day {
  if (bucket === 'day') return addDays(start, 1)
  if (bucket === 'week') return addDays(start, 7)
  return bucketStart(bucket, dayOf(dayNumber(start) + (bucket === 'month' ? 31 : 92)))
}

export interface Span {
  readonly start: Day
  /** The window cuts it. */
  readonly partial: boolean
}

/** The latest answer: a page asks for the same window many times. */
let latest: { readonly key: string; readonly spans: readonly Span[] } | null = null

/** Starts of all buckets of a window, in order; a window cuts its first and last one when they reach beyond it. */
export function bucketsOf(bucket: Bucket, from: Day, to: Day): readonly Span[] {
  const key = `${bucket} ${from} ${to}`
  if (latest?.key !== key) latest = { key, spans: spansOf(bucket, from, to) }
  return latest.spans
}

function spansOf(bucket: Bucket, from: Day, to: Day): Span[] {
  const found: Span[] = []
  for (let start = bucketStart(bucket, from); start <= to; start = nextBucket(bucket, start)) {
    found.push({ start, partial: start < from || addDays(nextBucket(bucket, start), -1) > to })
  }
  return found
}

/**
 * Moves a day of the compare window to its counterpart in the window, so that both fall into the same buckets: by
 * whole months where both begin on the same day of the month, else by days.
 */
export function shifted(day: Sql, window: Window, compare: Window, bucket: Bucket): Sql {
  if (window.from === null || compare.from === null) return day
  const months =
    (Number(window.from.slice(0, 4)) - Number(compare.from.slice(0, 4))) * 12 +
    Number(window.from.slice(5, 7)) -
    Number(compare.from.slice(5, 7))
  const byMonths = (bucket === 'month' || bucket === 'quarter') && window.from.slice(8) === compare.from.slice(8)
  if (byMonths) return sql`(${day} + CAST(${months} AS INTEGER) * INTERVAL 1 MONTH)`
  return sql`(${day} + CAST(${dayNumber(window.from) - dayNumber(compare.from)} AS INTEGER))`
}
