import { addDays, type Day, dayNumber } from '../../filters/days'
import { nextBucket } from '../../queries/buckets'
import type { HistoryRow } from '../../queries/history'
import { type Slot, type Step, seasonOf, slotsFrom, type WorkCalendar } from './slots'

/** Counts of all whole buckets up to a day, with the calendar of those to come. */
export interface Course {
  readonly step: Step
  /** Of whole buckets, the oldest first; null where the whole table has no row although it usually has many. */
  readonly values: readonly (number | null)[]
  /** Those of `values`, then `ahead` more. */
  readonly slots: readonly Slot[]
  readonly period: number
  /** The bucket that is not over, or whose end is not in the data, with what it has so far. It is foretold like those after it. */
  readonly unfinished: { readonly start: Day; readonly soFar: number; readonly through: Day } | null
  /** Rows begin earlier, but so few that they are not the same data. */
  readonly cut: boolean
  /** The table's rows end before the asked day: everything after `through` is not known. */
  readonly through: Day
  readonly endsEarly: boolean
}

/** Where the whole table has so many rows in a usual bucket, one without any is missing, not zero: by chance it happens less than once in 10,000. */
const plenty = 10
/** A history begins with the first bucket that has this share of what is usual later, as most of the six from it on have. */
const begun = 0.1

const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const mostly = (of: readonly boolean[]): boolean => of.filter(Boolean).length > of.length / 2

/**
 * The series of a table up to `to`, from its history. Null where the table has no row or not one whole bucket. Where rows
 * begin and end is told by all rows of the table, so that a filter that leaves few does not move it: a stretch without
 * rows at the end is the end of the data only if it is longer than any of the year before (weekends, holidays). What is
 * usual is told by the year before the last one, so that the buckets that are held out decide nothing.
 */
export function courseOf(
  rows: readonly HistoryRow[],
  step: Step,
  to: Day,
  ahead: number,
  calendar: WorkCalendar,
): Course | null {
  const known = rows.filter(row => row.all_rows > 0)
  const [first, last] = [known[0], known.at(-1)]
  if (first === undefined || last === undefined) return null
  const gap = Math.max(1, last.usual_gap ?? 1)
  const silent = dayNumber(to) - dayNumber(last.last_day) + 1
  const through = silent <= gap ? to : last.last_day
  const wholeFirst = dayNumber(first.first_day) - dayNumber(first.bucket) + 1 <= gap
  const from = wholeFirst ? first.bucket : nextBucket(step, first.bucket)
  const byStart = new Map(rows.map(row => [row.bucket, row]))

  const starts: Day[] = []
  let start = from
  for (; addDays(nextBucket(step, start), -1) <= through; start = nextBucket(step, start)) starts.push(start)
  const open = start <= through ? byStart.get(start) : undefined
  const unfinished = start <= through ? { start, soFar: open?.rows ?? 0, through } : null
  if (starts.length === 0) return null

  const season = seasonOf[step]
  const all = starts.map(each => byStart.get(each)?.all_rows ?? 0)
  const before = all.slice(Math.max(0, all.length - 2 * season), Math.max(0, all.length - season))
  const usual = median(before.length >= season / 2 ? before : all)
  const enough = (count: number): boolean => count >= begun * usual
  const begins =
    usual < plenty ? 0 : all.findIndex((count, i) => enough(count) && mostly(all.slice(i, i + 6).map(enough)))
  const at = Math.max(0, begins)
  const whole = starts.slice(at)
  const slots = slotsFrom(step, whole[0] ?? from, whole.length + ahead, calendar)
  const values = whole.map((each, i) => {
    const none = (all[at + i] ?? 0) === 0
    // A week of holidays is expected to have none.
    return none && usual >= plenty && (slots[i]?.workdays ?? 1) > 0 ? null : (byStart.get(each)?.rows ?? 0)
  })
  return {
    step,
    values,
    slots,
    period: season,
    unfinished,
    cut: at > 0,
    through,
    endsEarly: through < to,
  }
}
