import { describe, expect, it } from 'vitest'
import { creditCode } from '../../data/codes'
import { Rng } from '../../data/rng'
import { type Sql, sql } from '../../src/engine/sql'
import { businessRisk, linkRules, type Neighbour, neighbours } from '../../src/queries/business'
import { asOfDay } from '../../src/risk/factsSql'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard } from '../../src/risk/scorecard'
import { courseDays } from '../../src/views/business/useScoreCourse'
import { loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'
import { tableFile } from '../fixtures/cityFiles'
import { ask } from './helper'

const at = asOfDay(asOf, asOf)
const entities = sql<{ entity_id: number; entity_code: string }>`
  SELECT CAST(entity_id AS INTEGER) AS entity_id, entity_code FROM entities`
type Ask = <Row>(query: Sql<Row>) => Promise<Row[]>
async function around(code: string, limit = 20, asked: Ask = ask): Promise<Neighbour[]> {
  const found = (await asked(entities)).find(row => row.entity_code === code)
  return asked(neighbours(found?.entity_id ?? -1, defaultScorecard, at, limit))
}
const codes = (rows: readonly Neighbour[], by: Neighbour['by']) =>
  rows.filter(row => row.by === by).map(row => row.entity_code)

describe('who is around a business', () => {
  it('carries the same owner code, in any of its rows', async () => {
    const lotus = await around('L1')
    expect(codes(lotus, 'owner').sort()).toEqual(['L3', 'L6'])
    for (const row of lotus.filter(each => each.by === 'owner')) expect(row).toMatchObject({ owner_code: 'K1', of: 2 })
    // Another of Maple's rows carries another code.
    expect(codes(await around('L2'), 'owner')).toEqual(['L4'])
    expect(codes(await around('L7'), 'owner')).toEqual([])
  })

  it('is a head office to its branches and they to it, by its credit code', async () => {
    const rng = new Rng(1, 'offices')
    const [head, first, second] = [1, 2, 3].map(() => creditCode(rng, '91', '990101'))
    const table = `
permit_id | entity_code | entity_name | region_code | lon   | lat | decided_at       | status  | owner_code
Q1        | ${head}     | Head        | 0101        | 110.5 | 31  | 2023-01-30 09:00 | granted |
Q2        | ${first}    | First       | 0102        | 111.5 | 31  | 2023-01-30 09:00 | granted | ${head}
Q3        | ${second}   | Second      | 0201        | 112.5 | 31  | 2023-01-30 09:00 | granted | ${head}
Q4        | 77          | Other       | 0201        | 112.5 | 31  | 2023-01-30 09:00 | granted | 78
Q5        | 78          | Seventy     | 0201        | 112.6 | 31  | 2023-01-30 09:00 | granted |
`
    const given = city()
    const { engine } = await loaded({
      ...given,
      files: { ...given.files, 'permits.parquet': tableFile('permits', table) },
    })
    try {
      const owned = async (code = '') => codes(await around(code, 20, query => engine.rows(query)), 'owner').sort()
      expect(await owned(head)).toEqual([first, second].sort())
      expect(await owned(first)).toEqual([head, second].sort())
      // Numbers of two kinds that happen to be the same say nothing.
      expect(await owned('77')).toEqual([])
      expect(codes(await around('77', 20, query => engine.rows(query)), 'place')).toEqual([second])
    } finally {
      engine.close()
    }
  })

  it('is counted beyond what is listed, the riskiest first', async () => {
    const all = (await around('L1')).filter(row => row.by === 'owner')
    const one = (await around('L1', 1)).filter(row => row.by === 'owner')
    expect(one).toEqual(all.slice(0, 1))
    expect(one[0]?.of).toBe(2)
    expect(all.map(row => row.score ?? 0)).toEqual(all.map(row => row.score ?? 0).sort((a, b) => b - a))
  })
})

describe('the rules that linked the rows of a business', () => {
  it('are counted by extract and method, each with how sure it is', async () => {
    const code = creditCode(new Rng(2, 'links'), '91', '990101')
    const permits = `
permit_id | entity_code | entity_name              | region_code | lon   | lat | decided_at       | status
A1        | ${code}     | Golden Dragon Restaurant | 0101        | 110.5 | 31  | 2023-01-30 09:00 | granted
A2        | ${code}     | Golden Dragon Restaurant | 0101        | 110.5 | 31  | 2023-02-28 09:00 | granted
A3        | 4711        | Silver Swan Bakery       | 0102        | 111.5 | 31  | 2023-01-30 09:00 | granted
`
    const inspections = `
inspection_id | entity_code | entity_name | inspected_on | inspection_type | result | region_code
V1            | ${code}     | Golden      | 2023-03-01   | routine         | ok     | 0101
V2            | A1          | Golden      | 2023-03-02   | routine         | ok     | 0101
V3            | A2          | Golden      | 2023-03-03   | routine         | ok     | 0101
V4            | 4711        | Silver      | 2023-03-04   | routine         | ok     | 0102
`
    const complaints = `
complaint_id | entity_name              | kind      | category | received_at      | status | region_code
W1           | Golden Dragon Restaurant | complaint | Food     | 2023-04-01 09:00 | open   | 0101
W2           | Golden Dragon Restaurant | complaint | Food     | 2023-04-02 09:00 | open   | 0101
W3           | Golden Dragon Restaurnat | complaint | Food     | 2023-04-03 09:00 | open   | 0101
W4           | Golden Dragon Restaurant | complaint | Food     | 2023-04-04 09:00 | open   | 0201
W5           | Silver Swan Bakerey      | complaint | Food     | 2023-04-05 09:00 | open   | 0102
`
    const given = city()
    const files = {
      ...given.files,
      'permits.parquet': tableFile('permits', permits),
      'inspections.parquet': tableFile('inspections', inspections),
      'complaints.parquet': tableFile('complaints', complaints),
    }
    const { engine } = await loaded({ ...given, files })
    try {
      const found = await engine.rows(entities)
      const rulesOf = async (entity_code: string) => {
        const rows = await engine.rows(linkRules(found.find(row => row.entity_code === entity_code)?.entity_id ?? -1))
        return rows.map(row => [row.extract, row.method, row.rows, row.confidence])
      }
      // W4 is of another region and belongs to nobody.
      expect(await rulesOf(code)).toEqual([
        ['complaints', 'name_region', 2, 0.9],
        ['complaints', 'name_similar', 1, 0.8],
        ['inspections', 'permit_number', 2, 1],
        ['inspections', 'credit_code', 1, 1],
        ['permits', 'credit_code', 2, 1],
      ])
      expect(await rulesOf('4711')).toEqual([
        ['complaints', 'name_similar', 1, 0.8],
        ['inspections', 'licence_number', 1, 1],
        ['permits', 'licence_number', 1, 1],
      ])
      expect(await rulesOf('nobody')).toEqual([])
    } finally {
      engine.close()
    }
  })
})

describe('the score through time', () => {
  it('is a point a quarter, each what all are scored to on its day from dates alone', async () => {
    const days = courseDays(asOf)
    expect([days.length, days.at(-1)]).toEqual([8, asOf])
    const lotus = (await ask(entities)).find(row => row.entity_code === 'L1')?.entity_id ?? -1
    const course: (number | null)[] = []
    for (const day of days) {
      const on = { day, states: false }
      const [point] = await ask(businessRisk(lotus, defaultScorecard, on))
      const all = await ask(scoresAt(defaultScorecard, on))
      expect(point?.score).toBe(all.find(row => row.entity_id === lotus)?.score)
      course.push(point?.score ?? null)
    }
    // A problem and a critical finding lie in between: it is no straight line.
    expect(new Set(course).size).toBeGreaterThan(3)
  })
})
