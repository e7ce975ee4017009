import { TimeUnit } from 'apache-arrow'

/** Days since 1970-01-01 as 'YYYY-MM-DD', years beyond 0-9999 as '±YYYYYY'. No Date and so no time zone is involved. */
export function dateText(days: number): string {
  if (days === 2_147_483_647) return 'infinity'
  if (days === -2_147_483_647) return '-infinity'
  // Civil from days (H. Hinnant): a year that begins in March, in eras of 400 years.
  const shifted = days + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  return `${yearText(year)}-${two(month)}-${two(day)}`
}

/** Milliseconds of a time in `unit`, finer parts cut off; ±Infinity for DuckDB's infinite times. */
export function milliseconds(value: bigint | number, unit: TimeUnit): number {
  if (value === 9_223_372_036_854_775_807n) return Number.POSITIVE_INFINITY
  if (value === -9_223_372_036_854_775_807n) return Number.NEGATIVE_INFINITY
  switch (unit) {
    case TimeUnit.SECOND:
      return Number(value) * 1_000
    case TimeUnit.MILLISECOND:
      return Number(value)
    case TimeUnit.MICROSECOND:
      return Math.floor(Number(value) / 1_000)
    case TimeUnit.NANOSECOND:
      return Math.floor(Number(value) / 1_000_000)
  }
}

/** Milliseconds since 1970-01-01T00:00:00, in no zone: 'YYYY-MM-DDTHH:MM:SS', '.mmm' when not zero. `day` is `dateText`. */
export function timestampText(at: number, day = dateText): string {
  if (!Number.isFinite(at)) return at > 0 ? 'infinity' : '-infinity'
  const days = Math.floor(at / 86_400_000)
  return `${day(days)}T${timeText(at - days * 86_400_000)}`
}

/** Milliseconds since midnight: 'HH:MM:SS', '.mmm' when not zero. */
export function timeText(at: number): string {
  const seconds = Math.floor(at / 1_000)
  const rest = at - seconds * 1_000
  const clock = `${two(Math.floor(seconds / 3_600))}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
  return rest === 0 ? clock : `${clock}.${String(rest).padStart(3, '0')}`
}

/** An ISO 8601 duration: 'P3M2DT5S'; nothing at all is 'P0D'. */
export function durationText(months: number, days: number, nanoseconds: bigint): string {
  const date = (months ? `${months}M` : '') + (days ? `${days}D` : '')
  const time = nanoseconds === 0n ? '' : `T${Number(nanoseconds / 1_000n) / 1e6}S`
  return `P${date}${time}` === 'P' ? 'P0D' : `P${date}${time}`
}

const two = (n: number) => (n < 10 ? `0${n}` : String(n))

function yearText(year: number): string {
  if (year >= 0 && year <= 9_999) return String(year).padStart(4, '0')
  return `${year < 0 ? '-' : '+'}${String(Math.abs(year)).padStart(6, '0')}`
}
