/** Days are whole numbers since 1970-01-01, times are milliseconds since then on the city's own clock: no time zone anywhere. */
export const DAY_MS = 86_400_000

/** The day of a civil date (Gregorian, proleptic). Month from 1. */
export function dayOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

export interface CivilDate {
  year: number
  /** 1-12 */
  month: number
  day: number
}

export function civil(day: number): CivilDate {
  const shifted = day + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1,
  }
}

const two = (n: number) => String(n).padStart(2, '0')

/** `2024-02-04` */
export function isoDay(day: number): string {
  const { year, month, day: d } = civil(day)
  return `${year}-${two(month)}-${two(d)}`
}

/** `20240204`, as serial numbers carry it. */
export function compactDay(day: number): string {
  const { year, month, day: d } = civil(day)
  return `${year}${two(month)}${two(d)}`
}

export function parseDay(iso: string): number {
  const [year = 0, month = 0, day = 0] = iso.split('-').map(Number)
  return dayOf(year, month, day)
}

/** 0 is Monday, 6 is Sunday. */
export const weekday = (day: number): number => (((day + 3) % 7) + 7) % 7

/** The same date `years` later; 29 February becomes 1 March. */
export function addYears(day: number, years: number): number {
  const { year, month, day: d } = civil(day)
  return dayOf(year + years, month, d)
}
