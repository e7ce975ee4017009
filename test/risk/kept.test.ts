import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { join, raw, type Sql, sql } from '../../src/engine/sql'
import { fillKeptIndicators } from '../../src/extracts/fillIndicators'
import { asOfDay } from '../../src/risk/factsSql'
import { indicators, norms } from '../../src/risk/indicatorsSql'
import { keptColumns, keptTable, makeIndicators, normsColumns, normsTable } from '../../src/risk/kept'
import { defaultSettings } from '../../src/risk/scorecard'
import { countOf, type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'

/* The kept table is made by a script; elsewhere the same steps are one statement. */
let here: Loaded
beforeAll(async () => {
  here = await loaded(city())
})
afterAll(() => here?.engine.close())

const names = join([...keptColumns, ...normsColumns.slice(1)].map(([name]) => raw(name)))
/** Indicators, each with the norms that it is measured by. */
const rowsOf = (from: Sql, norms: Sql): Promise<Record<string, unknown>[]> =>
  here.engine.rows(
    sql`SELECT ${names} FROM ${from} JOIN ${norms} USING (spot) ORDER BY entity_id` as Sql<Record<string, unknown>>,
  )
const keptRows = () => rowsOf(raw(keptTable), raw(normsTable(keptTable)))
const leftBehind = (): Promise<number> =>
  countOf(
    here.engine,
    raw(`(SELECT table_name FROM duckdb_tables() WHERE temporary UNION ALL SELECT view_name FROM duckdb_views() WHERE temporary AND NOT internal
      UNION ALL SELECT table_name FROM duckdb_tables() WHERE table_name IN ('facts', 'spots', 'sums'))`),
  )

describe('the kept indicators', () => {
  it('are those that one statement gives', async () => {
    const at = asOfDay(asOf, asOf)
    const expected = await rowsOf(sql`(${indicators(at, defaultSettings)})`, sql`(${norms(at, defaultSettings)})`)
    const found = await keptRows()
    expect(found).toHaveLength(expected.length)
    found.forEach((row, i) => {
      for (const [name, value] of Object.entries(expected[i] ?? {})) {
        if (typeof value === 'number') expect(row[name], name).toBeCloseTo(value, 12)
        else expect(row[name], name).toEqual(value)
      }
    })
  })

  it('are made anew in place of the old ones, and leave no step behind', async () => {
    const before = await countOf(here.engine, raw(keptTable))
    await fillKeptIndicators(here.engine, asOf)
    await fillKeptIndicators(here.engine, asOf)
    expect(await countOf(here.engine, raw(keptTable))).toBe(before)
    expect(await leftBehind()).toBe(0)
  })

  it('stay as they were where the script fails or is cancelled, and so does everything else', async () => {
    const before = await keptRows()
    const script = makeIndicators(keptTable, asOfDay('2022-12-31', '2022-12-31'), defaultSettings)
    await expect(here.engine.run([...script, raw('SELECT * FROM not_there')])).rejects.toThrow('not_there')
    expect(await leftBehind()).toBe(0)
    const abort = new AbortController()
    const endless = raw(
      'CREATE TEMP TABLE more AS SELECT sum(a.i * b.i) AS s FROM range(1000000) a(i), range(1000000) b(i)',
    )
    const running = here.engine.run([...script, endless], abort.signal)
    setTimeout(() => abort.abort(), 1000)
    await expect(running).rejects.toThrow()
    expect(await leftBehind()).toBe(0)
    expect(await keptRows()).toEqual(before)
  })
})
