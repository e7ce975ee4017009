import { type Data, Dictionary, Int32, makeData, Utf8, Vector } from 'apache-arrow'
import { mostWords } from './intake'
import { grown, WordTable } from './wordTable'

/** Distinct values of a column that are kept as a dictionary, and the rows that each must have on the average. */
const dictionaryWords = 16_384
const rowsForWord = 8

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const noBytes = new Uint8Array(0)

/**
 * A column of text that is built from UTF-8 bytes, a row group at a time, with its facts over all of them. Few distinct
 * values are a dictionary: written and loaded several times faster. An empty cell is null. Arrow's own builders make
 * functions of text, which a page's policy forbids.
 */
export class TextColumn {
  /** Rows of the current group. */
  rows = 0
  /** Characters of the longest value so far. */
  longest = 0
  private total = 0
  private nulls = 0
  private filledCells = 0
  private table: WordTable | null = new WordTable()
  private counted = true
  private codes = new Int32Array(64)
  private offsets = new Int32Array(65)
  private bytes: Uint8Array = noBytes

  null(): void {
    if (this.table) {
      if (this.rows === this.codes.length) this.codes = grown(this.codes, this.rows + 1)
      this.codes[this.rows++] = -1
    } else this.end(this.offsets[this.rows]!)
    this.nulls++
  }

  append(source: Uint8Array, from: number, to: number): void {
    if (from === to) this.null()
    else if (this.table) this.word(this.table, source, from, to)
    else this.plain(source, from, to)
  }

  private word(table: WordTable, source: Uint8Array, from: number, to: number): void {
    const word = table.add(source, from, to)
    if (this.rows === this.codes.length) this.codes = grown(this.codes, this.rows + 1)
    this.codes[this.rows++] = word
    if (word !== table.size - 1 || table.counts[word] !== 1) return
    this.measure(source, from, to)
    if (table.size <= mostWords) return
    this.counted = false
    const seen = this.total + this.rows
    if (table.size > dictionaryWords || table.size * rowsForWord > seen) this.leaveDictionary(table)
  }

  /** Text of a row of the current group. */
  textAt(row: number): string | null {
    const [bytes, offsets, at] = this.table
      ? [this.table.bytes, this.table.offsets, this.codes[row]!]
      : [this.bytes, this.offsets, row]
    if (at < 0 || offsets[at] === offsets[at + 1]) return null
    return decoder.decode(bytes.subarray(offsets[at]!, offsets[at + 1]!))
  }

  /** The current group as Arrow, valid until the next value; the next value begins the next group. */
  flush(): Data {
    const { rows: length, nulls: nullCount, table } = this
    const nullBitmap = nullCount === 0 ? null : this.validity()
    this.rows = 0
    this.nulls = 0
    this.total += length
    if (!table) {
      const valueOffsets = this.offsets.subarray(0, length + 1)
      const data = this.bytes.subarray(0, this.offsets[length]!)
      return makeData({ type: new Utf8(), length, nullCount, nullBitmap, valueOffsets, data })
    }
    const valueOffsets = table.offsets.subarray(0, table.size + 1)
    const words = table.bytes.subarray(0, valueOffsets[table.size]!)
    const dictionary = makeData({ type: new Utf8(), length: table.size, nullCount: 0, valueOffsets, data: words })
    // A null's index is looked at by nobody, but must lie inside.
    const data = this.codes.subarray(0, length)
    for (let i = 0; i < length; i++) if (data[i]! < 0) data[i] = 0
    const type = new Dictionary(new Utf8(), new Int32())
    if (table.size === 0) return emptyTexts(length)
    return makeData({ type, length, nullCount, nullBitmap, data, dictionary: new Vector([dictionary]) })
  }

  facts(): { filled: number; words: { text: string; count: number }[] | null; longest: number } {
    const { table, longest } = this
    let filled = this.filledCells
    const words: { text: string; count: number }[] = []
    for (let word = 0; word < (table?.size ?? 0); word++) {
      const [start, end] = [table!.offsets[word]!, table!.offsets[word + 1]!]
      if (isBlank(table!.bytes, start, end)) continue
      const count = table!.counts[word]!
      filled += count
      if (this.counted) words.push({ text: decoder.decode(table!.bytes.subarray(start, end)), count })
    }
    // The order of equal counts is that of the file.
    return { filled, words: this.counted ? words.sort((a, b) => b.count - a.count) : null, longest }
  }

  private plain(source: Uint8Array, from: number, to: number): void {
    const start = this.offsets[this.rows]!
    const end = start + to - from
    if (end > this.bytes.length) this.bytes = grown(this.bytes, end)
    const { bytes } = this
    if (to - from > 64) bytes.set(source.subarray(from, to), start)
    else for (let i = from, at = start; i < to; i++) bytes[at++] = source[i]!
    this.end(end)
    if (!isBlank(source, from, to)) this.filledCells++
    this.measure(source, from, to)
  }

  private end(at: number): void {
    if (++this.rows === this.offsets.length) this.offsets = grown(this.offsets, this.rows + 1)
    this.offsets[this.rows] = at
  }

  private measure(source: Uint8Array, from: number, to: number): void {
    if (to - from <= this.longest) return
    let characters = 0
    // Continuation bytes begin no character.
    for (let i = from; i < to; i++) if ((source[i]! & 0xc0) !== 0x80) characters++
    if (characters > this.longest) this.longest = characters
  }

  /** Too many distinct values: the rows of the current group are written out. */
  private leaveDictionary(table: WordTable): void {
    const { codes, rows } = this
    for (let word = 0; word < table.size; word++) {
      const [start, end] = [table.offsets[word]!, table.offsets[word + 1]!]
      if (!isBlank(table.bytes, start, end)) this.filledCells += table.counts[word]!
    }
    const filled = this.filledCells
    this.table = null
    this.rows = 0
    for (let i = 0; i < rows; i++) {
      const word = codes[i]!
      if (word < 0) this.end(this.offsets[this.rows]!)
      else this.plain(table.bytes, table.offsets[word]!, table.offsets[word + 1]!)
    }
    this.filledCells = filled
    this.codes = new Int32Array(0)
  }

  private validity(): Uint8Array {
    const { rows, table, codes, offsets } = this
    const valid = new Uint8Array((rows + 7) >> 3)
    for (let i = 0; i < rows; i++) {
      if (table ? codes[i]! >= 0 : offsets[i] !== offsets[i + 1]) valid[i >> 3]! |= 1 << (i & 7)
    }
    return valid
  }
}

function emptyTexts(length: number): Data {
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  const valueOffsets = new Int32Array(length + 1)
  return makeData({ type: new Utf8(), length, nullCount: length, nullBitmap, valueOffsets, data: noBytes })
}

/** Nothing but white space, the wide space of Chinese text included. */
function isBlank(source: Uint8Array, from: number, to: number): boolean {
  const first = source[from]!
  if (first > 32 && first < 0xc2) return false
  for (let i = from; i < to; i++) {
    const byte = source[i]!
    if (byte === 32 || (byte >= 9 && byte <= 13)) continue
    if (byte >= 0xc2) return decoder.decode(source.subarray(from, to)).trim() === ''
    return false
  }
  return true
}
