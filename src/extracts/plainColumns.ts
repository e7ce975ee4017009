import {
  Bool,
  type Data,
  DataType,
  DateDay,
  Dictionary,
  Float64,
  Int32,
  makeData,
  Null,
  Utf8,
  Vector,
} from 'apache-arrow'
import { textColumn } from './decodeColumns'
import { isTrimmed } from './decodePlaces'
import { WordTable } from './wordTable'

/** A column as numbers of words, -1 for null, and the words themselves as texts that are never null. */
export interface Worded {
  readonly codes: Int32Array
  readonly words: Data<Utf8>
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

export const wordAt = ({ valueOffsets, values }: Data<Utf8>, word: number): string =>
  decoder.decode(values.subarray(valueOffsets[word], valueOffsets[word + 1]))

/** The words of a text or a column of whole numbers, each once as far as the file's own dictionary says; null for other types. */
export function worded(data: Data): Worded | null {
  if (data.offset !== 0) return null
  if (DataType.isUtf8(data.type)) return wordedTexts(data as Data<Utf8>)
  if (DataType.isInt(data.type)) return wordedIntegers(data)
  const words = DataType.isDictionary(data.type) ? data.dictionary?.data[0] : undefined
  if (words === undefined || !DataType.isUtf8(words.type) || words.offset !== 0) return null
  const codes = new Int32Array(data.values as Int32Array)
  if (data.nullCount > 0) eachNull(data, row => (codes[row] = -1))
  if (words.nullCount === 0) return { codes, words: words as Data<Utf8> }
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!
    if (code >= 0 && !words.getValid(code)) codes[row] = -1
  }
  return { codes, words: words as Data<Utf8> }
}

function wordedTexts(data: Data<Utf8>): Worded {
  const { length, valueOffsets: offsets, values: bytes } = data
  const codes = new Int32Array(length)
  const first: number[] = []
  const table = new WordTable()
  for (let row = 0; row < length; row++) {
    if (data.nullCount > 0 && !isThere(data, row)) {
      codes[row] = -1
      continue
    }
    const code = table.number(bytes, offsets[row]!, offsets[row + 1]!)
    if (code === first.length) first.push(row)
    codes[row] = code
  }
  return { codes, words: takenTexts(data, first) }
}

/** Whole numbers as the engine writes them. */
function wordedIntegers(data: Data): Worded {
  const codes = new Int32Array(data.length)
  const known = new Map<number | bigint, number>()
  const values: ArrayLike<number | bigint> = data.values
  for (let row = 0; row < codes.length; row++) {
    if (data.nullCount > 0 && !isThere(data, row)) {
      codes[row] = -1
      continue
    }
    const value = values[row]!
    let code = known.get(value)
    if (code === undefined) {
      code = known.size
      known.set(value, code)
    }
    codes[row] = code
  }
  return { codes, words: textColumn([...known.keys()].map(String)) }
}

/** What `textOf` trims (expressions.ts). */
const blanks = /^[ \t\r\n\u00a0\u3000\ufeff]+|[ \t\r\n\u00a0\u3000\ufeff]+$/g

/** Without blanks around the words; words of nothing else are null. */
export function trimmedWords(of: Worded): Worded {
  if (isTrimmed(of.words)) return of
  const texts = Array.from({ length: of.words.length }, (_, word) => wordAt(of.words, word).replace(blanks, ''))
  const codes = through(
    of.codes,
    Int32Array.from(texts, (text, word) => (text === '' ? -1 : word)),
    -1,
  )
  return { codes, words: textColumn(texts) }
}

/** A text column without blanks around its cells, as `textOf` has it; null for other types. */
export function trimmedText(data: Data): Data | null {
  if (data.offset !== 0) return null
  if (DataType.isUtf8(data.type)) {
    if (isTrimmed(data)) return data
    const texts = Array.from({ length: data.length }, (_, row) =>
      isThere(data, row) ? wordAt(data as Data<Utf8>, row).replace(blanks, '') || null : null,
    )
    return textColumn(texts)
  }
  const words = worded(data)
  if (words === null) return null
  return isTrimmed(data) ? data : wordColumn(trimmedWords(words))
}

/** A column of words. */
export function wordColumn({ codes, words }: Worded): Data {
  const { length } = codes
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  const values = new Int32Array(length)
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    const code = codes[row]!
    if (code < 0) nullCount++
    else {
      values[row] = code
      nullBitmap[row >> 3]! |= 1 << (row & 7)
    }
  }
  if (nullCount === length) return noColumn(length)
  const type = new Dictionary(new Utf8(), new Int32())
  return makeData({ type, length, nullCount, nullBitmap, data: values, dictionary: new Vector([words]) })
}

/** Words by their numbers through `to`, which may have none for some. */
export function renamed(codes: Int32Array, to: readonly (string | null)[]): Data {
  const list: string[] = []
  const known = new Map<string, number>()
  const numbers = to.map(text => {
    if (text === null) return -1
    const earlier = known.get(text)
    if (earlier !== undefined) return earlier
    known.set(text, list.length)
    return list.push(text) - 1
  })
  return wordColumn({ codes: through(codes, numbers, -1), words: textColumn(list) })
}

/** What each row's number stands for; `otherwise` for the negative ones. */
export function through(codes: Int32Array, to: ArrayLike<number>, otherwise: number): Int32Array {
  const out = new Int32Array(codes.length)
  for (let row = 0; row < out.length; row++) {
    const code = codes[row]!
    out[row] = code < 0 ? otherwise : to[code]!
  }
  return out
}

/** Nothing in any row, whatever the column's type. */
export const noColumn = (length: number): Data => makeData({ type: new Null(), length, nullCount: length })

export const isThere = (data: Data, row: number): boolean => {
  const bits = data.nullBitmap
  return data.nullCount === 0 || (bits[row >> 3]! & (1 << (row & 7))) !== 0
}

function eachNull(data: Data, act: (row: number) => void): void {
  for (let row = 0; row < data.length; row++) if (!isThere(data, row)) act(row)
}

/** Whole numbers with `none` for null. */
export const none = -0x80000000

/** A column of whole numbers, days or booleans (0 and 1) of which `none` is null. */
export function numbersColumn(values: Int32Array, kind: 'integer' | 'day' | 'boolean'): Data {
  const { length } = values
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  const bits = kind === 'boolean' ? new Uint8Array((length + 7) >> 3) : null
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    const value = values[row]!
    if (value === none) nullCount++
    else {
      nullBitmap[row >> 3]! |= 1 << (row & 7)
      if (bits !== null && value !== 0) bits[row >> 3]! |= 1 << (row & 7)
    }
  }
  if (nullCount === length) return noColumn(length)
  if (bits !== null) return makeData({ type: new Bool(), length, nullCount, nullBitmap, data: bits })
  const all = { length, nullCount, nullBitmap, data: values }
  return kind === 'day' ? makeData({ type: new DateDay(), ...all }) : makeData({ type: new Int32(), ...all })
}

/** The same rows as an array of its own: runs of rows from … to, one behind the other, `count` rows in all. */
export interface Runs {
  readonly bounds: readonly number[]
  readonly count: number
}

/** Rows of a column; a dictionary stays one only where `whole`. */
export function taken(data: Data, runs: Runs, whole: boolean): Data {
  const { type, nullCount } = data
  const { count: length } = runs
  if (DataType.isNull(type)) return noColumn(length)
  const nullBitmap = nullCount === 0 ? null : takenBits(data.nullBitmap, runs)
  const nulls = nullBitmap === null ? 0 : length - ones(nullBitmap, length)
  if (DataType.isDictionary(type)) {
    const codes = takenValues(data.values as Int32Array, runs)
    const { dictionary } = data
    if (whole) return makeData({ type, length, nullCount: nulls, nullBitmap, data: codes, dictionary: dictionary! })
    const words = dictionary!.data[0] as Data<Utf8>
    const plain = takenTexts(words, codes)
    const cells = makeData({
      type: new Utf8(),
      length,
      nullCount: nulls,
      nullBitmap,
      valueOffsets: plain.valueOffsets,
      data: plain.values,
    })
    return cells
  }
  if (DataType.isUtf8(type)) {
    const offsets: Int32Array = data.valueOffsets
    const valueOffsets = new Int32Array(length + 1)
    let bytes = 0
    for (let i = 0; i < runs.bounds.length; i += 2) bytes += offsets[runs.bounds[i + 1]!]! - offsets[runs.bounds[i]!]!
    const values = new Uint8Array(bytes)
    let [row, at] = [0, 0]
    for (let i = 0; i < runs.bounds.length; i += 2) {
      const [from, to] = [runs.bounds[i]!, runs.bounds[i + 1]!]
      const first = offsets[from]!
      values.set((data.values as Uint8Array).subarray(first, offsets[to]!), at)
      for (let k = from; k < to; k++) valueOffsets[++row] = offsets[k + 1]! - first + at
      at += offsets[to]! - first
    }
    return makeData({ type, length, nullCount: nulls, nullBitmap, valueOffsets, data: values })
  }
  const values = DataType.isBool(type) ? takenBits(data.values as Uint8Array, runs) : takenValues(data.values, runs)
  return makeData({ type, length, nullCount: nulls, nullBitmap, data: values } as never)
}

type Values = Int32Array | Float64Array | BigInt64Array

function takenValues<V extends Values>(values: V, { bounds, count }: Runs): V {
  const out = new (values.constructor as new (length: number) => V)(count)
  let at = 0
  for (let i = 0; i < bounds.length; i += 2) {
    out.set(values.subarray(bounds[i]!, bounds[i + 1]!) as never, at)
    at += bounds[i + 1]! - bounds[i]!
  }
  return out
}

function takenBits(bits: Uint8Array, { bounds, count }: Runs): Uint8Array {
  const out = new Uint8Array((count + 7) >> 3)
  let at = 0
  for (let i = 0; i < bounds.length; i += 2) {
    for (let row = bounds[i]!; row < bounds[i + 1]!; row++, at++) {
      if (bits[row >> 3]! & (1 << (row & 7))) out[at >> 3]! |= 1 << (at & 7)
    }
  }
  return out
}

function ones(bits: Uint8Array, length: number): number {
  let count = 0
  for (let row = 0; row < length; row++) if (bits[row >> 3]! & (1 << (row & 7))) count++
  return count
}

/** Texts by their numbers; a number that is none stands for an empty one. */
function takenTexts({ valueOffsets: offsets, values: bytes }: Data<Utf8>, which: ArrayLike<number>): Data<Utf8> {
  const { length } = which
  const valueOffsets = new Int32Array(length + 1)
  for (let i = 0; i < length; i++) {
    const word = which[i]!
    const size = word < 0 || word + 1 >= offsets.length ? 0 : offsets[word + 1]! - offsets[word]!
    valueOffsets[i + 1] = valueOffsets[i]! + size
  }
  const data = new Uint8Array(valueOffsets[length]!)
  for (let i = 0; i < length; i++) {
    const word = which[i]!
    if (valueOffsets[i + 1] !== valueOffsets[i])
      data.set(bytes.subarray(offsets[word], offsets[word + 1]), valueOffsets[i])
  }
  return makeData({ type: new Utf8(), length, nullCount: 0, valueOffsets, data })
}

/** Times by row: `none` and NaN for null. */
export interface Times {
  /** Days since 1970. */
  readonly days: Int32Array
  /** Milliseconds since 1970 with their fractions, told apart in the years that a row may have. */
  readonly at: Float64Array
  readonly column: Data
}

/** No day of a row lies farther away, nor does any that an engine can write. */
const farthest = 3_000_000

/** A column of days or of milliseconds or microseconds, without a zone; null for others. */
export function timesIn(data: Data): Times | null {
  const { type, length } = data
  if (data.offset !== 0) return null
  const [days, at] = [new Int32Array(length), new Float64Array(length)]
  if (DataType.isNull(type) || data.nullCount === length) {
    days.fill(none)
    return { days, at: at.fill(Number.NaN), column: noColumn(length) }
  }
  const perDay = DataType.isDate(type) ? (type.unit === 0 ? 1 : 86_400_000) : perDayOf(type)
  if (perDay === null) return null
  const micro = perDay === 86_400_000_000
  const wide = !(DataType.isDate(type) && type.unit === 0)
  const words = wide
    ? new Int32Array(data.values.buffer, data.values.byteOffset, length * 2)
    : (data.values as Int32Array)
  for (let row = 0; row < length; row++) {
    if (data.nullCount > 0 && !isThere(data, row)) {
      days[row] = none
      at[row] = Number.NaN
      continue
    }
    const value = wide ? words[row * 2 + 1]! * 4_294_967_296 + (words[row * 2]! >>> 0) : words[row]!
    const day = Math.abs(value) <= Number.MAX_SAFE_INTEGER ? Math.floor(value / perDay) : dayOf(data, row, perDay)
    if (!(Math.abs(day) < farthest)) return null
    days[row] = day
    at[row] = perDay === 1 ? value * 86_400_000 : micro ? value / 1000 : value
  }
  return { days, at, column: data }
}

/** From the year 2255 on a double does not hold every microsecond. */
function dayOf(data: Data, row: number, perDay: number): number {
  const value = (data.values as BigInt64Array)[row]!
  const rest = ((value % BigInt(perDay)) + BigInt(perDay)) % BigInt(perDay)
  return Number((value - rest) / BigInt(perDay))
}

function perDayOf(type: DataType): number | null {
  if (!DataType.isTimestamp(type)) return null
  return type.unit === 1 ? 86_400_000 : type.unit === 2 ? 86_400_000_000 : null
}

/** Degrees as doubles of which NaN is null, or a column without any. */
export function degreesColumn(values: Float64Array): Data {
  const { length } = values
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (let row = 0; row < length; row++) {
    if (Number.isNaN(values[row])) nullCount++
    else nullBitmap[row >> 3]! |= 1 << (row & 7)
  }
  if (nullCount === length) return noColumn(length)
  return makeData({ type: new Float64(), length, nullCount, nullBitmap, data: values })
}
