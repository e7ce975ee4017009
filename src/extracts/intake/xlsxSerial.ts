import { clockText, dayText, two } from '../../engine/civilTimes'

/** What a number format shows of a serial number. */
export type DateShape =
  | { readonly kind: 'date' | 'time' | 'both'; readonly digits: number }
  /** `[h]:mm:ss`: the first unit counts on beyond its own circle. */
  | { readonly kind: 'elapsed'; readonly units: readonly ('h' | 'm' | 's')[]; readonly digits: number }

const daySeconds = 86_400
/** Serial numbers of 9999-12-31 in both systems; Excel shows nothing beyond. */
const lastSerial = 2_958_465
const days1904 = 1462

/**
 * A serial number as the day and time that Excel shows, `2024-01-02`, `2024-01-02 08:30:00`, `08:30:00` or `30:15`;
 * null where Excel shows none. A time that a format of days hides is kept, since it was entered. It is arithmetic on
 * days: no zone can move it. In the 1900 system 0 is `1900-01-00` and 60 is `1900-02-29`, days that Excel shows and no
 * calendar has.
 */
export function serialText(serial: number, shape: DateShape, from1904: boolean): string | null {
  if (!(serial >= 0)) return null
  const scale = 10 ** shape.digits
  if (shape.kind === 'elapsed') return elapsedText(Math.round(serial * daySeconds * scale), shape.units, shape.digits)
  let day = Math.floor(serial)
  let ticks = Math.round((serial - day) * daySeconds * scale)
  if (ticks >= daySeconds * scale) {
    // A format of days shows the day that has begun; a format with a time shows it rounded, in the next day.
    if (shape.kind === 'date') ticks--
    else {
      day++
      ticks = 0
    }
  }
  if (day + (from1904 ? days1904 : 0) > lastSerial) return null
  const time = timeText(ticks, scale, shape.digits)
  if (shape.kind === 'time' && day === 0) return time
  const date = from1904 ? isoDay(day + days1904) : isoDay(day)
  return shape.kind === 'both' || ticks > 0 ? `${date} ${time}` : date
}

function timeText(ticks: number, scale: number, digits: number): string {
  const seconds = Math.floor(ticks / scale)
  const clock = clockText(seconds)
  return digits > 0 ? `${clock}.${String(ticks % scale).padStart(digits, '0')}` : clock
}

function elapsedText(ticks: number, units: readonly ('h' | 'm' | 's')[], digits: number): string {
  const scale = 10 ** digits
  const seconds = Math.floor(ticks / scale)
  const whole = { h: Math.floor(seconds / 3600), m: Math.floor(seconds / 60), s: seconds }
  const text = units.map((unit, i) => (i === 0 ? String(whole[unit]) : two(whole[unit] % 60))).join(':')
  return digits > 0 && units.at(-1) === 's' ? `${text}.${String(ticks % scale).padStart(digits, '0')}` : text
}

/** ISO day of a serial number of the 1900 system. */
function isoDay(serial: number): string {
  if (serial === 0) return '1900-01-00'
  if (serial === 60) return '1900-02-29'
  // 25569 is 1970-01-01; before the day that never was, the count is one short.
  return dayText(serial - 25_569 + (serial < 60 ? 1 : 0))
}
