import type { ExtractEngine } from '../engine/engine'
import type { DerivedTables } from '../extracts/derivedTables'
import { readsTable } from '../risk/derived'
import { keptTable } from '../risk/kept'

/** What statements may need beyond the loaded tables; each is made when the first one asks for it. */
interface Needs {
  readonly indicators: () => Promise<void>
  readonly calendar: () => Promise<void>
}

/** Does it once for all who ask; after a failure, which they all hear, the next one tries again. */
export function once(make: () => Promise<void>): () => Promise<void> {
  let made: Promise<void> | null = null
  return () => {
    made ??= make().catch((error: unknown) => {
      made = null
      throw error
    })
    return made
  }
}

/** Asks (`Answering.asked`) once indicators, the calendar and derived tables are there that a statement reads. */
export const askingWith =
  (engine: ExtractEngine, derived: Pick<DerivedTables, 'with'>, { indicators, calendar }: Needs) =>
  async <Answer>(text: readonly string[], ask: () => Promise<Answer>): Promise<Answer> => {
    if (readsTable(text, keptTable)) await indicators()
    if (text.some(part => part.includes('calendar'))) await calendar()
    return derived.with(engine, text, ask)
  }
