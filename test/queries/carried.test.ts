import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sql, sql } from '../../src/engine/sql'
import { carriedComplaints, carriedInspections, carriedPermits } from '../../src/queries/carried'
import { riskOf } from '../../src/queries/riskList'
import { asOfDay } from '../../src/risk/factsSql'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard } from '../../src/risk/scorecard'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'

let here: Loaded
let numbers: Map<string, number>
beforeAll(async () => {
  here = await loaded(city())
  const rows = await ask(
    sql<{
      code: string
      entity: number
    }>`SELECT entity_code AS code, CAST(entity_id AS INTEGER) AS entity FROM entities`,
  )
  numbers = new Map(rows.map(row => [row.code, row.entity]))
}, 60_000)
afterAll(() => here?.engine.close())
const ask = <Row>(query: Sql<Row>): Promise<Row[]> => here.engine.rows(query)
const of = (...codes: string[]): number[] => codes.map(code => numbers.get(code) ?? -1)
const day = '2023-12-31'

describe('what is carried of businesses', () => {
  it('is the newest rows of each up to the day, newest first, and how many there are', async () => {
    const made = await ask(carriedInspections(of('L1'), '2023-02-28', 2))
    expect(made.map(row => [row.day, row.type, row.result, row.all])).toEqual([
      ['2023-02-28', 'routine', 'critical', 4],
      ['2023-01-31', 'routine', 'problem', 4],
    ])
    const permits = await ask(carriedPermits(of('L2', 'L1'), day, 2))
    const own = (code: string) => permits.filter(row => row.entity_id === numbers.get(code))
    // P11 is decided after the day.
    expect(own('L2').map(row => [row.permit_id, row.status, row.valid_to, row.all])).toEqual([
      ['P04', 'refused', null, 2],
      ['P03', 'granted', null, 2],
    ])
    expect(own('L1').map(row => [row.permit_id, row.valid_to, row.all])).toEqual([
      ['P02', '2026-05-04', 3],
      ['P01', '2026-01-29', 3],
    ])
    const complaints = await ask(carriedComplaints([...numbers.values()], day, 1))
    const counted = await ask(
      sql<{
        entity: number
        n: number
        last: string
      }>`SELECT CAST(entity_id AS INTEGER) AS entity, CAST(count(*) AS INTEGER) AS n,
        CAST(max(received_on) AS VARCHAR) AS last FROM complaints WHERE entity_id IS NOT NULL AND received_on <= CAST(${day} AS DATE) GROUP BY 1 ORDER BY 1`,
    )
    expect(counted.length).toBeGreaterThan(2)
    expect(complaints.map(row => [row.entity_id, row.all, row.day])).toEqual(
      counted.map(row => [row.entity, row.n, row.last]),
    )
  })

  it('is of nobody where nobody is asked for', async () => {
    expect(await ask(carriedInspections([], day, 5))).toEqual([])
  })

  it('has the score of the risk list', async () => {
    const at = asOfDay(asOf, asOf)
    const scores = new Map((await ask(scoresAt(defaultScorecard, at))).map(row => [row.entity_id, row.score]))
    const some = [...scores.keys()].sort((a, b) => a - b).slice(1, 4)
    const rows = await ask(riskOf({ card: defaultScorecard, at }, some))
    expect(rows.map(row => [row.entity_id, row.score])).toEqual(some.map(each => [each, scores.get(each)]))
  })
})
