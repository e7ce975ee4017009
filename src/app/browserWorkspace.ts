import type { QueryClient } from '@tanstack/react-query'
import { parseCalendar } from '../extracts/calendar'
import { type Catalogue, parseCatalogue } from '../extracts/catalogue'
import type { PracticeExtract } from '../extracts/practice'
import type { Progress } from '../extracts/report'
import type { RegionSet } from '../extracts/source'
import { droppedRegions } from '../extracts/workspace/droppedRegions'
import { formatKept, type KeptState, nothingKept, parseKept } from '../extracts/workspace/keptState'
import { overlayFolder, withWaiting } from '../extracts/workspace/overlayFolder'
import {
  contentAfter,
  currentOf,
  droppedAs,
  effectiveCatalogue,
  freedFiles,
  type KeptContent,
  keptFile,
  neededFiles,
  nothingAdded,
  takenBack,
  takenNames,
  versionOf,
  withoutVersion,
  withVersion,
} from '../extracts/workspace/versions'
import type {
  Incoming,
  IncomingBeside,
  KeptVersion,
  Trial,
  Workspace,
  WorkspaceState,
} from '../extracts/workspace/workspace'
import { knownAs } from '../storage/faults'
import { type FileStore, openFileStore } from '../storage/files'
import type { AppStorage } from '../storage/kept'
import { type Manifest, openManifest, type SetAside } from '../storage/manifest'
import { compareIncoming } from './compareIncoming'
import { ExpectedTrial } from './expectedTrial'
import type { Live, Loaded, LoadOptions } from './live'
import type { Opened, ServerCatalogue } from './opened'
import { localTime, newId } from './versionStamp'

/** What the workspace needs of the page's session. */
export interface WorkspaceHost {
  readonly client: QueryClient
  readonly storage: AppStorage
  /** The catalogue on the server; null before it is read. */
  base(): ServerCatalogue | null
  /** The engine that answers; null before the page is live. */
  live(): Live | null
  regions(): Promise<RegionSet>
  /** Puts a loaded engine in the place of the one that answers. */
  show(loaded: Loaded): Promise<void>
  /** Another tab changed what is kept. */
  onOther(): void
  onProgress(progress: Progress | null): void
  /** Instead of `loadEngine`, and of this browser's files. */
  readonly load?: (opened: Opened, options: LoadOptions) => Promise<Loaded>
  readonly openFiles?: (url: string) => Promise<FileStore>
}

/** A set of extracts that was loaded and is not kept yet. */
interface Waiting {
  readonly loaded: Loaded
  readonly content: KeptContent
  readonly what: KeptVersion['what']
  /** Bytes that are not kept yet, by name; empty once they are, and on screen. */
  readonly bytes: Map<string, Blob>
  /** Id of the version that it was made from. */
  readonly from: string | null
}

/** The extracts of this browser beside those on the server: trials, versions, and what is kept of them. */
export class BrowserWorkspace implements Workspace {
  readonly #host: WorkspaceHost
  readonly #listeners = new Set<() => void>()
  #files: FileStore | null = null
  #manifest: Manifest<KeptState> | null = null
  #kept: KeptState = nothingKept
  #state: WorkspaceState = { where: 'memory', versions: [], current: null, used: 0, quota: null }
  #trial: Waiting | null = null
  readonly #expected = new ExpectedTrial()
  /** Grows with each trial: one that ends after a later one began is not heard any more. */
  #trials = 0
  #setAside: readonly string[] = []
  #working = false

  constructor(host: WorkspaceHost) {
    this.#host = host
  }

  readonly state = (): WorkspaceState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Reads what is kept for the catalogue at `url`. Never rejects: what cannot be read counts as not kept. */
  async open(url: string): Promise<void> {
    if (this.#manifest !== null) return
    this.#files = await (this.#host.openFiles ?? openFileStore)(url)
    this.#manifest = openManifest(this.#files, 'versions.json', parseKept, nothingKept)
    try {
      const { value, setAside } = await this.#manifest.read()
      this.#kept = value
      this.#tellSetAside(setAside)
      this.#manifest.watch(document => this.#otherTab(document.value))
    } catch (error) {
      this.#tellSetAside([{ name: 'versions.json', why: error instanceof Error ? error.message : String(error) }])
    }
    void this.#tell()
  }

  /** The server's catalogue with what the current version adds to it. */
  opened(base: ServerCatalogue): Opened {
    return this.#opened(base, currentOf(this.#kept) ?? nothingAdded, new Map())
  }

  #opened(base: ServerCatalogue, content: KeptContent, bytes: ReadonlyMap<string, Blob>): Opened {
    if (content === nothingAdded) return { ...base, effective: same }
    const effective = (catalogue: Catalogue): Catalogue =>
      parseCatalogue(JSON.stringify(effectiveCatalogue(catalogue, content)), base.folder.catalogue)
    const folder = overlayFolder(base.folder, withWaiting(this.#store(), bytes), content)
    const { calendar: text } = content
    const days = text === undefined ? {} : { calendar: parseCalendar(text), calendarText: text }
    return { ...base, ...days, catalogue: effective(base.catalogue), folder, effective }
  }

  regions(): Promise<RegionSet> {
    return this.#host.regions()
  }

  /** A trial will come, most likely: an engine is made ready for it, and practises. null: none will. */
  expectTrial(practice: Promise<PracticeExtract | null> | null): void {
    if (practice) this.#expected.begin(this.#host.regions(), practice)
    else void this.#expected.end()
  }

  async trial(
    incoming: readonly Incoming[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
    { regions = [], repeated }: IncomingBeside = {},
  ): Promise<Trial> {
    if (this.#working) throw new Error(underWay)
    this.discard()
    const trial = this.#trials
    const taken = takenNames(this.#base().catalogue, this.#kept)
    const files = incoming.map(each => {
      const file = keptFile(each, taken)
      taken.push(file.entry.file)
      return { file, mode: each.mode }
    })
    const bytes = new Map(
      files.map(({ file }, i) => [file.entry.file, incoming[i]?.read.parquet ?? new Blob()] as const),
    )
    const from = this.#kept.current
    const before = currentOf(this.#kept) ?? nothingAdded
    const dropped = await droppedRegions(regions, taken)
    const content = contentAfter(before, { what: 'load', incoming: files, regions: dropped, repeated })
    const loaded = await this.#load(content, onProgress, signal, bytes, () => this.#expected.take())
    if (trial !== this.#trials) {
      loaded.engine.close()
      throw new DOMException('A later check took its place', 'AbortError')
    }
    const broken = loaded.profile.files.find(file => bytes.has(file.file) && file.error !== null)
    if (broken) {
      loaded.engine.close()
      const path = files.find(({ file }) => file.entry.file === broken.file)?.file.path.join(' · ')
      throw new Error((broken.error ?? '').replaceAll(broken.file, path ?? broken.file))
    }
    try {
      const comparisons = await compareIncoming(this.#host.live(), loaded, incoming, signal)
      if (trial !== this.#trials) throw new DOMException('A later check took its place', 'AbortError')
      const what = files.some(({ mode }) => mode === 'replace') ? 'replace' : 'append'
      this.#trial = { loaded, content, what, bytes, from }
      const { engine, profile, version, opened } = loaded
      const kept = files.map(({ file }) => file)
      return { engine, profile, version, comparisons, files: kept, repeated: opened.catalogue.repeated }
    } catch (error) {
      loaded.engine.close()
      throw error
    }
  }

  async commit(by: string | null): Promise<void> {
    const trial = this.#trial
    if (trial === null) throw new Error('There is no checked load to keep: check the files once more')
    await this.#alone(async () => {
      // Nobody discards it while it is written; where that fails it can be kept once more.
      this.#trial = null
      try {
        await this.#keepAndShow(trial, by)
      } catch (error) {
        this.#trial = trial
        throw error
      }
    })
  }

  discard(): void {
    this.#trials += 1
    this.#trial?.loaded.engine.close()
    this.#trial = null
  }

  async restore(id: string | null): Promise<void> {
    await this.#change(() => (id === null ? nothingAdded : versionOf(this.#kept, id)), 'restore')
  }

  async removeFile(file: string): Promise<void> {
    await this.#change(() => contentAfter(currentOf(this.#kept) ?? nothingAdded, { what: 'remove', file }), 'remove')
  }

  async setCalendar(text: string | null): Promise<void> {
    const change = { what: 'calendar', text } as const
    if (text !== null) parseCalendar(text)
    await this.#change(() => contentAfter(currentOf(this.#kept) ?? nothingAdded, change), 'calendar')
  }

  async removeVersion(id: string): Promise<void> {
    await this.#alone(() => this.#update(state => withoutVersion(state, id)))
  }

  async removeEverything(): Promise<void> {
    this.discard()
    await this.#alone(async () => {
      const shown = this.#kept.current !== null
      const loaded = shown ? await this.#load(nothingAdded, this.#host.onProgress) : null
      try {
        await this.#update(() => nothingKept)
        await this.#store().clear()
        for (const key of await this.#host.storage.keys()) await this.#host.storage.remove(key)
        if (loaded) await this.#host.show(loaded)
      } catch (error) {
        loaded?.engine.close()
        throw error
      } finally {
        this.#host.onProgress(null)
      }
      this.#setAside = []
      await this.#tell()
    })
  }

  async publish(onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
    const live = this.#host.live()
    if (live === null) throw new Error('The extracts are not loaded yet: publish them once the page is live')
    const { publishPage } = await import('./publishPage')
    return publishPage(live, onProgress, signal)
  }

  /** Another set of extracts, loaded before it is written down: where loading fails all stays as it was. */
  async #change(contentOf: () => KeptContent, what: KeptVersion['what']): Promise<void> {
    this.discard()
    await this.#alone(async () => {
      const { replaced, files, regions, repeated, calendar, asOf } = contentOf()
      const plain = files.length + replaced.length === 0 && !regions?.length && !repeated && calendar === undefined
      const content = plain ? nothingAdded : { replaced, files, regions, repeated, calendar, asOf }
      const from = this.#kept.current
      try {
        const loaded = await this.#load(content, this.#host.onProgress)
        try {
          await this.#keepAndShow({ loaded, content, what, bytes: new Map(), from }, null)
        } catch (error) {
          loaded.engine.close()
          throw error
        }
      } finally {
        this.#host.onProgress(null)
      }
    })
  }

  async #load(
    content: KeptContent,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal = new AbortController().signal,
    bytes: ReadonlyMap<string, Blob> = new Map(),
    ahead?: LoadOptions['ahead'],
  ): Promise<Loaded> {
    const load = this.#host.load ?? (await import('./live')).loadEngine
    return load(this.#opened(this.#base(), content, bytes), { signal, onProgress, ahead })
  }

  /** Where showing fails, what was kept is taken back: the version on screen is the current one, always. */
  async #keepAndShow(waiting: Waiting, by: string | null): Promise<void> {
    const id = newId()
    await this.#keep(waiting, by, id)
    try {
      await this.#host.show(waiting.loaded)
    } catch (error) {
      try {
        await this.#update(state => takenBack(state, id, waiting.from))
      } catch {
        const why = error instanceof Error ? error.message : String(error)
        throw new Error(`${why}; it is kept all the same: reload the page`, { cause: error })
      }
      throw error
    }
    // From now on they are read from where they are kept.
    waiting.bytes.clear()
  }

  /** Bytes first, then the list of versions that names them; where either fails, what was written is removed again. */
  async #keep({ loaded, content, what, bytes, from }: Waiting, by: string | null, id: string): Promise<void> {
    const files = this.#store()
    const written: string[] = []
    try {
      for (const [name, blob] of bytes) {
        written.push(name)
        await files.write(name, blob).catch(error => {
          throw knownAs(error, droppedAs(content, name))
        })
      }
      const { version, profile } = loaded
      const facts = { id, time: localTime(), by, version, rows: profile.rows }
      await this.#update(state => {
        if (state.current !== from)
          throw new Error('Another tab changed the extracts meanwhile: reload this page, then load the files once more')
        return content === nothingAdded ? { ...state, current: null } : withVersion(state, content, what, facts)
      })
    } catch (error) {
      await this.#removeUnneeded(written)
      throw error
    }
  }

  /** Files that were written in vain. Another tab may have kept the same file, which has the same name, meanwhile. */
  async #removeUnneeded(names: readonly string[]): Promise<void> {
    try {
      const needed = neededFiles((await this.#manifest?.read())?.value ?? this.#kept)
      for (const name of names) if (!needed.has(name)) await this.#store().remove(name)
    } catch {
      // Bytes that no version names are in nobody's way but that of room.
    }
  }

  async #update(change: (state: KeptState) => KeptState): Promise<void> {
    if (this.#manifest === null) throw new Error('What this browser keeps is not open yet: try again in a moment')
    const before = this.#kept
    const { value, setAside } = await this.#manifest.update(state => formatKept(change(state)) as KeptState)
    this.#tellSetAside(setAside)
    this.#kept = value
    const files = this.#store()
    for (const name of freedFiles(before, value)) await files.remove(name).catch(() => undefined)
    await this.#tell()
  }

  #otherTab(state: KeptState): void {
    const before = this.#kept.current
    this.#kept = state
    void this.#tell()
    if (state.current !== before) this.#host.onOther()
  }

  /** One change at a time: a second click is refused, it does not wait. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working) throw new Error(underWay)
    this.#working = true
    try {
      return await work()
    } finally {
      this.#working = false
    }
  }

  #tellSetAside(setAside: readonly SetAside[]): void {
    this.#setAside = [...this.#setAside, ...setAside.map(({ name, why }) => `${name}: ${why}`)]
  }

  #base(): ServerCatalogue {
    const base = this.#host.base()
    if (base === null) throw new Error('The catalogue is not read yet: reload the page')
    return base
  }

  #store(): FileStore {
    if (this.#files === null) throw new Error('What this browser keeps is not open yet: reload the page')
    return this.#files
  }

  async #tell(): Promise<void> {
    const files = this.#files
    const room = files === null ? { used: 0, quota: null } : await files.room().catch(() => ({ used: 0, quota: null }))
    const { versions, current } = this.#kept
    this.#state = { where: files?.where ?? 'memory', versions, current, ...room, setAside: this.#setAside }
    for (const listener of this.#listeners) listener()
  }
}

const underWay = 'Another change of the extracts is under way: wait until it has ended'

const same = (catalogue: Catalogue): Catalogue => catalogue
