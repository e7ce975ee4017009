import { type DuckDbEngine, openDuckDb } from '../engine/duckdb'
import { browserPlatform } from '../engine/duckdbBrowser'
import type { ExtractEngine } from '../engine/engine'
import { practise } from '../extracts/practice'

type Rebuild = (engine: ExtractEngine) => Promise<void>

/** An engine that is opened, and has practised loading, before it is known what it will load. */
export interface EngineAhead {
  /** The engine, for who asks first: from then on it is theirs to close. null when it was taken, ended or could not be opened. */
  take(onRebuild: Rebuild): Promise<DuckDbEngine | null>
  /** Ends it, unless it was taken. */
  end(): void
}

/** Begins at once. Nothing that goes wrong is told: who needs an engine then opens one. */
export function openAhead(
  open: (onRebuild: Rebuild) => DuckDbEngine = onRebuild => openDuckDb({ ...browserPlatform(), onRebuild }),
): EngineAhead {
  let rebuild: Rebuild = async () => undefined
  let engine: DuckDbEngine | null = open(fresh => rebuild(fresh))
  const stop = new AbortController()
  const ready = prepared(engine, stop.signal)
  return {
    async take(onRebuild) {
      const taken = engine
      if (taken === null) return null
      engine = null
      rebuild = onRebuild
      stop.abort()
      if (await ready) return taken
      taken.close()
      return null
    },
    end() {
      stop.abort()
      engine?.close()
      engine = null
    },
  }
}

/** Whether it can be used; practice that is cut short has done no harm. */
async function prepared(engine: DuckDbEngine, signal: AbortSignal): Promise<boolean> {
  try {
    await engine.open()
  } catch {
    return false
  }
  await practise(engine, signal).catch(() => undefined)
  return engine.generation === 1
}
