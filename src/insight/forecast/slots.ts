import { addDays, type Day, dayNumber } from '../../filters/days'
import { bucketStart, nextBucket } from '../../queries/buckets'

/** A month or a week (from Monday on). */
export type Step = 'month' | 'week'

/** Buckets after which the season comes again: a week has no exact year, 52 of them are 364 days. */
export const seasonOf: Readonly<Record<Step, number>> = { month: 12, week: 52 }

/** Exceptions to Monday to Friday, as ISO days. */
export interface WorkCalendar {
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

/** One bucket of the calendar, in the past or to come. */
export interface Slot {
  readonly start: Day
  readonly days: number
  readonly workdays: number
  /** Where in the year its middle lies, 0-1, by the mean Gregorian year: leap days and weeks across years need no rule. */
  readonly phase: number
}

const yearDays = 365.2425

/** So many buckets from the one that holds `from` on. */
export function slotsFrom(step: Step, from: Day, count: number, calendar: WorkCalendar): Slot[] {
  const slots: Slot[] = []
  let start = bucketStart(step, from)
  for (let i = 0; i < count; i++) {
    const end = nextBucket(step, start)
    const first = dayNumber(start)
    const days = dayNumber(end) - first
    let workdays = 0
    for (let d = 0; d < days; d++) {
      const day = addDays(start, d)
      // 1970-01-01 was a Thursday.
      const weekday = (((first + d + 3) % 7) + 7) % 7
      if (calendar.workdays.has(day) || (weekday < 5 && !calendar.holidays.has(day))) workdays += 1
    }
    slots.push({ start, days, workdays, phase: ((first + days / 2) / yearDays) % 1 })
    start = end
  }
  return slots
}
