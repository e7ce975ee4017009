import { tooSlow, within } from '../../storage/patience'
import { unreadable } from '../decodeBytes'

/**
 * Reads a blob from its beginning to its end into a buffer of the caller, again and again the same one: a browser takes
 * four times as long to hand over the same bytes in buffers of their own. `cancel` it when it is left early.
 *
 * Chromium now and then never answers such a read, with bytes still to come (one file in twenty was seen to stop so, at
 * a multiple of 1 MiB): after `patience` milliseconds the rest of the blob is read in slices of it, which takes longer.
 */
export class BlobReader {
  private readonly direct: ReadableStreamBYOBReader | null
  private readonly plain: ReadableStreamDefaultReader<Uint8Array> | null
  /** What was read and did not fit; of readers alone that do not take a buffer. */
  private rest: Uint8Array = new Uint8Array(0)
  /** Bytes of the blob that callers have. */
  private given = 0
  /** The stream answers no more. */
  private stalled = false

  constructor(
    private readonly name: string,
    private readonly blob: Blob,
    private readonly patience = 3_000,
  ) {
    const stream = blob.stream()
    this.direct = directReader(stream)
    this.plain = this.direct === null ? stream.getReader() : null
  }

  /**
   * Fills `buffer` from byte `from` on: the buffer, which may be another one with the same bytes, and up to where it is
   * filled: less than all of it only where the blob ends. Rejects with `ExtractError`.
   */
  async fill(buffer: ArrayBuffer, from: number): Promise<{ readonly buffer: ArrayBuffer; readonly filled: number }> {
    try {
      const read = this.direct
        ? await this.fillOrSlice(this.direct, buffer, from)
        : await this.fillPlainly(buffer, from)
      this.given += read.filled - from
      return read
    } catch (cause) {
      throw unreadable(this.name, cause)
    }
  }

  private async fillOrSlice(reader: ReadableStreamBYOBReader, buffer: ArrayBuffer, from: number) {
    const { byteLength } = buffer
    // A stream that stops takes the buffer with it: what the caller had in it is a few bytes.
    const kept = new Uint8Array(buffer).slice(0, from)
    if (!this.stalled) {
      try {
        return await fillDirectly(reader, buffer, from, this.patience)
      } catch (error) {
        if (error !== tooSlow) throw error
        this.stalled = true
        this.cancel()
      }
    }
    const bytes = await this.blob.slice(this.given, this.given + byteLength - from).arrayBuffer()
    const whole = new Uint8Array(byteLength)
    whole.set(kept)
    whole.set(new Uint8Array(bytes), from)
    return { buffer: whole.buffer, filled: from + bytes.byteLength }
  }

  cancel(): void {
    const reader = this.direct ?? this.plain
    reader?.cancel().catch(() => undefined)
  }

  private async fillPlainly(buffer: ArrayBuffer, from: number): Promise<{ buffer: ArrayBuffer; filled: number }> {
    const bytes = new Uint8Array(buffer)
    let filled = from
    while (filled < bytes.length) {
      if (this.rest.length === 0) {
        const { value } = (await this.plain?.read()) ?? {}
        if (value === undefined) break
        this.rest = value
      }
      const part = this.rest.subarray(0, bytes.length - filled)
      bytes.set(part, filled)
      filled += part.length
      this.rest = this.rest.subarray(part.length)
    }
    return { buffer, filled }
  }
}

/** null where the stream does not fill buffers of others. */
function directReader(stream: ReadableStream): ReadableStreamBYOBReader | null {
  try {
    return stream.getReader({ mode: 'byob' })
  } catch {
    return null
  }
}

async function fillDirectly(
  reader: ReadableStreamBYOBReader,
  buffer: ArrayBuffer,
  from: number,
  patience: number,
): Promise<{ buffer: ArrayBuffer; filled: number }> {
  let filled = from
  while (filled < buffer.byteLength) {
    // The buffer is moved into the stream, and comes back as another one.
    const { value, done } = await within(reader.read(new Uint8Array(buffer, filled)), patience)
    if (value === undefined) break
    buffer = value.buffer as ArrayBuffer
    filled += value.length
    if (done) break
  }
  return { buffer, filled }
}
