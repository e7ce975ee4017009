import type { Comparison, Incoming } from '../extracts/workspace/workspace'
import { tableNames } from '../schema'
import type { Live, Loaded } from './live'

/** Tables that files come into, row by row against what is on screen; none while nothing is. */
export async function compareIncoming(
  live: Live | null,
  loaded: Loaded,
  incoming: readonly Incoming[],
  signal: AbortSignal,
): Promise<Comparison[]> {
  if (live === null) return []
  const { compareTables } = await import('../extracts/quality/compareTables')
  const found: Comparison[] = []
  for (const table of tableNames) {
    if (!incoming.some(each => each.table === table) || live.profile.rows[table] === 0) continue
    found.push(await compareTables(live.engine, loaded.engine, table, signal))
  }
  return found
}
