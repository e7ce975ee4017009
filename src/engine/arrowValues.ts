import {
  type Data,
  type DataType,
  type Decimal,
  type FixedSizeList,
  type Interval,
  IntervalUnit,
  type Time,
  type Timestamp,
  Type,
} from 'apache-arrow'
import { dateText, durationText, milliseconds, timestampText, timeText } from './arrowTimes'

type Reader = (row: number) => unknown
/** The words of each ENUM of a column, in order. */
export type Lists = Iterator<readonly string[]>

/**
 * A function from row to value for one column, by its Arrow type:
 * integers and HUGEINT → number when safe, else decimal text · DECIMAL → number nearest to it · floats → number, NaN and
 * infinities null · DATE → 'YYYY-MM-DD' · TIMESTAMP → 'YYYY-MM-DDTHH:MM:SS' with '.mmm' when not zero (finer is cut off),
 * 'Z' behind one with a zone · TIME → 'HH:MM:SS' · INTERVAL → ISO duration · ENUM, UUID, text → string · BLOB, BIT → hex
 * text · LIST, ARRAY → array · STRUCT → object · MAP → array of {key, value} · NULL → null.
 */
export function columnReader(data: Data, enums: Lists): Reader {
  return orNull(data, valueReader(data, enums))
}

/** A reader of a column that gives null where its bitmap says so. */
export function orNull<Value>(data: Data, read: (row: number) => Value): (row: number) => Value | null {
  // A column of nothing but NULL may come as a type of its own, without a bitmap.
  if (data.typeId === Type.Null || data.nullCount === 0 || data.nullBitmap.length === 0) return read
  const { nullBitmap, offset } = data
  return row => ((nullBitmap[(row + offset) >> 3]! >> ((row + offset) & 7)) & 1 ? read(row) : null)
}

function valueReader(data: Data, enums: Lists): Reader {
  const { values } = data
  switch (data.typeId) {
    case Type.Null:
      return () => null
    case Type.Bool:
      return row => ((values[(row + data.offset) >> 3] >> ((row + data.offset) & 7)) & 1) === 1
    case Type.Int:
      return values instanceof BigInt64Array || values instanceof BigUint64Array
        ? row => safeNumber(values[row]!)
        : row => values[row]
    case Type.Float:
      return row => (Number.isFinite(values[row]) ? values[row] : null)
    case Type.Decimal:
      return decimalReader(values, (data.type as Decimal).scale)
    case Type.Utf8:
    case Type.LargeUtf8:
      return textReader(values, data.valueOffsets)
    case Type.Binary:
    case Type.LargeBinary:
      return row => hex(values.subarray(Number(data.valueOffsets[row]), Number(data.valueOffsets[row + 1])))
    case Type.FixedSizeBinary: // UHUGEINT, the only one that DuckDB sends
      return row => safeNumber(unsigned128(values.subarray(row * data.stride, (row + 1) * data.stride)))
    case Type.Dictionary: {
      const words = enums.next().value ?? []
      return row => words[values[row]] ?? null
    }
    case Type.Date:
      return dateReader(values)
    case Type.Timestamp: {
      const { unit, timezone } = data.type as Timestamp
      const day = remembered(dateText)
      return row => timestampText(milliseconds(values[row], unit), day) + (timezone ? 'Z' : '')
    }
    case Type.Time: {
      const { unit } = data.type as Time
      return row => timeText(milliseconds(values[row], unit))
    }
    case Type.Interval:
      return intervalReader(data)
    case Type.List:
    case Type.Map: {
      const { valueOffsets } = data
      const item = columnReader(data.children[0]!, enums)
      return row => range(valueOffsets[row]!, valueOffsets[row + 1]!, item)
    }
    case Type.FixedSizeList: {
      const { listSize } = data.type as FixedSizeList
      const item = columnReader(data.children[0]!, enums)
      return row => range(row * listSize, (row + 1) * listSize, item)
    }
    case Type.Struct: {
      const fields = data.children.map(
        (child, i) => [data.type.children[i]!.name as string, columnReader(child, enums)] as const,
      )
      return row => Object.fromEntries(fields.map(([name, field]) => [name, field(row)]))
    }
    default:
      throw new TypeError(`A column of Arrow type ${String(data.type)} cannot be read; cast it to VARCHAR`)
  }
}

/** How many ENUMs a type holds, itself included. */
export function enumCount(type: DataType): number {
  if (type.typeId === Type.Dictionary) return 1
  return (type.children ?? []).reduce((sum: number, child: { type: DataType }) => sum + enumCount(child.type), 0)
}

/** A number where it holds the value exactly, else its digits. */
export function safeNumber(value: bigint): number | string {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : String(value)
}

function range(from: number, to: number, item: Reader): unknown[] {
  return Array.from({ length: to - from }, (_, i) => item(from + i))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Decodes the whole column at once, several times faster than value by value, and cuts it where the characters are. */
function textReader(bytes: Uint8Array, offsets: Int32Array | BigInt64Array): Reader {
  const from = Number(offsets[0] ?? 0)
  const used = bytes.subarray(from, Number(offsets.at(-1) ?? 0))
  const text = decoder.decode(used)
  const cuts = Array.from({ length: offsets.length }, (_, i) => Number(offsets[i]) - from)
  if (text.length !== used.length) {
    let byte = 0
    let unit = 0
    cuts.forEach((cut, i) => {
      for (; byte < cut; byte++) unit += unitsOf(used[byte]!)
      cuts[i] = unit
    })
  }
  return row => text.slice(cuts[row], cuts[row + 1])
}

/** UTF-16 units of the character that begins with this byte of UTF-8; none for a byte that continues one. */
const unitsOf = (byte: number) => ((byte & 0xc0) === 0x80 ? 0 : byte >= 0xf0 ? 2 : 1)

function dateReader(values: Int32Array | BigInt64Array): Reader {
  const text = remembered(dateText)
  return values instanceof Int32Array ? row => text(values[row]!) : row => text(Number(values[row]! / 86_400_000n))
}

function remembered(text: (days: number) => string): (days: number) => string {
  const known = new Map<number, string>()
  return days => {
    let found = known.get(days)
    if (found === undefined) {
      found = text(days)
      known.set(days, found)
    }
    return found
  }
}

/** `words` are 128-bit two's complement numbers, least significant 32 bits first. */
export function wholes(words: Uint32Array): (row: number) => bigint {
  const halves = new BigInt64Array(words.buffer, words.byteOffset, words.length / 2)
  return row => {
    const low = halves[2 * row]!
    const high = halves[2 * row + 1]!
    return high === low >> 63n ? low : (high << 64n) | BigInt.asUintN(64, low)
  }
}

function decimalReader(words: Uint32Array, scale: number): Reader {
  const integer = wholes(words)
  const divisor = 10 ** scale
  return row => {
    const value = integer(row)
    const whole = safeNumber(value)
    if (scale === 0) return whole
    // Both sides exact, so the quotient is the nearest number; otherwise the text is read, which rounds once as well.
    return typeof whole === 'number' && scale <= 22 ? whole / divisor : Number(`${value}e-${scale}`)
  }
}

function intervalReader(data: Data): Reader {
  if ((data.type as Interval).unit !== IntervalUnit.MONTH_DAY_NANO) {
    throw new TypeError('An INTERVAL of this kind cannot be read; cast it to VARCHAR')
  }
  // Arrow JS 17 counts two words a row; there are four: months, days and nanoseconds of 64 bits.
  const words = new DataView(data.values.buffer, data.values.byteOffset)
  return row =>
    durationText(
      words.getInt32(16 * row, true),
      words.getInt32(16 * row + 4, true),
      words.getBigInt64(16 * row + 8, true),
    )
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
}

function unsigned128(bytes: Uint8Array): bigint {
  return bytes.reduceRight((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}
