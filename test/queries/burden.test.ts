import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Sql, sql } from '../../src/engine/sql'
import { type Choices, defaults, type Filters, resolve } from '../../src/filters/filters'
import { linkedRowsOf } from '../../src/insight/burden/siloRows'
import {
  burdenedColumns,
  burdenedCount,
  burdenedPage,
  type Caps,
  departmentBurden,
  exemptKinds,
  visitSpread,
  visitsWithoutBusiness,
} from '../../src/queries/burden'
import { itemCoverage, visitCoverage } from '../../src/queries/burdenCoverage'
import { jointColumns, jointCount, jointCounts, jointPage } from '../../src/queries/burdenJoint'
import { repeatCounts, repeatedColumns, repeatedCount, repeatedPage } from '../../src/queries/burdenRepeats'
import { capYear, isExempt, leftAside } from '../../src/queries/burdenVisits'
import { linkSubsets, rowCount } from '../../src/queries/rows'
import { sharedRows } from '../../src/queries/siloRows'
import { linkCounts, sharedBusinesses, siloColumns, siloCount, siloPage } from '../../src/queries/silos'
import { type Loaded, loaded } from '../engineHelper'
import { burdenCity, burdenDay } from '../fixtures/burdenCity'

let here: Loaded
beforeAll(async () => {
  here = await loaded(burdenCity())
  expect(here.profile.files.map(file => file.error)).toEqual([null, null, null])
}, 60_000)
afterAll(() => here?.engine.close())

const ask = <Row>(query: Sql<Row>): Promise<Row[]> => here.engine.rows(query)
const filtersOf = (partial: Partial<Choices> = {}): Filters =>
  resolve({ ...defaults, ...partial }, burdenDay, here.profile.regions.regions).filters
const caps: Caps = { perDepartment: 2, inAll: 4 }
const none: Caps = { perDepartment: null, inAll: null }
const all = { offset: 0, limit: 100 }

describe('the year of a cap', () => {
  it('ends with the window, whenever that begins, and knows leap days', () => {
    expect(capYear({ from: '2024-12-01', to: '2024-12-31' })).toEqual({ from: '2024-01-01', to: '2024-12-31' })
    expect(capYear({ from: null, to: '2024-02-29' })).toEqual({ from: '2023-03-01', to: '2024-02-29' })
    expect(capYear({ from: null, to: '2025-02-28' })).toEqual({ from: '2024-02-29', to: '2025-02-28' })
  })
})

describe('visits against caps', () => {
  const spread = async (partial: Partial<Choices> = {}, of = caps) => {
    const rows = await ask(visitSpread(filtersOf(partial), of))
    return rows.map(r => [r.visits, r.businesses, r.exempt, r.above_department, r.named])
  }
  it('are counted by business: items, ids and joint visits are one, exempt ones none', async () => {
    // B5 and T2 were never visited; B4, B2 and T1 once; B3 a joint visit and one of two days; B1 five times.
    expect(await spread()).toEqual([
      [0, 2, 0, 0, 0],
      [1, 3, 1, 0, 2],
      [2, 1, 0, 0, 1],
      [5, 1, 1, 1, 1],
    ])
  })
  it('are of the same year for a shorter window, and of another for an earlier one', async () => {
    expect(await spread({ window: { from: '2024-12-01', to: '2024-12-31' } })).toEqual(await spread())
    expect(await spread({ window: { from: '2023-01-01', to: '2023-12-31' } })).toEqual([
      [0, 6, 0, 0, 0],
      [1, 1, 0, 0, 1],
    ])
  })
  it('are of chosen businesses, of whom every visit counts; a choice of departments chooses those they visited', async () => {
    expect(await spread({ regions: ['02'] })).toEqual([
      [0, 1, 0, 0, 0],
      [1, 1, 0, 0, 1],
    ])
    expect(await spread({ departments: ['Fire'] })).toEqual([
      [2, 1, 0, 0, 1],
      [5, 1, 1, 1, 1],
    ])
    expect(await spread({ departments: [null] })).toEqual([[1, 1, 0, 0, 0]])
    expect(leftAside(filtersOf({ results: ['ok'], kinds: ['complaint'] }))).toEqual(['kinds', 'results'])
  })
  it('know no business above a cap where none is set, and none at all where nobody matches', async () => {
    expect((await spread({}, none)).map(row => row[3])).toEqual([0, 0, 0, 0])
    expect(await spread({ industries: ['nothing'] })).toEqual([])
    // Before the first row there is no business yet.
    expect(await spread({ window: { from: '1990-01-01', to: '1990-12-31' } })).toEqual([])
  })
  it('are told by department', async () => {
    const rows = await ask(departmentBurden(filtersOf({ departments: ['Fire'] }), caps))
    expect(rows.map(r => [r.department, r.visits, r.exempt, r.businesses, r.above_department, r.above_all])).toEqual([
      ['Food', 7, 2, 3, 1, 1],
      ['Fire', 2, 0, 2, 0, 1],
      ['City', 1, 0, 1, 0, 0],
      [null, 1, 0, 1, 0, 0],
    ])
  })
  it('are exempt by kind or by a stated reason, whatever it is, and by nothing else', async () => {
    const exempt = async (type: string | null, reason: string | null) =>
      (
        await ask(sql<{ exempt: boolean }>`
          SELECT ${isExempt} AS exempt FROM (SELECT CAST(${type} AS VARCHAR) AS inspection_type, CAST(${reason} AS VARCHAR) AS cap_exempt_reason)`)
      )[0]?.exempt
    for (const type of ['complaint', 'recheck', 'permit'])
      expect([type, await exempt(type, null)]).toEqual([type, true])
    for (const type of ['random', 'routine', 'special', 'joint', 'other', null])
      expect([type, await exempt(type, null)]).toEqual([type, false])
    for (const reason of ['案件移送', '上级部署', '监测线索', '媒体曝光', '依申请', '突发应急', 'Emergency'])
      expect([reason, await exempt('routine', reason)]).toEqual([reason, true])
    for (const reason of ['', ' ', '无', ' No ', 'FALSE', 'N/A', '-'])
      expect([reason, await exempt('routine', reason)]).toEqual([reason, false])
  })
  it('say why they are exempt, and which are of no business', async () => {
    expect(await ask(exemptKinds(filtersOf()))).toEqual([
      { type: 'recheck', reason: null, rows: 1 },
      { type: 'special', reason: '上级部署', rows: 1 },
    ])
    expect(await ask(visitsWithoutBusiness(filtersOf()))).toEqual([{ n: 1 }])
  })
  it('list who is above either cap; without caps whoever was visited', async () => {
    expect(await ask(burdenedCount(filtersOf(), caps))).toEqual([{ n: 1 }])
    const [first] = await ask(burdenedPage(filtersOf(), caps, { column: 'visits', descending: true }, all))
    expect(first).toMatchObject({
      entity_name: 'Lotus',
      visits: 5,
      exempt: 1,
      most: 4,
      departments: 2,
      by_department: 'Food 4 · Fire 1',
      last_on: '2024-09-10',
    })
    expect(await ask(burdenedCount(filtersOf(), { perDepartment: null, inAll: 1 }))).toEqual([{ n: 2 }])
    expect(await ask(burdenedCount(filtersOf(), { perDepartment: 4, inAll: null }))).toEqual([{ n: 0 }])
    expect(await ask(burdenedCount(filtersOf(), none))).toEqual([{ n: 5 }])
  })
})

describe('repeated visits', () => {
  const counts = async (partial: Partial<Choices> = {}, days = 30) => {
    const rows = await ask(repeatCounts(filtersOf(partial), days, 'district'))
    return (part: string) => rows.filter(r => r.part === part).map(r => [r.value, r.again, r.visits, r.repeated, r.exempt])
  } // biome-ignore format: one line
  it('come at most 30 days after another one, also after one before the window', async () => {
    const of = await counts()
    // I03 after 30 days, I16 after 16, I09 after 1; I04 comes after 31; I07 is exempt. Twelve visits in all.
    expect(of('all')).toEqual([[null, null, 12, 3, 1]])
    expect(of('pair')).toEqual([
      ['Fire', 'Food', 1, 1, 0],
      ['Food', 'City', 1, 1, 0],
      ['Food', 'Food', 2, 1, 1],
    ])
    expect(of('region')).toEqual([['01', null, 11, 2, 1], ['02', null, 1, 1, 0]]) // biome-ignore format: one line
    expect(of('month').filter(row => Number(row[3]) > 0)).toEqual([
      ['2024-01-01', null, 2, 1, 0],
      ['2024-02-01', null, 1, 1, 0],
      ['2024-05-01', null, 2, 1, 0],
    ])
  })
  it('are fewer within 29 days, and more within 31, over a leap day', async () => {
    expect((await counts({}, 29))('all')[0]).toEqual([null, null, 12, 2, 1])
    expect((await counts({}, 31))('all')[0]).toEqual([null, null, 12, 5, 1])
  })
  it('are of the later department where departments are chosen', async () => {
    expect((await counts({ departments: ['City'] }))('all')).toEqual([[null, null, 1, 1, 0]])
  })
  it('are none where there are no visits', async () => {
    const of = await counts({ window: { from: '1990-01-01', to: '1990-12-31' } })
    expect(of('all')).toEqual([[null, null, 0, 0, 0]])
    expect(of('pair')).toEqual([])
  })
  it('are listed with both visits, exempt ones apart', async () => {
    const page = (kind: 'counted' | 'exempt') =>
      ask(repeatedPage({ filters: filtersOf(), days: 30, kind }, { column: 'day', descending: false }, all))
    expect((await page('counted')).map(r => [r.entity_name, r.before_on, r.before_department, r.day, r.department, r.gap])).toEqual([
      ['Oak', '2023-12-20', 'Fire', '2024-01-05', 'Food', 16],
      ['Lotus', '2024-01-10', 'Food', '2024-02-09', 'Food', 30],
      ['Maple', '2024-05-01', 'Food', '2024-05-02', 'City', 1],
    ])
    expect((await page('exempt')).map(r => r.day)).toEqual(['2024-09-10'])
    expect(await ask(repeatedCount({ filters: filtersOf(), days: 30, kind: 'counted' }))).toEqual([{ n: 3 }])
  }) // biome-ignore format: one line
})

describe('visits that could be one', () => {
  it('are of different departments, count to a cap and are close', async () => {
    const of = async (days: number, partial: Partial<Choices> = {}) => {
      const rows = await ask(jointCounts(filtersOf(partial), days))
      return rows.map(r => [r.part, r.value, r.other, r.groups, r.visits, r.saved, r.of, r.businesses])
    }
    // I03 and I04 are 31 days apart; the visit before the window is no part of it, and the exempt one of B2 neither.
    expect(await of(30)).toEqual([['all', null, null, 0, 0, 0, 9, 0]])
    expect(await of(31)).toEqual([
      ['all', null, null, 2, 4, 2, 9, 2],
      ['month', '2024-02-01', null, 1, 2, 1, 0, 0],
      ['month', '2024-07-01', null, 1, 2, 1, 0, 0],
      ['pair', 'Fire', 'Food', 2, 0, 0, 0, 0],
    ])
    expect(await of(31, { departments: ['City'] })).toEqual([['all', null, null, 0, 0, 0, 9, 0]])
    expect((await of(30, { window: 'all' }))[0]).toEqual(['all', null, null, 1, 2, 1, 10, 1])
    expect(await ask(jointCount(filtersOf(), 31))).toEqual([{ n: 2 }])
    const rows = await ask(jointPage(filtersOf(), 31, { column: 'first_on', descending: false }, all))
    expect(rows.map(r => [r.entity_name, r.first_on, r.last_on, r.size, r.joined])).toEqual([
      ['Lotus', '2024-02-09', '2024-03-11', 2, 'Food · Fire'],
      ['North', '2024-07-01', '2024-08-01', 2, 'Fire · Food'],
    ])
  })
})

describe('coverage', () => {
  it('of items counts rows and businesses by industry', async () => {
    const rows = await ask(itemCoverage(filtersOf()))
    expect(rows.map(r => [r.item, r.industry, r.looks, r.businesses, r.items])).toEqual([
      ['Kitchen', 'Food', 6, 2, 3],
      ['Kitchen', 'School', 3, 2, 3],
      ['Exits', 'Food', 2, 1, 3],
      ['Exits', 'School', 1, 1, 3],
      ['Stores', 'School', 1, 1, 3],
    ])
  })
  it('of businesses tells those never visited from those not visited in the window', async () => {
    const rows = await ask(visitCoverage(filtersOf({ window: { from: '2024-05-01', to: '2024-12-31' } }), 'district'))
    expect(rows.map(r => [r.part, r.value, r.businesses, r.visited, r.never])).toEqual([
      ['all', null, 7, 3, 2],
      ['industry', 'Food', 5, 2, 2],
      ['industry', 'School', 2, 1, 0],
      ['region', '01', 5, 3, 1],
      ['region', '02', 2, 0, 1],
    ])
    const nobody = await ask(visitCoverage(filtersOf({ industries: ['nothing'] }), 'district'))
    expect(nobody).toEqual([{ part: 'all', value: null, businesses: 0, visited: 0, never: 0 }])
  })
})

describe('silos', () => {
  it('tell what linked a row, or what it lacks: each row once', async () => {
    const rows = await ask(linkCounts(filtersOf()))
    const of = (table: string) => rows.filter(r => r.table === table).map(r => [r.department, r.state, r.rows])
    expect(of('complaints')).toEqual([
      ['City', 'licence_number', 1],
      ['City', 'name_region', 1],
      ['City', 'tie', 1],
      ['Fire', 'bad_code', 1],
      ['Fire', 'elsewhere', 1],
      ['Fire', 'unknown_name', 1],
      [null, 'nothing', 1],
    ])
    expect(of('inspections')).toContainEqual(['Food', 'nothing', 1])
    // The permits are of the year before.
    expect(of('permits')).toEqual([])
    const wanted: Record<string, number> = { unlinked: 5, could_link: 2, by_name: 1, bad_code: 1, unknown_name: 1, nothing: 1 }
    for (const subset of linkSubsets) {
      const input = { table: 'complaints', filters: filtersOf(), subset, asOf: burdenDay } as const
      expect([subset, ...(await ask(rowCount(input)))]).toEqual([subset, { n: wanted[subset] }])
    }
  }) // biome-ignore format: one line

  it('count the businesses that two departments know, up to the window’s end', async () => {
    const rows = await ask(sharedBusinesses(filtersOf(), 'departments'))
    const of = (first: string, second: string) => rows.find(r => r.first === first && r.second === second)?.businesses
    expect(['City', 'Fire', 'Food', ''].map(holder => of(holder, holder))).toEqual([7, 3, 4, 1])
    expect([of('Food', 'City'), of('City', 'Food'), of('Fire', 'Food'), of('Fire', ''), of('', 'City')]).toEqual([4, 4, 3, undefined, 1])
    const tables = await ask(sharedBusinesses(filtersOf({ window: { from: '2023-01-01', to: '2023-12-31' } }), 'tables'))
    expect(tables.map(r => [r.first, r.second, r.businesses])).toEqual([
      ['complaints', 'complaints', 1],
      ['complaints', 'inspections', 1],
      ['complaints', 'permits', 1],
      ['inspections', 'complaints', 1],
      ['inspections', 'inspections', 1],
      ['inspections', 'permits', 1],
      ['permits', 'complaints', 1],
      ['permits', 'inspections', 1],
      ['permits', 'permits', 7],
    ])
  }) // biome-ignore format: one line

  it('count the rows of a department that lead to a business another one knows, by what linked them', async () => {
    const rows = await ask(sharedRows(filtersOf(), 'departments'))
    const of = (first: string, second: string) =>
      rows.filter(r => r.first === first && r.second === second).map(r => [r.rule, r.rows])
    // I09 of B2, C1 and C2 of B1: Fire knows B1 alone of these. C3 is a tie.
    expect([of('City', 'City'), of('City', 'Food'), of('City', 'Fire'), of('City', '')]).toEqual([
      [['licence_number', 2], ['name_region', 1]],
      [['licence_number', 2], ['name_region', 1]],
      [['licence_number', 1], ['name_region', 1]],
      [],
    ])
    // Six rows of B1, three of B3 and two of B4; the one of B2 Fire does not know, and I18 is of no business.
    expect([of('Food', 'Fire'), of('Food', 'City')]).toEqual([[['licence_number', 11]], [['licence_number', 12]]])
    const links = await ask(linkCounts(filtersOf()))
    const whole = (holder: string) =>
      links.filter(r => (r.department ?? '') === holder).reduce((sum, r) => sum + r.rows, 0)
    const linked = linkedRowsOf(rows, whole)
    expect(linked('Food', 'Fire')).toMatchObject({ of: 13, rows: 11, share: 11 / 13 })
    expect(linked('City', 'Food')).toMatchObject({ of: 4, rows: 3, share: 0.75 })
    expect(linked('City', 'Food').by).toEqual({ credit_code: 0, licence_number: 2, permit_number: 0, name_region: 1, name_similar: 0 })
    expect(linked('Food', '')).toMatchObject({ of: 13, rows: 0, share: 0 })
    expect(linked('nobody', 'Food')).toMatchObject({ of: 0, rows: 0, share: null })
    // All rows of a holder that are linked are those that it knows itself.
    for (const holder of ['City', 'Fire', 'Food', ''])
      expect(linked(holder, holder).rows).toBe(
        links.filter(r => (r.department ?? '') === holder && /_/.test(r.state) && !['bad_code', 'unknown_name'].includes(r.state)).reduce((sum, r) => sum + r.rows, 0),
      )
    expect(await ask(sharedRows(filtersOf({ departments: ['City'] }), 'departments'))).toEqual(rows.filter(r => r.first === 'City'))
    const tables = await ask(sharedRows(filtersOf(), 'tables'))
    expect(tables.filter(r => r.first === 'complaints' && r.second === 'inspections').map(r => [r.rule, r.rows])).toEqual([['licence_number', 1], ['name_region', 1]])
    expect(await ask(sharedRows(filtersOf({ window: { from: '1990-01-01', to: '1990-12-31' } }), 'departments'))).toEqual([])
  }) // biome-ignore format: long lines

  it('list the businesses behind a cell', async () => {
    const input = { filters: filtersOf(), by: 'departments', first: 'City', second: 'Fire' } as const
    const names = async (known: boolean) =>
      (await ask(siloPage({ ...input, known }, { column: 'entity_code', descending: false }, all))).map(r => r.entity_code)
    expect(await names(true)).toEqual(['B1', 'B3', 'B4'])
    expect(await names(false)).toEqual(['B2', 'B5', 'T1', 'T2'])
    expect(await ask(siloCount({ ...input, known: false }))).toEqual([{ n: 4 }])
  }) // biome-ignore format: one line
})

describe('lists', () => {
  it('can be sorted by each of their columns, and by no other', async () => {
    const filters = filtersOf()
    const joined = { filters, days: 30, kind: 'counted' } as const
    const between = { filters, by: 'departments', first: 'City', second: 'Fire', known: true } as const
    const names = new Set([...burdenedColumns, ...repeatedColumns, ...jointColumns, ...siloColumns, 'DROP TABLE'])
    for (const [i, column] of [...names].entries()) {
      const sort = { column, descending: i % 2 === 0 }
      const pages: readonly Sql[] = [
        burdenedPage(filters, none, sort, all),
        repeatedPage(joined, sort, all),
        jointPage(filters, 31, sort, all),
        siloPage(between, sort, all),
      ]
      const lengths = await Promise.all(pages.map(async page => (await ask(page)).length))
      expect(lengths).toEqual([5, 3, 2, 3])
    }
  })
})
