import { type Catalogue, dataFiles, parseCatalogue } from './catalogue'
import type { ExtractFolder } from './fetchFile'
import { canonical, extractVersion, statedHashes } from './version'

export interface Watch {
  readonly folder: ExtractFolder
  /** The catalogue and version on the page. */
  readonly catalogue: Catalogue
  /** What the page makes of a catalogue from the server, with the files of this browser; the catalogue itself when absent. */
  readonly effective?: (catalogue: Catalogue) => Catalogue
  readonly version: string
  readonly engine: string
  readonly prepareVersion: string
  /** Saved mappings, as `extractVersion` takes them. */
  readonly mappings?: unknown
  /** Milliseconds between two looks. */
  readonly every?: number
  /** Called once for each change; null where the files changed but only reading them would tell the version. */
  readonly onNewer: (version: string | null) => void
}

const tenMinutes = 600_000

/**
 * Looks every ten minutes whether other extracts were published, without reading their rows: by the stated hashes, else
 * by what the server says of each file. A hidden page looks when it is shown again. What cannot be read now is looked
 * at the next time. Returns a function that ends it.
 */
export function watchVersion(watch: Watch): () => void {
  const { every = tenMinutes, onNewer } = watch
  const page = typeof document === 'undefined' ? null : document
  const ended = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  let looking = false
  let overdue = false
  let version = watch.version
  let print: string | null = null

  async function look() {
    if (looking || ended.signal.aborted) return
    looking = true
    clearTimeout(timer)
    try {
      const now = await marks(watch, ended.signal)
      if (!ended.signal.aborted) compare(now)
    } catch {
      // A look that failed is no news.
    } finally {
      looking = false
      if (!ended.signal.aborted) timer = setTimeout(due, every)
    }
  }
  function compare(now: { version: string | null; print: string }) {
    if (now.version !== null) {
      if (now.version !== version) onNewer(now.version)
      version = now.version
    } else if (print !== null && now.print !== print) onNewer(null)
    print = now.print
  }
  function due() {
    overdue = page?.visibilityState === 'hidden'
    if (!overdue) void look()
  }
  function shown() {
    if (overdue) due()
  }

  page?.addEventListener('visibilitychange', shown)
  // Without stated hashes the first look finds what later ones are compared with.
  if (statedHashes(watch.catalogue) === null) void look()
  else timer = setTimeout(due, every)
  return () => {
    ended.abort()
    clearTimeout(timer)
    page?.removeEventListener('visibilitychange', shown)
  }
}

async function marks(watch: Watch, signal: AbortSignal) {
  const { folder, engine, prepareVersion, mappings, effective = same } = watch
  const catalogue = effective(parseCatalogue(await folder.text(folder.catalogue, signal), folder.catalogue))
  const read = async (name: string | undefined) => (name === undefined ? null : folder.text(name, signal))
  const [calendarText, targetsText] = await Promise.all([read(catalogue.calendar), read(catalogue.targets)])
  const hashes = statedHashes(catalogue)
  const stamps = hashes ? [] : await Promise.all(dataFiles(catalogue).map(({ file }) => folder.stamp(file, signal)))
  const version =
    hashes && extractVersion({ catalogue, hashes, calendarText, targetsText, mappings, engine, prepareVersion })
  return { version, print: canonical([catalogue, calendarText, targetsText, stamps]) }
}

const same = (catalogue: Catalogue): Catalogue => catalogue
