import type { QueryClient } from '@tanstack/react-query'
import { type DuckDbEngine, openDuckDb } from '../engine/duckdb'
import { browserPlatform } from '../engine/duckdbBrowser'
import type { ExtractEngine, QueryEngine } from '../engine/engine'
import { type Catalogue, dataFiles } from '../extracts/catalogue'
import { watchVersion } from '../extracts/catalogueWatch'
import { openDecoder } from '../extracts/decoderBrowser'
import { DerivedTables } from '../extracts/derivedTables'
import { fillKeptIndicators } from '../extracts/fillIndicators'
import { ensureCalendar } from '../extracts/places'
import { prepare } from '../extracts/prepare'
import type { Profile, Progress } from '../extracts/report'
import { restoreTables } from '../extracts/restore'
import type { Decoder } from '../extracts/source'
import { statedHashes } from '../extracts/version'
import { makeEnums } from '../extracts/words'
import type { AppStorage } from '../storage/kept'
import { keepAnswers, whenIdle } from './answers'
import { askingWith, once } from './asking'
import type { EngineAhead } from './engineAhead'
import { type Opened, versionOf } from './opened'
import { RemoteWorkshop } from './remoteWorkshop'
import { readyClasses, warmUp } from './warmUp'

/** Extracts loaded whole into an engine of their own. */
export interface Loaded {
  readonly opened: Opened
  readonly engine: DuckDbEngine
  readonly profile: Profile
  readonly version: string
  /** Of every extract and region file, by name. */
  readonly hashes: Readonly<Record<string, string>>
  /** ENUMs and risk indicators are still to be made, in an idle moment or when a question needs them. */
  readonly quick: boolean
  /** Learns and foretells on these extracts, in a worker that is started when it is first needed. */
  readonly workshop: RemoteWorkshop
  readonly derived: DerivedTables
}

export interface LoadOptions {
  readonly signal: AbortSignal
  /** The profile of `version`, where answers of it were published or kept. */
  readonly known?: Profile | null
  readonly version?: string | null
  /** Settles when the first answers are on screen, or need not be waited for. */
  readonly drawn?: Promise<unknown>
  /** Asked for an engine that is open already. */
  readonly ahead?: (() => Promise<EngineAhead | null>) | undefined
  onProgress(progress: Progress): void
}

/**
 * Opens DuckDB in its worker and loads every extract into it; after a trap both are done again. Rejects with AbortError
 * once `signal` fires, and leaves no engine behind where it rejects.
 */
export async function loadEngine(opened: Opened, options: LoadOptions): Promise<Loaded> {
  const found: Record<string, string> = {}
  let quick = false
  let practised: Decoder | null = null
  const { known = null, version = null, signal } = options
  const fill = async (engine: ExtractEngine, onProgress?: (progress: Progress) => void): Promise<Profile> => {
    const { folder, catalogue, calendar, targets } = opened
    if (catalogue.tables !== undefined && known && version) {
      const input = { engine, folder, file: catalogue.tables, version, known, drawn: options.drawn, onProgress, signal }
      if (await restoreTables(input)) return known
    }
    quick = true
    // The one that practised serves the first load; an engine that is built again has one of its own.
    const decoder = practised ?? openDecoder()
    practised = null
    try {
      const onHash = (file: string, sha256: string): void => {
        found[file] = sha256
      }
      const input = { engine, decoder, folder, catalogue, calendar, targets, onProgress, onHash, known, signal }
      return await prepare({ ...input, quick })
    } finally {
      decoder.end()
    }
  }
  const onRebuild = async (fresh: ExtractEngine): Promise<void> => {
    const { asOf } = await fill(fresh)
    // Whoever asked for indicators before goes on asking for them.
    if (quick) await fillKeptIndicators(fresh, asOf, signal)
    await ensureCalendar(fresh, opened.calendar, signal)
    await derived.remake(fresh, signal)
  }
  const ahead = await options.ahead?.()
  const tools = await ahead?.take(onRebuild)
  const engine = tools?.engine ?? openDuckDb({ ...browserPlatform(), onRebuild })
  practised = tools?.decoder ?? null
  const workshop = new RemoteWorkshop(query => engine.rows(query))
  const derived = new DerivedTables((model, subjects, at) => workshop.foretell(model, subjects, at))
  try {
    // Opening takes longest: it begins before anything else is read. A failure is heard by the first statement.
    engine.open().catch(() => undefined)
    const profile = await fill(engine, progress => {
      mark(progress, engine)
      options.onProgress(progress)
    })
    performance.mark('prepared')
    // A file that could not be read has no hash; its name and the error stand in the profile.
    const hashes =
      statedHashes(opened.catalogue) ??
      Object.fromEntries(
        dataFiles(opened.catalogue).map(({ file, sha256 }) => [file, sha256 ?? found[file] ?? 'unread']),
      )
    return { opened, engine, profile, version: versionOf(opened, hashes), hashes, quick, workshop, derived }
  } catch (error) {
    engine.close()
    throw error
  } finally {
    // Where published tables did without it.
    practised?.end()
  }
}

export interface LiveOptions {
  readonly storage: AppStorage
  readonly client: QueryClient
  onNewer(): void
}

/** What answers the page: an engine of its own, or a server. */
export interface Answering {
  readonly engine: QueryEngine & Pick<DuckDbEngine, 'table'>
  readonly profile: Profile
  readonly version: string
  readonly hashes: Readonly<Record<string, string>>
  readonly workshop: RemoteWorkshop
  /**
   * Asks once what a statement needs beyond the loaded tables is there, and keeps it until the answer. Rejects as `ask`
   * and `run` do; the next one tries again.
   */
  asked<Answer>(text: readonly string[], ask: () => Promise<Answer>): Promise<Answer>
  /** Ends the engine and what keeps and watches. */
  close(): void
}

/** A loaded engine that the page asks: its answers are kept, and newer extracts are looked for. */
export interface Live extends Loaded, Pick<Answering, 'asked' | 'close'> {}

export function goLive(loaded: Loaded, { storage, client, onNewer }: LiveOptions): Live {
  const { opened, engine, profile, version, workshop, derived } = loaded
  const closed = new AbortController()
  const stamp = { version, engine: engine.name, prepareVersion: __PREPARE_VERSION__, asOf: profile.asOf }
  // Answers without one of the files are true for now, but not for this version: they are not kept.
  const whole = profile.files.every(file => file.error === null)
  const keeping = whole ? keepAnswers(client, storage, opened.url, stamp) : null
  const stopWatching = watchVersion({
    folder: opened.folder,
    catalogue: opened.catalogue,
    effective: (catalogue: Catalogue) => opened.effective(catalogue),
    version,
    engine: engine.name,
    prepareVersion: __PREPARE_VERSION__,
    onNewer,
  })
  const indicators = once(async () => {
    if (loaded.quick) await fillKeptIndicators(engine, profile.asOf, closed.signal)
  })
  const calendar = once(() => ensureCalendar(engine, opened.calendar, closed.signal))
  const asked = askingWith(engine, derived, { indicators, calendar })
  whenIdle(async () => {
    if (loaded.quick) await makeEnums(engine, closed.signal).catch(() => undefined)
    await indicators().catch(() => undefined)
    // Only where indicators are there: classes of an empty table would stay empty.
    await readyClasses(asked, profile)
    await warmUp(engine, client, profile, closed.signal)
  })
  return {
    ...loaded,
    asked,
    close() {
      closed.abort(new DOMException('The engine was closed', 'AbortError'))
      keeping?.stop()
      stopWatching()
      workshop.end()
      engine.close()
    },
  }
}

/** For the bench: when the engine was open and when the last row of each file was in its table. */
function mark({ step, file, rows, totalRows }: Progress, engine: DuckDbEngine): void {
  if (step === 'engine') {
    engine.ready.then(
      () => performance.mark('engine-open'),
      () => undefined,
    )
  }
  if (step === 'load' && rows === totalRows) performance.mark(`loaded ${file}`, { detail: rows })
}
