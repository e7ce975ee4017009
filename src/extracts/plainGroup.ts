import { type Data, DataType, RecordBatchReader, type Utf8 } from 'apache-arrow'
import { arrowStream } from './arrowStream'
import { textColumn } from './decodeColumns'
import {
  isThere,
  none,
  numbersColumn,
  type Times,
  timesIn,
  trimmedText,
  type Worded,
  wordAt,
  worded,
} from './plainColumns'
import type { FreshWords, PlainGroup, PlainPlan, Reading, WordAnswers } from './plainPlan'
import { Regions } from './plainRegions'
import { makeRows } from './plainRows'
import { ToldWords } from './plainWords'
import { WordTable } from './wordTable'

/** What is known of a word of the file. */
export interface Word {
  readonly text: string | null
  readonly value: string | null
  readonly id: number
  readonly method: string | null
  readonly flags: number
  /** The value is the word as it is written. */
  readonly same: boolean
}

/** The words of a column of the file: their numbers by their bytes, and what is known of each. */
interface KnownWords {
  readonly table: WordTable
  readonly list: Word[]
}

/** A group as it was decoded: staged columns, places in degrees (NaN for none) and the region that each lies in. */
export interface PlainInput {
  readonly rows: number
  /** Row number of the first one in the file. */
  readonly first: number
  readonly data: readonly Data[]
  /** By staged column: how its times were written that the decoder read. */
  readonly forms: readonly (string | null)[]
  readonly lon: Float64Array | null
  readonly lat: Float64Array | null
  readonly regions: Int32Array
  readonly codes: readonly string[]
}

export interface Held {
  readonly input: PlainInput
  readonly reasons: Uint8Array
  readonly words: ReadonlyMap<number, Worded>
  readonly texts: ReadonlyMap<string, Data>
  readonly times: ReadonlyMap<string, Times>
  readonly fresh: ReadonlyMap<number, FreshList>
  /** By staged column whose words the engine reads: each word's number among all of the file's, -1 for one that no row asks for. */
  readonly numbers: ReadonlyMap<number, Int32Array>
}

/** Words that the engine has not read: their numbers among all of the file's, and they themselves. */
interface FreshList {
  readonly numbers: readonly number[]
  readonly texts: readonly string[]
}

/** A file whose rows the decoder makes itself, as `shape` (shape.ts) and `checks` (issues.ts) do in the engine. */
export class PlainFile {
  /** By staged column: what the engine made of each word. */
  readonly #known = new Map<number, KnownWords>()
  readonly #held = new Map<number, Held>()
  readonly #regions: Regions
  readonly #told = new ToldWords()

  constructor(readonly plan: PlainPlan) {
    this.#regions = new Regions(plan)
  }

  /** Null where a column's values are not as plain as its readings ask for. */
  words(group: number, input: PlainInput): FreshWords | 'none' | null {
    const { plan } = this
    const words = new Map<number, Worded>()
    const texts = new Map<string, Data>()
    const times = new Map<string, Times>()
    for (const [name, reading] of Object.entries(plan.readings)) {
      if (reading.by === 'constant') continue
      const data = input.data[reading.at]!
      const fits = isReadable(name, reading, data, input) && this.#read(name, reading, data, { words, texts, times })
      if (!fits) return null
    }
    for (const [name, at] of Object.entries(plan.extra)) {
      const text = trimmedText(input.data[at]!)
      if (text === null) return null
      texts.set(`extra ${name}`, text)
    }
    const rejected = this.#reasons(input, texts, times)
    const numbers = new Map<number, Int32Array>()
    const fresh = this.#fresh(words, rejected, numbers)
    this.#held.set(group, { input, reasons: rejected, words, texts, times, fresh, numbers })
    return fresh.size === 0 ? 'none' : streamOf(fresh)
  }

  #read(
    name: string,
    reading: Exclude<Reading, { by: 'constant' }>,
    data: Data,
    into: { words: Map<number, Worded>; texts: Map<string, Data>; times: Map<string, Times> },
  ): boolean {
    const { by, at } = reading
    if (by === 'word' || by === 'code' || name === 'region_code' || name === 'region_name') {
      const found = into.words.get(at) ?? worded(data)
      if (found === null) return false
      into.words.set(at, found)
    } else if (by === 'text') {
      const text = trimmedText(data)
      if (text === null) return false
      into.texts.set(name, text)
    } else if (by === 'time') {
      const found = timesIn(data)
      if (found === null) return false
      into.times.set(name, found)
    }
    return true
  }

  /** Why each row is rejected, as a number of `reasons` (plainRows.ts). */
  #reasons(input: PlainInput, texts: ReadonlyMap<string, Data>, times: ReadonlyMap<string, Times>): Uint8Array {
    const { id, date, possible } = this.plan
    const found = new Uint8Array(input.rows)
    const ids = texts.get(id)!
    const { days } = times.get(date)!
    const nothing = DataType.isNull(ids.type)
    for (let row = 0; row < found.length; row++) {
      const day = days[row]!
      if (nothing || (ids.nullCount > 0 && !isThere(ids, row))) found[row] = 1
      else if (day === none) found[row] = 2
      else if (day < possible[0] || day > possible[1]) found[row] = 3
    }
    return found
  }

  /** Words of columns that the engine reads, which no earlier group had; a key only from rows that are used. */
  #fresh(
    words: ReadonlyMap<number, Worded>,
    rejected: Uint8Array,
    numbers: Map<number, Int32Array>,
  ): Map<number, FreshList> {
    const fresh = new Map<number, FreshList>()
    for (const reading of Object.values(this.plan.readings)) {
      if (reading.by !== 'word' && reading.by !== 'code') continue
      const { codes, words: list } = words.get(reading.at)!
      const used = new Uint8Array(list.length)
      const every = reading.by === 'word'
      for (let row = 0; row < codes.length; row++) {
        const code = codes[row]!
        if (code >= 0 && (every || rejected[row] === 0)) used[code] = 1
      }
      const known = this.#known.get(reading.at) ?? { table: new WordTable(), list: [] }
      this.#known.set(reading.at, known)
      const own = new Int32Array(used.length).fill(-1)
      const found = { numbers: [] as number[], texts: [] as string[] }
      const { valueOffsets: offsets, values: bytes } = list
      for (let code = 0; code < used.length; code++) {
        if (used[code] === 0) continue
        const before = known.table.count
        const number = known.table.number(bytes, offsets[code]!, offsets[code + 1]!)
        own[code] = number
        if (known.table.count === before) continue
        found.numbers.push(number)
        found.texts.push(wordAt(list, code))
      }
      numbers.set(reading.at, own)
      if (found.texts.length > 0) fresh.set(reading.at, found)
    }
    return fresh
  }

  plain(group: number, answers: WordAnswers | null): PlainGroup {
    const held = this.#held.get(group)
    if (held === undefined) throw new Error(`row group ${group + 1} was not asked for its words`)
    this.#held.delete(group)
    this.#learn(held.fresh, answers)
    return makeRows(this.plan, held, at => this.#known.get(at)?.list ?? [], this.#regions, this.#told)
  }

  #learn(fresh: ReadonlyMap<number, FreshList>, answers: WordAnswers | null): void {
    if (answers !== null) {
      for (const batch of RecordBatchReader.from(answers.pieces as Uint8Array[])) {
        const [c, i, text, value, id, method, flags] = batch.data.children
        for (let row = 0; row < batch.numRows; row++) {
          const at = c!.values[row] as number
          const own = fresh.get(at)
          const number = own?.numbers[i!.values[row] as number]
          if (own === undefined || number === undefined) continue
          const read = textAt(value!, row)
          this.#known.get(at)!.list[number] = {
            text: textAt(text!, row),
            value: read,
            id: isThere(id!, row) ? (id!.values[row] as number) : none,
            method: textAt(method!, row),
            flags: flags!.values[row] as number,
            same: read === own.texts[i!.values[row] as number],
          }
        }
      }
    }
    for (const [at, { numbers, texts }] of fresh) {
      const unread = numbers.findIndex(number => this.#known.get(at)?.list[number] === undefined)
      if (unread >= 0) throw new Error(`the engine did not read the word "${texts[unread]}"`)
    }
  }
}

const textAt = (column: Data, row: number): string | null =>
  isThere(column, row) ? wordAt(column as Data<Utf8>, row) : null

/** Numbers and booleans are taken as they are; coordinates where nobody would read them otherwise. */
function isReadable(name: string, { by }: Reading, data: Data, { lon, lat, rows }: PlainInput): boolean {
  const { type } = data
  if (data.offset !== 0 || data.length !== rows) return false
  if (data.nullCount === rows) return true
  if (by === 'degrees') return (name === 'lon' ? lon : lat) !== null
  if (by === 'boolean') return DataType.isBool(type)
  if (by === 'integer') return DataType.isInt(type) && type.bitWidth <= 32 && (type.isSigned || type.bitWidth < 32)
  if (by === 'number')
    return (DataType.isFloat(type) && type.precision !== 0) || (DataType.isInt(type) && type.bitWidth <= 32)
  return true
}

function streamOf(fresh: ReadonlyMap<number, FreshList>): FreshWords {
  const entries = [...fresh].flatMap(([at, { texts }]) => texts.map((raw, i) => ({ at, i, raw })))
  const columns = [
    numbersColumn(
      Int32Array.from(entries, each => each.at),
      'integer',
    ),
    numbersColumn(
      Int32Array.from(entries, each => each.i),
      'integer',
    ),
    textColumn(entries.map(each => each.raw)),
  ]
  const counts = Object.fromEntries([...fresh].map(([at, { texts }]) => [at, texts.length]))
  return { ipc: arrowStream(['c', 'i', 'raw'], columns, entries.length), counts }
}
