import type { InstantiationProgress } from '@duckdb/duckdb-wasm'
import type { Call } from './ask'
import type { DuckDbOptions, EngineWorker } from './duckdb'
import { EngineEnded } from './failures'

/** Milliseconds of work the engine does before it answers "not yet": how long others wait, and how soon a cancel is heard. */
const turnMilliseconds = 10

const home = 'extracts'

/** What a new connection is told first: where the tables lie. */
export const enterHome = `USE ${home}`

/** Writes down, compressed, what tables hold beyond the last time. */
export const checkpoint = `CHECKPOINT ${home}`

/** Tells of every way in which a worker dies: an uncaught error, a message that cannot be read, the thread's exit. */
export function watchWorker(worker: EngineWorker, onDeath: (message: string) => void): void {
  worker.addEventListener('error', event =>
    onDeath(`The engine's worker failed: ${(event as ErrorEvent).message || 'it could not be started'}`),
  )
  worker.addEventListener('messageerror', () => onDeath("A message of the engine's worker could not be read"))
  worker.addEventListener('close', () => onDeath("The engine's worker ended"))
}

/**
 * A worker without the ways in which it dies: DuckDB prints each of them and does nothing else about it, also when its
 * worker was ended on purpose while it started. Whoever started it hears of them by `watchWorker`.
 */
export const messagesOnly = (worker: EngineWorker): EngineWorker => ({
  addEventListener: (type, listener) => type === 'message' && worker.addEventListener(type, listener),
  postMessage: (message, transfer) => worker.postMessage(message, transfer),
  terminate: () => worker.terminate(),
})

/** A sign of life while the engine opens; `unfinished` when more of its download has to come for certain. */
export type OnOpening = (unfinished: boolean) => void

/** Loads and compiles the engine, opens an empty database in memory and shuts every way out of it. */
export async function boot(call: Call, options: DuckDbOptions, onProgress: OnOpening): Promise<void> {
  // The total is of the bytes as they are sent, those loaded are unpacked: fewer than the total is never all.
  const told = (progress: InstantiationProgress) => onProgress(progress.bytesLoaded < progress.bytesTotal)
  await call(database => database.instantiate(options.wasmUrl, null, told)).catch(error => {
    throw error instanceof EngineEnded && error.kind === 'closed' ? error : notLoaded(options.wasmUrl, error)
  })
  await call(database => database.open({ path: ':memory:', query: { queryPollingInterval: turnMilliseconds } }))
  const connection = await call(database => database.connectInternal())
  const memory = (options.memoryLimit ?? '2.5GB').replaceAll("'", '')
  // The order matters: the last line forbids all further settings.
  const settings = [
    // The first database of an engine in memory cannot be compressed (`compact`).
    `ATTACH ':memory:' AS ${home} (COMPRESS)`,
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    `SET memory_limit = '${memory}'`,
    'SET enable_external_access = false',
    // There is no disk to write to: a checkpoint in memory only rewrites tables, in the middle of loading.
    "SET checkpoint_threshold = '1TB'",
    'SET lock_configuration = true',
  ]
  await call(database => database.runQuery(connection, settings.join(';\n')))
  await call(database => database.disconnect(connection))
}

const advice = 'Try again; if it fails once more, check the connection, and that the server sends the whole file'

function notLoaded(url: string, cause: unknown): EngineEnded {
  const reason = cause instanceof Error ? cause.message : String(cause)
  return new EngineEnded(`The engine could not be loaded (${url}): ${reason}. ${advice}`, 'engine', null, { cause })
}

/** Nothing came for `seconds`. */
export const stalled = (url: string, seconds: number): EngineEnded =>
  new EngineEnded(`The engine's download stands still: nothing of ${url} came for ${seconds} s. ${advice}`, 'engine')

/** The engine, or a part of it that is not known, did not come. */
export const tooLate = (url: string, seconds: number): EngineEnded =>
  new EngineEnded(`The engine (${url}) did not open within ${seconds} s. ${advice}`, 'engine')
