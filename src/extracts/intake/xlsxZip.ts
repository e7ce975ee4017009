import { Inflate } from 'fflate'
import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import { crc32 } from './xlsxCrc'

/** A member of a ZIP as its central directory states it; the numbers can lie until it has been read. */
export interface ZipEntry {
  readonly path: string
  readonly packed: number
  readonly size: number
  readonly crc: number
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly encrypted: boolean
  /** Where its local header begins. */
  readonly offset: number
}

/** Members by path in lower case, without a leading slash: Excel compares the names of parts so. */
export type ZipEntries = ReadonlyMap<string, ZipEntry>

const endSize = 22
const longestComment = 0xffff
const full = 0xffffffff

async function viewOf(bytes: Blob, from: number, to: number): Promise<DataView> {
  return new DataView(await bytes.slice(from, to).arrayBuffer())
}

/** Reads the list of members from the end of the file. Rejects with ExtractError for what is no whole ZIP. */
export async function zipEntries(name: string, bytes: Blob): Promise<ZipEntries> {
  const tailFrom = Math.max(0, bytes.size - endSize - longestComment)
  const tail = await viewOf(bytes, tailFrom, bytes.size)
  let end = tail.byteLength - endSize
  while (end >= 0 && tail.getUint32(end, true) !== 0x06054b50) end--
  if (end < 0) throw new ExtractError(name, 'truncated', 'ends too early: the list of its parts is missing')
  const { count, size, offset } = await directoryOf(bytes, tail, end, tailFrom + end)
  if (count > limits.zipEntries || size > limits.zipDirectory) {
    throw new ExtractError(name, 'too-large', `names ${count} parts, more than a workbook has`)
  }
  const view = await viewOf(bytes, offset, offset + size)
  if (view.byteLength < size) throw new ExtractError(name, 'truncated', 'the list of its parts is cut off')
  return entriesOf(name, view, count)
}

async function directoryOf(bytes: Blob, tail: DataView, end: number, endAt: number) {
  const plain = {
    count: tail.getUint16(end + 10, true),
    size: tail.getUint32(end + 12, true),
    offset: tail.getUint32(end + 16, true),
  }
  if (plain.count !== 0xffff && plain.size !== full && plain.offset !== full) return plain
  // ZIP64: a locator of 20 bytes stands before the end and points at the longer record.
  const locator = await viewOf(bytes, Math.max(0, endAt - 20), endAt)
  if (locator.byteLength < 20 || locator.getUint32(0, true) !== 0x07064b50) return plain
  const at = Number(locator.getBigUint64(8, true))
  const record = await viewOf(bytes, at, at + 56)
  if (record.byteLength < 56 || record.getUint32(0, true) !== 0x06064b50) return plain
  return {
    count: Number(record.getBigUint64(32, true)),
    size: Number(record.getBigUint64(40, true)),
    offset: Number(record.getBigUint64(48, true)),
  }
}

function entriesOf(name: string, view: DataView, count: number): ZipEntries {
  const entries = new Map<string, ZipEntry>()
  const utf8 = new TextDecoder()
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== 0x02014b50) {
      throw new ExtractError(name, 'decode', `the list of its parts is damaged at part ${i + 1}`)
    }
    const [pathLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)]
    const from = at + 46
    const next = from + pathLength + extraLength + view.getUint16(at + 32, true)
    if (next > view.byteLength) throw new ExtractError(name, 'decode', 'the list of its parts is damaged')
    const path = utf8
      .decode(new Uint8Array(view.buffer, from, pathLength))
      .replaceAll('\\', '/')
      .replace(/^\/+/, '')
    const long = longNumbers(view, from + pathLength, extraLength, [
      view.getUint32(at + 24, true),
      view.getUint32(at + 20, true),
      view.getUint32(at + 42, true),
    ])
    // The first of two equal names counts, as in Excel.
    if (!entries.has(path.toLowerCase())) {
      entries.set(path.toLowerCase(), {
        path,
        size: long[0] ?? 0,
        packed: long[1] ?? 0,
        offset: long[2] ?? 0,
        crc: view.getUint32(at + 16, true),
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
      })
    }
    at = next
  }
  return entries
}

/** Numbers that are all ones stand in the ZIP64 extra field, in this order. */
function longNumbers(view: DataView, from: number, length: number, short: readonly number[]): number[] {
  let at = from
  while (at + 4 <= from + length) {
    const [tag, size] = [view.getUint16(at, true), view.getUint16(at + 2, true)]
    if (tag === 1) {
      let field = at + 4
      return short.map(value => {
        if (value !== full || field + 8 > Math.min(at + 4 + size, from + length)) return value
        field += 8
        return Number(view.getBigUint64(field - 8, true))
      })
    }
    at += 4 + size
  }
  return [...short]
}

/** Packed bytes that are unpacked at a time: at most a thousand times as much comes out. */
const step = 32 * 1024

/**
 * The unpacked bytes of a member, in pieces. Rejects with ExtractError before anything is unpacked when it states more
 * than `most` bytes, while unpacking when it gives more than it states, at its end when its checksum differs.
 */
export async function* unpack(
  name: string,
  bytes: Blob,
  entry: ZipEntry,
  most: number,
  onBytes?: (packed: number) => void,
): AsyncGenerator<Uint8Array> {
  refuse(name, entry, most)
  const header = await viewOf(bytes, entry.offset, entry.offset + 30)
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) {
    throw new ExtractError(name, 'decode', `part ${entry.path} does not begin where the list of parts says`)
  }
  const from = entry.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  if (from + entry.packed > bytes.size) throw new ExtractError(name, 'truncated', `part ${entry.path} is cut off`)
  let pieces: Uint8Array[] = []
  const inflate = new Inflate(piece => pieces.push(piece))
  let unpacked = 0
  let crc = 0
  for (let done = 0; done < entry.packed || done === 0; done += step) {
    const upTo = Math.min(done + step, entry.packed)
    const packed = new Uint8Array(await bytes.slice(from + done, from + upTo).arrayBuffer())
    if (entry.method === 0) pieces = [packed]
    else inflatePiece(name, entry, inflate, packed, upTo >= entry.packed)
    for (const piece of pieces) {
      unpacked += piece.length
      if (unpacked > entry.size) {
        throw new ExtractError(
          name,
          'too-large',
          `part ${entry.path} unpacks to more than the ${entry.size} bytes it states`,
        )
      }
      crc = crc32(piece, crc)
      if (piece.length > 0) yield piece
    }
    pieces = []
    onBytes?.(upTo)
  }
  if (unpacked !== entry.size || crc !== entry.crc) {
    throw new ExtractError(name, 'decode', `part ${entry.path} is damaged: its checksum or size differs`)
  }
}

function inflatePiece(name: string, entry: ZipEntry, inflate: Inflate, packed: Uint8Array, last: boolean): void {
  try {
    inflate.push(packed, last)
  } catch (cause) {
    throw new ExtractError(name, 'decode', `part ${entry.path} cannot be unpacked: ${String(cause)}`, { cause })
  }
}

function refuse(name: string, entry: ZipEntry, most: number): void {
  if (entry.encrypted) {
    throw new ExtractError(name, 'encrypted', 'is protected by a password: pack it again without one')
  }
  if (entry.method !== 0 && entry.method !== 8) {
    throw new ExtractError(
      name,
      'decode',
      `part ${entry.path} is packed by method ${entry.method}: save the file again`,
    )
  }
  const tooMuch = entry.size > most || (entry.size > limits.ratioFrom && entry.size > entry.packed * limits.partRatio)
  if (tooMuch) {
    const detail = `part ${entry.path} unpacks from ${sizeText(entry.packed)} to ${sizeText(entry.size)}`
    throw new ExtractError(
      name,
      'too-large',
      `${detail}, more than ${sizeText(most)} or ${limits.partRatio} times its size`,
    )
  }
}
