import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** The encodings that we offer, best first. */
export type Encoding = 'br' | 'gzip'

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Brotli at `quality` 0-11: 5 keeps an answer waiting for 20 ms per MB, 11 is for files that are built once. */
export function brotliBytes(bytes: Uint8Array, quality: number): Promise<Buffer> {
  return brotli(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
}

/** gzip at its best, for whoever knows no brotli (plain HTTP that is not localhost, for one). */
export function gzipBytes(bytes: Uint8Array): Promise<Buffer> {
  return zip(bytes, { level: 9 })
}

/** The best encoding that an `Accept-Encoding` header allows (`q=0` forbids); undefined for none. */
export function acceptedEncoding(header: string | undefined): Encoding | undefined {
  const offers = new Map(
    (header ?? '').split(',').map(part => {
      const [name = '', ...parameters] = part.split(';').map(text => text.trim().toLowerCase())
      return [name, !parameters.some(text => /^q=0(\.0*)?$/.test(text))]
    }),
  )
  return (['br', 'gzip'] as const).find(name => offers.get(name))
}

/** Compressed texts are kept up to this many bytes in all; beyond it the longest unused go. */
const KEPT_BYTES = 128 * 2 ** 20

/**
 * Remembers files compressed in memory, one copy for each version (`tag`: changes with the file's size or time).
 * Nothing is written: the folder may be read-only.
 */
export class CompressedFiles {
  private readonly kept = new Map<string, { tag: string; bytes: Promise<Buffer>; size: number }>()

  /** The file's bytes in `encoding`. Rejects when it cannot be read; the next call tries anew. */
  get(path: string, tag: string, encoding: Encoding): Promise<Buffer> {
    const key = `${encoding} ${path}`
    const known = this.kept.get(key)
    this.kept.delete(key)
    if (known?.tag === tag) {
      this.kept.set(key, known)
      return known.bytes
    }
    const bytes = readFile(path).then(file => (encoding === 'br' ? brotliBytes(file, 5) : gzipBytes(file)))
    const entry = { tag, bytes, size: 0 }
    this.kept.set(key, entry)
    bytes.then(
      done => {
        entry.size = done.length
        this.trim()
      },
      () => {
        if (this.kept.get(key) === entry) this.kept.delete(key)
      },
    )
    return bytes
  }

  private trim(): void {
    let total = [...this.kept.values()].reduce((sum, entry) => sum + entry.size, 0)
    for (const [key, entry] of this.kept) {
      if (total <= KEPT_BYTES) return
      this.kept.delete(key)
      total -= entry.size
    }
  }
}
