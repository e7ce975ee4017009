import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliBytes, gzipBytes } from './compressed'
import { filesUnder } from './files'

const COMPRESSIBLE = /\.(js|css|html|svg|wasm|json|geojson|webmanifest|txt)$/

/** Smaller files travel in one packet anyway. In bytes. */
const WORTH = 1024

/** From this many bytes on, quality 9: the engine's 34 MB take 6 s and give 5.9 MB; 11 takes 64 s and gives 5.1 MB. */
const LARGE = 2 ** 20

/**
 * Writes `x.br` and `x.gz` beside each text and WebAssembly file `x` of a built folder. Not for index.html, which is
 * sent with a nonce of its own each time. Brotli of large files is kept in `cache` by content, since they rarely change.
 */
export async function compressFolder(folder: string, cache: string): Promise<void> {
  const names = filesUnder(folder, ['.']).filter(name => COMPRESSIBLE.test(name) && name !== 'index.html')
  // All at once: zlib works on Node's own four threads.
  await Promise.all(
    names.map(async name => {
      const bytes = await readFile(join(folder, name))
      if (bytes.length < WORTH) return
      await Promise.all([
        (bytes.length < LARGE ? brotliBytes(bytes, 11) : keptBrotli(bytes, cache)).then(packed =>
          writeFile(join(folder, `${name}.br`), packed),
        ),
        gzipBytes(bytes).then(packed => writeFile(join(folder, `${name}.gz`), packed)),
      ])
    }),
  )
}

async function keptBrotli(bytes: Buffer, cache: string): Promise<Buffer> {
  const path = join(cache, `${createHash('sha256').update(bytes).digest('hex')}.9.br`)
  if (existsSync(path)) return readFile(path)
  const packed = await brotliBytes(bytes, 9)
  await mkdir(cache, { recursive: true })
  const unfinished = `${path}.${process.pid}`
  await writeFile(unfinished, packed)
  await rename(unfinished, path)
  return packed
}
