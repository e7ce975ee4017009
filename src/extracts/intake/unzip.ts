import { Inflate } from 'fflate'
import { bytesOf } from '../decodeBytes'
import { limits } from '../limits'
import { crc32 } from './crc32'
import { fileFaults, type MemberFaults } from './memberFaults'
import { checkAbort } from './rowSource'
import type { ZipMember } from './zipList'

/** Small, for a part is unpacked at once: a thousand times as much at most. */
const partBytes = 64 * 1024

export interface UnzipOptions {
  /** Unpacked bytes that a member may state. */
  readonly most: number
  /** A member that states more than `limits.ratioFrom` bytes may unpack to at most so many times its packed size. */
  readonly ratio: number
  readonly faults: MemberFaults
  /** Hears of the packed bytes that are done. */
  readonly onBytes?: ((packed: number) => void) | undefined
  readonly signal?: AbortSignal | undefined
}

/**
 * The unpacked bytes of a member of `zip`, in pieces that are good until the next one is asked for. `name` is the file
 * that holds them. Rejects with an `ExtractError` of `faults` before anything is unpacked when the member states too
 * much, while unpacking when it gives more than it states, at its end when its size or checksum differs.
 */
export async function* unzip(
  name: string,
  zip: Blob,
  member: ZipMember,
  { most, ratio, faults, onBytes, signal }: UnzipOptions,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  checkAbort(signal)
  refuse(member, most, ratio, faults)
  const packed = await packedBytes(name, zip, member, faults)
  const unpacked = unpacker(member, faults)
  let size = 0
  let sum = 0
  for (let at = 0; at < packed.size || at === 0; at += partBytes) {
    checkAbort(signal)
    const upTo = Math.min(at + partBytes, packed.size)
    for (const piece of unpacked(await bytesOf(name, packed.slice(at, upTo)), upTo >= packed.size)) {
      size += piece.length
      if (size > member.unpacked) throw faults.overflows()
      sum = crc32(piece, sum)
      if (piece.length > 0) yield piece
    }
    onBytes?.(upTo)
  }
  if (size !== member.unpacked || sum !== member.crc) throw faults.damaged()
}

/** A file in a ZIP, whole; `path` leads to it. Rejects with an `ExtractError`: encrypted, format, too-large, decode. */
export async function unzipFile(path: string, zip: Blob, member: ZipMember, signal?: AbortSignal): Promise<Blob> {
  const pieces: Uint8Array<ArrayBuffer>[] = []
  const options = { most: limits.memberBytes, ratio: limits.ratio, faults: fileFaults(path, member), signal }
  for await (const piece of unzip(path, zip, member, options)) pieces.push(piece.slice())
  return new Blob(pieces)
}

function refuse(member: ZipMember, most: number, ratio: number, faults: MemberFaults): void {
  const { unpacked, packed, method, encrypted } = member
  if (encrypted) throw faults.encrypted()
  if (method !== 0 && method !== 8) throw faults.method()
  if (unpacked > most || (unpacked > limits.ratioFrom && unpacked > packed * ratio)) throw faults.tooLarge()
}

/** Behind the member's own header, which has a name and fields of its own lengths. */
async function packedBytes(
  name: string,
  zip: Blob,
  { offset, packed }: ZipMember,
  faults: MemberFaults,
): Promise<Blob> {
  const header = new DataView((await bytesOf(name, zip.slice(offset, offset + 30))).buffer)
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) throw faults.misplaced()
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  if (start + packed > zip.size) throw faults.cutOff()
  return zip.slice(start, start + packed)
}

type Unpacker = (packed: Uint8Array<ArrayBuffer>, last: boolean) => readonly Uint8Array<ArrayBuffer>[]

function unpacker({ method }: ZipMember, faults: MemberFaults): Unpacker {
  if (method === 0) return packed => [packed]
  let pieces: Uint8Array<ArrayBuffer>[] = []
  const inflate = new Inflate(piece => pieces.push(piece as Uint8Array<ArrayBuffer>))
  return (packed, last) => {
    pieces = []
    try {
      inflate.push(packed, last)
    } catch (cause) {
      throw faults.undecodable(cause)
    }
    return pieces
  }
}
