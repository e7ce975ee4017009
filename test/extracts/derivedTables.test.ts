import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCity } from '../../data/generate'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { type Sql, sql } from '../../src/engine/sql'
import { DerivedTables } from '../../src/extracts/derivedTables'
import { defaults, resolve } from '../../src/filters/filters'
import { where } from '../../src/filters/predicates'
import { riskPage } from '../../src/queries/riskList'
import { classMoves, topCounts, topMoves } from '../../src/queries/versions'
import { dayNumber } from '../../src/risk/dayNumber'
import { derivedIn, nameDerived, readsTable } from '../../src/risk/derived'
import { type AsOf, asOfDay } from '../../src/risk/factsSql'
import { indicators } from '../../src/risk/indicatorsSql'
import { classesAt, indicatorSource, rankedAt, spelledOut } from '../../src/risk/kept'
import { defaultFeatureSettings } from '../../src/risk/model/features'
import { foretell, rosterSamples, type Why } from '../../src/risk/model/foretell'
import { readHistory } from '../../src/risk/model/history'
import type { RiskModel } from '../../src/risk/model/riskModel'
import { roster } from '../../src/risk/model/roster'
import { Workshop } from '../../src/risk/model/workshop'
import { scored } from '../../src/risk/score'
import { defaultScorecard, type Scorecard } from '../../src/risk/scorecard'

let folder = ''
let city: LoadedFolder
let workshop: Workshop
let model: RiskModel
let tables: DerivedTables
let asOf: AsOf
let early: AsOf

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'derived-'))
  await generateCity({ out: join(folder, 'city'), rows: 6000 })
  city = await loadFolder(join(folder, 'city'))
  asOf = asOfDay(city.profile.asOf, city.profile.asOf)
  early = { day: '2024-12-31', states: false }
  workshop = new Workshop()
  await workshop.learnFrom(await readHistory(query => city.engine.rows(query)))
  model = await workshop.train({
    name: 'small', settings: defaultFeatureSettings, inspector: false, ridge: 10, before: dayNumber('2024-12-31'), extracts: {},
  }) // biome-ignore format: one record
  tables = new DerivedTables((...all) => workshop.foretell(...all))
  nameDerived()
}, 120_000)
afterAll(() => {
  city?.engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = <Row>(query: Sql<Row>): Promise<Row[]> => tables.rows(city.engine, query)
const other: Scorecard = { ...defaultScorecard, settings: { ...defaultScorecard.settings, resultHalfLifeMonths: 3 } }
const learned = (): Scorecard => ({
  ...defaultScorecard,
  model,
  thresholds: { by: 'percentile', bounds: [0.654, 0.907, 0.985] },
})
const until = async (holds: () => Promise<boolean>): Promise<void> => {
  for (let i = 0; i < 100 && !(await holds()); i++) await new Promise(done => setTimeout(done, 50))
  expect(await holds()).toBe(true)
}
const tableNames = async (): Promise<string[]> =>
  (await city.engine.rows(sql<{ name: string }>`SELECT table_name AS name FROM information_schema.tables WHERE table_name LIKE 'indicators_%' OR table_name LIKE 'foretold_%'`)).map(row => row.name) // biome-ignore format: SQL

describe('indicators of another day or by other settings', () => {
  it('stand in a table that says the same as working them out in place', async () => {
    for (const [at, card] of [[asOf, other], [early, defaultScorecard]] as const) {
      const named = sql<{ entity_id: number; score: number; class: string; rank: number }>`SELECT entity_id, score, class, rank FROM (${rankedAt(at, card)}) ORDER BY entity_id`
      expect(named.strings.join('')).toMatch(/indicators_[0-9a-f]{16}/)
      const inline = sql`SELECT entity_id, score, class, rank FROM (${scored(indicators(at, card.settings), card)}) ORDER BY entity_id`
      const expected = await city.engine.rows(inline)
      expect(await ask(named)).toEqual(expected)
      // What the page shows and shares as SQL needs no such table.
      const plain = spelledOut(named)
      expect(derivedIn(plain.strings).size).toBe(0)
      expect(await city.engine.rows(plain)).toEqual(expected)
    } // biome-ignore format: SQL
  })

  it('are made before the classes that come from them, which say the same as ranks worked out in place', async () => {
    for (const [at, card] of [[asOf, defaultScorecard], [asOf, other], [early, defaultScorecard]] as const) {
      const filtered = where('complaints', { ...resolve(defaults, asOf.day, []).filters, classes: { only: ['B', 'D'], card, at } }, ['window'])
      const counted = sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints WHERE ${filtered}`
      const kinds = [...derivedIn(counted.strings).values()].map(({ kind }) => kind)
      expect(kinds).toEqual(at === asOf && card === defaultScorecard ? ['classes'] : ['indicators', 'classes'])
      expect(readsTable(counted.strings, 'risk_indicators')).toBe(kinds.length === 1)
      const [inPlace] = await city.engine.rows(sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints
        WHERE entity_id IN (SELECT entity_id FROM (${scored(indicators(at, card.settings), card)}) WHERE class IN ('B', 'D'))`)
      expect(inPlace?.n).toBeGreaterThan(0)
      expect(await ask(counted)).toEqual([inPlace])
      expect(await city.engine.rows(spelledOut(counted))).toEqual([inPlace])
      // A statement that begins with parts of its own, one of which asks itself.
      const recursive = sql<{ n: number }>`WITH RECURSIVE up AS (SELECT 1 AS x UNION ALL SELECT x + 1 FROM up WHERE x < 3)
        SELECT n * (SELECT CAST(max(x) AS DOUBLE) FROM up) AS n FROM (${counted})`
      expect(await city.engine.rows(spelledOut(recursive))).toEqual([{ n: 3 * (inPlace?.n ?? 0) }])
    } // biome-ignore format: SQL
  })

  it('what is kept is not made again', () => {
    expect(derivedIn(indicatorSource(asOf, defaultScorecard.settings).strings).size).toBe(0)
    expect(derivedIn(['SELECT * FROM indicators_0123456789abcdef']).size).toBe(0)
  })

  it('are made once for questions that come together, and dropped when many were asked for since', async () => {
    const source = indicatorSource({ day: '2024-01-31', states: false }, defaultScorecard.settings)
    const count = sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (${source})`
    const [a, b] = await Promise.all([ask(count), ask(count)])
    expect(a).toEqual(b)
    expect(a[0]?.n).toBeGreaterThan(100)
    const [name = ''] = derivedIn(source.strings).keys()
    expect(await tableNames()).toContain(name)
    const many = async (year: number): Promise<void> => {
      for (let month = 1; month <= 12; month++) {
        const at = { day: `${year}-${String(month).padStart(2, '0')}-15`, states: false }
        await ask(sql`SELECT count(*) FROM (${indicatorSource(at, defaultScorecard.settings)})`)
      }
    }
    // One that is being read stays, however many are asked for meanwhile.
    let release: () => void = () => undefined
    const reading = tables.with(city.engine, count.strings, () => new Promise<void>(resolve => (release = resolve)))
    await many(2023)
    expect(await tableNames()).toContain(name)
    release()
    await reading
    await many(2022)
    await until(async () => !(await tableNames()).includes(name))
    // Each has its norms beside it, which go with it.
    await until(async () => (await tableNames()).length <= 26)
    expect(await tableNames()).not.toContain(`${name}_norms`)
    // Whoever asks again gets it again.
    expect(await ask(count)).toEqual(a)
  }, 60_000)

  it('of classes take less room, and are dropped last', async () => {
    const own = new DerivedTables()
    const classes = sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (${classesAt(asOf, defaultScorecard)})`
    const [name = ''] = derivedIn(classes.strings).keys()
    const before = await own.rows(city.engine, classes)
    const halved = { ...defaultScorecard, weights: { ...defaultScorecard.weights, C1: 6 } }
    await own.rows(city.engine, sql`SELECT count(*) FROM (${classesAt(asOf, halved)})`)
    const days = async (from: number, to: number): Promise<void> => {
      for (let day = from; day <= to; day++) {
        const source = indicatorSource({ day: `2023-03-${day}`, states: false }, defaultScorecard.settings)
        await own.rows(city.engine, sql`SELECT count(*) FROM (${source})`)
      }
    }
    const isThere = async (): Promise<boolean> =>
      (await city.engine.rows(sql`SELECT 1 FROM information_schema.tables WHERE table_name = ${name}`)).length > 0
    await days(10, 20)
    await new Promise(done => setTimeout(done, 200))
    expect(await isThere()).toBe(true)
    await days(21, 22)
    await until(async () => !(await isThere()))
    expect(await own.rows(city.engine, classes)).toEqual(before)
  }, 60_000)

  it('come back in an engine that was built again', async () => {
    const count = sql<{ n: number }>`SELECT CAST(count(*) AS DOUBLE) AS n FROM (${rankedAt(asOf, other)})`
    const before = await ask(count)
    for (const name of await tableNames())
      await city.engine.run([sql`DROP TABLE IF EXISTS ${{ strings: [name], values: [] }}`])
    await tables.remake(city.engine)
    expect(await city.engine.rows(count)).toEqual(before)
  }, 60_000)

  it('a table that cannot be made is tried again by the next question', async () => {
    let fails = true
    const once = new DerivedTables((...all) =>
      fails ? Promise.reject(new Error('worker gone')) : workshop.foretell(...all),
    )
    const question = rankedAt(early, learned())
    await expect(once.rows(city.engine, question)).rejects.toThrow('worker gone')
    fails = false
    expect((await once.rows(city.engine, question)).length).toBeGreaterThan(100)
  })

  it('a rebuilt engine waits for no model: the question that names it makes it', async () => {
    const question = rankedAt(early, learned())
    const before = await ask(question)
    // It has come to the model, and makes no other table of this engine that the one below makes too.
    let reached = (): void => undefined
    const atModel = new Promise<void>(resolve => {
      reached = resolve
    })
    const stuck = new DerivedTables(() => {
      reached()
      return new Promise(() => undefined)
    })
    void stuck.rows(city.engine, question).catch(() => undefined)
    await atModel
    await stuck.remake(city.engine)
    for (const [name] of derivedIn(question.strings))
      await city.engine.run([sql`DROP TABLE IF EXISTS ${{ strings: [name], values: [] }}`])
    expect(await ask(question)).toEqual(before)
  })
})

describe('a learned model as the order', () => {
  it('gives every business 100 times its probability, from rows up to the day alone', async () => {
    const history = await readHistory(query => city.engine.rows(query))
    const subjects = await city.engine.rows(roster(early))
    const found = foretell(model, rosterSamples(history, model, subjects, early), subjects)
    const rows = await ask(sql<{ entity_id: number; score: number; class: string; why: string }>`
      SELECT CAST(entity_id AS INTEGER) AS entity_id, score, class, why FROM (${rankedAt(early, learned())}) ORDER BY entity_id`)
    const scores = new Map(Array.from(found.entities, (entity, i) => [entity, found.scores[i]]))
    expect(rows).toHaveLength(subjects.length)
    for (const row of rows) expect(row.score).toBeCloseTo(scores.get(row.entity_id) ?? Number.NaN, 9)
    expect(Math.min(...rows.map(({ score }) => score))).toBeGreaterThan(0)
    expect(Math.max(...rows.map(({ score }) => score))).toBeLessThan(100)
    const whys = rows.flatMap(({ why }) => JSON.parse(why) as Why[])
    expect(whys.length).toBeGreaterThan(rows.length / 2)
    expect(whys.every(([, points]) => points > 0)).toBe(true)
    // Classes have the shares that were asked for, but for those that facts lift.
    const d = rows.filter(row => row.class === 'D').length / rows.length
    expect(d).toBeGreaterThan(0.01)

    // What is dated later changes nothing: not the roster, not a score.
    const cut = <Row extends { readonly day: number }>(list: readonly Row[]): Row[] =>
      list.filter(row => row.day <= dayNumber(early.day))
    const until = { visits: cut(history.visits), licences: cut(history.licences), complaints: cut(history.complaints) }
    expect(until.visits.length).toBeLessThan(history.visits.length)
    expect(foretell(model, rosterSamples(until, model, subjects, early), subjects)).toEqual(found)
  }, 60_000)

  it('is explained feature by feature: points and intercept are the score', async () => {
    await ask(rankedAt(early, learned()))
    const [first] = await ask(
      sql<{
        entity_id: number
        score: number
      }>`SELECT CAST(entity_id AS INTEGER) AS entity_id, score FROM (${rankedAt(early, learned())}) ORDER BY rank LIMIT 1`,
    )
    const shares = await workshop.explain(model, early, first?.entity_id ?? -1)
    const eta = model.intercept + (shares ?? []).reduce((sum, { logOdds }) => sum + logOdds, 0)
    expect(100 / (1 + Math.exp(-eta))).toBeCloseTo(first?.score ?? Number.NaN, 9)
    expect(await workshop.explain(model, early, 99_999_999)).toBeNull()
    expect(await workshop.explain(model, { day: '2020-01-01', states: false }, 1)).toBeUndefined()
  })

  it('orders the list, with its reasons', async () => {
    const { filters } = resolve({ ...defaults, classes: ['D'] }, city.profile.asOf, [], learned())
    const input = { filters, card: learned(), at: asOf, search: null }
    const rows = await ask(riskPage(input, { column: 'score', descending: true }, { offset: 0, limit: 20 }))
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.every(row => row.class === 'D' && typeof row.why === 'string')).toBe(true)
    const scores = rows.map(row => row.score ?? 0)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('a workshop without a history says so', async () => {
    await expect(new Workshop().window('2024-01-01', '2024-02-01')).rejects.toThrow('no history')
  })
})

describe('what another card changes', () => {
  const heavier: Scorecard = { ...defaultScorecard, weights: { ...defaultScorecard.weights, I5: 40 } }
  interface Ranked {
    readonly entity_id: number
    readonly rank: number
    readonly class: string
  }
  const ranks = async (card: Scorecard): Promise<Map<number, Ranked>> =>
    new Map(
      (
        await ask(
          sql<Ranked>`SELECT CAST(entity_id AS INTEGER) AS entity_id, rank, class FROM (${rankedAt(asOf, card)})`,
        )
      ).map(row => [row.entity_id, row]),
    )

  it('is counted and named as one would by hand', async () => {
    const [before, after] = [await ranks(defaultScorecard), await ranks(heavier)]
    const top = 50
    const both = [...before.values()].map(row => ({ a: row, b: after.get(row.entity_id) as Ranked }))
    const entering = both.filter(({ a, b }) => a.rank > top && b.rank <= top)
    const leaving = both.filter(({ a, b }) => a.rank <= top && b.rank > top)
    expect(entering.length).toBeGreaterThan(0)
    const [counts] = await ask(topCounts(defaultScorecard, heavier, asOf, top))
    expect(counts).toMatchObject({ entering: entering.length, leaving: leaving.length })
    expect(counts?.likeness).toBeGreaterThan(0)
    expect(counts?.likeness).toBeLessThan(1)
    const moves = await ask(topMoves(defaultScorecard, heavier, asOf, top, 1000))
    expect(
      moves
        .filter(move => move.after < move.before)
        .map(move => move.entity_id)
        .sort(),
    ).toEqual(entering.map(({ a }) => a.entity_id).sort())
    expect(
      moves
        .filter(move => move.after > move.before)
        .map(move => move.entity_id)
        .sort(),
    ).toEqual(leaving.map(({ a }) => a.entity_id).sort())
    const classes = await ask(classMoves(defaultScorecard, heavier, asOf))
    for (const { before: x, after: y, n } of classes)
      expect(both.filter(({ a, b }) => a.class === x && b.class === y)).toHaveLength(n)
    expect(classes.reduce((sum, { n }) => sum + n, 0)).toBe(before.size)
  })

  it('nothing changes by the same card', async () => {
    const [counts] = await ask(topCounts(defaultScorecard, defaultScorecard, asOf, 100))
    expect(counts).toMatchObject({ entering: 0, leaving: 0 })
    expect(counts?.likeness).toBeCloseTo(1, 9)
    expect(await ask(topMoves(defaultScorecard, defaultScorecard, asOf, 100, 10))).toEqual([])
  })
})
