import { Zip, ZipDeflate, ZipPassThrough } from 'fflate'
import { sizeText } from '../limits'
import { ExtractError } from '../source'

const sliceBytes = 4 * 1024 * 1024
/** A ZIP without its 64-bit form ends here. */
const most = 0xffff_ffff - 64 * 1024 * 1024

/**
 * Files as one ZIP: `.parquet` as it is, for it is packed already, the rest deflated. In slices, so that nothing waits
 * for long. Rejects with an ExtractError above 4 GB and with AbortError once `signal` fires.
 */
export async function zipFiles(files: readonly (readonly [name: string, blob: Blob])[], signal?: AbortSignal) {
  const bytes = files.reduce((sum, [, blob]) => sum + blob.size, 0)
  if (bytes > most)
    throw new ExtractError('publish', 'too-large', `the files have ${sizeText(bytes)}, more than a ZIP of 4 GB holds`)
  const parts: Blob[] = []
  const zip = new Zip((error, piece) => {
    if (error) throw error
    parts.push(new Blob([piece as Uint8Array<ArrayBuffer>]))
  })
  for (const [name, blob] of files) {
    const file = name.endsWith('.parquet') ? new ZipPassThrough(name) : new ZipDeflate(name, { level: 6 })
    zip.add(file)
    for (let at = 0; at < blob.size || at === 0; at += sliceBytes) {
      signal?.throwIfAborted()
      const slice = await blob.slice(at, at + sliceBytes).arrayBuffer()
      file.push(new Uint8Array(slice), at + sliceBytes >= blob.size)
    }
  }
  zip.end()
  return new Blob(parts, { type: 'application/zip' })
}
