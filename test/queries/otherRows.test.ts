import { describe, expect, it } from 'vitest'
import { type Sql, sql } from '../../src/engine/sql'
import { businessRisk } from '../../src/queries/business'
import { type OtherRowsInput, otherRows, otherRowsCount } from '../../src/queries/otherRows'
import { complaintRows, inspectionRows, permitRows } from '../../src/risk/businessRows'
import { type Explained, explainScore, type Norms, type OtherRows } from '../../src/risk/explain'
import { type AsOf, asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard, type Scorecard } from '../../src/risk/scorecard'
import { asOf } from '../fixtures/city'
import { ask } from './helper'

/** The city has eight businesses: an industry of two is large here. */
const card: Scorecard = { ...defaultScorecard, settings: { ...defaultScorecard.settings, smallIndustry: 2 } }
const { settings } = card
const last = asOfDay(asOf, asOf)
const entities = sql<{ id: number; code: string }>`
  SELECT CAST(entity_id AS INTEGER) AS id, coalesce(entity_code, entity_name) AS code FROM entities ORDER BY entity_id`

interface Scored {
  readonly code: string
  readonly norms: Norms
  readonly explained: Explained
}
async function scoredAt(at: AsOf, by: Scorecard = card): Promise<Scored[]> {
  const found: Scored[] = []
  for (const { id, code } of await ask(entities)) {
    const [norms] = await ask(businessRisk(id, by, at))
    if (norms === undefined) continue
    const rows = { permits: await ask(permitRows(id)), inspections: await ask(inspectionRows(id)), complaints: await ask(complaintRows(id)) } // biome-ignore format: one line
    found.push({ code, norms, explained: explainScore(rows, norms, by, at) })
  }
  return found
}
const othersOf = (scored: Scored | undefined, key: 'S1' | 'I2' | 'N1'): OtherRows | null | undefined =>
  scored?.explained.indicators.find(each => each.key === key)?.others
const ids = async (input: OtherRowsInput, id: string): Promise<unknown[]> =>
  (await ask(otherRows(input, [id], 300))).map(row => row[id])
const counted = async (input: OtherRowsInput): Promise<number> => (await ask(otherRowsCount(input)))[0]?.n ?? -1
const region = (code: string, topic = ''): OtherRows => ({ of: 'region', region: code, topic })

describe('complaints around a business', () => {
  it('are those of its region in the days that count, newest first, as of the day', async () => {
    const at = asOfDay('2023-03-20', asOf)
    const input = { others: region('0101'), at, settings }
    expect(await ids(input, 'complaint_id')).toEqual(['C03', 'C02', 'C01', 'C18', 'C18'])
    expect(await counted(input)).toBe(5)
    expect(await ask(otherRows(input, ['complaint_id'], 2))).toHaveLength(2)
    // Some day it is too long ago.
    expect(await ids({ ...input, at: asOfDay('2023-04-20', asOf) }, 'complaint_id')).toEqual(['C03', 'C02'])
    // Questions say nothing against anybody.
    const around = { others: region('0102'), at: asOfDay('2023-04-20', asOf), settings }
    expect(await ids(around, 'complaint_id')).toEqual(['C05', 'C04'])
    expect(await ids({ ...around, others: region('0102', 'Food') }, 'complaint_id')).toEqual([])
    expect(await ids({ ...around, others: region('0102', 'Noise') }, 'complaint_id')).toEqual(['C05', 'C04'])
  })

  it('are as many as the indicator was made of, for every region and topic', async () => {
    const topics = new Set<string>()
    for (const at of [asOfDay('2023-03-20', asOf), asOfDay('2023-07-10', asOf), last]) {
      const all = (await scoredAt(at)).filter(({ norms }) => norms.surroundings !== null)
      expect(all.length).toBeGreaterThan(3)
      const regions = [...new Set(all.map(({ norms }) => norms.region ?? ''))]
      for (const { code, norms, explained } of all) {
        topics.add(norms.topic)
        const rates = await Promise.all(
          regions.map(async each => {
            const n = await counted({ others: region(each, norms.topic), at, settings })
            return { each, rate: n / all.filter(other => other.norms.region === each).length }
          }),
        )
        const own = rates.find(({ each }) => each === norms.region)?.rate ?? Number.NaN
        const below = rates.filter(({ rate }) => rate < own).length
        expect(regions.length > 1 ? below / (regions.length - 1) : 0, code).toBeCloseTo(norms.surroundings ?? -1, 9)
        const bar = explained.indicators.find(({ key }) => key === 'N1')
        expect(bar?.others).toEqual(region(norms.region ?? '', norms.topic))
        expect(bar?.rows).toEqual([])
      }
    }
    expect([...topics]).toEqual(expect.arrayContaining(['', 'Food']))
  })

  it('are none where it has no region', async () => {
    const all = await scoredAt(last)
    const without = all.filter(({ norms }) => norms.region === null)
    expect(without.length).toBeGreaterThan(0)
    for (const each of without) expect(othersOf(each, 'N1')).toBeNull()
  })
})

describe('visits behind the rate of an industry', () => {
  it('are those that the rate is made of, whether it is measured by itself or by all', async () => {
    for (const at of [asOfDay('2023-06-15', asOf), last]) {
      const [all] = await ask(visits({ others: { of: 'industry', industry: '', pooled: false }, at, settings }))
      const rate = (all?.criticals ?? 0) / (all?.n ?? 0)
      const kinds = (await scoredAt(at)).filter(({ norms }) => norms.industry !== null)
      expect(new Set(kinds.map(({ norms }) => norms.pooled)).size).toBe(2)
      for (const { code, norms, explained } of kinds) {
        const others = othersOf({ code, norms, explained }, 'S1')
        expect(others).toEqual({ of: 'industry', industry: norms.industry, pooled: norms.pooled })
        if (!others) continue
        const [own] = await ask(visits({ others, at, settings }))
        const p0 = norms.pooled ? ((own?.criticals ?? 0) + 4 * rate) / ((own?.n ?? 0) + 4) : rate
        expect(p0, code).toBeCloseTo(norms.p0 ?? -1, 9)
        expect(await counted({ others, at, settings })).toBe(own?.n)
      }
    }
    // It asks about every business, twice: on a slow machine with other work that takes more than a minute.
  }, 180_000)

  it('are none where the risk is declared, and stand for a business without visits of its own', async () => {
    const all = await scoredAt(last)
    const rowan = all.find(({ code }) => code === 'L7')
    expect(othersOf(rowan, 'I2')).toEqual(othersOf(rowan, 'S1'))
    const lotus = all.find(({ code }) => code === 'L1')
    expect(othersOf(lotus, 'S1')).not.toBeNull()
    expect(othersOf(lotus, 'I2')).toBeNull()
  })

  it('are shown newest first, those that did not take place left out', async () => {
    const input: OtherRowsInput = { others: { of: 'industry', industry: 'School', pooled: false }, at: last, settings }
    const found = await ids(input, 'inspection_id')
    expect(found[0]).toBe('I15')
    expect(found).not.toContain('I17')
    expect(found).not.toContain('I20')
  })
})

/** How many visits, and how many of them critical, among those that are listed. */
function visits(input: OtherRowsInput): Sql<{ n: number; criticals: number }> {
  return sql`SELECT CAST(count(*) AS DOUBLE) AS n, CAST(count(*) FILTER (WHERE result = 'critical') AS DOUBLE) AS criticals
    FROM (${otherRows(input, ['result'], 1000)})`
}
