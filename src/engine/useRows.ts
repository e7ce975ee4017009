import { useQuery, useQueryClient } from '@tanstack/react-query'
import { createContext, useContext, useMemo } from 'react'
import { answerOptions, type Origin, originOf, type QueryKey } from './answers'
import type { QueryEngine } from './engine'
import type { Sql } from './sql'

export interface EngineContextValue {
  /** May not be open yet: its `rows` waits. */
  readonly engine: QueryEngine
  /** Names the loaded extracts and the kind of engine; part of every answer's key. */
  readonly extractVersion: string
}

export const EngineContext = createContext<EngineContextValue | null>(null)

/** The page's engine. Throws outside `EngineContext`. */
export function useEngine(): EngineContextValue {
  const context = useContext(EngineContext)
  if (!context) throw new Error('useEngine needs an EngineContext above it')
  return context
}

/**
 * Begins to ask questions of a page while the page is still drawn for them: the engine works on another thread. Those
 * that were asked before, or have an answer, are left to `useRows`.
 */
export function useAskedEarly(queries: readonly Sql[]): void {
  const { engine, extractVersion } = useEngine()
  const client = useQueryClient()
  for (const query of queries) {
    const options = answerOptions(engine, extractVersion, query)
    if (!client.getQueryState(options.queryKey)) void client.prefetchQuery(options)
  }
}

export interface Rows<Row> {
  /** Undefined until there is any answer. May be the answer to the question asked before, see `updating`. */
  readonly rows: Row[] | undefined
  /** These rows answer this question and come from the running engine, not from publishing or an earlier visit. */
  readonly live: boolean
  /** A question is under way; `rows`, if any, are older than it. */
  readonly updating: boolean
  /** `rows` answer the question asked before this one. */
  readonly older: boolean
  /** Why the latest asking failed, a QueryError as a rule. `rows` may hold an older answer beside it. */
  readonly error: Error | null
  /** Of `rows` when live. */
  readonly origin: Origin | undefined
  readonly refetch: () => void
}

/**
 * The answer to one question. While a new question of the same version is asked, the old answer stays; a published or
 * persisted answer is shown at once and asked again. While `may` is false the question is not asked: what can wait lets
 * others go first.
 */
export function useRows<Row>(query: Sql<Row>, may = true): Rows<Row> {
  const { engine, extractVersion } = useEngine()
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery<Row[], Error, Row[], QueryKey>({
    ...answerOptions(engine, extractVersion, query),
    enabled: may,
    placeholderData: (old, previous) => (previous?.queryKey[0] === extractVersion ? old : undefined),
  })
  // One object as long as nothing in it changes: what is drawn from an answer is then not drawn again.
  return useMemo(() => {
    const origin = originOf(data)
    return {
      rows: data,
      live: origin !== undefined && !isPlaceholderData,
      updating: isFetching || isPlaceholderData,
      older: isPlaceholderData,
      error,
      origin,
      refetch: () => void refetch(),
    }
  }, [data, isPlaceholderData, isFetching, error, refetch])
}
