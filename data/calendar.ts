import { isoDay, parseDay, weekday } from './days'
import { at } from './rng'

/** Public holidays of 2022-2025, first and last day: the weekend days among them are listed too. */
const HOLIDAYS: readonly (readonly [string, string])[] = [
  ['2022-01-01', '2022-01-03'],
  ['2022-01-31', '2022-02-06'],
  ['2022-04-03', '2022-04-05'],
  ['2022-04-30', '2022-05-04'],
  ['2022-06-03', '2022-06-05'],
  ['2022-09-10', '2022-09-12'],
  ['2022-10-01', '2022-10-07'],
  ['2022-12-31', '2023-01-02'],
  ['2023-01-21', '2023-01-27'],
  ['2023-04-05', '2023-04-05'],
  ['2023-04-29', '2023-05-03'],
  ['2023-06-22', '2023-06-24'],
  ['2023-09-29', '2023-10-06'],
  ['2023-12-30', '2024-01-01'],
  ['2024-02-10', '2024-02-17'],
  ['2024-04-04', '2024-04-06'],
  ['2024-05-01', '2024-05-05'],
  ['2024-06-08', '2024-06-10'],
  ['2024-09-15', '2024-09-17'],
  ['2024-10-01', '2024-10-07'],
  ['2025-01-01', '2025-01-01'],
  ['2025-01-28', '2025-02-04'],
  ['2025-04-04', '2025-04-06'],
  ['2025-05-01', '2025-05-05'],
  ['2025-05-31', '2025-06-02'],
  ['2025-10-01', '2025-10-08'],
]

/** Weekend days worked in exchange for a holiday (调休). */
const WORKDAYS = [
  ...['2022-01-29', '2022-01-30', '2022-04-02', '2022-04-24', '2022-05-07', '2022-10-08', '2022-10-09'],
  ...['2023-01-28', '2023-01-29', '2023-04-23', '2023-05-06', '2023-06-25', '2023-10-07', '2023-10-08'],
  ...['2024-02-04', '2024-02-18', '2024-04-07', '2024-04-28', '2024-05-11', '2024-09-14', '2024-09-29', '2024-10-12'],
  ...['2025-01-26', '2025-02-08', '2025-04-27', '2025-09-28', '2025-10-11'],
]

const holidays = new Set<number>()
for (const [first, last] of HOLIDAYS) for (let day = parseDay(first); day <= parseDay(last); day++) holidays.add(day)
const worked = new Set(WORKDAYS.map(parseDay))

/** What `calendar.json` holds: the exceptions to Monday-Friday, as ISO dates. */
export const calendarFile = { holidays: [...holidays].map(isoDay), workdays: WORKDAYS }

export const isHoliday = (day: number): boolean => holidays.has(day)

export const isWorkday = (day: number): boolean => worked.has(day) || (weekday(day) < 5 && !holidays.has(day))

/** Working days are numbered once, so that counting them is a subtraction. */
const FIRST = parseDay('2008-01-01')
const LAST = parseDay('2032-12-31')
const workdays: number[] = []
const workdaysUpTo = new Int32Array(LAST - FIRST + 1)
for (let day = FIRST; day <= LAST; day++) {
  if (isWorkday(day)) workdays.push(day)
  workdaysUpTo[day - FIRST] = workdays.length
}

/** The day `n` working days after `day` (before it where n < 0). With n = 0: the last working day up to `day`. */
export const addWorkdays = (day: number, n: number): number => at(workdays, at(workdaysUpTo, day - FIRST) - 1 + n)

/** Working days after `from`, up to and with `to`. */
export const workdaysBetween = (from: number, to: number): number =>
  at(workdaysUpTo, to - FIRST) - at(workdaysUpTo, from - FIRST)
