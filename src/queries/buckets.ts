import { monthsLater } from '../engine/dialect'
import { type Sql, sql } from '../engine/sql'
import { addDays, type Day, dayNumber, dayOf, isDay, quarterStart, windowLength } from '../filters/days'
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

/** How a compare window is laid beside a window: by whole months where both begin on the same day of the month, else by days. */
function shiftOf(
  window: Window,
  compare: Window,
  bucket: Bucket,
): { readonly months: number } | { readonly days: number } {
  const [now, then] = [window.from ?? '', compare.from ?? '']
  const months =
    (Number(now.slice(0, 4)) - Number(then.slice(0, 4))) * 12 + Number(now.slice(5, 7)) - Number(then.slice(5, 7))
  const byMonths = (bucket === 'month' || bucket === 'quarter') && now.slice(8) === then.slice(8)
  return byMonths ? { months } : { days: dayNumber(now) - dayNumber(then) }
}

/** Moves a day of the compare window to its counterpart in the window, so that both fall into the same buckets. */
export function shifted(day: Sql, window: Window, compare: Window, bucket: Bucket): Sql {
  if (window.from === null || compare.from === null) return day
  const shift = shiftOf(window, compare, bucket)
  return 'months' in shift ? monthsLater(day, shift.months) : sql`(${day} + CAST(${shift.days} AS INTEGER))`
}

/** Two windows without an open end. */
export interface BucketPair {
  readonly window: { readonly from: Day; readonly to: Day }
  readonly compare: { readonly from: Day; readonly to: Day }
}

/**
 * A bucket as a window, as far as it lies in `window`, and what it is compared with: its counterpart in the compare window;
 * where there is none, the bucket before, as many days of it as the bucket has, or all of it where the bucket is whole.
 */
export function bucketPair(bucket: Bucket, start: Day, window: Window, compare: Window | null): BucketPair {
  const end = addDays(nextBucket(bucket, start), -1)
  const from = window.from !== null && window.from > start ? window.from : start
  const to = window.to < end ? window.to : end
  if (window.from !== null && compare?.from != null) {
    const shift = shiftOf(window, compare, bucket)
    const back = (day: Day): Day => ('months' in shift ? addMonths(day, -shift.months) : addDays(day, -shift.days))
    const [first, last] = [back(from), addDays(back(addDays(to, 1)), -1)]
    const then = { from: first < compare.from ? compare.from : first, to: last > compare.to ? compare.to : last }
    if (then.from <= then.to) return { window: { from, to }, compare: then }
  }
  const before = bucketStart(bucket, addDays(start, -1))
  const last = addDays(start, -1)
  if (from === start && to === end) return { window: { from, to }, compare: { from: before, to: last } }
  const first = addDays(before, dayNumber(from) - dayNumber(start))
  const until = addDays(first, windowLength(from, to) - 1)
  return { window: { from, to }, compare: { from: first > last ? last : first, to: until > last ? last : until } }
}

/** The same day of another month, or that month's last where it has none. */
function addMonths(day: Day, months: number): Day {
  const at = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months
  const month = `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`
  for (let date = Number(day.slice(8)); date > 28; date--) if (isDay(`${month}-${date}`)) return `${month}-${date}`
  return `${month}-${String(Math.min(28, Number(day.slice(8)))).padStart(2, '0')}`
}
