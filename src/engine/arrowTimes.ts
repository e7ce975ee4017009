import { TimeUnit } from 'apache-arrow'
import { clockText, dayText } from './civilTimes'

/** A DATE: `dayText`, or DuckDB's infinite days. */
export function dateText(days: number): string {
  if (days === 2_147_483_647) return 'infinity'
  if (days === -2_147_483_647) return '-infinity'
  return dayText(days)
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
  const clock = clockText(seconds)
  return rest === 0 ? clock : `${clock}.${String(rest).padStart(3, '0')}`
}

/** An ISO 8601 duration: 'P3M2DT5S'; nothing at all is 'P0D'. */
export function durationText(months: number, days: number, nanoseconds: bigint): string {
  const date = (months ? `${months}M` : '') + (days ? `${days}D` : '')
  const time = nanoseconds === 0n ? '' : `T${Number(nanoseconds / 1_000n) / 1e6}S`
  return `P${date}${time}` === 'P' ? 'P0D' : `P${date}${time}`
}
