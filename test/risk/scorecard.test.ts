import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCity } from '../../data/generate'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { raw, type Sql, sql } from '../../src/engine/sql'
import { fillKeptIndicators } from '../../src/extracts/fillIndicators'
import { complaintRows, inspectionRows, permitRows } from '../../src/risk/businessRows'
import { dayNumber } from '../../src/risk/dayNumber'
import { classOf, explainScore } from '../../src/risk/explain'
import { asOfDay, codedColumns } from '../../src/risk/factsSql'
import { keptTable, normsTable } from '../../src/risk/kept'
import { scored } from '../../src/risk/score'
import { defaultScorecard, indicatorKeys, overrideKeys, riskClasses, type Scorecard } from '../../src/risk/scorecard'
import { makeWritable } from '../engineHelper'
import { randomOf } from '../filters/random'
import { sweep } from '../sweep'
import { compare, sqlScores } from './agree'

/* A small sample city has what the scorecard looks at: rectifications, items, revoked and expired licences, repeats. */
let city: LoadedFolder
let folder = ''
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'risk-city-'))
  await generateCity({ out: resolve(folder, 'city'), rows: 8000 })
  city = await loadFolder(resolve(folder, 'city'))
}, 120_000)
afterAll(() => {
  city?.engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const asOf = '2025-06-30'
const early = asOfDay('2024-09-15', asOf)

/** A scorecard with other weights, thresholds, half-lives and overrides. */
function randomCard(seed: number): Scorecard {
  const random = randomOf(seed)
  const { settings } = defaultScorecard
  return {
    weights: Object.fromEntries(indicatorKeys.map(key => [key, random() < 0.2 ? 0 : Math.round(random() * 300) / 10])) as Scorecard['weights'],
    settings: {
      ...settings,
      resultHalfLifeMonths: 3 + Math.round(random() * 30),
      visitDays: 200 + Math.round(random() * 800),
      visitPrior: 1 + Math.round(random() * 9),
      complaintHalfLifeDays: 20 + Math.round(random() * 200),
      complaintDays: 100 + Math.round(random() * 500),
      percentile: 0.6 + random() * 0.39,
      smallIndustry: Math.round(random() * 200),
      youngYears: random() * 2,
      grownYears: 3 + random() * 4,
    },
    thresholds: random() < 0.5 ? { by: 'value', bounds: [25, 40, 55] } : { by: 'percentile', bounds: [0.5, 0.8, 0.95] },
    overrides: Object.fromEntries(
      overrideKeys.map(key => [key, random() < 0.3 ? null : (riskClasses[Math.floor(random() * 4)] ?? 'C')]),
    ) as Scorecard['overrides'],
  } // biome-ignore format: a record
}

describe('the score in SQL and the score in TypeScript', () => {
  it.each([asOf, '2025-01-31', '2024-02-29', '2022-07-02'])('agree on every business as of %s', async day => {
    const { businesses, wrong } = await compare(city.engine, defaultScorecard, asOfDay(day, asOf))
    expect(wrong.slice(0, 5)).toEqual([])
    expect(businesses).toBeGreaterThan(day < '2023' ? 1 : 900)
  })

  it('agree for any scorecard', async () => {
    for (let seed = 1; seed <= sweep(40); seed++) {
      const { wrong } = await compare(city.engine, randomCard(seed), seed % 2 ? early : asOfDay(asOf, asOf))
      expect(wrong.slice(0, 5), `seed ${seed}`).toEqual([])
    }
  }, 300_000)
})

describe('the score as of a day', () => {
  const later: readonly Sql[] = [
    sql`INSERT INTO inspections BY NAME SELECT * REPLACE (CAST('2024-09-16' AS DATE) AS inspected_on, 'critical' AS result) FROM inspections WHERE inspected_on < CAST('2024-09-01' AS DATE)`,
    sql`INSERT INTO complaints BY NAME SELECT * REPLACE (CAST('2024-10-01' AS DATE) AS received_on, CAST('2024-10-01' AS TIMESTAMP) AS received_at) FROM complaints WHERE received_on < CAST('2024-09-01' AS DATE)`,
    sql`INSERT INTO permits BY NAME SELECT * REPLACE (CAST('2024-10-01' AS DATE) AS permitted_on, CAST('2030-10-01' AS DATE) AS valid_to) FROM permits WHERE permitted_on < CAST('2024-09-01' AS DATE)`,
    sql`UPDATE permits SET status = CASE WHEN status = 'granted' THEN 'revoked' ELSE 'granted' END`,
    sql`UPDATE inspections SET rectified_on = CASE WHEN rectified_on IS NULL THEN CAST('2024-09-16' AS DATE) ELSE NULL END WHERE rectified_on IS NULL OR rectified_on > CAST('2024-09-15' AS DATE)`,
    sql`UPDATE complaints SET closed_on = CASE WHEN closed_on IS NULL THEN CAST('2024-09-16' AS DATE) ELSE NULL END WHERE closed_on IS NULL OR closed_on > CAST('2024-09-15' AS DATE)`,
    sql`UPDATE complaints SET status = 'withdrawn', substantiated = NOT coalesce(substantiated, FALSE), duplicate_flag = NOT coalesce(duplicate_flag, FALSE), satisfaction = 1`,
  ]

  it('reads nothing from after it, dated or not', async () => {
    const copy = await loadFolder(resolve(folder, 'city'))
    try {
      const before = await sqlScores(copy.engine, defaultScorecard, early)
      await makeWritable(copy.engine, 'inspections', 'complaints', 'permits')
      await copy.engine.run(later)
      const after = await sqlScores(copy.engine, defaultScorecard, early)
      const sorted = (rows: typeof before) => [...rows].sort((a, b) => a.entity_id - b.entity_id)
      expect(sorted(after)).toEqual(sorted(before))
      // The same changes are seen from the last day, and a row of the day itself is read.
      const { wrong, businesses } = await compare(copy.engine, defaultScorecard, asOfDay(asOf, asOf))
      expect([wrong.length, businesses > 900]).toEqual([0, true])
      await copy.engine.run([
        sql`UPDATE inspections SET inspected_on = CAST('2024-09-15' AS DATE) WHERE inspected_on = CAST('2024-09-16' AS DATE)`,
      ])
      expect(sorted(await sqlScores(copy.engine, defaultScorecard, early))).not.toEqual(sorted(before))
    } finally {
      copy.engine.close()
    }
  }, 120_000)

  it('takes of several rows of one day the word that sorts last, by ENUM numbers as in words', async () => {
    const copy = await loadFolder(resolve(folder, 'city'))
    try {
      await copy.engine.run([
        sql`UPDATE inspections SET inspected_on = date_trunc('quarter', inspected_on)`,
        sql`UPDATE complaints SET received_on = date_trunc('quarter', received_on)`,
      ])
      const at = asOfDay(asOf, asOf)
      expect((await compare(copy.engine, defaultScorecard, at)).wrong).toEqual([])
      const coded = await copy.engine.rows(codedColumns)
      expect(coded.map(column => column.name)).toContain('inspections.declared_risk')
      await fillKeptIndicators(copy.engine, asOf)
      const kept = sql`SELECT * EXCLUDE (spot) FROM (${scored(raw(`SELECT * FROM ${keptTable}`), defaultScorecard)}) JOIN ${raw(normsTable(keptTable))} USING (spot) ORDER BY entity_id`
      const rows = await copy.engine.rows(kept as Sql<Record<string, unknown>>)
      const expected = await sqlScores(copy.engine, defaultScorecard, at)
      const byEntity = new Map(expected.map(row => [row.entity_id, row as unknown as Record<string, unknown>]))
      expect(rows).toHaveLength(expected.length)
      for (const row of rows) {
        const other = byEntity.get(Number(row.entity_id)) ?? {}
        for (const [name, value] of Object.entries(row)) {
          if (typeof value === 'number') expect(other[name], name).toBeCloseTo(value, 9)
          else expect(other[name], name).toEqual(value)
        }
      }
    } finally {
      copy.engine.close()
    }
  }, 120_000)

  it('is explained from rows alone: later ones change nothing', async () => {
    const [row] = await sqlScores(city.engine, defaultScorecard, early)
    const entity = row?.entity_id ?? 0
    const rows = {
      permits: await city.engine.rows(permitRows(entity)),
      inspections: await city.engine.rows(inspectionRows(entity)),
      complaints: await city.engine.rows(complaintRows(entity)),
    }
    const upTo = {
      permits: rows.permits.filter(each => (each.permitted_on ?? each.accepted_on ?? '') <= early.day),
      inspections: rows.inspections.filter(each => each.inspected_on <= early.day),
      complaints: rows.complaints.filter(each => each.received_on <= early.day),
    }
    if (row === undefined) throw new Error('no business')
    expect(explainScore(upTo, row, defaultScorecard, early)).toEqual(explainScore(rows, row, defaultScorecard, early))
  })
})

describe('a business explained', () => {
  it('has bars that add up to its score, and the rows of each', async () => {
    const at = asOfDay(asOf, asOf)
    const [row] = await sqlScores(city.engine, defaultScorecard, at).then(all => all.filter(each => each.rank === 1))
    if (row === undefined) throw new Error('no business')
    const rows = {
      permits: await city.engine.rows(permitRows(row.entity_id)),
      inspections: await city.engine.rows(inspectionRows(row.entity_id)),
      complaints: await city.engine.rows(complaintRows(row.entity_id)),
    }
    const explained = explainScore(rows, row, defaultScorecard, at)
    expect(explained.indicators.reduce((sum, { points }) => sum + points, 0)).toBeCloseTo(row.score ?? 0, 9)
    expect(explained.indicators.reduce((sum, { most }) => sum + most, 0)).toBeCloseTo(100, 9)
    const bar = explained.indicators.find(({ key }) => key === 'I2')
    expect(bar?.rows.length).toBe(explained.facts.recentVisits.length)
    expect(bar?.rows.every(({ table }) => table === 'inspections')).toBe(true)
    expect(explained.class).toBe(row.class)
  })

  it('is classed by its bounds, a score on one belonging to the higher class', () => {
    expect([null, 0, 29.9, 30, 44.9, 45, 60, 100].map(score => classOf(score, [30, 45, 60]))).toEqual(['A', 'A', 'A', 'B', 'B', 'C', 'D', 'D']) // biome-ignore format: one line
  })

  it('counts days as the calendar does', () => {
    expect(['1970-01-01', '2000-02-29', '2000-03-01', '2024-12-31', '1969-12-31'].map(dayNumber)).toEqual([0, 11016, 11017, 20088, -1]) // biome-ignore format: one line
  })
})
