import { createReadStream } from 'node:fs'
import { readFile, realpath, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { aborted } from '../engine/engine'
import { isInside } from '../extracts/catalogueJson'
import { type ExtractFolder, utf8 } from '../extracts/fetchFile'
import { ExtractError } from '../extracts/source'

/** A folder on disk, read as the page reads it. A name, or a link, that leads outside counts as missing. */
export function diskFolder(directory: string, catalogue = 'catalog.json'): ExtractFolder {
  async function find(name: string, signal?: AbortSignal) {
    if (signal?.aborted) throw aborted(signal)
    const missing = (cause?: unknown) =>
      new ExtractError(name, 'missing', `there is no such file in ${directory}`, { cause })
    if (!isInside(name)) throw missing()
    try {
      const root = await realpath(directory)
      const path = await realpath(join(root, name))
      const stats = await stat(path)
      if (stats.isFile() && path.startsWith(root.endsWith(sep) ? root : root + sep)) return { path, stats }
    } catch (cause) {
      throw isMissing(cause) ? missing(cause) : unreadable(name, cause)
    }
    throw missing()
  }

  return {
    catalogue,
    async text(name, signal) {
      const { path } = await find(name, signal)
      return utf8(await orUnreadable(name, signal, () => readFile(path, { signal })), name)
    },
    async blob(name, signal, onBytes) {
      const { path, stats } = await find(name, signal)
      return orUnreadable(name, signal, async () => {
        const pieces: Uint8Array<ArrayBuffer>[] = []
        let bytes = 0
        for await (const piece of createReadStream(path, { signal, highWaterMark: 2 ** 20 })) {
          pieces.push(piece)
          bytes += piece.length
          onBytes?.(bytes, stats.size)
        }
        return new Blob(pieces)
      })
    },
    async stamp(name, signal) {
      const { stats } = await find(name, signal)
      return `${stats.size} ${stats.mtimeMs}`
    },
  }
}

async function orUnreadable<T>(name: string, signal: AbortSignal | undefined, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (cause) {
    if (signal?.aborted) throw aborted(signal)
    throw unreadable(name, cause)
  }
}

const isMissing = (cause: unknown) =>
  cause instanceof Error && 'code' in cause && (cause.code === 'ENOENT' || cause.code === 'ENOTDIR')

const unreadable = (name: string, cause: unknown) =>
  new ExtractError(name, 'load', `it cannot be read: ${cause instanceof Error ? cause.message : cause}`, { cause })
