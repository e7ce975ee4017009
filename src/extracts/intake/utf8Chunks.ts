import { unreadable } from '../decodeBytes'
import { BlobReader } from './blobReader'
import {
  badByte,
  decodes,
  firstBad,
  firstBadUtf8,
  isAscii,
  NotUtf8,
  type TextForm,
  utf8Cut,
  withoutSurrogates,
} from './encoding'

/** A part of a text file as UTF-8, cut anywhere between two characters. */
export interface Utf8Chunk {
  /** Valid until the next part is asked for. */
  readonly bytes: Uint8Array
  /** Bytes of the file up to its end. */
  readonly done: number
  readonly last: boolean
  /** Lone surrogates, and bytes that fit into the encoding asked for by no means, that U+FFFD stands for. */
  readonly surrogates: number
  readonly misfits: number
  /** It holds NUL, or one of those: cells must be looked at. */
  readonly dirty: boolean
}

const chunkBytes = 4 * 1024 * 1024
const encoder = new TextEncoder()

/**
 * A text file in UTF-8, a few MiB at a time. UTF-8 is checked and passed on, anything else transcoded. Rejects with
 * NotUtf8 for UTF-8 that was found out by its head alone, with an `ExtractError` for other text that is damaged.
 */
export async function* utf8Chunks(name: string, blob: Blob, form: TextForm): AsyncGenerator<Utf8Chunk> {
  const isUtf8 = form.encoding === 'utf-8'
  const wide = form.encoding.startsWith('utf-16')
  const decoder = isUtf8 ? null : new TextDecoder(form.encoding, { ignoreBOM: true, fatal: !wide && !form.asked })
  const reader = new BlobReader(name, blob.slice(form.mark))
  let buffer = new ArrayBuffer(Math.max(1, Math.min(chunkBytes, blob.size - form.mark)))
  let [at, kept] = [form.mark, 0]
  try {
    for (let last = false; !last; ) {
      const read = await reader.fill(buffer, kept)
      const { filled } = read
      buffer = read.buffer
      last = at + filled >= blob.size
      if (!last && filled < buffer.byteLength) {
        throw unreadable(name, new Error(`it ended at byte ${at + filled} of ${blob.size}`))
      }
      let raw: Uint8Array = new Uint8Array(buffer, 0, filled)
      // A cut between two characters: the rest comes with the next part.
      if (!last && isUtf8) raw = raw.subarray(0, utf8Cut(raw))
      else if (!last && wide) raw = raw.subarray(0, wideCut(raw, form.encoding))
      else if (!last) raw = raw.subarray(0, asciiCut(raw))
      const done = at + raw.length
      if (decoder) {
        const text = await decoded(name, blob, form, decoder, raw, at, last)
        const surrogates = wide ? loneSurrogates(raw, form.encoding) : 0
        const bytes = encoder.encode(text)
        const misfits = !wide && form.asked ? text.split('\ufffd').length - 1 : 0
        yield { bytes, done, last, surrogates, misfits, dirty: surrogates + misfits > 0 || bytes.includes(0) }
      } else yield { ...clean(raw, at, form), done, last }
      kept = filled - raw.length
      new Uint8Array(buffer).copyWithin(0, raw.length, filled)
      at = done
    }
  } finally {
    reader.cancel()
  }
}

/** Bytes checked to be UTF-8; surrogates in three bytes, as some databases write them, become U+FFFD, as long. */
function clean(raw: Uint8Array, at: number, form: TextForm): Omit<Utf8Chunk, 'done' | 'last'> {
  const hasNul = raw.includes(0)
  if (isAscii(raw) || decodes('utf-8', raw)) return { bytes: raw, surrogates: 0, misfits: 0, dirty: hasNul }
  const { bytes, surrogates } = withoutSurrogates(raw)
  const bad = firstBadUtf8(bytes)
  if (bad === null) return { bytes, surrogates, misfits: 0, dirty: true }
  if (!form.asked) throw new NotUtf8(at + bad.offset, bad.surely || form.mark > 0)
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)
  const misfits = text.split('\ufffd').length - 1 - surrogates
  return { bytes: encoder.encode(text), surrogates, misfits, dirty: true }
}

async function decoded(
  name: string,
  blob: Blob,
  form: TextForm,
  decoder: TextDecoder,
  raw: Uint8Array,
  at: number,
  last: boolean,
): Promise<string> {
  try {
    return decoder.decode(raw, { stream: !last })
  } catch {
    throw await badByte(name, blob, at + firstBad(form.encoding, raw), form.encoding.toUpperCase())
  }
}

/** GB18030 and its like: bytes below `0` are never the second half of a character. */
function asciiCut(bytes: Uint8Array): number {
  for (let at = bytes.length - 1; at > 0; at--) if (bytes[at]! < 0x30) return at + 1
  return bytes.length
}

/** Not between the two halves of a pair. */
function wideCut(bytes: Uint8Array, encoding: string): number {
  const even = bytes.length & ~1
  const high = encoding === 'utf-16le' ? bytes[even - 1]! : bytes[even - 2]!
  return high >= 0xd8 && high < 0xdc && even > 2 ? even - 2 : even
}

function loneSurrogates(bytes: Uint8Array, encoding: string): number {
  const upper = encoding === 'utf-16le' ? 1 : 0
  let lone = 0
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const high = bytes[at + upper]!
    if (high < 0xd8 || high > 0xdf) continue
    const next = bytes[at + 2 + upper] ?? 0
    if (high < 0xdc && next >= 0xdc && next <= 0xdf) at += 2
    else lone++
  }
  return lone
}
