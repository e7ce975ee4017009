import { Inflate } from 'fflate'
import { bytesOf } from '../decodeBytes'
import { limits, sizeText } from '../limits'
import { ExtractError } from '../source'
import { crc32 } from './crc32'
import { checkAbort } from './rowSource'
import { checkMember, type ZipMember } from './zipList'

/** Small, for a part is unpacked at once: a thousand times as much at most. */
const partBytes = 64 * 1024

/**
 * A member's bytes, unpacked part by part and never beyond what was stated. Rejects with an `ExtractError` under `path`:
 * encrypted, format, too-large, truncated, decode.
 */
export async function unzip(path: string, zip: Blob, member: ZipMember, signal?: AbortSignal): Promise<Blob> {
  checkMember(path, member)
  const header = new DataView((await bytesOf(path, zip.slice(member.offset, member.offset + 30))).buffer)
  if (header.byteLength < 30 || header.getUint32(0, true) !== 0x04034b50) throw damaged(path)
  const start = member.offset + 30 + header.getUint16(26, true) + header.getUint16(28, true)
  const packed = zip.slice(start, start + member.packed)
  if (packed.size < member.packed) throw damaged(path)
  const parts: Uint8Array<ArrayBuffer>[] = []
  let size = 0
  let sum = 0
  const take = (bytes: Uint8Array) => {
    size += bytes.length
    if (size > member.unpacked || size > limits.memberBytes) {
      const detail = `unpacks to more than the ${sizeText(member.unpacked)} that are stated; refused`
      throw new ExtractError(path, 'too-large', detail)
    }
    sum = crc32(bytes, sum)
    parts.push(bytes as Uint8Array<ArrayBuffer>)
  }
  // fflate may go on using the buffer that it hands out.
  const inflate = new Inflate(chunk => take(chunk.slice()))
  for (let at = 0; at < packed.size || at === 0; at += partBytes) {
    checkAbort(signal)
    const bytes = await bytesOf(path, packed.slice(at, at + partBytes))
    if (member.method === 0) take(bytes)
    else inflated(path, inflate, bytes, at + partBytes >= packed.size)
  }
  if (size !== member.unpacked || sum !== member.crc) throw damaged(path)
  return new Blob(parts)
}

function inflated(path: string, inflate: Inflate, bytes: Uint8Array, last: boolean): void {
  try {
    inflate.push(bytes, last)
  } catch (cause) {
    if (cause instanceof ExtractError) throw cause
    throw new ExtractError(path, 'decode', 'cannot be unpacked; the ZIP is damaged: copy or download it again', {
      cause,
    })
  }
}

const damaged = (path: string): ExtractError =>
  new ExtractError(
    path,
    'decode',
    'is not what the directory of the ZIP states; it is damaged: copy or download it again',
  )
