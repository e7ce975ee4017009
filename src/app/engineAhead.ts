import { type DuckDbEngine, openDuckDb } from '../engine/duckdb'
import { browserPlatform } from '../engine/duckdbBrowser'
import type { ExtractEngine } from '../engine/engine'
import { openDecoder } from '../extracts/decoderBrowser'
import { type PracticeExtract, practise } from '../extracts/practice'
import type { Decoder } from '../extracts/source'

type Rebuild = (engine: ExtractEngine) => Promise<void>

/** What a load works with. Who took it closes the engine and ends the decoder. */
export interface Tools {
  readonly engine: DuckDbEngine
  readonly decoder: Decoder
}

/** An engine and a decoder that are opened, and have practised loading, before it is known what they will load. */
export interface EngineAhead {
  /** Both, for who asks first. null when they were taken, ended or could not be opened. */
  take(onRebuild: Rebuild): Promise<Tools | null>
  /** Ends them, unless they were taken. */
  end(): void
}

const openTools = (onRebuild: Rebuild): Tools => ({
  engine: openDuckDb({ ...browserPlatform(), onRebuild }),
  decoder: openDecoder(),
})

/** Begins at once, and practises when `practice` is there, which does not reject. Nothing that goes wrong is told: who needs an engine then opens one. */
export function openAhead(
  practice: Promise<PracticeExtract | null>,
  open: (onRebuild: Rebuild) => Tools = openTools,
): EngineAhead {
  let rebuild: Rebuild = async () => undefined
  let tools: Tools | null = open(fresh => rebuild(fresh))
  const stop = new AbortController()
  const ready = prepared(tools, practice, stop.signal)
  const close = (ended: Tools): void => {
    ended.engine.close()
    ended.decoder.end()
  }
  return {
    async take(onRebuild) {
      const taken = tools
      if (taken === null) return null
      tools = null
      rebuild = onRebuild
      stop.abort()
      if (await ready) return taken
      close(taken)
      return null
    },
    end() {
      stop.abort()
      if (tools) close(tools)
      tools = null
    },
  }
}

/** Whether they can be used; practice that is cut short has done no harm. */
async function prepared(
  { engine, decoder }: Tools,
  practice: Promise<PracticeExtract | null>,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    await engine.open()
  } catch {
    return false
  }
  const extract = await Promise.race([practice, fired(signal)])
  if (extract !== null) {
    await practise(engine, decoder, extract, signal).catch(() => undefined)
    // For the bench, and for who looks at what the page does.
    if (!signal.aborted) performance.mark('practised')
  }
  return engine.generation === 1
}

const fired = (signal: AbortSignal): Promise<null> =>
  new Promise(resolve => {
    if (signal.aborted) resolve(null)
    else signal.addEventListener('abort', () => resolve(null), { once: true })
  })
