import { tableFromArrays, tableToIPC } from 'apache-arrow'
import { vi } from 'vitest'
import { type DuckDbEngine, type DuckDbOptions, type EngineWorker, openDuckDb } from '../../src/engine/duckdb'
import { nodePlatform } from '../../src/engine/duckdbNode'
import { raw, type Sql, sql } from '../../src/engine/sql'

// An engine opens in one to three seconds, and in more when others test at the same time.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

/** An engine in Node; the limit is small, so that tests can reach it. */
export function testEngine(options: Partial<DuckDbOptions> = {}): DuckDbEngine {
  return openDuckDb({ ...nodePlatform(), memoryLimit: '200MB', ...options })
}

/** A statement of source text, for tests that need one as it is. */
export const statement = <Row = Record<string, unknown>>(text: string): Sql<Row> => raw(text) as Sql<Row>

/** Asks for a single value: `SELECT … AS v`. */
export async function valueFrom(engine: DuckDbEngine, expression: string): Promise<unknown> {
  const rows = await engine.rows<{ v: unknown }>(sql`SELECT ${raw(expression)} AS v`)
  return rows[0]?.v
}

/** Runs for minutes unless cancelled, and lets the engine hear of it. */
export const endless = sql`SELECT sum(a.i * b.i) AS s FROM range(1000000) a(i), range(1000000) b(i)`

/** One Arrow IPC stream with columns `i` (from `first`) and `word`. */
export function arrowStream(rows: number, first = 0): Uint8Array {
  const i = Int32Array.from({ length: rows }, (_, k) => first + k)
  return tableToIPC(tableFromArrays({ i, word: Array.from(i, k => `w${k % 3}`) }), 'stream')
}

export async function* streamsOf(...streams: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* streams
}

interface Request {
  readonly messageId: number
  readonly type: string
  readonly data: unknown
}

/** What a test does to the messages of an engine's workers, and the workers that were started. */
export interface Faults {
  readonly workers: EngineWorker[]
  /** Answers a request in the worker's place: with an error, with "done", or never; null lets it pass. */
  answer: (request: Request) => Error | 'OK' | 'silence' | null
}

/** A platform whose workers obey `faults`. */
export function faultyPlatform(): { faults: Faults; options: Partial<DuckDbOptions> } {
  const faults: Faults = { workers: [], answer: () => null }
  const platform = nodePlatform()
  const createWorker = async () => {
    const worker = await platform.createWorker()
    let listener: (event: Event) => void = () => {}
    const faulty: EngineWorker = {
      ...worker,
      addEventListener(type, added) {
        if (type === 'message') listener = added
        worker.addEventListener(type, added)
      },
      postMessage(message, transfer) {
        const request = message as Request
        const answer = faults.answer(request)
        if (answer === null) worker.postMessage(message, transfer)
        else if (answer !== 'silence') {
          const { name, message } = answer === 'OK' ? new Error() : answer
          const type = answer === 'OK' ? 'OK' : 'ERROR'
          const data = { type, requestId: request.messageId, data: answer === 'OK' ? null : { name, message } }
          queueMicrotask(() => listener({ data } as unknown as Event))
        }
      },
    }
    faults.workers.push(faulty)
    return faulty
  }
  return { faults, options: { createWorker } }
}

/** What WebAssembly throws when an instance is broken. */
export function trap(message = 'memory access out of bounds'): Error {
  return Object.assign(new Error(message), { name: 'RuntimeError' })
}

/** Whether a request asks a statement that contains `words`. */
export const asks = (words: string) => (request: Request) =>
  request.type === 'START_PENDING_QUERY' && String((request.data as unknown[])[1]).includes(words)

export const pause = (milliseconds: number) => new Promise(resolve => setTimeout(resolve, milliseconds))
