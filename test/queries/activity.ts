import { describe, expect, it } from 'vitest'
import { identifier, sql } from '../../src/engine/sql'
import { where } from '../../src/filters/predicates'
import { placeLines } from '../../src/insight/places'
import { businesses, complaintActivity, inspectionActivity, permitActivity } from '../../src/queries/activity'
import { complaintsByCategory, inspectionsByIndustry, inspectionsByResult } from '../../src/queries/breakdowns'
import { places } from '../../src/queries/places'
import { regionFigures } from '../../src/queries/regionFigures'
import { spelledOut } from '../../src/risk/kept'
import { loaded } from '../engineHelper'
import { asOf, city } from '../fixtures/city'
import { ask, filtersOf, now, year2022 } from './helper'

const filters = filtersOf()
const monthly = { filters, compare: year2022, bucket: 'month', asOf } as const

/** Rows as `[period, bucket, counts…]`, which fits on a line. */
const lines = (rows: readonly object[]) => rows.map(row => Object.values(row))

describe('the course of inspections', () => {
  it('counts each month of the window and the months a year before beside them', async () => {
    const rows = await ask(inspectionActivity(monthly))
    expect(Object.keys(rows[0] ?? {})).toEqual(['period', 'bucket', 'inspections', 'took_place', 'problem', 'critical'])
    expect(lines(rows)).toEqual([
      ['compare', null, 3, 3, 2, 1],
      ['compare', '2023-02-01', 1, 1, 0, 0],
      ['compare', '2023-06-01', 1, 1, 1, 1],
      ['compare', '2023-12-01', 1, 1, 1, 0],
      ['window', null, 15, 12, 5, 2],
      ['window', '2023-01-01', 2, 2, 1, 0],
      ['window', '2023-02-01', 2, 1, 1, 1],
      ['window', '2023-03-01', 1, 1, 0, 0],
      ['window', '2023-04-01', 3, 3, 1, 0],
      ['window', '2023-05-01', 2, 1, 0, 0],
      ['window', '2023-06-01', 1, 0, 0, 0],
      ['window', '2023-07-01', 1, 1, 0, 0],
      ['window', '2023-08-01', 1, 1, 0, 0],
      ['window', '2023-10-01', 1, 1, 1, 0],
      ['window', '2023-12-01', 1, 1, 1, 1],
    ])
  })

  it('counts weeks from Monday to Sunday, and days', async () => {
    const april = filtersOf({ window: { from: '2023-04-01', to: '2023-04-09' } })
    const rows = await ask(inspectionActivity({ ...monthly, filters: april, compare: null, bucket: 'week' }))
    // The 1st is a Saturday, the 3rd a Monday, the 9th a Sunday.
    expect(lines(rows)).toEqual([
      ['window', null, 3, 3, 1, 0],
      ['window', '2023-03-27', 1, 1, 0, 0],
      ['window', '2023-04-03', 2, 2, 1, 0],
    ])
    const days = await ask(inspectionActivity({ ...monthly, filters: april, compare: null, bucket: 'day' }))
    expect(days.map(row => row.bucket)).toEqual([null, '2023-04-01', '2023-04-03', '2023-04-09'])
  })

  it('counts quarters, and everything up to the day', async () => {
    const all = filtersOf({ window: 'all' })
    const rows = await ask(inspectionActivity({ ...monthly, filters: all, compare: null, bucket: 'quarter' }))
    expect(lines(rows).map(line => line.slice(1, 3))).toEqual([
      [null, 19],
      ['2021-10-01', 1],
      ['2022-01-01', 1],
      ['2022-04-01', 1],
      ['2022-10-01', 1],
      ['2023-01-01', 5],
      ['2023-04-01', 6],
      ['2023-07-01', 2],
      ['2023-10-01', 2],
    ])
  })

  it('puts days of another length beside their counterpart by days', async () => {
    // Ten days from 2 January beside ten days from 23 December: the 31st is the ninth of them, so it falls on the 10th.
    const window = { from: '2023-01-02', to: '2023-01-11' }
    const compare = { from: '2022-12-23', to: '2023-01-01' }
    const rows = await ask(inspectionActivity({ filters: filtersOf({ window }), compare, bucket: 'day', asOf }))
    expect(lines(rows).map(line => line.slice(0, 3))).toEqual([
      ['compare', null, 1],
      ['compare', '2023-01-10', 1],
      ['window', null, 1],
      ['window', '2023-01-02', 1],
    ])
  })

  it('is empty where there is nothing', async () => {
    const none = filtersOf({ window: { from: '2020-01-01', to: '2020-12-31' } })
    expect(await ask(inspectionActivity({ ...monthly, filters: none, compare: null }))).toEqual([])
  })
})

describe('the course of complaints, permits and businesses', () => {
  it('holds complaints to their due day, the day itself being on time', async () => {
    const rows = await ask(complaintActivity(monthly))
    const totals = rows.filter(row => row.bucket === null)
    expect(lines(totals)).toEqual([
      ['compare', null, 4, 4, 2],
      ['window', null, 15, 13, 7],
    ])
    expect(lines(rows.filter(row => row.period === 'window' && row.bucket !== null))).toEqual([
      ['window', '2023-01-01', 2, 2, 1],
      ['window', '2023-02-01', 1, 1, 1],
      ['window', '2023-03-01', 2, 2, 1],
      ['window', '2023-04-01', 1, 1, 1],
      ['window', '2023-05-01', 1, 1, 0],
      ['window', '2023-06-01', 1, 1, 1],
      ['window', '2023-07-01', 1, 1, 1],
      ['window', '2023-08-01', 1, 1, 0],
      ['window', '2023-09-01', 1, 0, 0],
      ['window', '2023-10-01', 1, 1, 1],
      ['window', '2023-11-01', 1, 1, 0],
      ['window', '2023-12-01', 2, 1, 0],
    ])
  })

  it('takes what is due by the as-of day, not by the end of the window', async () => {
    const june = filtersOf({ window: { from: '2023-01-01', to: '2023-06-30' } })
    const [total] = await ask(complaintActivity({ filters: june, compare: null, bucket: 'month', asOf: '2023-02-07' }))
    // C01 alone was due before 7 February; C02 is due on it.
    expect(total).toMatchObject({ complaints: 8, due: 1, closed_on_time: 1 })
  })

  it('holds permits to what was promised, else to the law, else to the target, in working days', async () => {
    const rows = await ask(permitActivity(monthly))
    expect(lines(rows.filter(row => row.bucket === null))).toEqual([
      ['compare', null, 2, 1, 1],
      ['window', null, 7, 5, 3],
    ])
    const all = permitActivity({ ...monthly, filters: filtersOf({ window: 'all' }), compare: null })
    expect((await ask(all))[0]).toMatchObject({ permits: 10, decided: 7, on_time: 5 })
    const days = await ask<{ id: string; days: number; most: number }>(sql`
      SELECT permit_id AS id, handling_days AS days, limit_days AS most FROM permits WHERE handling_days IS NOT NULL ORDER BY 1`)
    expect(lines(days)).toEqual([
      ['P01', 3, 3],
      ['P02', 4, 3],
      ['P03', 5, 5],
      ['P04', 22, 20],
      ['P05', 0, 0],
      ['P10', 21, 25],
      ['P11', 1, 5],
      ['P12', 4, 10],
    ])
  })

  it('counts businesses from their first row in any extract', async () => {
    expect(lines(await ask(businesses(monthly)))).toEqual([
      ['compare', null, 7, 6],
      ['window', null, 8, 7],
      ['window', '2023-05-01', 1, 1],
    ])
    const all = await ask(businesses({ filters: filtersOf({ window: 'all' }), compare: null, bucket: 'quarter' }))
    expect(lines(all).map(line => line.slice(1))).toEqual([
      [null, 8, 7],
      ['2021-01-01', 2, 1],
      ['2021-10-01', 1, 1],
      ['2022-01-01', 1, 1],
      ['2022-04-01', 2, 2],
      ['2022-10-01', 1, 1],
      ['2023-04-01', 1, 1],
    ])
  })
})

describe('regions', () => {
  const columns = ['inspections', 'took_place', 'problem', 'critical', 'complaints', 'businesses']

  it('of the finer level have rows for what is known only to the coarser, outside and nowhere', async () => {
    const rows = await ask(regionFigures(filters, 'subdistrict', asOf))
    expect(Object.keys(rows[0] ?? {})).toEqual(['region', ...columns])
    expect(lines(rows)).toEqual([
      ['0101', 3, 3, 2, 1, 3, 3],
      ['0102', 3, 2, 0, 0, 3, 1],
      ['0201', 3, 2, 1, 0, 2, 1],
      ['~coarser', 3, 3, 2, 1, 2, 1],
      ['~none', 1, 1, 0, 0, 3, 1],
      ['~outside', 2, 1, 0, 0, 2, 1],
    ])
  })

  it('of the coarser level hold all below them', async () => {
    expect(lines(await ask(regionFigures(filters, 'district', asOf)))).toEqual([
      ['01', 6, 5, 2, 1, 6, 4],
      ['02', 6, 5, 3, 1, 4, 2],
      ['~none', 1, 1, 0, 0, 3, 1],
      ['~outside', 2, 1, 0, 0, 2, 1],
    ])
  })

  it('are the codes as they are stated where no region files are known', async () => {
    const whole = city()
    const { engine, profile } = await loaded({ ...whole, catalogue: { ...whole.catalogue, regions: [] } })
    try {
      expect(profile.regions.regions).toEqual([])
      const rows = await engine.rows(spelledOut(regionFigures(filters, '', asOf)))
      const stated = await engine.rows<{ code: string; n: number }>(sql`
        SELECT region_code AS code, CAST(count(*) AS DOUBLE) AS n FROM inspections
        WHERE region_code IS NOT NULL AND ${where('inspections', filters)} GROUP BY 1 ORDER BY 1`)
      expect(stated.length).toBeGreaterThan(1)
      const counted = rows.filter(row => row.inspections > 0 && !row.region.startsWith('~'))
      expect(counted.map(row => ({ code: row.region, n: row.inspections }))).toEqual(stated)
      expect(rows.map(row => row.region)).not.toContain('~coarser')
      const shown = placeLines(rows, profile.regions.regions, '', 'inspections', code => code).filter(
        each => each.code === each.name,
      )
      expect(shown.map(each => each.code)).toEqual(rows.map(row => row.region))
    } finally {
      engine.close()
    }
  })

  it('are not filtered by region, but by everything else', async () => {
    const chosen = filtersOf({
      regions: ['0101'],
      results: ['critical'],
      kinds: ['report'],
      industries: ['Restaurant'],
    })
    expect(lines(await ask(regionFigures(chosen, 'district', asOf)))).toEqual([
      ['01', 1, 1, 1, 1, 1, 1],
      ['02', 1, 1, 1, 1, 1, 1],
      ['~none', 0, 0, 0, 0, 1, 0],
    ])
  })

  it('of the loaded tables are the codes that the rows say, else those that they lie in', async () => {
    const codes = async (table: string, id: string) => {
      const rows = await ask<{ id: string; code: string | null }>(
        sql`SELECT ${identifier(id)} AS id, CAST(region_code AS VARCHAR) AS code FROM ${identifier(table)}`,
      )
      return Object.fromEntries(rows.map(row => [row.id, row.code]))
    }
    expect(await codes('inspections', 'inspection_id')).toMatchObject({
      ...{ I03: '0101', I07: '0102', I08: '0102', I13: '02', I14: '02', I15: '02', I16: null, I18: null },
    })
    expect(await codes('complaints', 'complaint_id')).toMatchObject({
      ...{ C03: '0101', C05: '0102', C06: '0102', C09: '02', C10: '02', C11: null, C15: null },
    })
    expect(now().profile.regions.levels).toEqual(['district', 'subdistrict'])
  })
})

describe('breakdowns', () => {
  it('count complaints by category, most first, what is not stated too', async () => {
    expect(lines(await ask(complaintsByCategory(filters, year2022, asOf)))).toEqual([
      ['Food', 6, 5, 2, 3],
      ['Noise', 4, 4, 3, 1],
      ['Waste', 4, 3, 1, 0],
      [null, 1, 1, 1, 0],
    ])
  })

  it('count inspections by kind of business', async () => {
    expect(lines(await ask(inspectionsByIndustry(filters, year2022)))).toEqual([
      ['Restaurant', 6, 6, 4, 2, 1],
      ['Bakery', 4, 3, 0, 0, 1],
      ['School', 3, 2, 1, 0, 1],
      [null, 2, 1, 0, 0, 0],
    ])
  })

  it('count inspections by result, and have nothing before without a window to compare with', async () => {
    const rows = await ask(inspectionsByResult(filters, null))
    expect(rows.map(row => [row.value, row.inspections, row.before])).toEqual([
      ['ok', 6, null],
      ['critical', 2, null],
      ['problem', 2, null],
      ['closed', 1, null],
      ['minor', 1, null],
      ['no_entry', 1, null],
      ['uncooperative', 1, null],
      ['unreachable', 1, null],
    ])
  })

  it('are not filtered by themselves', async () => {
    const chosen = filtersOf({ categories: ['Noise'], kinds: ['complaint'] })
    const rows = await ask(complaintsByCategory(chosen, null, asOf))
    expect(rows.map(row => [row.value, row.complaints])).toEqual([
      ['Food', 4],
      ['Noise', 3],
      ['Waste', 3],
    ])
  })
})

describe('places', () => {
  it('are the points with most rows, most first', async () => {
    expect(lines(await ask(places(filters, 'inspections', 10)))).toEqual([
      [110.5, 31, 3, 3, 2, 1],
      [111.5, 31, 3, 2, 0, 0],
      [112.5, 30.5, 3, 2, 1, 0],
      [113.5, 31, 2, 2, 1, 0],
      [115, 31, 2, 1, 0, 0],
    ])
    expect(lines(await ask(places(filters, 'complaints', 2)))).toEqual([
      [110.5, 31, 3, 3, 0, 0],
      [111.5, 31, 2, 2, 0, 0],
    ])
  })
})
