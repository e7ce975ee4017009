import { ExtractError } from './source'
import { lengthBytes, mostHeaderBytes } from './tablesFile'

/** Reads a tables file piece by piece. Rejects with an ExtractError that names it for what is damaged or cut off. */
export class TablesReader {
  private readonly source: Promise<ReadableStreamDefaultReader<Uint8Array>>
  private pieces: Uint8Array[] = []
  private held = 0

  constructor(
    private readonly name: string,
    bytes: Blob,
  ) {
    this.source = unzipped(bytes)
    this.source.catch(() => undefined)
  }

  /** The header, unchecked. */
  async header(): Promise<unknown> {
    const length = await this.take(lengthBytes)
    const bytes = new DataView(length.buffer).getUint32(0, true)
    if (bytes > mostHeaderBytes) throw this.damaged(`its header would have ${bytes} bytes`)
    try {
      return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(await this.take(bytes)))
    } catch (cause) {
      throw cause instanceof ExtractError ? cause : this.damaged('its header cannot be read', cause)
    }
  }

  /** The next `bytes` bytes in a buffer of their own. */
  async take(bytes: number): Promise<Uint8Array<ArrayBuffer>> {
    while (this.held < bytes) {
      const piece = await this.read()
      if (piece === null) throw this.damaged(`it ended ${bytes - this.held} bytes too early`)
      this.pieces.push(piece)
      this.held += piece.length
    }
    const found = new Uint8Array(bytes)
    for (let at = 0; at < bytes; ) {
      const [piece] = this.pieces as [Uint8Array]
      const part = piece.subarray(0, bytes - at)
      found.set(part, at)
      at += part.length
      if (part.length === piece.length) this.pieces.shift()
      else this.pieces[0] = piece.subarray(part.length)
    }
    this.held -= bytes
    return found
  }

  /** Nothing follows: what was unpacked is then checked against the checksum at its end, too. */
  async end(): Promise<void> {
    while (this.held === 0) {
      const piece = await this.read()
      if (piece === null) return
      this.held += piece.length
    }
    throw this.damaged('it goes on after its last row')
  }

  private async read(): Promise<Uint8Array | null> {
    try {
      const { done, value } = await (await this.source).read()
      return done ? null : value
    } catch (cause) {
      throw this.damaged('it cannot be unpacked', cause)
    }
  }

  /** What is wrong with the file. */
  damaged(detail: string, cause?: unknown): ExtractError {
    return new ExtractError(this.name, 'decode', `${detail}; publish the folder again`, { cause })
  }
}

/** A server may send the file as "encoded" by gzip: then the browser has unpacked it already. */
async function unzipped(bytes: Blob): Promise<ReadableStreamDefaultReader<Uint8Array>> {
  const [first, second] = new Uint8Array(await bytes.slice(0, 2).arrayBuffer())
  const stream: ReadableStream<Uint8Array> = bytes.stream()
  if (first !== 0x1f || second !== 0x8b) return stream.getReader()
  const unzip = new DecompressionStream('gzip') as ReadableWritablePair<Uint8Array, Uint8Array>
  return stream.pipeThrough(unzip).getReader()
}
