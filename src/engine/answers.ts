import type { Query, QueryClient } from '@tanstack/react-query'
import type { QueryEngine } from './engine'
import { untilAborted } from './slots'
import type { Sql, SqlValue } from './sql'

/** How an answer came about: what took the engine `milliseconds` (waiting included), how many rows, and when (epoch ms). */
export interface Origin {
  readonly milliseconds: number
  readonly rows: number
  readonly askedAt: number
}

export type QueryKey = readonly [extractVersion: string, strings: readonly string[], values: readonly SqlValue[]]

/** Milliseconds that an answer nobody looks at is kept. */
const keptFor = 5 * 60_000

const origins = new WeakMap<object, Origin>()

/**
 * The origin of an answer of the running engine. Undefined for one that was published with the extracts or kept from
 * an earlier visit: such an answer is shown at once and asked again.
 */
export function originOf(rows: readonly unknown[] | undefined): Origin | undefined {
  return rows && origins.get(rows)
}

/** The version (of the extracts and the engine's kind) and the statement: an answer of another version is never found. */
export function queryKeyOf(extractVersion: string, query: Sql): QueryKey {
  return [extractVersion, query.strings, query.values]
}

/** How TanStack Query asks one question of a local database and keeps the answer. */
export function answerOptions<Row>(engine: QueryEngine, extractVersion: string, query: Sql<Row>) {
  return {
    queryKey: queryKeyOf(extractVersion, query),
    queryFn: ({ signal }: { signal: AbortSignal }) => timed(engine, query, signal),
    staleTime: (asked: Query<Row[], Error, Row[], QueryKey>) =>
      originOf(asked.state.data) ? Number.POSITIVE_INFINITY : 0,
    gcTime: keptFor,
    networkMode: 'always',
    retry: false,
    structuralSharing: false,
    refetchOnReconnect: false,
    refetchOnWindowFocus: false,
  } as const
}

/** Asks one question outside React, into the same cache: what publishing runs. Rejects as `engine.rows` does. */
export function answer<Row>(
  client: QueryClient,
  engine: QueryEngine,
  extractVersion: string,
  query: Sql<Row>,
  signal?: AbortSignal,
): Promise<Row[]> {
  return untilAborted(signal, () => {
    const options = answerOptions(engine, extractVersion, query)
    const asked = client.fetchQuery(options)
    const stop = () => void client.cancelQueries({ queryKey: options.queryKey, exact: true })
    signal?.addEventListener('abort', stop, { once: true })
    return asked.finally(() => signal?.removeEventListener('abort', stop))
  })
}

async function timed<Row>(engine: QueryEngine, query: Sql<Row>, signal: AbortSignal): Promise<Row[]> {
  const askedAt = Date.now()
  const start = performance.now()
  const rows = await engine.rows(query, signal)
  origins.set(rows, { milliseconds: performance.now() - start, rows: rows.length, askedAt })
  return rows
}
