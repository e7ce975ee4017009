import type { AsyncDuckDB } from '@duckdb/duckdb-wasm'
import { type AnswerTable, aborted, type ExtractEngine, QueryError, type TableOptions } from './engine'
import { EngineEnded, refusal } from './failures'
import { Generation } from './generation'
import { print, statementOf } from './literals'
import { untilAborted } from './slots'
import type { Sql } from './sql'
import { stalled, tooLate } from './start'

/** What the engine uses of a worker; a browser's Worker is one. In Node, 'close' is fired when the thread exits. */
export interface EngineWorker {
  addEventListener(type: string, listener: (event: Event) => void): void
  postMessage(message: unknown, transfer: Transferable[]): void
  terminate(): void
}

/** What the engine uses of duckdb-wasm's AsyncDuckDB. */
export type Database = Pick<
  AsyncDuckDB,
  | 'instantiate'
  | 'open'
  | 'connectInternal'
  | 'disconnect'
  | 'runQuery'
  | 'tokenize'
  | 'createPrepared'
  | 'runPrepared'
  | 'closePrepared'
  | 'startPendingQuery'
  | 'pollPendingQuery'
  | 'cancelPendingQuery'
  | 'fetchQueryResults'
  | 'insertArrowFromIPCStream'
>

/** Where DuckDB's parts come from: see `browserPlatform` and `nodePlatform`. */
export interface DuckDbPlatform {
  readonly wasmUrl: string
  /** Rejects with the reason when the engine cannot be had from `wasmUrl`; the worker would only never answer. */
  check?(): Promise<void>
  createWorker(): EngineWorker | Promise<EngineWorker>
  createDatabase(worker: EngineWorker): Database | Promise<Database>
}

export interface DuckDbOptions extends DuckDbPlatform {
  /** DuckDB's own limit, as it writes sizes. Default 2.5GB: WebAssembly ends at 4 GiB, and some of it is outside the limit. */
  readonly memoryLimit?: string
  /** Longest wait for the engine to open since the last piece of its download, in seconds (default 60); not for `onRebuild`. */
  readonly openingSeconds?: number
  /** Longest wait for the next piece of a download that is not at its end for certain, in seconds (default 15). */
  readonly stallSeconds?: number
  /** Longest silence of a worker that has something to answer, in seconds (default 120); after it the worker is ended. */
  readonly silenceSeconds?: number
  /** The same after a question was cancelled (default 10): some statements, cross joins above all, do not hear of it. */
  readonly cancelledSeconds?: number
  /**
   * Brings back what was loaded, after a failed generation was replaced. Must ask the engine it is given: the outer one
   * waits for this promise. `generation` counts from 1, so it is 2 or more. A rejection fails the questions that wait.
   */
  readonly onRebuild?: (engine: ExtractEngine, generation: number) => Promise<void>
}

export interface DuckDbEngine extends ExtractEngine {
  table(statement: string, options: TableOptions): Promise<AnswerTable>
  /** What one SELECT answers, as one Arrow IPC stream in pieces, batches of 2,048 rows. Rejects as `rows` does. */
  arrow(query: Sql, signal?: AbortSignal): Promise<Uint8Array[]>
  /** Opens the engine, or waits for it. A failed opening is forgotten: the next call tries again. Every question opens too. */
  open(): Promise<void>
  /** The same as `open()`. */
  readonly ready: Promise<void>
  /** How many times a worker was started, 0 before the first. */
  readonly generation: number
  /** Ends the worker; what is waiting or asked later rejects with kind `closed`. */
  close(): void
}

/** A question is asked once more after a trap of its own, and at most this often when others trapped. */
const mostAttempts = 4

/** An engine that is not open yet. Costs nothing until the first question or `open()`. */
export function openDuckDb(options: DuckDbOptions): DuckDbEngine {
  let count = 0
  let loaded = false
  let closed = false
  let living: Promise<Generation> | null = null
  let newest: Generation | null = null
  let failOpening: (error: EngineEnded) => void = () => {}

  /** The generation that lives, opened when there is none; its rebuilding is over then. */
  function current(): Promise<Generation> {
    if (closed) return Promise.reject(new EngineEnded('The engine was closed', 'closed'))
    if (living) return living
    const opening = openNext()
    living = opening
    opening.catch(() => {
      if (living === opening) living = null
    })
    return opening
  }

  async function openNext(): Promise<Generation> {
    const number = ++count
    const next = await startNext()
    if (loaded && options.onRebuild) {
      try {
        await next.guard(options.onRebuild(next, number))
      } catch (error) {
        const message = `The engine could not be rebuilt: ${messageOf(error)}`
        const failed = error instanceof EngineEnded ? error : new EngineEnded(message, 'engine', null, { cause: error })
        next.end(failed)
        throw failed
      }
    }
    loaded = true
    return next
  }

  function startNext(): Promise<Generation> {
    return new Promise((resolve, reject) => {
      let over = false
      failOpening = error => {
        if (over) return
        over = true
        newest?.end(error)
        reject(error)
      }
      const { wasmUrl, openingSeconds = 60, stallSeconds = 15 } = options
      const late = () => failOpening(tooLate(wasmUrl, openingSeconds))
      const still = () => failOpening(stalled(wasmUrl, stallSeconds))
      let timer = setTimeout(late, openingSeconds * 1_000)
      const goOn = (unfinished: boolean) => {
        clearTimeout(timer)
        if (over) return
        timer = unfinished ? setTimeout(still, stallSeconds * 1_000) : setTimeout(late, openingSeconds * 1_000)
      }
      const start = async () => {
        const next = new Generation(options, () => {
          if (newest === next) living = null
        })
        newest = next
        await next.open(goOn)
        return next
      }
      start()
        .then(resolve, (error: unknown) => {
          failOpening(error instanceof EngineEnded ? error : new EngineEnded(messageOf(error), 'engine'))
        })
        .finally(() => {
          over = true
          clearTimeout(timer)
        })
    })
  }

  async function opened(statement: string, signal?: AbortSignal): Promise<Generation> {
    try {
      return await untilAborted(signal, current)
    } catch (error) {
      throw signal?.aborted ? aborted(signal) : refusal(error, statement)
    }
  }

  async function rows<Row>(query: Sql<Row>, signal?: AbortSignal): Promise<Row[]> {
    const statement = statementOf(query)
    for (let attempt = 1, failures = 0; ; attempt++) {
      const generation = await opened(statement, signal)
      try {
        return await generation.rows(query, signal)
      } catch (error) {
        if (!(error instanceof QueryError) || error.kind !== 'engine') throw error
        // The engine failed under this question: its own doing, or that of another question, which is then blamed.
        const innocent = error.cause instanceof EngineEnded && error.cause.blamed !== null
        if (!innocent) failures += 1
        if (failures > 1 || attempt >= mostAttempts) throw error
      }
    }
  }

  const open = async () => void (await opened(''))

  return {
    name: 'duckdb',
    text: print,
    rows,
    // Not asked once more after a trap: who wrote it sees what it did.
    table: async (statement, options) => (await opened(statement, options.signal)).table(statement, options),
    arrow: async (query, signal) => (await opened(statementOf(query), signal)).arrow(query, signal),
    run: async (script, signal) => (await opened('', signal)).run(script, signal),
    load: async (table, streams, signal) => (await opened('', signal)).load(table, streams, signal),
    fill: async (script, sections, signal) => (await opened('', signal)).fill(script, sections, signal),
    compact: async signal => (await opened('', signal)).compact(signal),
    open,
    get ready() {
      return open()
    },
    get generation() {
      return count
    },
    close() {
      closed = true
      const reason = new EngineEnded('The engine was closed', 'closed')
      failOpening(reason)
      newest?.end(reason)
    },
  }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))
