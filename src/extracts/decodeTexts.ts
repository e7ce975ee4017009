import { type Data, DataType, makeData, TimestampMicrosecond } from 'apache-arrow'

/** How all times of a column are written: a day alone, or with a time behind a space or a T, which may have thousandths of a second. */
export const timeForms = ['day', 'space', 'T', 'space-ms', 'T-ms'] as const
export type TimeForm = (typeof timeForms)[number]

/** The cells of a text column as bytes: its own, or the words of its dictionary. */
interface Cells {
  readonly offsets: Int32Array
  readonly bytes: Uint8Array
  readonly count: number
  /** Word of each row; null: the cells are the rows. */
  readonly codes: ArrayLike<number> | null
}

function cellsOf(data: Data): Cells | null {
  const words = DataType.isDictionary(data.type) ? data.dictionary?.data[0] : data
  if (!words || !DataType.isUtf8(words.type)) return null
  return {
    offsets: words.valueOffsets,
    bytes: words.values,
    count: words.length,
    codes: words === data ? null : data.values,
  }
}

/**
 * A text column as times, where every cell that is not null is a possible time in one and the same form of ISO 8601
 * without a zone; null otherwise.
 */
export function timesOf(data: Data): { readonly data: Data; readonly form: TimeForm } | null {
  const cells = cellsOf(data)
  if (!cells || data.offset !== 0 || data.nullCount === data.length) return null
  const { offsets, bytes, count, codes } = cells
  const form = formOf(cells, data)
  if (form === null) return null
  // Microseconds since 1970 as two words each, low and high: Arrow's own 64-bit numbers would be objects.
  const found = new Int32Array(count * 2)
  for (let i = 0; i < count; i++) {
    const [from, to] = [offsets[i]!, offsets[i + 1]!]
    if (codes === null && !data.getValid(i)) continue
    const at = timeAt(bytes, from, to, form)
    if (at === null) return null
    putMicroseconds(found, i, at)
  }
  const values = codes === null ? found : looked(found, codes, data.length)
  const { length, nullCount } = data
  const nullBitmap = nullCount === 0 ? null : data.nullBitmap
  const column = makeData({
    type: new TimestampMicrosecond(),
    length,
    nullCount,
    nullBitmap,
    data: new BigInt64Array(values.buffer),
  })
  return { data: column, form }
}

/** In two steps: from the year 4253 on a double does not hold every thousandth of a second in microseconds. */
function putMicroseconds(words: Int32Array, row: number, milliseconds: number): void {
  const seconds = Math.floor(milliseconds / 1000)
  const whole = seconds * 1_000_000
  const high = Math.floor(whole / 2 ** 32)
  const low = whole - high * 2 ** 32 + (milliseconds - seconds * 1000) * 1000
  const carry = low >= 2 ** 32 ? 1 : 0
  words[row * 2] = (low - carry * 2 ** 32) | 0
  words[row * 2 + 1] = high + carry
}

function looked(found: Int32Array, codes: ArrayLike<number>, length: number): Int32Array {
  const values = new Int32Array(length * 2)
  for (let i = 0; i < length; i++) {
    const code = codes[i]!
    values[i * 2] = found[code * 2]!
    values[i * 2 + 1] = found[code * 2 + 1]!
  }
  return values
}

/** The form of the first cell. */
function formOf({ offsets, bytes, count, codes }: Cells, data: Data): TimeForm | null {
  let first = 0
  if (codes === null) while (first < count && !data.getValid(first)) first++
  if (first >= count) return null
  const [from, to] = [offsets[first]!, offsets[first + 1]!]
  return timeForms.find(form => timeAt(bytes, from, to, form) !== null) ?? null
}

const [dash, colon, point, space, letter] = [45, 58, 46, 32, 84]
const lengths: Readonly<Record<TimeForm, number>> = { day: 10, space: 19, T: 19, 'space-ms': 23, 'T-ms': 23 }
const monthDays = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

/** Milliseconds since 1970 of a local time; null where it is none, or not in that form. */
function timeAt(bytes: Uint8Array, from: number, to: number, form: TimeForm): number | null {
  if (to - from !== lengths[form] || bytes[from + 4] !== dash || bytes[from + 7] !== dash) return null
  const year = digits(bytes, from, 4)
  const month = digits(bytes, from + 5, 2)
  const day = digits(bytes, from + 8, 2)
  if (year < 1000 || month < 1 || month > 12 || day < 1 || day > monthDays[month - 1]!) return null
  if (month === 2 && day === 29 && (year % 4 !== 0 || (year % 100 === 0 && year % 400 !== 0))) return null
  const days = daysSince1970(year, month, day) * 86_400_000
  if (form === 'day') return days
  const before = form === 'T' || form === 'T-ms' ? letter : space
  if (bytes[from + 10] !== before || bytes[from + 13] !== colon || bytes[from + 16] !== colon) return null
  const hour = digits(bytes, from + 11, 2)
  const minute = digits(bytes, from + 14, 2)
  const second = digits(bytes, from + 17, 2)
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 59) return null
  const whole = days + ((hour * 60 + minute) * 60 + second) * 1000
  if (form === 'space' || form === 'T') return whole
  const thousandths = digits(bytes, from + 20, 3)
  return bytes[from + 19] !== point || thousandths < 0 ? null : whole + thousandths
}

/** -1 where a byte is no digit. */
function digits(bytes: Uint8Array, from: number, count: number): number {
  let value = 0
  for (let i = from; i < from + count; i++) {
    const digit = bytes[i]! - 48
    if (digit < 0 || digit > 9) return -1
    value = value * 10 + digit
  }
  return value
}

/** Days of the Gregorian calendar (H. Hinnant, chrono-Compatible Low-Level Date Algorithms, `days_from_civil`). */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const ofEra = y - era * 400
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return era * 146_097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719_468
}

/** Powers of ten that a double holds exactly. */
const powers = Array.from({ length: 23 }, (_, i) => 10 ** i)

/**
 * Degrees of a text column, NaN where a cell has none; `plain` where each cell that is not null is digits with at most
 * a minus and a point, so that nobody reads it otherwise. null for other types.
 */
export function textDegrees(data: Data): { readonly values: Float64Array; readonly plain: boolean } | null {
  const cells = cellsOf(data)
  if (!cells) return null
  const { offsets, bytes, count, codes } = cells
  const found = new Float64Array(count)
  const odd: number[] = []
  for (let i = 0; i < count; i++) {
    const [from, to] = [offsets[i]!, offsets[i + 1]!]
    const value = from === to ? Number.NaN : decimalAt(bytes, from, to)
    found[i] = value ?? Number.NaN
    if (value === null || (from === to && (codes !== null || data.getValid(i)))) odd.push(i)
  }
  for (const i of odd) found[i] = oddDegrees(decoder.decode(bytes.subarray(offsets[i]!, offsets[i + 1]!)))
  if (codes === null) return { values: found, plain: odd.length === 0 }
  const values = new Float64Array(data.length)
  for (let i = 0; i < values.length; i++) values[i] = data.getValid(i) ? found[codes[i]!]! : Number.NaN
  return { values, plain: odd.length === 0 }
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const oddDegrees = (text: string): number => (text === '' ? Number.NaN : Number(text))

/** The nearest double, as any reader has it; null where it is no plain decimal. */
function decimalAt(bytes: Uint8Array, from: number, to: number): number | null {
  const first = bytes[from]!
  let at = first === 45 ? from + 1 : from
  if (at === to) return null
  let mantissa = 0
  let places = -1
  let seen = 0
  for (; at < to; at++) {
    const byte = bytes[at]!
    if (byte === point) {
      if (places >= 0 || seen === 0) return null
      places = 0
      continue
    }
    const digit = byte - 48
    if (digit < 0 || digit > 9) return null
    mantissa = mantissa * 10 + digit
    seen++
    if (places >= 0) places++
  }
  if (places === 0) return null
  // Both are exact, and so their quotient is rounded once. Beyond that the platform knows better.
  const exact = mantissa <= Number.MAX_SAFE_INTEGER && places <= 22
  const value = exact
    ? mantissa / powers[Math.max(0, places)]!
    : Math.abs(Number(decoder.decode(bytes.subarray(from, to))))
  return first === 45 ? -value : value
}
