import { type Data, DataType, makeData, Uint16, Utf8 } from 'apache-arrow'
import { arrowStream } from './arrowStream'
import { countingRows } from './decodeColumns'
import {
  degreesColumn,
  isThere,
  noColumn,
  none,
  numbersColumn,
  type Runs,
  renamed,
  taken,
  through,
  trimmedWords,
  wordColumn,
} from './plainColumns'
import { PlainFlaws } from './plainFlaws'
import type { Held, Word } from './plainGroup'
import { type PlainGroup, type PlainPlan, type Reading, reasons, wordFlags } from './plainPlan'
import type { Regions } from './plainRegions'
import type { ToldWords } from './plainWords'

interface KnownWords {
  readonly codes: Int32Array
  readonly list: readonly (Word | undefined)[]
  readonly flags: Uint8Array
  readonly ids: Int32Array
}

/** Rows on their way into a canonical table. */
export class PlainRows {
  readonly rows: number
  /** Coordinates as the file has them; null where both are not degrees. */
  readonly rawLon: Float64Array
  readonly rawLat: Float64Array
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** Region by place; what the file states (`stated`: -1 for an unknown word, `none` without one); the one that counts. */
  readonly place: Int32Array
  readonly stated: Int32Array
  readonly region: Int32Array
  readonly #known = new Map<string, KnownWords>()

  constructor(
    readonly plan: PlainPlan,
    readonly held: Held,
    private readonly known: (at: number) => readonly Word[],
    readonly regions: Regions,
  ) {
    const { input, words } = held
    const { rows } = input
    this.rows = rows
    this.place = regions.placed(input.regions, input.codes)
    this.rawLon = this.#degrees('lon', input.lon)
    this.rawLat = this.#degrees('lat', input.lat)
    this.lon = new Float64Array(rows).fill(Number.NaN)
    this.lat = new Float64Array(rows).fill(Number.NaN)
    for (let row = 0; row < rows; row++) {
      const [lon, lat] = [this.rawLon[row]!, this.rawLat[row]!]
      // A place is both coordinates or none; 0, 0 is what databases write for "unknown".
      const isPlace = lon >= -180 && lon <= 180 && lat >= -90 && lat <= 90 && !(lon === 0 && lat === 0)
      if (!isPlace) continue
      this.lon[row] = lon
      this.lat[row] = lat
    }
    this.stated = new Int32Array(rows).fill(none)
    const isStated = new Uint8Array(rows)
    for (const name of ['region_code', 'region_name']) {
      const reading = plan.readings[name]
      if (reading === undefined || reading.by === 'constant') continue
      const own = regions.stated(words.get(reading.at)!)
      for (let row = 0; row < rows; row++) {
        // Whichever of both is known counts, the code first.
        if (isStated[row] === 1 || own[row] === none) continue
        this.stated[row] = own[row]!
        if (own[row]! >= 0) isStated[row] = 1
      }
    }
    this.region = new Int32Array(rows)
    for (let row = 0; row < rows; row++) {
      const [place, stated] = [this.place[row]!, this.stated[row]!]
      this.region[row] = stated < 0 || regions.isIn(place, stated) ? place : stated
    }
  }

  #degrees(name: string, values: Float64Array | null): Float64Array {
    const out = new Float64Array(this.rows).fill(Number.NaN)
    if (values === null || this.plan.readings[name] === undefined) return out
    for (let row = 0; row < out.length; row++) if (Number.isFinite(values[row])) out[row] = values[row]!
    return out
  }

  /** What is known of each row's word, by the words' numbers; null where the column has none. */
  wordsOf(name: string): KnownWords | null {
    const earlier = this.#known.get(name)
    if (earlier !== undefined) return earlier
    const reading = this.plan.readings[name]
    if (reading === undefined || (reading.by !== 'word' && reading.by !== 'code')) return null
    const known = this.known(reading.at)
    const numbers = this.held.numbers.get(reading.at)!
    const list: (Word | undefined)[] = []
    const flags = new Uint8Array(numbers.length)
    const ids = new Int32Array(numbers.length).fill(none)
    for (let word = 0; word < numbers.length; word++) {
      const of = numbers[word]! < 0 ? undefined : known[numbers[word]!]
      list.push(of)
      if (of === undefined) {
        if (numbers[word]! >= 0) throw new Error(`a word of column ${reading.at + 1} was never read`)
        continue
      }
      flags[word] = of.flags
      ids[word] = of.id
    }
    const found = { codes: this.held.words.get(reading.at)!.codes, list, flags, ids }
    this.#known.set(name, found)
    return found
  }

  /** 1 where the canonical value is missing, before anything is derived. */
  missing(name: string): Uint8Array {
    const { rows, plan, held } = this
    const out = new Uint8Array(rows)
    const reading = plan.readings[name]
    if (reading === undefined) return out.fill(1)
    if (reading.by === 'constant') return out.fill(reading.text === null ? 1 : 0)
    const found = this.wordsOf(name)
    if (found !== null) {
      const lacks = found.list.map(word => (word?.value ?? null) === null)
      for (let row = 0; row < rows; row++) out[row] = found.codes[row]! < 0 || lacks[found.codes[row]!] ? 1 : 0
      return out
    }
    if (reading.by === 'time') {
      const { days } = held.times.get(name)!
      for (let row = 0; row < rows; row++) out[row] = days[row] === none ? 1 : 0
      return out
    }
    const data = held.texts.get(name) ?? held.input.data[reading.at]!
    if (DataType.isNull(data.type)) return out.fill(1)
    if (data.nullCount > 0) for (let row = 0; row < rows; row++) out[row] = isThere(data, row) ? 0 : 1
    return out
  }

  /** 1 where a word has one of the flags. */
  flagged(name: string, flag: number): Uint8Array {
    const out = new Uint8Array(this.rows)
    const found = this.wordsOf(name)
    if (found === null) return out
    const { codes, flags } = found
    for (let row = 0; row < out.length; row++) if (codes[row]! >= 0 && (flags[codes[row]!]! & flag) !== 0) out[row] = 1
    return out
  }

  /** A word column's values as booleans: 0, 1, `none`. */
  booleans(name: string): Int32Array {
    const out = new Int32Array(this.rows).fill(none)
    const reading = this.plan.readings[name]
    if (reading === undefined || reading.by === 'constant') return out
    const found = this.wordsOf(name)
    if (found !== null) {
      const values = found.list.map(word => (word?.value == null ? none : word.value === 'true' ? 1 : 0))
      for (let row = 0; row < out.length; row++) if (found.codes[row]! >= 0) out[row] = values[found.codes[row]!]!
      return out
    }
    const data = this.held.input.data[reading.at]!
    if (!DataType.isBool(data.type)) return out
    const bits: Uint8Array = data.values
    for (let row = 0; row < out.length; row++)
      if (isThere(data, row)) out[row] = bits[row >> 3]! & (1 << (row & 7)) ? 1 : 0
    return out
  }

  days(name: string): Int32Array {
    return this.held.times.get(name)?.days ?? new Int32Array(this.rows).fill(none)
  }
}

/** The rows of a group: those of the canonical table, and those that are rejected or have a flaw. */
export function makeRows(
  plan: PlainPlan,
  held: Held,
  known: (at: number) => readonly Word[],
  regions: Regions,
  told: ToldWords,
): PlainGroup {
  const of = new PlainRows(plan, held, known, regions)
  const { input, reasons: why } = held
  const flaws = new PlainFlaws(of)
  const rejected = why.reduce((sum, reason) => sum + (reason > 0 ? 1 : 0), 0)
  const good = new Uint8Array(input.rows)
  const wrong = new Uint8Array(input.rows)
  for (let row = 0; row < good.length; row++) {
    if (why[row] === 0) good[row] = 1
    if (why[row] !== 0 || flaws.bits[row] !== 0) wrong[row] = 1
  }
  const kept = rejected === 0 ? null : runsOf(good)
  const columns = plan.outputs.map(name => {
    const data = outputOf(name, of)
    return kept === null ? data : taken(data, kept, true)
  })
  const rows = input.rows - rejected
  const ipc = arrowStream(plan.outputs, columns, rows)
  const worded = plan.wordOutputs.map(name => columns[plan.outputs.indexOf(name)]!)
  const bad = runsOf(wrong)
  return {
    ...{ ipc, rows, rejected, counts: flaws.counts, times: input.forms, flawedRows: bad.count },
    words: told.fresh(plan.wordOutputs, worded),
    flawed: bad.count === 0 ? null : flawedStream(of, bad, flaws.bits),
  }
}

function flawedStream({ held: { input, reasons: why }, rows }: PlainRows, bad: Runs, bits: Int32Array): Uint8Array {
  const staged = input.data.map(data => taken(data, bad, false))
  const names = [...staged.map((_, i) => `c${i}`), 'source_row', 'flaws', 'reason']
  const reason = renamed(
    Int32Array.from(why, each => each - 1),
    reasons.slice(1),
  )
  const more = [countingRows(input.first, rows), numbersColumn(bits, 'integer'), reason]
  const columns = [...staged, ...more.map(data => taken(data, bad, false))]
  // Whoever has no value is text: a table takes its columns from the first stream.
  const typed = columns.map(data => (DataType.isNull(data.type) ? emptyTexts(bad.count) : data))
  return arrowStream(names, typed, bad.count)
}

const emptyTexts = (length: number): Data =>
  makeData({
    ...{ type: new Utf8(), length, nullCount: length, nullBitmap: new Uint8Array((length + 7) >> 3) },
    ...{ valueOffsets: new Int32Array(length + 1), data: new Uint8Array(0) },
  })

/** Runs of rows that are marked. */
function runsOf(marked: Uint8Array): Runs {
  const bounds: number[] = []
  let count = 0
  for (let row = 0; row < marked.length; row++) {
    if (marked[row] === 0) continue
    const from = row
    while (row < marked.length && marked[row] === 1) row++
    bounds.push(from, row)
    count += row - from
  }
  return { bounds, count }
}

/** A column of the canonical table. */
function outputOf(name: string, of: PlainRows): Data {
  const { plan, held, rows } = of
  const made = derived[name]
  if (made !== undefined) return made(of)
  if (Object.hasOwn(plan.extra, name)) return held.texts.get(`extra ${name}`)!
  const reading = plan.readings[name]
  if (reading === undefined) {
    return name === 'department' && plan.department !== null ? constant(rows, plan.department) : noColumn(rows)
  }
  return readColumn(name, reading, of)
}

const constant = (rows: number, text: string | null): Data =>
  text === null ? noColumn(rows) : renamed(new Int32Array(rows), [text])

function readColumn(name: string, reading: Reading, of: PlainRows): Data {
  const { held, rows } = of
  switch (reading.by) {
    case 'constant':
      return constant(rows, reading.text)
    case 'text':
      return held.texts.get(name) ?? wordColumn(trimmedWords(held.words.get(reading.at)!))
    case 'word': {
      if (reading.bool) return numbersColumn(of.booleans(name), 'boolean')
      const { codes, list } = of.wordsOf(name)!
      return renamed(
        codes,
        list.map(word => word?.value ?? null),
      )
    }
    case 'code': {
      const { codes, list } = of.wordsOf(name)!
      // Most codes are written as they are compared: their own words serve.
      if (list.every(word => word === undefined || word.same)) {
        return wordColumn({ codes, words: held.words.get(reading.at)!.words })
      }
      return renamed(
        codes,
        list.map(word => word?.value ?? null),
      )
    }
    case 'time': {
      const times = held.times.get(name)!
      return reading.day ? numbersColumn(times.days, 'day') : times.column
    }
    case 'degrees':
      return degreesColumn(name === 'lon' ? of.lon : of.lat)
    case 'number':
      return finite(held.input.data[reading.at]!)
    case 'integer':
    case 'boolean':
      return held.input.data[reading.at]!
    default:
      return reading satisfies never
  }
}

/** Some writers put NaN for null. */
function finite(data: Data): Data {
  if (!DataType.isFloat(data.type)) return data
  const values: Float64Array | Float32Array = data.values
  const out = new Float64Array(data.length).fill(Number.NaN)
  for (let row = 0; row < out.length; row++)
    if (isThere(data, row) && Number.isFinite(values[row])) out[row] = values[row]!
  return degreesColumn(out)
}

/** Columns that follow from several others, by their names. */
const derived: Readonly<Record<string, (of: PlainRows) => Data>> = {
  region_code: ({ region, regions }) => renamed(region, regions.codes),
  result: of => {
    const found = of.wordsOf('result')
    const values = (found?.list ?? []).map(word => word?.value ?? null)
    const reading = of.plan.readings.result
    const fixed = reading?.by === 'constant' ? reading.text : null
    const codes = found?.codes ?? new Int32Array(of.rows).fill(fixed === null ? -1 : 0)
    const list = found === null ? [fixed] : values
    // A visit with critical findings is critical whatever its overall word was.
    const flag = of.booleans('critical_flag')
    const counts = of.plan.readings.critical_count
    const data = counts?.by === 'integer' ? of.held.input.data[counts.at]! : null
    const numbers: ArrayLike<number> | null = data === null || data.nullCount === data.length ? null : data.values
    const critical = list.length
    const decided = codes.slice()
    for (let row = 0; row < decided.length; row++) {
      const many = numbers !== null && isThere(data!, row) && numbers[row]! > 0
      if (many || flag[row] === 1) decided[row] = critical
    }
    return renamed(decided, [...list, 'critical'])
  },
  source_result: of => sourceWord(of, 'result'),
  source_status: of => sourceWord(of, 'status'),
  duplicate_flag: of => {
    const flags = of.booleans('duplicate_flag')
    const words = of.wordsOf('status')
    if (words === null) return numbersColumn(flags, 'boolean')
    const repeated = words.list.map(word =>
      word === undefined || word.text === null ? none : (word.flags & wordFlags.repeated) !== 0 ? 1 : 0,
    )
    for (let row = 0; row < flags.length; row++) {
      if (flags[row] === none && words.codes[row]! >= 0) flags[row] = repeated[words.codes[row]!]!
    }
    return numbersColumn(flags, 'boolean')
  },
  received_on: of => numbersColumn(of.days('received_at'), 'day'),
  closed_on: of => numbersColumn(of.days('closed_at'), 'day'),
  due_on: of => {
    const { closeWithin, possible } = of.plan
    const received = of.days('received_at')
    const days = of.days('due_at').slice()
    if (closeWithin === null) return numbersColumn(days, 'day')
    for (let row = 0; row < days.length; row++) {
      const from = received[row]!
      if (days[row] !== none || from === none) continue
      days[row] = typeof closeWithin === 'number' ? from + closeWithin : (closeWithin[from - possible[0]] ?? none)
    }
    return numbersColumn(days, 'day')
  },
  source_row: ({ held, rows }) => countingRows(held.input.first, rows),
  source_file: ({ plan, rows }) =>
    makeData({ type: new Uint16(), length: rows, nullCount: 0, data: new Uint16Array(rows).fill(plan.file) }),
  entity_id: of => {
    const found = of.wordsOf('entity_code')
    if (found === null) return noColumn(of.rows)
    return numbersColumn(through(found.codes, found.ids, none), 'integer')
  },
  link_method: of => {
    const found = of.wordsOf('entity_code')
    return found === null
      ? noColumn(of.rows)
      : renamed(
          found.codes,
          found.list.map(word => word?.method ?? null),
        )
  },
}

function sourceWord(of: PlainRows, name: string): Data {
  const found = of.wordsOf(name)
  return found === null
    ? noColumn(of.rows)
    : renamed(
        found.codes,
        found.list.map(word => word?.text ?? null),
      )
}
