import { type Data, type Decimal, type FixedSizeList, type Time, type Timestamp, TimeUnit, Type } from 'apache-arrow'
import { dateText } from './arrowTimes'
import { columnReader, type Lists, orNull, safeNumber, wholes } from './arrowValues'
import { clockText } from './civilTimes'

/** A value to read: numbers where a number holds them exactly, else text; lists, structs and maps as text. */
export type Exact = string | number | boolean | null
type Reader = (row: number) => Exact

/**
 * Like `columnReader`, but nothing is rounded: DECIMAL with its places as text, times to their last digit, NaN and
 * infinities as words, BLOB as `\xAB`, and what holds other values as DuckDB writes it: `[1, NULL]`, `{a: 'x'}`, `{k: 1}`.
 */
export function exactReader(data: Data, enums: Lists): Reader {
  return orNull(data, valueReader(data, enums))
}

function valueReader(data: Data, enums: Lists): Reader {
  const { values } = data
  switch (data.typeId) {
    case Type.Float:
      return values instanceof Float32Array ? row => single(values[row]!) : row => double(values[row])
    case Type.Decimal:
      return decimalReader(values, (data.type as Decimal).scale)
    case Type.Timestamp: {
      const { unit, timezone } = data.type as Timestamp
      return row => timestampText(BigInt(values[row]), perSecond(unit)) + (timezone ? 'Z' : '')
    }
    case Type.Time: {
      const { unit } = data.type as Time
      return row => timeText(BigInt(values[row]), perSecond(unit))
    }
    case Type.Binary:
    case Type.LargeBinary:
      return row => blobText(values.subarray(Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])))
    case Type.List:
    case Type.FixedSizeList: {
      const size = data.typeId === Type.FixedSizeList ? (data.type as FixedSizeList).listSize : null
      const item = inner(data.children[0]!, enums)
      const [from, to] =
        size === null
          ? [(row: number) => data.valueOffsets[row]!, (row: number) => data.valueOffsets[row + 1]!]
          : [(row: number) => row * size, (row: number) => (row + 1) * size]
      return row => `[${texts(from(row), to(row), item).join(', ')}]`
    }
    case Type.Map: {
      const [key, value] = data.children[0]!.children.map(child => inner(child, enums))
      const entry = (i: number): string => `${key?.(i)}: ${value?.(i)}`
      return row => `{${texts(data.valueOffsets[row]!, data.valueOffsets[row + 1]!, entry).join(', ')}}`
    }
    case Type.Struct: {
      const fields = data.children.map(
        (child, i) => [String(data.type.children[i]!.name), inner(child, enums)] as const,
      )
      return row => `{${fields.map(([name, field]) => `${name}: ${field(row)}`).join(', ')}}`
    }
    default:
      return columnReader(data, enums) as Reader
  }
}

/** A value inside another one: texts in quotes, so that none is taken for a NULL or for two. */
function inner(data: Data, enums: Lists): (row: number) => string {
  const read = exactReader(data, enums)
  const quoted = [Type.Utf8, Type.LargeUtf8, Type.Dictionary].includes(data.typeId)
  return row => {
    const value = read(row)
    if (value === null) return 'NULL'
    return quoted ? `'${String(value).replaceAll("'", "''")}'` : String(value)
  }
}

const texts = (from: number, to: number, item: (row: number) => string): string[] =>
  Array.from({ length: to - from }, (_, i) => item(from + i))

const double = (value: number): Exact => (Number.isFinite(value) ? value : String(value))

/** The shortest number that is this one in 32 bits: 0.1, not 0.10000000149. */
function single(value: number): Exact {
  if (!Number.isFinite(value)) return String(value)
  for (let digits = 6; digits < 9; digits++) {
    const short = Number(value.toPrecision(digits))
    if (Math.fround(short) === value) return short
  }
  return value
}

function decimalReader(words: Uint32Array, scale: number): Reader {
  const whole = wholes(words)
  return row => {
    const value = whole(row)
    if (scale > 0) {
      const digits = String(value < 0n ? -value : value).padStart(scale + 1, '0')
      return `${value < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
    }
    return safeNumber(value)
  }
}

function perSecond(unit: TimeUnit): bigint {
  switch (unit) {
    case TimeUnit.SECOND:
      return 1n
    case TimeUnit.MILLISECOND:
      return 1_000n
    case TimeUnit.MICROSECOND:
      return 1_000_000n
    case TimeUnit.NANOSECOND:
      return 1_000_000_000n
  }
}

function timestampText(ticks: bigint, unit: bigint): string {
  if (ticks === 9_223_372_036_854_775_807n) return 'infinity'
  if (ticks === -9_223_372_036_854_775_807n) return '-infinity'
  const day = 86_400n * unit
  const rest = ((ticks % day) + day) % day
  return `${dateText(Number((ticks - rest) / day))}T${timeText(rest, unit)}`
}

/** Ticks since midnight; a fraction without zeros at its end. */
function timeText(ticks: bigint, unit: bigint): string {
  const text = clockText(Number(ticks / unit))
  const fraction = String(ticks % unit)
    .padStart(String(unit).length - 1, '0')
    .replace(/0+$/, '')
  return fraction === '' ? text : `${text}.${fraction}`
}

const blobText = (bytes: Uint8Array): string =>
  Array.from(bytes, byte => `\\x${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
