import { type Data, DataType, Dictionary, Float32, Float64, Int32, makeData, Utf8, util, Vector } from 'apache-arrow'
import { joined } from './parquetThrift'

/**
 * A decoded column as a type that the engine can append: halves as floats, decimals as doubles, times of
 * day and UUIDs as text. Throws an Error for types that hold no plain value.
 */
export function plainColumn(data: Data): Data {
  const { type } = data
  if (DataType.isFloat(type) && type.precision === 0) return float32(data)
  if (DataType.isDecimal(type)) return doubles(data, decimalNumbers(data, type.scale, type.bitWidth))
  if (DataType.isTime(type)) return texts(data, value => timeText(value, type.unit))
  if (DataType.isFixedSizeBinary(type) && type.byteWidth === 16) return texts(data, uuidText)
  if (
    DataType.isInt(type) ||
    DataType.isFloat(type) ||
    DataType.isBool(type) ||
    DataType.isUtf8(type) ||
    DataType.isDate(type) ||
    DataType.isTimestamp(type) ||
    (DataType.isDictionary(type) && DataType.isUtf8(type.dictionary))
  ) {
    return data
  }
  throw new Error(`${type} holds no plain value`)
}

/**
 * The same values in bytes of their own. Arrow's writer joins neighbouring ranges of one buffer, and so writes a column
 * that occurs twice only once: an IPC stream that is too short, and that the engine ignores without an error.
 */
export function copied(data: Data): Data {
  const [offsets, values, valid, types] = [data.valueOffsets, data.values, data.nullBitmap, data.typeIds]
  const buffers = [offsets?.slice(), values?.slice(), valid?.slice(), types?.slice()]
  return data.clone(data.type, data.offset, data.length, data.nullCount, buffers as never)
}

/** Degrees by row of a column that is no text; NaN where there is no number. */
export function degrees(data: Data): Float64Array {
  const out = new Float64Array(data.length)
  const vector = new Vector([data])
  const { type } = data
  if (DataType.isFloat(type) && type.precision !== 0 && data.nullCount === 0) {
    out.set(data.values.subarray(0, data.length))
    return out
  }
  for (let i = 0; i < out.length; i++) {
    const value: unknown = vector.get(i)
    const blank = value === null || typeof value === 'boolean' || value instanceof Date
    out[i] = blank ? Number.NaN : Number(value)
  }
  return out
}

/** Rows `start`, `start + 1`, … as Int32. */
export function countingRows(start: number, length: number): Data<Int32> {
  const values = new Int32Array(length)
  for (let i = 0; i < length; i++) values[i] = start + i
  return makeData({ type: new Int32(), length, nullCount: 0, data: values })
}

/** Region codes by row as a dictionary over all codes; -1 is null. */
export function regionTexts(indices: Int32Array, codes: readonly string[]): Data {
  const { length } = indices
  const valid = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (let i = 0; i < length; i++) {
    if (indices[i]! < 0) {
      nullCount++
      indices[i] = 0
    } else valid[i >> 3]! |= 1 << (i & 7)
  }
  if (nullCount === length) return nullTexts(length)
  const type = new Dictionary(new Utf8(), new Int32())
  const dictionary = new Vector([textColumn(codes)])
  return makeData({ type, length, nullCount, nullBitmap: valid, data: indices, dictionary })
}

/** Not by Arrow's builders: they make functions of text, which a page's policy forbids without `unsafe-eval`. */
export function textColumn(values: readonly (string | null)[]): Data<Utf8> {
  const { length } = values
  const encoder = new TextEncoder()
  const parts = values.map(value => encoder.encode(value ?? ''))
  const valueOffsets = new Int32Array(length + 1)
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (const [i, value] of values.entries()) {
    if (value === null) nullCount++
    else nullBitmap[i >> 3]! |= 1 << (i & 7)
    valueOffsets[i + 1] = valueOffsets[i]! + parts[i]!.length
  }
  return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data: joined(parts) })
}

/** Text without a value in any row. */
export function nullTexts(length: number): Data<Utf8> {
  return makeData({
    type: new Utf8(),
    length,
    nullCount: length,
    nullBitmap: new Uint8Array((length + 7) >> 3),
    valueOffsets: new Int32Array(length + 1),
    data: new Uint8Array(0),
  })
}

function float32(data: Data): Data {
  const halves: Uint16Array = data.values
  const values = new Float32Array(data.length)
  for (let i = 0; i < values.length; i++) values[i] = util.uint16ToFloat64(halves[i]!)
  return makeData({
    type: new Float32(),
    length: data.length,
    nullCount: data.nullCount,
    nullBitmap: data.nullBitmap,
    data: values,
  })
}

function doubles(data: Data, values: Float64Array): Data {
  return makeData({
    type: new Float64(),
    length: data.length,
    nullCount: data.nullCount,
    nullBitmap: data.nullBitmap,
    data: values,
  })
}

/** Little-endian words of 32 bits, two's complement. Exact below 2^53, where practice ends; nearest double above. */
function decimalNumbers(data: Data, scale: number, bits: number): Float64Array {
  const words: Uint32Array = data.values
  const width = bits / 32
  const unit = 10 ** scale
  const out = new Float64Array(data.length)
  for (let i = 0; i < out.length; i++) {
    const at = i * width
    const low = words[at]!
    const high = width > 1 ? words[at + 1]! | 0 : low >> 31
    let sign = high >> 31
    let plain = true
    for (let k = 2; k < width; k++) plain &&= (words[at + k]! | 0) === sign
    if (plain) out[i] = (high * 2 ** 32 + low) / unit
    else {
      let wide = 0n
      sign = words[at + width - 1]! | 0
      for (let k = width - 1; k >= 0; k--) wide = (wide << 32n) | BigInt(words[at + k]!)
      out[i] = Number(sign < 0 ? wide - (1n << BigInt(bits)) : wide) / unit
    }
  }
  return out
}

function texts(data: Data, format: (value: never) => string): Data {
  const vector = new Vector([data])
  const values: (string | null)[] = []
  for (let i = 0; i < data.length; i++) {
    const value: unknown = vector.get(i)
    values.push(value === null ? null : format(value as never))
  }
  return textColumn(values)
}

/** `unit` as in Arrow: 0 seconds, 1 milliseconds, 2 microseconds, 3 nanoseconds since midnight. */
function timeText(value: number | bigint, unit: number): string {
  const seconds = Math.floor(Number(value) / 1000 ** unit)
  return [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60]
    .map(part => String(part).padStart(2, '0'))
    .join(':')
}

function uuidText(bytes: Uint8Array): string {
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
