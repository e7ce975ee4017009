import { TimeUnit } from 'apache-arrow'

const perSecond: Record<TimeUnit, bigint> = {
  [TimeUnit.SECOND]: 1n,
  [TimeUnit.MILLISECOND]: 1_000n,
  [TimeUnit.MICROSECOND]: 1_000_000n,
  [TimeUnit.NANOSECOND]: 1_000_000_000n,
}

/** Days since 1970-01-01 as 'YYYY-MM-DD' (years beyond 0-9999 as '±YYYYYY', as ISO 8601 has it), no Date and no time zone. */
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

/** A point in time counted from 1970-01-01T00:00:00, without a zone: 'YYYY-MM-DDTHH:MM:SS', '.mmm' when not zero. */
export function timestampText(value: bigint, unit: TimeUnit): string {
  if (value === 9_223_372_036_854_775_807n) return 'infinity'
  if (value === -9_223_372_036_854_775_807n) return '-infinity'
  const perDay = 86_400n * perSecond[unit]
  const days = value >= 0n || value % perDay === 0n ? value / perDay : value / perDay - 1n
  return `${dateText(Number(days))}T${timeText(value - days * perDay, unit)}`
}

/** Time of day: 'HH:MM:SS', '.mmm' when not zero; finer parts are cut off. */
export function timeText(value: bigint, unit: TimeUnit): string {
  const milliseconds = Number((value * 1_000n) / perSecond[unit])
  const seconds = Math.floor(milliseconds / 1_000)
  const rest = milliseconds % 1_000
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
