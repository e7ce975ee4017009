import { describe, expect, it } from 'vitest'
import { type Sql, sql } from '../../src/engine/sql'
import { defaults, resolve } from '../../src/filters/filters'
import { riskPage, riskPlaces } from '../../src/queries/riskList'
import { asOfDay } from '../../src/risk/factsSql'
import { indicatorColumn } from '../../src/risk/indicatorsSql'
import { defaultScorecard, type IndicatorKey, indicatorKeys } from '../../src/risk/scorecard'
import { type TableName, tableNames } from '../../src/schema'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, catalogue, city, complaints, inspections, permits } from '../fixtures/city'
import { tableFile } from '../fixtures/cityFiles'
import { compare, type SqlRow, sqlScores } from './agree'

const at = asOfDay(asOf, asOf)

/** The city that is counted by hand, with some of its files or others in their place. */
const withFiles = (tables: readonly TableName[], others: Record<string, Blob> = {}): Promise<Loaded> => {
  const here = city()
  const extracts = catalogue.extracts.filter(({ table }) => tables.some(name => name === table))
  return loaded({ ...here, files: { ...here.files, ...others }, catalogue: { ...catalogue, extracts } })
}

async function scoresOf({ engine }: Loaded): Promise<Map<string, SqlRow>> {
  const codes = await engine.rows(sql`
    SELECT CAST(entity_id AS INTEGER) AS entity_id, entity_code FROM entities` as Sql<{ entity_id: number; entity_code: string }>) // biome-ignore format: SQL
  const named = new Map(codes.map(row => [row.entity_id, row.entity_code]))
  const rows = await sqlScores(engine, defaultScorecard, at)
  return new Map(rows.map(row => [named.get(row.entity_id) ?? '', row]))
}

const given = (row: SqlRow, key: IndicatorKey): unknown =>
  (row as unknown as Record<string, unknown>)[indicatorColumn(key)]

const cases: readonly (readonly [string, readonly TableName[], readonly IndicatorKey[]])[] = [
  ['permits alone', ['permits'], ['P1', 'P2']],
  ['inspections alone', ['inspections'], ['S1', 'I1', 'I2', 'I5']],
  ['complaints alone', ['complaints'], ['C1', 'C3', 'N1']],
  ['no complaints', ['permits', 'inspections'], ['S1', 'I1', 'I2', 'I5', 'P1', 'P2']],
  ['no inspections', ['permits', 'complaints'], ['C1', 'C3', 'P1', 'P2', 'N1']],
]

describe('extracts that lack something', () => {
  it.each(cases)('%s: indicators of what is not there are left out, never 0', async (_, tables, kept) => {
    const here = await withFiles(tables)
    try {
      const rows = [...(await scoresOf(here)).values()]
      expect(rows.length).toBeGreaterThan(0)
      const used = indicatorKeys.filter(key => rows.some(row => given(row, key) !== null))
      expect(used).toEqual(kept)
      for (const row of rows) {
        expect(row.score).toBeGreaterThanOrEqual(0)
        expect(row.score).toBeLessThanOrEqual(100)
      }
      expect(await compare(here.engine, defaultScorecard, at)).toMatchObject({ wrong: [], businesses: rows.length })
    } finally {
      here.engine.close()
    }
  })

  it('complaints without any place: the surroundings are left out', async () => {
    const lines = complaints.trim().split('\n')
    const without = lines.map(line => line.split('|').slice(0, 8).join('|')).join('\n')
    const text = without.replace('complaint_id', 'region_code | complaint_id').replaceAll('\nC', '\n | C')
    const here = await withFiles(['permits', 'inspections', 'complaints'], {
      'complaints.parquet': tableFile('complaints', text),
    })
    try {
      const rows = [...(await scoresOf(here)).values()]
      expect(rows.map(row => given(row, 'N1')).filter(value => value !== null)).toEqual([])
      expect(rows.some(row => given(row, 'C1') !== null)).toBe(true)
      expect(await compare(here.engine, defaultScorecard, at)).toMatchObject({ wrong: [] })
    } finally {
      here.engine.close()
    }
  })

  it('coordinates in no file: the list has everyone, the map nobody', async () => {
    const without = (text: string): string => {
      const lines = text
        .trim()
        .split('\n')
        .map(line => line.split('|'))
      const places = ['lon', 'lat'].map(name => lines[0]?.findIndex(cell => cell.trim() === name))
      return lines.map(cells => cells.filter((_, i) => !places.includes(i)).join('|')).join('\n')
    }
    const given = { permits, inspections, complaints }
    const here = await withFiles(
      ['permits', 'inspections', 'complaints'],
      Object.fromEntries(tableNames.map(table => [`${table}.parquet`, tableFile(table, without(given[table]))])),
    )
    try {
      const { filters } = resolve({ ...defaults, window: 'all' }, asOf, [])
      const input = { filters, card: defaultScorecard, at, search: null }
      const page = riskPage(input, { column: 'score', descending: true }, { offset: 0, limit: 50 })
      expect(await here.engine.rows(page)).toHaveLength(8)
      expect(await here.engine.rows(riskPlaces(input, 50))).toEqual([])
      expect(await compare(here.engine, defaultScorecard, at)).toMatchObject({ wrong: [], businesses: 8 })
    } finally {
      here.engine.close()
    }
  })

  it('rows in any order score the same', async () => {
    const turned = (text: string): string => {
      const [head = '', ...rows] = text.trim().split('\n')
      return [head, ...rows.reverse()].join('\n')
    }
    const here = await withFiles(['permits', 'inspections', 'complaints'])
    const other = await withFiles(['permits', 'inspections', 'complaints'], {
      'permits.parquet': tableFile('permits', turned(permits)),
      'inspections.parquet': tableFile('inspections', turned(inspections)),
      'complaints.parquet': tableFile('complaints', turned(complaints)),
    })
    try {
      const [first, second] = [await scoresOf(here), await scoresOf(other)]
      expect([...second.keys()].sort()).toEqual([...first.keys()].sort())
      for (const [code, row] of first) expect([code, second.get(code)?.score]).toEqual([code, row.score])
    } finally {
      here.engine.close()
      other.engine.close()
    }
  })
})
