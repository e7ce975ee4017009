import { bytesOf } from '../decodeBytes'
import { limits } from '../limits'
import { ExtractError } from '../source'
import { decodes } from './encoding'

/** A file inside a ZIP, as its directory states it. */
export interface ZipMember {
  readonly name: string
  readonly packed: number
  readonly unpacked: number
  readonly crc: number
  /** 0 stored, 8 deflated. */
  readonly method: number
  readonly encrypted: boolean
  /** Where its own header begins. */
  readonly offset: number
}

const [endMagic, entryMagic, end64Magic, locatorMagic] = [0x06054b50, 0x02014b50, 0x06064b50, 0x07064b50]
const endBytes = 22
const mostComment = 65_535

/**
 * The members that a ZIP's directory lists, folders left out (APPNOTE.TXT 4.3.12–4.3.16, with ZIP64). Rejects with an
 * `ExtractError`: truncated, too-large, decode.
 */
export async function listZip(name: string, blob: Blob): Promise<ZipMember[]> {
  const from = Math.max(0, blob.size - endBytes - mostComment)
  const tail = await view(name, blob, from, blob.size)
  let end = tail.byteLength - endBytes
  while (end >= 0 && tail.getUint32(end, true) !== endMagic) end--
  if (end < 0) {
    throw new ExtractError(
      name,
      'truncated',
      'the ZIP or workbook ends too early: it has no directory; copy or download it again',
    )
  }
  let count = tail.getUint16(end + 10, true)
  let size = tail.getUint32(end + 12, true)
  let start = tail.getUint32(end + 16, true)
  const locator = end - 20
  if (locator >= 0 && tail.getUint32(locator, true) === locatorMagic) {
    const at = Number(tail.getBigUint64(locator + 8, true))
    const wide = await view(name, blob, at, at + 56)
    if (wide.byteLength < 56 || wide.getUint32(0, true) !== end64Magic) throw damaged(name)
    count = Number(wide.getBigUint64(32, true))
    size = Number(wide.getBigUint64(40, true))
    start = Number(wide.getBigUint64(48, true))
  }
  if (count > limits.zipMembers || size > limits.zipDirectory) {
    throw new ExtractError(name, 'too-large', `it lists ${count} members, more than ${limits.zipMembers}; refused`)
  }
  if (start + size > blob.size) throw damaged(name)
  return entries(name, await view(name, blob, start, start + size), count)
}

function entries(name: string, directory: DataView<ArrayBuffer>, count: number): ZipMember[] {
  const members: ZipMember[] = []
  let at = 0
  for (let i = 0; i < count; i++) {
    if (at + 46 > directory.byteLength || directory.getUint32(at, true) !== entryMagic) throw damaged(name)
    const flags = directory.getUint16(at + 8, true)
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map(offset => directory.getUint16(at + offset, true))
    const next = at + 46 + nameLength! + extraLength! + commentLength!
    if (next > directory.byteLength) throw damaged(name)
    const own = memberName(
      new Uint8Array(directory.buffer, directory.byteOffset + at + 46, nameLength),
      (flags & 0x800) !== 0,
    )
    const sizes = {
      unpacked: directory.getUint32(at + 24, true),
      packed: directory.getUint32(at + 20, true),
      offset: directory.getUint32(at + 42, true),
    }
    widen(directory, at + 46 + nameLength!, extraLength!, sizes)
    if (!own.endsWith('/') && !own.endsWith('\\')) {
      const method = directory.getUint16(at + 10, true)
      members.push({
        name: own,
        ...sizes,
        crc: directory.getUint32(at + 16, true),
        method,
        encrypted: (flags & 1) !== 0,
      })
    }
    at = next
  }
  return members
}

/** Sizes of 32 bits that are all ones stand in the ZIP64 field, in this order, as far as they do not fit. */
function widen(
  directory: DataView,
  from: number,
  length: number,
  sizes: { unpacked: number; packed: number; offset: number },
): void {
  for (let at = from; at + 4 <= from + length; ) {
    const [id, bytes] = [directory.getUint16(at, true), directory.getUint16(at + 2, true)]
    const end = Math.min(at + 4 + bytes, from + length)
    if (id === 1) {
      let place = at + 4
      for (const key of ['unpacked', 'packed', 'offset'] as const) {
        if (sizes[key] !== 0xffffffff || place + 8 > end) continue
        sizes[key] = Number(directory.getBigUint64(place, true))
        place += 8
      }
    }
    at = end
  }
}

/** UTF-8 where it is flagged or fits; else GB18030, as Chinese Windows packs. `..` and drives are but names. */
function memberName(bytes: Uint8Array, flagged: boolean): string {
  const label = flagged || decodes('utf-8', bytes) ? 'utf-8' : 'gb18030'
  return new TextDecoder(label).decode(bytes)
}

async function view(name: string, blob: Blob, from: number, to: number): Promise<DataView<ArrayBuffer>> {
  return new DataView((await bytesOf(name, blob.slice(from, to))).buffer)
}

const damaged = (name: string): ExtractError =>
  new ExtractError(
    name,
    'truncated',
    `the directory of the ZIP or workbook makes no sense; it is damaged or cut off: copy or download it again`,
  )
