import type { QueryClient } from '@tanstack/react-query'
import { speak } from '../engine/dialect'
import { aborted, type QueryEngine } from '../engine/engine'
import { print } from '../engine/literals'
import { catalogueUrl } from '../extracts/catalogue'
import type { Profile, Progress } from '../extracts/report'
import { statedHashes } from '../extracts/version'
import { keepCounts } from '../queries/sums'
import { spelledOut } from '../risk/kept'
import type { AppStorage } from '../storage/kept'
import { hydrateAnswers, publishedAnswers, restoreAnswers } from './answers'
import { BrowserWorkspace } from './browserWorkspace'
import type { ServerConfig } from './config'
import type { Answering, Live, Loaded } from './live'
import { type Opened, openCatalogue, type ServerCatalogue, versionOf } from './opened'
import type { RemoteWorkshop } from './remoteWorkshop'
import { RiskVersions } from './riskVersions'

/** Where the page stands. `answers`: what was published or kept is on screen while the engine loads. */
export interface SessionState {
  readonly phase: 'starting' | 'loading' | 'live' | 'failed' | 'cancelled'
  readonly opened: Opened | null
  /** Null until it can be known: the version of every answer on screen. */
  readonly version: string | null
  readonly profile: Profile | null
  /** Whose answers are on screen before the page is live. */
  readonly early: 'published' | 'kept' | null
  readonly progress: Progress | null
  readonly error: Error | null
  /** A newer version lies on the server. */
  readonly newer: boolean
}

const initial: SessionState = {
  phase: 'starting', opened: null, version: null, profile: null, early: null, progress: null, error: null, newer: false,
} // biome-ignore format: a record of nothing yet

export const profileKey = (version: string) => [version, 'profile'] as const

/**
 * The life of one page: catalogue, answers from before, engine, answers of now. Its `engine` may be asked at any time;
 * it answers once the page is live. A page goes from version to version by loading again.
 */
export class Session {
  #state = initial
  readonly #listeners = new Set<() => void>()
  #live = deferred<Answering>()
  #stop = new AbortController()
  #running: Answering | null = null
  /** The same, where it is an engine of this browser. */
  #loaded: Live | null = null
  #base: ServerCatalogue | null = null
  /** What this browser keeps of extracts, and how they are changed. */
  readonly workspace: BrowserWorkspace
  /** Scorecards and models that were saved here, and which of them is active. */
  readonly versions: RiskVersions

  constructor(
    readonly client: QueryClient,
    readonly storage: AppStorage,
  ) {
    this.#live.promise.catch(() => undefined)
    this.versions = new RiskVersions(storage)
    this.workspace = new BrowserWorkspace({
      base: () => this.#base,
      live: () => this.#loaded,
      regions: async () => (this.#state.profile ?? (await this.#live.promise).profile).regions,
      show: loaded => this.#show(loaded),
      onOther: () => this.#set({ newer: true }),
      onProgress: progress => this.#set({ progress }),
      client,
      storage,
    })
  }

  readonly state = (): SessionState => this.#state
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Waits for the live engine, or for the end of the question. */
  readonly engine: QueryEngine = this.#asking()

  #asking(): QueryEngine {
    const onServer = (): boolean => this.onServer
    return {
      get name() {
        return onServer() ? 'clickhouse' : 'duckdb'
      },
      text: query => (onServer() ? (this.#running?.engine.text(query) ?? '') : print(spelledOut(query))),
      rows: async (query, signal) => {
        const live = await orAborted(this.#live.promise, signal)
        return orAborted(
          live.asked(query.strings, () => live.engine.rows(query, signal)),
          signal,
        )
      },
      table: async (statement, options) => {
        const { engine, asked } = await orAborted(this.#live.promise, options.signal)
        return orAborted(
          asked([statement], () => engine.table(statement, options)),
          options.signal,
        )
      },
    }
  }

  /** Whether a server answers. */
  get onServer(): boolean {
    return this.#base?.config.engine === 'clickhouse'
  }

  /** The catalogue's address, once it is read; never where it cannot be. */
  readonly url = (): Promise<string> =>
    new Promise(resolve => {
      const look = (): void => {
        if (this.#state.opened === null) return
        leave()
        resolve(this.#state.opened.url)
      }
      const leave = this.subscribe(look)
      look()
    })

  /** What learns and foretells, once the page is live. Rejects as `load` failed. */
  readonly hashes = async (): Promise<Readonly<Record<string, string>>> => (await this.#live.promise).hashes
  readonly workshop = async (): Promise<RemoteWorkshop> => (await this.#live.promise).workshop

  /** Reads the catalogue and shows what is already known of its version. Never rejects: failures are in the state. */
  async open(): Promise<void> {
    try {
      const kept = this.workspace.open(catalogueUrl(window.location))
      kept.catch(() => undefined)
      this.#base = await openCatalogue(this.#stop.signal)
      await kept
      if (this.onServer) speak('clickhouse')
      const opened = this.workspace.opened(this.#base)
      const hashes = statedHashes(opened.catalogue)
      const version = hashes === null || this.onServer ? null : versionOf(opened, hashes)
      const versions = this.versions.open(opened.url)
      const early = version === null ? null : await this.#earlyAnswers(opened, version)
      await versions
      const profile = version === null ? null : (this.client.getQueryData<Profile>(profileKey(version)) ?? null)
      if (profile) keepCounts(profile.rows)
      this.#set({ opened, version, profile, early: profile ? early : null, phase: 'loading' })
    } catch (error) {
      this.#fail(error)
    }
  }

  async #earlyAnswers(opened: Opened, version: string): Promise<'published' | 'kept' | null> {
    const published = opened.catalogue.answers
      ? await publishedAnswers(opened.folder, opened.catalogue.answers, version, this.#stop.signal)
      : null
    const kept = published ? null : await restoreAnswers(this.storage, opened.url, version)
    const answers = published ?? kept
    if (answers === null) return null
    hydrateAnswers(this.client, answers)
    return published ? 'published' : 'kept'
  }

  /** Opens the engine and loads every extract; what takes the drawing thread waits for `drawn`. Never rejects. */
  async load(drawn: Promise<unknown> = Promise.resolve()): Promise<void> {
    const { opened } = this.#state
    if (opened === null) return
    try {
      const { config } = opened
      if (config.engine === 'clickhouse') return await this.#ask(config)
      const { loadEngine } = await import('./live')
      const loaded = await loadEngine(opened, {
        signal: this.#stop.signal,
        onProgress: progress => this.#set({ progress }),
        known: this.#state.profile,
        version: this.#state.version,
        drawn,
      })
      if (this.#state.version !== null && this.#state.version !== loaded.version) this.client.clear()
      await this.#show(loaded)
    } catch (error) {
      this.#fail(error)
    }
  }

  /** Has a server answer: there is nothing to load. */
  async #ask(config: ServerConfig): Promise<void> {
    const { openServer } = await import('./serverLive')
    const onNewer = (): void => this.#set({ newer: true })
    const live = await openServer(config, { signal: this.#stop.signal, onNewer })
    const { profile, version } = live
    keepCounts(live.kept)
    this.client.setQueryData(profileKey(version), profile)
    this.#running?.close()
    this.#running = live
    this.#live.resolve(live)
    this.#set({ phase: 'live', version, profile, progress: null, early: null, error: null, newer: false })
  }

  /** Puts a loaded engine in the place of the one that answers, if any: every question is asked of it from now on. */
  async #show(loaded: Loaded): Promise<void> {
    const { goLive } = await import('./live')
    // The same version says the same: keeping the object keeps what is drawn from it.
    const whole = loaded.profile.files.every(file => file.error === null)
    const known = whole && this.#state.version === loaded.version ? this.#state.profile : null
    const profile = known ?? loaded.profile
    keepCounts(profile.rows)
    this.client.setQueryData(profileKey(loaded.version), profile)
    const before = this.#running
    const onNewer = (): void => this.#set({ newer: true })
    const live = goLive({ ...loaded, profile }, { storage: this.storage, client: this.client, onNewer })
    this.#running = live
    this.#loaded = live
    const settled = before !== null || this.#state.phase === 'failed' || this.#state.phase === 'cancelled'
    if (settled) this.#live = deferred<Live>()
    // The questions that wait are asked before the page draws itself anew.
    this.#live.resolve(live)
    const { opened, version } = loaded
    this.#set({ phase: 'live', opened, version, profile, progress: null, early: null, error: null, newer: false })
    before?.close()
  }

  /** Ends loading; what is on screen stays. */
  cancel(): void {
    this.#stop.abort(new DOMException('Loading was cancelled', 'AbortError'))
  }

  /** Starts once more after a failure or a cancellation. */
  async retry(): Promise<void> {
    this.#running?.close()
    this.#running = null
    this.#loaded = null
    this.#stop = new AbortController()
    this.#live = deferred<Live>()
    this.#live.promise.catch(() => undefined)
    this.#set({ phase: 'starting', error: null, progress: null })
    await this.open()
    if (this.#state.phase !== 'loading') return
    // Not awaited: what is asked again waits for the engine that `load` opens.
    void this.client.refetchQueries({ predicate: query => query.state.status === 'error' })
    await this.load()
  }

  #fail(error: unknown): void {
    const cancelled = this.#stop.signal.aborted
    const reason = error instanceof Error ? error : new Error(String(error))
    this.#set({ phase: cancelled ? 'cancelled' : 'failed', error: cancelled ? null : reason, progress: null })
    this.#live.reject(reason)
  }

  #set(change: Partial<SessionState>): void {
    this.#state = { ...this.#state, ...change }
    for (const listener of this.#listeners) listener()
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  if (!signal) return promise
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(aborted(signal))
    if (signal.aborted) stop()
    signal.addEventListener('abort', stop, { once: true })
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

interface Deferred<T> {
  readonly promise: Promise<T>
  resolve(value: T): void
  reject(reason: Error): void
}

/** A promise that is settled from outside; browsers of the oldest supported age have no `Promise.withResolvers`. */
function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => undefined
  let reject: (reason: Error) => void = () => undefined
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
