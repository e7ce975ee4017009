import type { FileStore } from '../../storage/files'
import { field } from '../catalogueJson'
import { type ExtractFolder, utf8 } from '../fetchFile'
import { ExtractError } from '../source'
import { type KeptContent, keptCalendar } from './versions'

/** Where kept bytes come from: the store, or what is about to be kept and is not yet there. */
export interface KeptBytes extends Pick<FileStore, 'read'> {
  /** Whether a file is about to be kept. */
  waits?(name: string): boolean
}

/** Bytes by name first from `waiting` (a trial's), then from what is kept. */
export const withWaiting = (files: KeptBytes, waiting: ReadonlyMap<string, Blob>): KeptBytes => ({
  read: async name => waiting.get(name) ?? files.read(name),
  waits: name => waiting.has(name),
})

/**
 * The server's folder with a content's kept files and dropped regions over it. A kept file that is gone is `missing`.
 * `stamp` of a kept file never changes, for its name tells its content.
 */
export function overlayFolder(web: ExtractFolder, files: KeptBytes, content: KeptContent): ExtractFolder {
  const kept = new Set(content.files.map(({ entry }) => entry.file))
  /** What is kept as text: dropped regions, a calendar. */
  const texts = new Map(
    (content.regions ?? []).flatMap(({ entry, text }) => {
      const file = field(entry, 'file')
      return typeof file === 'string' ? [[file, text] as const] : []
    }),
  )
  if (content.calendar !== undefined) texts.set(keptCalendar, content.calendar)
  async function read(name: string, signal?: AbortSignal): Promise<Blob> {
    signal?.throwIfAborted()
    let bytes: Blob | null
    try {
      bytes = await files.read(name)
    } catch (cause) {
      throw new ExtractError(name, 'load', 'what this browser keeps cannot be read now; reload the page', { cause })
    }
    signal?.throwIfAborted()
    if (bytes === null)
      throw new ExtractError(
        name,
        'missing',
        'this browser kept it and has it no more; load it again or bring back another version',
      )
    return bytes
  }
  const own = (name: string) => kept.has(name) || texts.has(name)
  const blob: ExtractFolder['blob'] = async (name, signal, onBytes) => {
    if (!own(name)) return web.blob(name, signal, onBytes)
    const text = texts.get(name)
    const bytes = text === undefined ? await read(name, signal) : new Blob([text])
    onBytes?.(bytes.size, bytes.size)
    return bytes
  }
  return {
    catalogue: web.catalogue,
    async text(name, signal) {
      if (!own(name)) return web.text(name, signal)
      return texts.get(name) ?? utf8(await (await blob(name, signal)).arrayBuffer(), name)
    },
    blob,
    stamp: async (name, signal) => (own(name) ? `kept ${name}` : web.stamp(name, signal)),
    made: name => kept.has(name) && files.waits?.(name) === true,
  }
}
