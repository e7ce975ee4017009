import type { ExtractEngine } from '../engine/engine'
import { raw, type Sql, sql } from '../engine/sql'
import { type DerivedTable, derivedIn } from '../risk/derived'
import type { AsOf } from '../risk/factsSql'
import { normsTable } from '../risk/kept'
import type { Foretold } from '../risk/model/foretell'
import type { RiskModel } from '../risk/model/riskModel'
import { type RosterRow, roster } from '../risk/model/roster'
import { fillIndicators } from './fillIndicators'
import { foretoldStream } from './foretoldStream'

/** Rows that derived tables may have together, of some 60 columns each. */
const mostBusinesses = 480_000
/** The course of a score asks for eight. */
const mostTables = 12
/** What a table takes of that: classes are two columns, and counts are few and small, and clicks would wait for them. */
const share: Readonly<Record<DerivedTable['kind'], number>> = { indicators: 1, model: 1, classes: 1 / 4, counts: 0 }

export type Foretell = (model: RiskModel, subjects: readonly RosterRow[], at: AsOf) => Promise<Foretold>

interface Made {
  readonly table: DerivedTable
  readonly done: Promise<void>
  /** Questions that wait for it or are asked of it: it is not dropped meanwhile. */
  users: number
}

/** Makes the derived tables that questions name, once each, and drops those that were not asked for longest. */
export class DerivedTables {
  /** By name, the one asked for last at the end. */
  readonly #made = new Map<string, Made>()
  #most: Promise<number> | null = null
  /** Tables are made and dropped one after another: a name that is dropped and asked for again is there at the end. */
  #last: Promise<unknown> = Promise.resolve()

  constructor(
    /** Absent where no model is active. */
    private readonly foretell: Foretell = () => Promise.reject(new Error('no learned model is known here')),
  ) {}

  /** Makes what a statement names, then asks it. Rejects as the engine does; the next one tries again. */
  async rows<Row>(engine: ExtractEngine, query: Sql<Row>, signal?: AbortSignal): Promise<Row[]> {
    return this.with(engine, query.strings, () => engine.rows(query, signal))
  }

  /** The same for whatever asks: the tables that `text` names stay until it is answered. */
  async with<Answer>(engine: ExtractEngine, text: readonly string[], ask: () => Promise<Answer>): Promise<Answer> {
    const named = derivedIn(text)
    if (named.size === 0) return ask()
    try {
      return await this.#asked(engine, named, ask)
    } catch (error) {
      // A rebuilt engine asks again what was under way, and has no table of a model yet.
      const [, missing] = /Table with name (\w+) does not exist/.exec(error instanceof Error ? error.message : '') ?? []
      if (missing === undefined || !named.has(missing.replace(/_norms$/, ''))) throw error
      for (const name of named.keys()) this.#made.delete(name)
      return this.#asked(engine, named, ask)
    }
  }

  async #asked<Answer>(
    engine: ExtractEngine,
    named: ReadonlyMap<string, DerivedTable>,
    ask: () => Promise<Answer>,
  ): Promise<Answer> {
    const used: Made[] = []
    try {
      for (const [name, table] of named) {
        const made = this.#made.get(name) ?? this.#begin(engine, name, table)
        made.users++
        used.push(made)
        this.#made.delete(name)
        this.#made.set(name, made)
        await made.done
      }
      return await ask()
    } finally {
      for (const made of used) made.users--
      void this.#dropOldest(engine)
    }
  }

  /** Makes all of them again in a fresh engine; one that cannot be made is left to the next question that names it. */
  async remake(fresh: ExtractEngine, signal?: AbortSignal): Promise<void> {
    for (const [name, { table }] of [...this.#made]) {
      // A model's history is read from the outer engine, which waits for this: the next question makes it.
      if (table.kind === 'model') this.#made.delete(name)
      else await this.#make(fresh, name, table, signal).catch(() => this.#made.delete(name))
    }
  }

  /** One that cannot be made is forgotten. Nobody's signal stops it: others may wait for it, too. */
  #begin(engine: ExtractEngine, name: string, table: DerivedTable): Made {
    const made: Made = { table, done: this.#inTurn(() => this.#make(engine, name, table)), users: 0 }
    made.done.catch(() => {
      if (this.#made.get(name) === made) this.#made.delete(name)
    })
    return made
  }

  #inTurn<Value>(task: () => Promise<Value>): Promise<Value> {
    const next = this.#last.then(task, task)
    this.#last = next.catch(() => undefined)
    return next
  }

  async #make(engine: ExtractEngine, name: string, table: DerivedTable, signal?: AbortSignal): Promise<void> {
    if (table.kind === 'counts' || table.kind === 'classes')
      return engine.run([sql`CREATE OR REPLACE TABLE ${raw(name)} AS ${table.select}`], signal)
    if (table.kind === 'indicators') return fillIndicators(engine, name, table.at, table.settings, signal)
    const subjects = await engine.rows(roster(table.at), signal)
    const foretold = await this.foretell(table.model, subjects, table.at)
    await engine.run(dropped(name), signal)
    await engine.load(name, once(foretoldStream(foretold)), signal)
  }

  async #dropOldest(engine: ExtractEngine): Promise<void> {
    if (this.#made.size <= 2) return
    this.#most ??= engine
      .rows(sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM entities`)
      .then(([row]) => Math.min(mostTables, Math.max(2, Math.floor(mostBusinesses / Math.max(row?.n ?? 0, 1)))))
      .catch(() => {
        this.#most = null
        return mostTables
      })
    const most = await this.#most
    let taken = 0
    for (const [name, { table, users }] of [...this.#made].reverse()) {
      taken += share[table.kind]
      if (taken <= most || share[table.kind] === 0 || users > 0) continue
      this.#made.delete(name)
      void this.#inTurn(() => engine.run(dropped(name))).catch(() => undefined)
    }
  }
}

const dropped = (name: string): Sql[] => [name, normsTable(name)].map(each => sql`DROP TABLE IF EXISTS ${raw(each)}`)

async function* once(stream: Uint8Array): AsyncIterable<Uint8Array> {
  yield stream
}
