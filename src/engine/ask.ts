import type { Database } from './duckdb'
import { aborted } from './engine'

/** One call to the engine's worker, which must not outlive the worker. */
export type Call = <T>(work: (database: Database) => Promise<T>) => Promise<T>

/**
 * The Arrow stream that answers one statement, in pieces, the schema first. It is asked step by step (each step takes the
 * worker some 10 ms), so that others get their turn and `signal` is heard between two steps; then the statement is
 * cancelled and the promise rejects. Once `enough` says so of a piece, the rest is not asked for. The connection has to be rolled back by the caller in any case.
 */
export async function ask(
  call: Call,
  connection: number,
  text: string,
  signal?: AbortSignal,
  enough: (chunk: Uint8Array) => boolean = () => false,
): Promise<Uint8Array[]> {
  const heard = async <T>(step: Promise<T>): Promise<T> => {
    const result = await step
    if (!signal?.aborted) return result
    await call(database => database.cancelPendingQuery(connection))
    throw aborted(signal)
  }
  if (signal?.aborted) throw aborted(signal)
  let header = await heard(call(database => database.startPendingQuery(connection, text, true)))
  while (header === null) header = await heard(call(database => database.pollPendingQuery(connection)))
  const chunks = [header]
  for (;;) {
    const chunk = await heard(call(database => database.fetchQueryResults(connection)))
    if (chunk === null) continue // Not ready yet.
    if (chunk.length === 0) return chunks
    chunks.push(chunk)
    if (enough(chunk)) {
      await call(database => database.cancelPendingQuery(connection))
      return chunks
    }
  }
}
