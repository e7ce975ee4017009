import type { QueryClient } from '@tanstack/react-query'
import type { QueryEngine } from '../engine/engine'
import type { Catalogue } from '../extracts/catalogue'
import { parseCatalogue } from '../extracts/catalogue'
import { sha256Hex } from '../extracts/hash'
import { compareTables } from '../extracts/quality/compareTables'
import type { Profile, Progress } from '../extracts/report'
import type { RegionSet } from '../extracts/source'
import { overlayFolder } from '../extracts/workspace/overlayFolder'
import {
  effectiveCatalogue,
  type KeptState,
  nothingKept,
  parseKept,
  unneededFiles,
} from '../extracts/workspace/versions'
import type {
  Comparison,
  Incoming,
  KeptFile,
  KeptVersion,
  Trial,
  Workspace,
  WorkspaceState,
} from '../extracts/workspace/workspace'
import { type TableName, tableNames } from '../schema'
import type { AppStorage } from '../storage'
import { type FileStore, openFileStore } from '../storage/files'
import { type Manifest, openManifest } from '../storage/manifest'
import type { Live, Loaded } from './live'
import type { Opened, ServerCatalogue } from './opened'

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
}

/** The extracts of this browser beside those on the server: trials, versions, and what is kept of them. */
export class BrowserWorkspace implements Workspace {
  readonly #host: WorkspaceHost
  readonly #listeners = new Set<() => void>()
  #files: FileStore | null = null
  #manifest: Manifest<KeptState> | null = null
  #kept: KeptState = nothingKept
  #state: WorkspaceState = { where: 'memory', versions: [], current: null, used: 0, quota: null }
  /** Bytes of files that are not kept yet, by name. */
  readonly #fresh = new Map<string, Blob>()
  #trial: { loaded: Loaded; version: KeptVersion; fresh: ReadonlyMap<string, Blob> } | null = null
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
    this.#files = await openFileStore(url)
    this.#manifest = await openManifest(this.#files, { parse: parseKept, empty: nothingKept })
    this.#kept = await this.#manifest.read()
    this.#manifest.watch(() => void this.#otherTab())
    this.#tell()
  }

  /** The server's catalogue with the current version of this browser. */
  opened(base: ServerCatalogue, version = this.#version(this.#kept.current)): Opened {
    const effective = (catalogue: Catalogue): Catalogue =>
      version === null
        ? catalogue
        : parseCatalogue(JSON.stringify(effectiveCatalogue(catalogue, version)), base.folder.catalogue)
    const folder = version === null ? base.folder : overlayFolder(base.folder, version, this.#store(), this.#fresh)
    return { ...base, catalogue: effective(base.catalogue), folder, effective }
  }

  regions(): Promise<RegionSet> {
    return this.#host.regions()
  }

  async trial(
    incoming: readonly Incoming[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ): Promise<Trial> {
    this.discard()
    const before = this.#version(this.#kept.current)
    const fresh = new Map(incoming.map(each => [keptName(each), each.read.parquet] as const))
    const next = nextVersion(
      before,
      incoming.map(each => ({ file: keptFile(each), mode: each.mode })),
    )
    const loaded = await this.#load(next, onProgress, signal, fresh)
    const version = { ...next, version: loaded.version, rows: loaded.profile.rows }
    this.#trial = { loaded, version, fresh }
    const broken = loaded.profile.files.find(file => fresh.has(file.file) && file.error !== null)
    if (broken) {
      this.discard()
      throw new Error(broken.error ?? broken.file)
    }
    const comparisons = await this.#compare(loaded, incoming, signal)
    return { engine: loaded.engine, profile: loaded.profile, version: loaded.version, comparisons }
  }

  async commit(by: string | null): Promise<void> {
    const trial = this.#trial
    if (trial === null) throw new Error('There is no checked load to keep: check the files once more')
    await this.#alone(async () => {
      const files = this.#store()
      const written: string[] = []
      try {
        for (const [name, blob] of trial.fresh) {
          if ((await files.read(name)) !== null) continue
          await files.write(name, blob)
          written.push(name)
        }
        await this.#keep({ ...trial.version, by })
      } catch (error) {
        for (const name of written) await files.remove(name).catch(() => undefined)
        throw error
      }
      this.#trial = null
      await this.#host.show(trial.loaded)
    })
  }

  discard(): void {
    this.#trial?.loaded.engine.close()
    this.#trial = null
  }

  async restore(id: string | null): Promise<void> {
    const found = id === null ? null : this.#version(id)
    if (id !== null && found === null) throw new Error(`version ${id} is not kept here any more: reload the page`)
    await this.#change(found === null ? null : { ...found, ...stamp('restore') })
  }

  async removeFile(file: string): Promise<void> {
    const now = this.#version(this.#kept.current)
    const version = withoutFile(now, file, this.#base().catalogue)
    await this.#change({ ...version, ...stamp('remove') })
  }

  async removeVersion(id: string): Promise<void> {
    if (id === this.#kept.current)
      throw new Error('This version is on screen: bring back another one before it is removed')
    await this.#alone(async () => {
      await this.#update(state => ({ ...state, versions: state.versions.filter(version => version.id !== id) }))
      await this.#sweep()
    })
  }

  async removeEverything(): Promise<void> {
    await this.#alone(async () => {
      const shown = this.#kept.current !== null
      await this.#update(() => nothingKept)
      await this.#store().clear()
      for (const key of await this.#host.storage.keys()) await this.#host.storage.remove(key)
      this.#host.client.clear()
      if (shown) await this.#host.show(await this.#load(null, this.#host.onProgress))
      this.#host.onProgress(null)
    })
  }

  async publish(onProgress: (share: number) => void, signal: AbortSignal): Promise<Blob> {
    const { publishPage } = await import('./publishPage')
    const live = this.#host.live()
    if (live === null) throw new Error('The extracts are not loaded yet: publish them once the page is live')
    return publishPage(live, onProgress, signal)
  }

  /** Another state of what is kept, loaded before it is written down: where loading fails all stays as it was. */
  async #change(version: KeptVersion | null): Promise<void> {
    this.discard()
    await this.#alone(async () => {
      const loaded = await this.#load(version, this.#host.onProgress).finally(() => this.#host.onProgress(null))
      try {
        if (version === null) await this.#update(state => ({ ...state, current: null }))
        else await this.#keep({ ...version, version: loaded.version, rows: loaded.profile.rows })
      } catch (error) {
        loaded.engine.close()
        throw error
      }
      await this.#host.show(loaded)
    })
  }

  async #load(
    version: KeptVersion | null,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal = new AbortController().signal,
    fresh: ReadonlyMap<string, Blob> = new Map(),
  ): Promise<Loaded> {
    const { loadEngine } = await import('./live')
    const opened = this.opened(this.#base(), version, fresh)
    return loadEngine(opened, { signal, onProgress })
  }

  /** Tables that are replaced, row by row against what is on screen. */
  async #compare(loaded: Loaded, incoming: readonly Incoming[], signal: AbortSignal): Promise<Comparison[]> {
    const live = this.#host.live()
    if (live === null) return []
    const { compareTables } = await import('../extracts/quality/compareTables')
    const found: Comparison[] = []
    for (const table of tableNames) {
      if (!incoming.some(each => each.table === table) || live.profile.rows[table] === 0) continue
      found.push(await compareTables(live.engine, loaded.engine, table, signal))
    }
    return found
  }

  async #keep(version: KeptVersion): Promise<void> {
    await this.#update(state => ({ ...state, current: version.id, versions: [version, ...state.versions] }))
  }

  async #update(change: (state: KeptState) => KeptState): Promise<void> {
    if (this.#manifest === null) throw new Error('What this browser keeps is not open yet: try again in a moment')
    this.#kept = await this.#manifest.update(change)
    await this.#tell()
  }

  /** Files that no version needs go. */
  async #sweep(): Promise<void> {
    const files = this.#store()
    for (const name of unneededFiles(this.#kept, await files.list())) await files.remove(name)
    await this.#tell()
  }

  async #otherTab(): Promise<void> {
    if (this.#manifest === null) return
    const before = this.#kept.current
    this.#kept = await this.#manifest.read()
    await this.#tell()
    if (this.#kept.current !== before) this.#host.onOther()
  }

  /** One change at a time: a second click waits for nothing, it is refused. */
  async #alone<T>(work: () => Promise<T>): Promise<T> {
    if (this.#working) throw new Error('Another change of the extracts is under way: wait until it has ended')
    this.#working = true
    try {
      return await work()
    } finally {
      this.#working = false
    }
  }

  #version(id: string | null): KeptVersion | null {
    return this.#kept.versions.find(version => version.id === id) ?? null
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
    this.#state = { where: files?.where ?? 'memory', versions, current, ...room }
    for (const listener of this.#listeners) listener()
  }
}

/** A name that says what is in the file, and its bytes' hash: the same bytes are kept once. */
export const keptName = ({ read, table }: Incoming): string => `kept/${table}-${read.sha256.slice(0, 16)}.parquet`

function keptFile(incoming: Incoming): KeptFile {
  const { read, table, settings } = incoming
  const entry = { table, file: keptName(incoming), sha256: read.sha256, ...settings }
  return {
    entry: entry as KeptFile['entry'],
    path: read.path,
    bytes: read.parquet.size,
    rows: read.rows,
    masked: read.masked,
  }
}
