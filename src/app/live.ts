import type { QueryClient } from '@tanstack/react-query'
import { type DuckDbEngine, openDuckDb } from '../engine/duckdb'
import { browserPlatform } from '../engine/duckdbBrowser'
import type { ExtractEngine } from '../engine/engine'
import { dataFiles } from '../extracts/catalogue'
import { watchVersion } from '../extracts/catalogueWatch'
import { openDecoder } from '../extracts/decoderBrowser'
import { prepare } from '../extracts/prepare'
import type { Profile, Progress } from '../extracts/report'
import { restoreTables } from '../extracts/restore'
import { statedHashes } from '../extracts/version'
import { makeEnums } from '../extracts/words'
import type { AppStorage } from '../storage/kept'
import { keepAnswers, whenIdle } from './answers'
import { type Live, type Opened, versionOf } from './session'
import { warmUp } from './warmUp'

export interface LiveOptions {
  readonly signal: AbortSignal
  readonly client: QueryClient
  /** The profile of this version, where answers of it were published or kept. */
  readonly known: Profile | null
  /** The version of `known`. */
  readonly version: string | null
  /** Settles when the first answers are on screen, or need not be waited for. */
  readonly drawn: Promise<unknown>
  onProgress(progress: Progress): void
  onNewer(): void
}

/** Opens DuckDB in its worker and loads every extract into it; after a trap both are done again. */
export async function startLive(opened: Opened, storage: AppStorage, options: LiveOptions): Promise<Live> {
  const found: Record<string, string> = {}
  let withEnums = true
  const fill = async (engine: ExtractEngine, onProgress?: (progress: Progress) => void): Promise<Profile> => {
    const { folder, catalogue, calendar, targets } = opened
    const { known, version } = options
    if (catalogue.tables !== undefined && known && version) {
      const { drawn, signal } = options
      const input = { engine, folder, file: catalogue.tables, version, known, drawn, onProgress, signal }
      if (await restoreTables(input)) return known
    }
    withEnums = false
    const decoder = openDecoder()
    try {
      const onHash = (file: string, sha256: string): void => {
        found[file] = sha256
      }
      return await prepare({
        engine,
        decoder,
        folder,
        catalogue,
        calendar,
        targets,
        onProgress,
        onHash,
        known: options.known,
        withoutEnums: true,
        signal: options.signal,
      })
    } finally {
      decoder.end()
    }
  }
  const engine = openDuckDb({ ...browserPlatform(), onRebuild: async fresh => void (await fill(fresh)) })
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
    const version = versionOf(opened, hashes)
    const stamp = { version, engine: engine.name, prepareVersion: __PREPARE_VERSION__, asOf: profile.asOf }
    // Answers without one of the files are true for now, but not for this version: they are not kept.
    const whole = profile.files.every(file => file.error === null)
    const keeping = whole ? keepAnswers(options.client, storage, opened.url, stamp) : null
    const stopWatching = watchVersion({
      folder: opened.folder,
      catalogue: opened.catalogue,
      version,
      engine: engine.name,
      prepareVersion: __PREPARE_VERSION__,
      onNewer: options.onNewer,
    })
    const close = (): void => {
      keeping?.stop()
      stopWatching()
      engine.close()
    }
    whenIdle(async () => {
      if (!withEnums) await makeEnums(engine, options.signal).catch(() => undefined)
      await warmUp(engine, options.client, profile, options.signal)
    })
    return { engine, profile, version, close }
  } catch (error) {
    engine.close()
    throw error
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
