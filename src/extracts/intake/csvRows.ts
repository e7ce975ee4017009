import Papa from 'papaparse'
import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import { grown } from './wordTable'

/** The cells of one row as ranges of bytes (UTF-8), valid until the next row. */
export interface CsvRow {
  readonly bytes: Uint8Array
  readonly starts: Int32Array
  readonly ends: Int32Array
  readonly count: number
}

const [newLine, carriageReturn, quote] = [10, 13, 34]
const windowBytes = 64 * 1024
const encoder = new TextEncoder()
const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
const noBytes = new Uint8Array(0)

/**
 * Splits UTF-8 bytes into rows as RFC 4180 has them; a line ends with LF, CR LF or CR. What the RFC does not foresee
 * (text after a closing quotation mark, a separator beyond ASCII) is left to papaparse, a window of rows at a time: it
 * reads such quotation marks as text. Bytes need no strings, which is five times faster.
 */
export class CsvRows {
  /** Rows so far, empty lines included. */
  records = 0
  readonly lineEnds = { lf: 0, crlf: 0, cr: 0 }
  private readonly separator: number
  private row = { bytes: noBytes as Uint8Array, starts: new Int32Array(64), ends: new Int32Array(64), count: 0 }
  /** Cells of the row whose doubled quotation marks are to be made single. */
  private escaped: number[] = []
  private scratch: Uint8Array = noBytes

  /** `take` is given each row; false stops. */
  constructor(
    private readonly name: string,
    private readonly character: string,
    private readonly take: (row: CsvRow) => boolean,
  ) {
    const code = character.charCodeAt(0)
    this.separator = character.length === 1 && code < 128 ? code : -1
  }

  /**
   * Takes the whole rows of `bytes`, which begin with a row; resolves to how many bytes they are, or null once stopped.
   * `last`: the file ends with these bytes.
   */
  push(bytes: Uint8Array, last: boolean): number | null {
    let at = 0
    while (at < bytes.length) {
      const next = this.separator < 0 ? irregular : this.regular(bytes, at, last)
      if (next === stopped) return null
      if (next === incomplete) break
      if (next >= 0) {
        at = next
        continue
      }
      const consumed = this.general(bytes, at, last)
      if (consumed === null) return null
      if (consumed === 0) break
      at += consumed
    }
    if (bytes.length - at > limits.csvRow) throw this.tooLong(bytes, at)
    return at
  }

  /** One row: where the next begins, or why there is none. */
  private regular(bytes: Uint8Array, from: number, last: boolean): number {
    const { separator } = this
    const { length } = bytes
    let { starts, ends } = this.row
    let count = 0
    let at = from
    for (;;) {
      if (count === starts.length) {
        starts = this.row.starts = grown(starts, count + 1)
        ends = this.row.ends = grown(ends, count + 1)
        if (count > limits.columns * 4) throw this.tooWide()
      }
      if (at < length && bytes[at] === quote) {
        const close = this.closing(bytes, at + 1, count)
        const after = bytes[close + 1]
        if (close >= length || (after === undefined && !last)) {
          this.escaped = []
          if (close >= length && last) throw this.unclosed(bytes, at)
          return incomplete
        }
        if (after !== undefined && after !== separator && after !== newLine && after !== carriageReturn) {
          this.escaped = []
          return irregular
        }
        starts[count] = at + 1
        ends[count++] = close
        at = close + 1
      } else {
        starts[count] = at
        while (at < length) {
          const byte = bytes[at]!
          if (byte === separator || byte === newLine || byte === carriageReturn) break
          at++
        }
        ends[count++] = at
      }
      if (at < length && bytes[at] === separator) {
        at++
        continue
      }
      if (at >= length) {
        if (last) break
        this.escaped = []
        return incomplete
      }
      if (bytes[at] === newLine) this.lineEnds.lf++
      else if (at + 1 >= length && !last) {
        this.escaped = []
        return incomplete
      } else if (bytes[at + 1] === newLine) {
        this.lineEnds.crlf++
        at++
      } else this.lineEnds.cr++
      at++
      break
    }
    return this.give(bytes, count) ? at : stopped
  }

  /** The quotation mark that closes a cell, or the end. */
  private closing(bytes: Uint8Array, from: number, cell: number): number {
    let doubled = false
    let at = from
    for (; at < bytes.length; at++) {
      if (bytes[at] !== quote) continue
      if (bytes[at + 1] !== quote) break
      doubled = true
      at++
    }
    if (doubled) this.escaped.push(cell)
    return at
  }

  private give(bytes: Uint8Array, count: number): boolean {
    const { row } = this
    this.records++
    row.bytes = bytes
    row.count = count
    if (this.escaped.length > 0) this.unescape(bytes, count)
    return this.take(row)
  }

  /** Copies the row without the doubles. */
  private unescape(bytes: Uint8Array, count: number): void {
    const { starts, ends } = this.row
    const size = ends[count - 1]! - starts[0]!
    if (size > this.scratch.length) this.scratch = grown(this.scratch, size)
    const { scratch } = this
    const doubled = new Set(this.escaped)
    let at = 0
    for (let cell = 0; cell < count; cell++) {
      const [from, to] = [starts[cell]!, ends[cell]!]
      starts[cell] = at
      if (doubled.has(cell)) {
        for (let i = from; i < to; i++) {
          scratch[at++] = bytes[i]!
          if (bytes[i] === quote) i++
        }
      } else {
        scratch.set(bytes.subarray(from, to), at)
        at += to - from
      }
      ends[cell] = at
    }
    this.row.bytes = scratch
    this.escaped = []
  }

  /** Rows by papaparse: the bytes taken, 0 where not even one row is whole, null once stopped. */
  private general(bytes: Uint8Array, from: number, last: boolean): number | null {
    for (let size = windowBytes; ; size *= 4) {
      let to = Math.min(bytes.length, from + size)
      // Not within a character, and not between CR and LF.
      while (to < bytes.length && to > from && ((bytes[to]! & 0xc0) === 0x80 || bytes[to] === newLine)) to--
      const whole = last && to === bytes.length
      const text = decoder.decode(bytes.subarray(from, to))
      const newline = this.lineEnds.cr > this.lineEnds.lf + this.lineEnds.crlf || !text.includes('\n') ? '\r' : '\n'
      const parser = new Papa.Parser({ delimiter: this.character, newline, fastMode: false })
      const parsed: Papa.ParseResult<string[]> = parser.parse(text, 0, !whole)
      if (parsed.errors.some(error => error.code === 'MissingQuotes')) throw this.unclosed(bytes, from)
      if (parsed.data.length === 0 && to < bytes.length) continue
      const consumed = whole ? text.length : parsed.meta.cursor
      // A final line end begins no row.
      if (whole && text.endsWith(newline)) parsed.data.pop()
      for (const cells of parsed.data) if (!this.giveTexts(cells)) return null
      return whole ? to - from : encoder.encode(text.slice(0, consumed)).length
    }
  }

  private giveTexts(cells: string[]): boolean {
    const final = cells.length - 1
    if (cells[final]!.endsWith('\r')) {
      cells[final] = cells[final]!.slice(0, -1)
      this.lineEnds.crlf++
    }
    if (cells.length > limits.columns * 4) throw this.tooWide()
    const bytes = encoder.encode(cells.join(''))
    const { row } = this
    if (cells.length > row.starts.length) {
      row.starts = grown(row.starts, cells.length)
      row.ends = grown(row.ends, cells.length)
    }
    let at = 0
    for (const [index, cell] of cells.entries()) {
      row.starts[index] = at
      at += utf8Length(cell)
      row.ends[index] = at
    }
    return this.give(bytes, cells.length)
  }

  private unclosed(bytes: Uint8Array, at: number): ExtractError {
    const start = decoder.decode(bytes.subarray(at, at + 60)).split(/[\r\n]/)[0]
    const detail = `the quotation mark before ${JSON.stringify(start)} is never closed; the file may be cut off: save it again, or correct that line`
    return new ExtractError(`${this.name}: line ${this.records + 1}`, 'truncated', detail)
  }

  private tooLong(bytes: Uint8Array, at: number): ExtractError {
    const start = decoder.decode(bytes.subarray(at, at + 60)).split(/[\r\n]/)[0]
    const detail = `the row that begins with ${JSON.stringify(start)} is longer than ${sizeText(limits.csvRow)}; perhaps a quotation mark is never closed`
    return new ExtractError(`${this.name}: line ${this.records + 1}`, 'too-large', detail)
  }

  private tooWide(): ExtractError {
    const detail = `has more than ${limits.columns} cells; a table can have that many columns`
    return new ExtractError(`${this.name}: line ${this.records + 1}`, 'too-large', detail)
  }
}

const [irregular, incomplete, stopped] = [-1, -2, -3]

function utf8Length(text: string): number {
  let length = text.length
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    // A pair has four bytes in two units; each unit of it counts as one more.
    if (code >= 0x80) length += code >= 0x800 && (code < 0xd800 || code > 0xdfff) ? 2 : 1
  }
  return length
}
