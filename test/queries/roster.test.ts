import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Sql } from '../../src/engine/sql'
import { type Choices, defaults, resolve } from '../../src/filters/filters'
import { firstVisits } from '../../src/queries/completion'
import {
  monthsUpTo,
  pairsOf,
  rosterBusinesses,
  rosterInspectors,
  rosterVisits,
  yearUpTo,
} from '../../src/queries/roster'
import { asOfDay } from '../../src/risk/factsSql'
import { scoresAt } from '../../src/risk/score'
import { defaultScorecard } from '../../src/risk/scorecard'
import { regionAt, targetsOf } from '../../src/views/plan/targets'
import { type Loaded, loaded } from '../engineHelper'
import { rosterCity, rosterDay } from '../fixtures/rosterCity'

let here: Loaded
beforeAll(async () => {
  here = await loaded(rosterCity())
  expect(here.profile.files.map(file => file.error)).toEqual([null, null, null])
}, 60_000)
afterAll(() => here?.engine.close())

const ask = <Row>(query: Sql<Row>): Promise<Row[]> => here.engine.rows(query)
const filtersOf = (partial: Partial<Choices> = {}) =>
  resolve({ ...defaults, window: 'all', ...partial }, rosterDay, here.profile.regions.regions).filters
const at = asOfDay(rosterDay, rosterDay)
const businesses = (partial: Partial<Choices> = {}) => ask(rosterBusinesses(filtersOf(partial), defaultScorecard, at))
const codes = async (partial: Partial<Choices> = {}) => (await businesses(partial)).map(row => row.entity_code)

describe('the roster', () => {
  it('has every business once, with its class', async () => {
    const rows = await businesses()
    expect(rows.map(row => row.entity_code).sort()).toEqual(['B1', 'B2', 'B3', 'B4', 'B5', 'B6'])
    const classes = new Map((await ask(scoresAt(defaultScorecard, at))).map(row => [row.entity_id, row.class]))
    expect(rows.map(row => row.class)).toEqual(rows.map(row => classes.get(row.entity_id) ?? null))
    expect(rows.every(row => row.class !== null)).toBe(true)
  })

  it('is of the regions and industries that were chosen', async () => {
    expect((await codes({ regions: ['02'] })).sort()).toEqual(['B3', 'B4', 'B5'])
    expect((await codes({ industries: ['School'] })).sort()).toEqual(['B3', 'B4'])
    expect(await codes({ regions: ['01'], industries: ['School'] })).toEqual([])
  })

  it('marks as closed whom the last visit found closed and whose permits have all ended, and names the owner', async () => {
    const found = Object.fromEntries((await businesses()).map(row => [row.entity_code, [row.closed, row.owner]]))
    expect(found).toEqual({
      B1: [true, 'O-visit'],
      B2: [true, 'O-new'],
      B3: [false, 'O-3'],
      B4: [false, null],
      B5: [false, null],
      B6: [false, null],
    })
  })

  it('is as of its day: what comes later is not known', async () => {
    const early = asOfDay('2024-05-31', rosterDay)
    const filters = filtersOf({ window: { from: '2024-01-01', to: '2024-05-31' } })
    const closed = (await ask(rosterBusinesses(filters, defaultScorecard, early))).filter(row => row.closed)
    expect(closed.map(row => row.entity_code)).toEqual(['B2'])
  })

  it('counts the visits of the calendar year that caps count, a joint one once in all', async () => {
    expect(yearUpTo(rosterDay)).toEqual({ from: '2024-01-01', to: rosterDay })
    const code = new Map((await businesses()).map(row => [row.entity_id, row.entity_code]))
    const rows = (await ask(rosterVisits(filtersOf()))).map(row => [
      code.get(row.entity_id),
      row.department,
      row.visits,
      row.counted,
    ])
    expect(rows.sort()).toEqual([
      ['B1', 'Food', 1, 1],
      ['B4', 'Food', 1, 1],
      ['B5', 'Fire', 1, 1],
      ['B5', 'Food', 1, 0],
    ])
    expect(await ask(rosterVisits(filtersOf({ window: { from: '2024-01-01', to: '2024-02-15' } })))).toEqual([])
  })

  it('tells the first visit of a window that took place', async () => {
    const code = new Map((await businesses()).map(row => [row.entity_id, row.entity_code]))
    const rows = async (from: string) =>
      (await ask(firstVisits({ from, to: rosterDay }))).map(row => [code.get(row.entity_id), row.day]).sort()
    expect(await rows('2024-01-01')).toEqual([
      ['B1', '2024-03-01'],
      ['B4', '2024-04-01'],
      ['B5', '2024-07-01'],
    ])
    expect(await rows('2024-05-01')).toEqual([
      ['B4', '2024-05-01'],
      ['B5', '2024-07-01'],
    ])
  })

  it('tells who made visits and with whom', async () => {
    const year = monthsUpTo(rosterDay)
    expect(year).toEqual({ from: '2024-01-01', to: rosterDay })
    expect(await ask(pairsOf(year))).toEqual([
      { one: 'a', two: 'b' },
      { one: 'b', two: 'c' },
      { one: 'c', two: 'e' },
    ])
    expect(await ask(rosterInspectors(year))).toEqual([
      { inspector: 'c', department: 'Food', visits: 4 },
      { inspector: 'a', department: 'Food', visits: 2 },
      { inspector: 'b', department: 'Food', visits: 2 },
      { inspector: 'e', department: 'Fire', visits: 1 },
    ])
  })
})

describe('targets', () => {
  const row = { entity_code: null, entity_name: null, address: null, industry_name: null, region_code: null, lon: null, lat: null, class: null, owner: null, closed: false } // biome-ignore format: a row
  it('go by their code, or by their number where it is none or not theirs alone', () => {
    const rows = [
      { ...row, entity_id: 1, entity_code: 'X' },
      { ...row, entity_id: 2, entity_code: 'Y' },
      { ...row, entity_id: 3, entity_code: 'Y' },
      { ...row, entity_id: 4 },
      { ...row, entity_id: 5, entity_code: 'a\tb' },
    ]
    expect(targetsOf(rows, [], () => null).map(({ id }) => id)).toEqual(['X', '~2', '~3', '~4', '~5'])
  })

  it('have their visits in all and by department, and the region of the level', () => {
    const regions = [
      { code: '1', parent: null, level: 'district' },
      { code: '12', parent: '1', level: 'street' },
      { code: '9', parent: '9', level: 'street' },
    ]
    const at = regionAt('district', regions)
    expect(['12', '1', '9', 'zz', null].map(at)).toEqual(['1', '1', null, null, null])
    const made = [
      { entity_id: 1, department: 'a', visits: 2, counted: 2 },
      { entity_id: 1, department: 'b', visits: 1, counted: 0 },
      { entity_id: 1, department: null, visits: 1, counted: 1 },
    ]
    expect(targetsOf([{ ...row, entity_id: 1, region_code: '12' }], made, at)[0]).toMatchObject({
      region: '1',
      visits: 3,
      departments: [
        { department: 'a', visits: 2 },
        { department: 'b', visits: 1 },
      ],
    })
  })
})
