/** Arithmetic on calendar days as ISO texts (`2014-08-31`); no time zone is ever involved. Proleptic Gregorian, years 1 to 9999. */
export type Day = string

const pattern = /^(\d{4})-(\d{2})-(\d{2})$/

/** Days since 1970-01-01. Throws for what is not a day. */
export function dayNumber(day: Day): number {
  const at = parse(day)
  if (at === null) throw new RangeError(`"${day}" is not a day; write it as 2014-08-31`)
  return at
}

function parse(day: string): number | null {
  const found = pattern.exec(day)
  if (!found) return null
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  const at = new Date(0).setUTCFullYear(Number(found[1]), Number(found[2]) - 1, Number(found[3])) / 86_400_000
  return at >= firstDay && dayOf(at) === day ? at : null
}

export const isDay = (text: string): boolean => parse(text) !== null

// 0001-01-01 and 9999-12-31.
const firstDay = -719_162
const lastDay = 2_932_896

/** The ISO day of a number of days since 1970-01-01; beyond the years 1 to 9999 the nearest day within. */
export function dayOf(days: number): Day {
  return new Date(Math.min(Math.max(days, firstDay), lastDay) * 86_400_000).toISOString().slice(0, 10)
}

export const addDays = (day: Day, days: number): Day => dayOf(dayNumber(day) + days)

/** Inclusive length of a window in days. */
export const windowLength = (from: Day, to: Day): number => dayNumber(to) - dayNumber(from) + 1

/** The same day `years` later; 29 February becomes the 28th where there is none. */
export function addYears(day: Day, years: number): Day {
  const year = String(Math.min(Math.max(Number(day.slice(0, 4)) + years, 1), 9999)).padStart(4, '0')
  const moved = `${year}${day.slice(4)}`
  return isDay(moved) ? moved : `${year}-02-28`
}

/** First day of the quarter that holds `day`. */
export function quarterStart(day: Day): Day {
  const month = Math.floor((Number(day.slice(5, 7)) - 1) / 3) * 3 + 1
  return `${day.slice(0, 4)}-${String(month).padStart(2, '0')}-01`
}
