import * as z from 'zod/mini'
import { across, field, isoDay, readJson } from './catalogueJson'

/** Exceptions to Monday to Friday, as ISO days. */
export interface Calendar {
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

/** One row of the table `calendar(date, is_workday, workday_number)`. */
export interface CalendarRow {
  readonly day: string
  readonly workday: boolean
  /** Working days from the first row up to and including this one: the difference of two counts those between. */
  readonly ordinal: number
}

/** Where the folder has no calendar. */
export const mondayToFriday: Calendar = { holidays: new Set(), workdays: new Set() }

/** Days of 400 years: more is a broken date, not a calendar. */
const mostRows = 146_097
const msPerDay = 86_400_000

const schema = z
  .object({ holidays: z._default(z.array(isoDay), []), workdays: z._default(z.array(isoDay), []) })
  .check(across(daysInBoth))

/** Reads calendar.json. Throws an ExtractError that names `file` and each field at fault, a day in both lists too. */
export function parseCalendar(text: string, file = 'calendar.json'): Calendar {
  const { holidays, workdays } = readJson(schema, text, file)
  return { holidays: new Set(holidays), workdays: new Set(workdays) }
}

/** `day` is an ISO day. */
export const isWorkday = (calendar: Calendar, day: string): boolean => works(calendar, day, dayNumber(day))

/** Each day from `first` to `last`, both ISO and inclusive; none where `last` is earlier. Throws beyond 400 years. */
export function calendarRows(calendar: Calendar, first: string, last: string): CalendarRow[] {
  const from = dayNumber(first)
  const length = dayNumber(last) - from + 1
  if (length > mostRows) throw new RangeError(`calendar: ${first} to ${last} is more than 400 years`)
  let ordinal = 0
  return Array.from({ length: Math.max(0, length) }, (_, i) => {
    const day = new Date((from + i) * msPerDay).toISOString().slice(0, 10)
    const workday = works(calendar, day, from + i)
    if (workday) ordinal++
    return { day, workday, ordinal }
  })
}

function works({ holidays, workdays }: Calendar, day: string, number: number): boolean {
  if (holidays.has(day)) return false
  // Day 0, 1970-01-01, was a Thursday: 0 is a Monday here, for days before it too.
  const weekday = (((number + 3) % 7) + 7) % 7
  return weekday < 5 || workdays.has(day)
}

/** Days since 1970-01-01. Throws for what is not an ISO day. */
function dayNumber(day: string): number {
  const at = isoDay.safeParse(day).success ? Date.parse(`${day}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at)) throw new RangeError(`calendar: "${day}" is not a day; write it as 2014-08-31`)
  return at / msPerDay
}

function* daysInBoth(value: unknown) {
  const holidays = field(value, 'holidays')
  const workdays = field(value, 'workdays')
  if (!Array.isArray(holidays) || !Array.isArray(workdays)) return
  for (const [i, day] of workdays.entries()) {
    const k = holidays.indexOf(day)
    if (k >= 0) yield { path: ['workdays', i], message: `${day} is also holidays[${k}]; a day is one or the other` }
  }
}
