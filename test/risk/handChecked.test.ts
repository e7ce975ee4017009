import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { asOfDay } from '../../src/risk/factsSql'
import { indicators, norms } from '../../src/risk/indicatorsSql'
import { scored } from '../../src/risk/score'
import { defaultScorecard } from '../../src/risk/scorecard'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'
import { compare, sqlScores } from './agree'

/* The city that is counted by hand (fixtures/city.ts), as of its day. */
let here: Loaded
beforeAll(async () => {
  here = await loaded(city())
})
afterAll(() => here?.engine.close())

const at = asOfDay(asOf, asOf)
type Row = Record<string, number | string | boolean | null>
const business = async (code: string): Promise<Row> => {
  const [row] = await here.engine.rows<Row>(sql`
    SELECT s.*, n.* EXCLUDE (spot) FROM (${scored(indicators(at, defaultScorecard.settings), defaultScorecard)}) s
    JOIN (${norms(at, defaultScorecard.settings)}) n USING (spot) JOIN entities e USING (entity_id) WHERE e.entity_code = ${code}`)
  if (row === undefined) throw new Error(`no business ${code}`)
  return row
}
const close = (value: unknown, expected: number): void => expect(Number(value)).toBeCloseTo(expected, 10)

describe('the scorecard on a city that is counted by hand', () => {
  it('reads what Oak (L4) did: expired in April, seen in July, a problem in October, critical on the last day', async () => {
    const row = await business('L4')
    close(row.i1, 1)
    close(row.i5, 0)
    // Fifteen visits took place in 730 days, three of them critical: 1 of Oak's 3 visits, shrunk with four at 0.2.
    close(row.p0, 3 / 15)
    // 95th percentile of the eight: L3 and L1 1 of 4 and 1 of 4, Oak 1 of 3 is the highest.
    expect(Number(row.i2)).toBeGreaterThan(0.95)
    expect(row.permit_state).toBe('expired_active')
    close(row.p1, 1)
    // First licence on 2022-05-01: 609 days.
    close(row.p2, (4 - 609 / 365.25) / 3)
    expect([row.visits, row.visits_recent, row.critical_recent]).toEqual([3, 3, 1])
  })

  it('leaves out what the extracts lack, and counts the others for more', async () => {
    const row = await business('L4')
    expect([row.i3, row.i4]).toEqual([null, null])
    const { weights } = defaultScorecard
    const used = ['S1', 'I1', 'I2', 'I5', 'C1', 'C3', 'P1', 'P2', 'N1'] as const
    const weight = used.reduce((sum, key) => sum + weights[key], 0)
    const points = used.reduce((sum, key) => sum + weights[key] * Number(row[key.toLowerCase()]), 0)
    // No complaint says whether it was substantiated: C2 is left out too.
    expect(row.c2).toBeNull()
    close(row.score, (100 * points) / weight)
  })

  it('lists what is imputed: Rowan (L7) was never visited, L8 is known by a complaint of 2021', async () => {
    const rowan = await business('L7')
    expect([rowan.last_visit_on, rowan.visits]).toEqual([null, 0])
    close(rowan.i5, 1)
    // Its last result is the mean of its kind: Food, of which no other business has visits that say so, so of all.
    expect(Number(rowan.imputed) & 2).toBe(2)
    expect(Number(rowan.coverage)).toBeLessThan(1)
    const l8 = await business('L8')
    // Neither an industry nor a licence of its own.
    expect(Number(l8.imputed) & 1).toBe(1)
    expect(Number(l8.imputed) & 1024).toBe(1024)
    expect(l8.permit_state).toBe('none')
  })

  it('lifts North (L3), which was last found unreachable, to class C at least', async () => {
    const row = await business('L3')
    expect(Number(row.overrides)).toBe(16)
    expect(['C', 'D']).toContain(row.class)
  })

  it('is the same in TypeScript, on every day of the city', async () => {
    for (const day of [asOf, '2023-07-01', '2022-12-31', '2021-03-03']) {
      const { wrong, businesses } = await compare(here.engine, defaultScorecard, asOfDay(day, asOf))
      expect(wrong).toEqual([])
      expect(businesses).toBeGreaterThan(0)
    }
  })

  it('has nobody before the first row', async () => {
    expect(await sqlScores(here.engine, defaultScorecard, asOfDay('2000-01-01', asOf))).toEqual([])
  })
})
