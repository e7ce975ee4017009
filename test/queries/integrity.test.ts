import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../src/engine/sql'
import { type Choices, defaults, type Filters, resolve } from '../../src/filters/filters'
import {
  complaintShares,
  namedVisits,
  pairCounts,
  returnCounts,
  selectionByClass,
  selectionByRegion,
} from '../../src/queries/integrity'
import { asOfDay } from '../../src/risk/factsSql'
import { readHistory } from '../../src/risk/model/history'
import { pseudonymsOf } from '../../src/risk/model/inspectors'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard, indicatorKeys } from '../../src/risk/scorecard'
import { type Loaded, loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'
import { type RosterRow as Row, rosterCity, rosterOf } from '../fixtures/roster'

const rows = rosterOf(5)

let here: Loaded
let small: Loaded
beforeAll(async () => {
  here = await loaded(rosterCity(rows))
  small = await loaded(city())
}, 60_000)
afterAll(() => {
  here?.engine.close()
  small?.engine.close()
})
const ask = <Answer>(query: Sql<Answer>): Promise<Answer[]> => here.engine.rows(query)
const filtersOf = (partial: Partial<Choices> = {}): Filters =>
  resolve({ ...defaults, ...partial }, asOf, here.profile.regions.regions).filters

const took = (r: Row): boolean => r.result !== 'closed' && r.result !== 'no_entry'
const year = (r: Row): boolean => r.day.startsWith('2023')
const counts = <Key>(keys: readonly Key[]): Map<Key, number> => {
  const found = new Map<Key, number>()
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1)
  return found
}

/** The numbers of all officers, counted by hand: by visits as the first, then by name; a second alone comes last. */
function numbers(of: readonly Row[]): Map<string, number> {
  const firsts = counts(of.filter(took).map(r => r.one).filter(Boolean)) // biome-ignore format: one line
  const seconds = counts(of.filter(r => took(r) && r.two !== '' && !firsts.has(r.two)).map(r => r.two))
  const order = (list: Map<string, number>) => [...list].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).map(([name]) => name) // biome-ignore format: one line
  return new Map([...order(firsts), ...order(seconds)].map((name, i) => [name, i + 1]))
}

describe('pairs of inspectors', () => {
  const drawn = rows.filter(r => took(r) && year(r) && r.type !== 'recheck')
  it('are counted as in the rows, by department, without re-checks and without their names', async () => {
    const number = numbers(rows)
    const wanted = counts(
      drawn
        .filter(r => r.one !== '' && r.two !== '' && r.one !== r.two)
        .map(r => {
          const pair = [number.get(r.one) ?? 0, number.get(r.two) ?? 0].sort((a, b) => a - b)
          return `${r.department}|${pair.join('|')}`
        }),
    )
    const found = await ask(pairCounts(filtersOf()))
    expect(new Map(found.map(r => [`${r.department}|${r.first}|${r.second}`, r.visits]))).toEqual(wanted)
    expect(wanted.size).toBeGreaterThan(60)
    expect(JSON.stringify(found)).not.toContain('officer')
    expect(await ask(namedVisits(filtersOf()))).toEqual([
      {
        visits: drawn.length,
        named: drawn.filter(r => r.one !== '' || r.two !== '').length,
        paired: drawn.filter(r => r.one !== '' && r.two !== '' && r.one !== r.two).length,
      },
    ])
  })

  it('have the numbers that the effects have', async () => {
    const history = await readHistory(ask)
    const number = numbers(rows)
    const found = pseudonymsOf(history.visits)
    expect(found.size).toBe(18)
    for (const [id, n] of found) expect([id, n]).toEqual([id, number.get(id)])
  })

  it('are of the filters', async () => {
    const east = await ask(pairCounts(filtersOf({ regions: ['02'], window: 'all' })))
    expect(east.reduce((sum, r) => sum + r.visits, 0)).toBe(
      rows.filter(
        r => took(r) && r.type !== 'recheck' && r.region === '02' && r.one !== '' && r.two !== '' && r.one !== r.two,
      ).length,
    )
  })

  it('are none where an extract names no inspector or no second one', async () => {
    const none = (query: Sql) => small.engine.rows(query)
    const all = resolve({ ...defaults, window: 'all' }, asOf, []).filters
    expect(await none(pairCounts(all))).toEqual([])
    expect(await none(returnCounts(all, 'district'))).toEqual([])
    expect(await none(namedVisits(all))).toMatchObject([{ named: 0, paired: 0 }])
    const before = resolve({ ...defaults, window: { from: '1999-01-01', to: '1999-12-31' } }, asOf, []).filters
    expect(await none(namedVisits(before))).toEqual([{ visits: 0, named: 0, paired: 0 }])
  })
})

it('counts the returns of an inspector to a business with what chance would give', async () => {
  const number = numbers(rows)
  const drawn = rows.filter(r => took(r) && year(r) && r.type !== 'recheck' && (r.one !== '' || r.two !== ''))
  const stratum = (r: Row): string => `${r.department}\n${r.region}`
  const officers = (r: Row): string[] => [...new Set([r.one, r.two].filter(Boolean))]
  const all = counts(drawn.map(stratum))
  const ofOfficer = counts(drawn.flatMap(r => officers(r).map(o => `${stratum(r)}|${o}`)))
  const ofBusiness = counts(drawn.map(r => r.entity))
  const wanted = [...counts(drawn.flatMap(r => officers(r).map(o => `${r.entity}|${o}`)))]
    .filter(([, n]) => n >= 3)
    .map(([key, visits]) => {
      const [entity = '', officer = ''] = key.split('|')
      const expected = drawn
        .filter(r => r.entity === entity)
        .reduce((sum, r) => sum + (ofOfficer.get(`${stratum(r)}|${officer}`) ?? 0) / (all.get(stratum(r)) ?? 1), 0)
      return { inspector: number.get(officer), visits, of: ofBusiness.get(entity), expected: expected.toFixed(9) }
    })
  const strata = [...all.keys()].map(key => ({
    officers: [...ofOfficer.keys()].filter(each => each.startsWith(`${key}|`)).length,
    businesses: new Set(drawn.filter(r => stratum(r) === key && (ofBusiness.get(r.entity) ?? 0) >= 3).map(r => r.entity)).size,
  })) // biome-ignore format: one row
  const found = await ask(returnCounts(filtersOf(), 'district'))
  const sorted = (list: readonly object[]): string[] => list.map(each => JSON.stringify(each)).sort()
  expect(wanted.length).toBeGreaterThan(15)
  expect(sorted(found.map(r => ({ inspector: r.inspector, visits: r.visits, of: r.of, expected: r.expected.toFixed(9) })))).toEqual(sorted(wanted)) // biome-ignore format: one line
  expect(new Set(found.map(r => r.tests))).toEqual(new Set([strata.reduce((sum, s) => sum + s.officers * s.businesses, 0)])) // biome-ignore format: one line
  expect(JSON.stringify(found)).not.toContain('officer')
})

describe('selection', () => {
  it('by region counts the roster, the visited and what was found, whatever region is chosen', async () => {
    const wanted = ['01', '02'].map(region => {
      const visits = rows.filter(r => r.region === region && took(r) && year(r))
      return {
        region,
        roster: new Set(rows.filter(r => r.region === region).map(r => r.entity)).size,
        visited: new Set(visits.map(r => r.entity)).size,
        visits: visits.length,
        critical: visits.filter(r => r.result === 'critical').length,
      }
    })
    expect(await ask(selectionByRegion(filtersOf(), 'district'))).toEqual(wanted)
    expect(await ask(selectionByRegion(filtersOf({ regions: ['02'] }), 'district'))).toEqual(wanted)
  })

  it('by class counts every scored business once, in the class that it had on the day', async () => {
    const at = asOfDay('2022-12-31', asOf)
    const found = await ask(selectionByClass(filtersOf(), defaultScorecard, at))
    const scores = await ask(scoresAt(defaultScorecard, at))
    for (const row of found) expect(row.roster).toBe(scores.filter(each => each.class === row.class).length)
    expect(found.reduce((sum, row) => sum + row.roster, 0)).toBe(scores.length)
    // Of those known then: all 60 were visited in 2022 but for those who were first seen later.
    const known = new Set(rows.filter(r => r.day <= '2022-12-31').map(r => r.entity))
    expect(found.reduce((sum, row) => sum + row.visits, 0)).toBe(
      rows.filter(r => took(r) && year(r) && known.has(r.entity)).length,
    )
  })
})

describe('the share of the score that comes from complaints', () => {
  it('is what the indicators of the businesses add up to, by class and region too', async () => {
    const filters = resolve({ ...defaults, window: 'all' }, asOf, small.profile.regions.regions).filters
    const at = asOfDay(asOf, asOf)
    const found = await small.engine.rows(complaintShares(filters, defaultScorecard, at, 'district'))
    const kept = await small.engine.rows<Record<string, number | null>>({ strings: ['SELECT * FROM risk_indicators'], values: [] }) // biome-ignore format: one line
    const weight = defaultScorecard.weights
    const sums = kept.map(row => {
      const has = indicatorKeys.filter(key => row[key.toLowerCase()] !== null)
      const of = (keys: readonly (typeof indicatorKeys)[number][]) =>
        keys.reduce((sum, key) => sum + weight[key] * (row[key.toLowerCase()] ?? 0), 0)
      const all = has.reduce((sum, key) => sum + weight[key], 0)
      const ours = has.filter(key => /^[CN]/.test(key))
      return {
        score: (100 * of(has)) / all,
        complaints: (100 * of(ours)) / all,
        most: (100 * ours.reduce((sum, key) => sum + weight[key], 0)) / all,
      }
    })
    const [all] = found.filter(row => row.part === 'all')
    const total = (key: 'score' | 'complaints'): number => sums.reduce((sum, row) => sum + row[key], 0)
    expect(all?.businesses).toBe(8)
    expect(all?.touched).toBe(sums.filter(row => row.complaints > 0).length)
    expect(all?.score).toBeCloseTo(total('score'), 8)
    expect(all?.complaints).toBeCloseTo(total('complaints'), 8)
    expect(all?.complaints).toBeGreaterThan(0)
    // Without rectification days, items and verdicts on complaints 20 of 80 points remain.
    expect(all?.most).toBeCloseTo(Math.max(...sums.map(row => row.most)), 8)
    expect(all?.most).toBeCloseTo(2000 / 80, 8)
    for (const part of ['class', 'region'] as const) {
      const rows = found.filter(row => row.part === part)
      expect(rows.reduce((sum, row) => sum + row.businesses, 0)).toBe(8)
      expect(rows.reduce((sum, row) => sum + row.complaints, 0)).toBeCloseTo(total('complaints'), 8)
    }
    const west = found.find(row => row.value === '01')
    expect(west?.businesses).toBeGreaterThan(1)
  })

  it('is nothing where the scorecard has no complaint terms, and where nobody is scored', async () => {
    const filters = filtersOf()
    const weights = { ...defaultScorecard.weights, C1: 0, C2: 0, C3: 0, N1: 0 }
    const [all] = await ask(complaintShares(filters, { ...defaultScorecard, weights }, asOfDay(asOf, asOf), 'district'))
    expect(all).toMatchObject({ part: 'all', complaints: 0, most: 0 })
    const early = filtersOf({ window: { from: '1999-01-01', to: '1999-12-31' } })
    const none = await ask(complaintShares(early, defaultScorecard, asOfDay('1999-12-31', asOf), 'district'))
    expect(none).toEqual([{ part: 'all', value: null, businesses: 0, touched: 0, score: 0, complaints: 0, most: null }])
  })
})
