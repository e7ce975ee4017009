import { bytesOf } from '../decodeBytes'
import { sizeText } from '../limits'
import { ExtractError } from '../source'

/** How a text file is written. */
export interface TextForm {
  /** A label of TextDecoder. */
  readonly encoding: string
  /** Bytes of its byte-order mark. */
  readonly mark: number
  /** The analyst named it: what does not fit is replaced, and counted. Found out, it must fit. */
  readonly asked: boolean
}

const headBytes = 1024 * 1024
/** So many characters of several bytes in a row are UTF-8 by no accident (one in 10^8 of GB18030 text). */
const surely = 12

/** Bytes that are no UTF-8, at an offset of the file; `surely` when those before them were. */
export class NotUtf8 extends Error {
  constructor(
    readonly offset: number,
    readonly surely: boolean,
  ) {
    super('not UTF-8')
  }
}

/** Byte-order mark, then strict UTF-8, then GB18030, by the beginning of the file; UTF-8 may still turn out wrong. */
export async function findEncoding(name: string, blob: Blob, asked?: string): Promise<TextForm> {
  const head = await bytesOf(name, blob.slice(0, headBytes))
  const marked = byteOrderMark(head)
  if (asked !== undefined) {
    const encoding = labelOf(name, asked)
    return { encoding, mark: marked?.encoding === encoding ? marked.mark : 0, asked: true }
  }
  if (marked) return { ...marked, asked: false }
  const wide = wideText(head)
  if (wide) return { encoding: wide, mark: 0, asked: false }
  const whole = head.length === blob.size
  const text = whole ? head : head.subarray(0, utf8Cut(head))
  const bad = firstBadUtf8(text) && firstBadUtf8(withoutSurrogates(text).bytes)
  if (bad === null) return { encoding: 'utf-8', mark: 0, asked: false }
  if (!bad.surely) return { encoding: 'gb18030', mark: 0, asked: false }
  throw await badByte(name, blob, bad.offset, 'UTF-8')
}

/** What to throw for a byte that fits into no encoding: its offset and line. */
export async function badByte(name: string, blob: Blob, offset: number, encoding: string): Promise<ExtractError> {
  let line = 1
  for (let at = 0; at < offset; at += headBytes) {
    for (const byte of await bytesOf(name, blob.slice(at, Math.min(offset, at + headBytes)))) if (byte === 10) line++
  }
  const [byte = 0] = await bytesOf(name, blob.slice(offset, offset + 1))
  const hex = byte.toString(16).toUpperCase().padStart(2, '0')
  const cut = offset + 4 >= blob.size ? 'the file may be cut off; ' : ''
  const detail = `byte ${offset + 1} (0x${hex}, line ${line}) of ${sizeText(blob.size)} is no ${encoding} text: ${cut}save it again as "CSV UTF-8", or choose its encoding`
  return new ExtractError(name, 'encoding', detail)
}

/** The first bytes that are no UTF-8; null when all are. Surrogates in three bytes count as wrong. */
export function firstBadUtf8(bytes: Uint8Array): { offset: number; surely: boolean } | null {
  if (isAscii(bytes) || decodes('utf-8', bytes)) return null
  let characters = 0
  let at = 0
  while (at < bytes.length) {
    const length = characterLength(bytes, at)
    if (length === 0) return { offset: at, surely: characters >= surely }
    if (length > 1) characters++
    at += length
  }
  return null
}

/** A copy in which surrogates of three bytes, as some databases write them, are U+FFFD, which is as long. */
export function withoutSurrogates(raw: Uint8Array): { bytes: Uint8Array; surrogates: number } {
  const bytes = raw.slice()
  let surrogates = 0
  for (let i = bytes.indexOf(0xed); i >= 0 && i + 2 < bytes.length; i = bytes.indexOf(0xed, i + 1)) {
    if (bytes[i + 1]! < 0xa0 || (bytes[i + 2]! & 0xc0) !== 0x80) continue
    bytes.set([0xef, 0xbf, 0xbd], i)
    surrogates++
  }
  return { bytes, surrogates }
}

/** Bytes of the UTF-8 character at `at`, 0 when it is none. */
export function characterLength(bytes: Uint8Array, at: number): number {
  const byte = bytes[at]!
  if (byte < 0x80) return 1
  const length = byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 0
  for (let i = 1; i < length; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return 0
  const second = bytes[at + 1]!
  const long = (byte === 0xe0 && second < 0xa0) || (byte === 0xf0 && second < 0x90)
  const beyond = (byte === 0xed && second > 0x9f) || (byte === 0xf4 && second > 0x8f)
  return long || beyond ? 0 : length
}

/** Where a cut leaves the last UTF-8 character whole. */
export function utf8Cut(bytes: Uint8Array): number {
  for (let back = 1; back <= 4 && back <= bytes.length; back++) {
    const byte = bytes[bytes.length - back]!
    if (byte < 0x80) return bytes.length
    if (byte >= 0xc0) {
      const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2
      return needs > back ? bytes.length - back : bytes.length
    }
  }
  return bytes.length
}

export function isAscii(bytes: Uint8Array): boolean {
  let at = 0
  if (bytes.byteOffset % 4 === 0) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2)
    for (let i = 0; i < words.length; i++) if ((words[i]! & 0x80808080) !== 0) return false
    at = words.length * 4
  }
  for (; at < bytes.length; at++) if (bytes[at]! > 127) return false
  return true
}

export function decodes(encoding: string, bytes: Uint8Array): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}

/** Where decoding fails first. `bytes` begin with a character. */
export function firstBad(encoding: string, bytes: Uint8Array): number {
  const fits = (length: number) => {
    try {
      new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length), { stream: true })
      return true
    } catch {
      return false
    }
  }
  let [good, bad] = [0, bytes.length]
  while (good + 1 < bad) {
    const middle = (good + bad) >> 1
    if (fits(middle)) good = middle
    else bad = middle
  }
  return good
}

function byteOrderMark(head: Uint8Array): { encoding: string; mark: number } | null {
  const [a, b, c] = head
  if (a === 0xef && b === 0xbb && c === 0xbf) return { encoding: 'utf-8', mark: 3 }
  if (a === 0xff && b === 0xfe) return { encoding: 'utf-16le', mark: 2 }
  if (a === 0xfe && b === 0xff) return { encoding: 'utf-16be', mark: 2 }
  if (a === 0x84 && b === 0x31 && c === 0x95 && head[3] === 0x33) return { encoding: 'gb18030', mark: 4 }
  return null
}

/** UTF-16 without a mark: separators, digits and line ends are every second byte 0. */
function wideText(head: Uint8Array): string | null {
  const length = Math.min(head.length, 4096) & ~1
  const zeros = [0, 0]
  for (let i = 0; i < length; i++) if (head[i] === 0) zeros[i & 1]!++
  const [even, odd] = zeros as [number, number]
  const enough = Math.max(2, length / 20)
  if (odd > enough && even * 20 <= odd) return 'utf-16le'
  return even > enough && odd * 20 <= even ? 'utf-16be' : null
}

function labelOf(name: string, asked: string): string {
  try {
    const { encoding } = new TextDecoder(asked)
    // One superset of GB2312 and GBK; browsers decode those labels as GBK.
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch {
    throw new ExtractError(name, 'encoding', `the encoding "${asked}" is not known; choose utf-8, gb18030 or utf-16le`)
  }
}
