import type { ExtractEngine } from '../engine/engine'
import { raw, type Sql, sql } from '../engine/sql'
import { type DerivedTable, derivedIn } from '../risk/derived'
import type { AsOf } from '../risk/factsSql'
import { makeIndicators } from '../risk/kept'
import type { Foretold } from '../risk/model/foretell'
import type { RiskModel } from '../risk/model/riskModel'
import { type RosterRow, roster } from '../risk/model/roster'
import { foretoldStream } from './foretoldStream'

/** Cells that derived tables may have together: some 60 columns a business each. */
const mostBusinesses = 400_000
const mostTables = 8

export type Foretell = (model: RiskModel, subjects: readonly RosterRow[], at: AsOf) => Promise<Foretold>

/** Makes the derived tables that questions name, once each, and drops those that were not asked for longest. */
export class DerivedTables {
  /** By name, the one asked for last at the end. */
  readonly #made = new Map<string, { readonly table: DerivedTable; readonly done: Promise<void> }>()
  #most: Promise<number> | null = null

  constructor(private readonly foretell: Foretell) {}

  /** Waits until all that a statement names is there. Rejects as the engine does; the next one tries again. */
  async ready(engine: ExtractEngine, text: readonly string[], signal?: AbortSignal): Promise<void> {
    for (const [name, table] of derivedIn(text)) {
      const found = this.#made.get(name)
      const done = found?.done ?? this.#make(engine, name, table, signal)
      this.#made.delete(name)
      this.#made.set(name, { table, done })
      if (found === undefined) {
        done.catch(() => {
          if (this.#made.get(name)?.done === done) this.#made.delete(name)
        })
      }
      await done
    }
    await this.#dropOldest(engine)
  }

  /** Makes all of them again in a fresh engine. */
  async remake(fresh: ExtractEngine, signal?: AbortSignal): Promise<void> {
    for (const [name, { table }] of this.#made) await this.#make(fresh, name, table, signal)
  }

  async #make(engine: ExtractEngine, name: string, table: DerivedTable, signal?: AbortSignal): Promise<void> {
    if (table.kind === 'indicators') return engine.run(makeIndicators(name, table.at, table.settings), signal)
    const subjects = await engine.rows(roster(table.at), signal)
    const foretold = await this.foretell(table.model, subjects, table.at)
    await engine.run([dropped(name)], signal)
    await engine.load(name, once(foretoldStream(foretold)), signal)
  }

  async #dropOldest(engine: ExtractEngine): Promise<void> {
    this.#most ??= engine
      .rows(sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM entities`)
      .then(([row]) => Math.min(mostTables, Math.max(2, Math.floor(mostBusinesses / Math.max(row?.n ?? 0, 1)))))
    const most = this.#made.size > 2 ? await this.#most : mostTables
    for (const [name, { done }] of [...this.#made].slice(0, Math.max(0, this.#made.size - most))) {
      this.#made.delete(name)
      // One that is still being made is dropped once it is.
      void done.then(() => engine.run([dropped(name)])).catch(() => undefined)
    }
  }
}

const dropped = (name: string): Sql => sql`DROP TABLE IF EXISTS ${raw(name)}`

async function* once(stream: Uint8Array): AsyncIterable<Uint8Array> {
  yield stream
}
