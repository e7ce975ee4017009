import type { Call } from './ask'
import type { DuckDbOptions, EngineWorker } from './duckdb'

/** Milliseconds of work the engine does before it answers "not yet": how long others wait, and how soon a cancel is heard. */
const turnMilliseconds = 10

/** Tells of every way in which a worker dies: an uncaught error, a message that cannot be read, the thread's exit. */
export function watchWorker(worker: EngineWorker, onDeath: (message: string) => void): void {
  worker.addEventListener('error', event =>
    onDeath(`The engine's worker failed: ${(event as ErrorEvent).message || 'it could not be started'}`),
  )
  worker.addEventListener('messageerror', () => onDeath("A message of the engine's worker could not be read"))
  worker.addEventListener('close', () => onDeath("The engine's worker ended"))
}

/** Loads and compiles the engine, opens an empty database in memory and shuts every way out of it. */
export async function boot(call: Call, options: DuckDbOptions, onProgress: () => void): Promise<void> {
  await call(database => database.instantiate(options.wasmUrl, null, onProgress))
  await call(database => database.open({ path: ':memory:', query: { queryPollingInterval: turnMilliseconds } }))
  const connection = await call(database => database.connectInternal())
  const memory = (options.memoryLimit ?? '2.5GB').replaceAll("'", '')
  // The order matters: the last line forbids all further settings.
  const settings = [
    'SET autoinstall_known_extensions = false',
    'SET autoload_known_extensions = false',
    `SET memory_limit = '${memory}'`,
    'SET enable_external_access = false',
    'SET lock_configuration = true',
  ]
  await call(database => database.runQuery(connection, settings.join(';\n')))
  await call(database => database.disconnect(connection))
}
