import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFolder } from '../src/cli/load'
import { identifier, type Sql, sql } from '../src/engine/sql'
import { mondayToFriday } from '../src/extracts/calendar'
import { repeatedIds } from '../src/extracts/issues'
import { ensureCalendar } from '../src/extracts/places'
import { type Choices, defaults, resolve as resolved } from '../src/filters/filters'
import { stoppedAlerts } from '../src/insight/alerts/stoppedAlerts'
import { businesses, complaintActivity, inspectionActivity, permitActivity } from '../src/queries/activity'
import { arrivals } from '../src/queries/arrivals'
import { complaintsByCategory, inspectionsByIndustry, inspectionsByResult } from '../src/queries/breakdowns'
import { type AnyCourse, figureOf, type Inputs } from '../src/queries/figures'
import { overdueWork } from '../src/queries/overdue'
import { regionFigures } from '../src/queries/regionFigures'
import { type FigureKey, figureKeys, type TableName, tableNames } from '../src/schema'
import { issueCounts } from './engineHelper'
import { type LoadedCity, uploadedCity } from './fixtures/chicagoUploads'

/*
 * The real extracts, and figures that another program computed from them: what our questions answer must equal them,
 * rates to six decimals. They must be so however the rows come in: served as a folder, or brought in by an analyst, as they
 * are or saved in other formats.
 */
const folder = resolve(import.meta.dirname, '../../shared/chicago')
const present = existsSync(folder)
if (!present) console.warn('The real folder of Chicago is absent: its figures are not compared.')

/** Figures that are counted from rows; another program knows no scores. */
type CountedKey = Exclude<FigureKey, 'high_risk'>
const countedKeys = figureKeys.filter((key): key is CountedKey => key !== 'high_risk')

type Counts = Record<string, number>
interface Facts {
  rows: Record<TableName, number>
  figures: Record<CountedKey, number | null>
  closed_on_time_parts: { closed: number; due: number }
  figures_default_window: { from: string; to: string } & Partial<Record<CountedKey, number>>
  businesses_with_permit: number
  businesses_inspected_without_permit: number
  results: Counts
  source_results: Counts
  fail_share_2013: number
  complaints_by_year: Counts
  complaints_2014_by_month: Counts
  complaints_open_as_of: number
  complaints_never_completed: number
  median_days_to_close_2013: number
  complaints_repeated_ids: { ids: number; rows: number }
  top_community_areas_2013: Counts
  complaints_by_nature: Counts
  inspections_by_facility_type_top10: Counts
  permits_by_source_status: Counts
  without_coordinates: Record<TableName, number>
  inspections_by_community_area_top6: Counts
  inspections_outside_every_area: number
}

const ways: readonly (readonly [name: string, load: () => Promise<LoadedCity>])[] = [
  ['as a folder', () => loadFolder(folder)],
  ['brought in as Parquet', () => uploadedCity(folder, 'parquet')],
  ['brought in as GB18030 CSV', () => uploadedCity(folder, 'csv')],
  ['brought in as XLSX', () => uploadedCity(folder, 'xlsx')],
]

describe.skipIf(!present).each(ways)('the figures of Chicago %s', (_way, load) => {
  const facts = present ? (JSON.parse(readFileSync(resolve(folder, 'facts.json'), 'utf8')) as Facts) : ({} as Facts)
  let city: LoadedCity

  beforeAll(async () => {
    city = await load()
  }, 300_000)
  afterAll(() => city?.engine.close())

  const ask = <Row>(query: Sql<Row>): Promise<Row[]> => city.engine.rows(query)
  const asked = (partial: Partial<Choices> = {}) =>
    resolved({ ...defaults, ...partial }, city.profile.asOf, city.profile.regions.regions)
  const everything = () => asked({ window: 'all' })
  const year = (n: number) => asked({ window: { from: `${n}-01-01`, to: `${n}-12-31` } }).filters
  const rounded = (value: number | null) => (value === null ? null : Number(value.toFixed(6)))
  const one = async (query: Sql<{ n: number }>): Promise<number | undefined> => (await ask(query))[0]?.n
  const asCounts = (rows: readonly (readonly [string | null, number])[]): Counts =>
    Object.fromEntries(rows.map(([value, n]) => [String(value), n]))

  /** All figures of the overview, as its tiles show them. */
  async function figures(choices: Partial<Choices>) {
    const { filters, compare } = asked(choices)
    const input = { filters, compare, bucket: 'month', asOf: city.profile.asOf } as const
    const rows: Record<TableName | 'entities', AnyCourse[]> = {
      permits: await ask(permitActivity(input)),
      inspections: await ask(inspectionActivity(input)),
      complaints: await ask(complaintActivity(input)),
      entities: await ask(businesses(input)),
    }
    const inputs: Inputs = {
      rows: city.profile.rows,
      filled: city.profile.filled,
      closeWithin: city.targets.complaints.close_within_days,
      decideWithin: city.targets.permits.decide_within_days,
      comparable: { permits: true, inspections: true, complaints: true, entities: true },
    }
    const tableOf = (key: CountedKey) =>
      key === 'businesses'
        ? 'entities'
        : (tableNames.find(t => key.startsWith(t)) ?? (key === 'closed_on_time' ? 'complaints' : 'inspections'))
    return Object.fromEntries(countedKeys.map(key => [key, figureOf(key, rows[tableOf(key)], inputs)]))
  }

  /** Rows by the values of a column, over all time. */
  const bySource = async (table: TableName, column: string) =>
    asCounts(
      (
        await ask<{ value: string; n: number }>(
          sql`SELECT CAST(${identifier(column)} AS VARCHAR) AS value, CAST(count(*) AS DOUBLE) AS n FROM ${identifier(table)} GROUP BY 1`,
        )
      ).map(row => [row.value, row.n] as const),
    )

  const checks: { readonly [K in keyof Facts]: () => Promise<void> } = {
    rows: async () => {
      expect(city.profile.rows).toEqual(facts.rows)
      expect(city.profile.files.map(file => [file.rejected, file.error])).toEqual(tableNames.map(() => [0, null]))
    },
    figures: async () => {
      const found = await figures({ window: 'all' })
      expect(Object.fromEntries(countedKeys.map(key => [key, rounded(found[key]?.value ?? null)]))).toEqual(
        facts.figures,
      )
      expect(found.permits_on_time?.missing).toBe('no_input:accepted_at')
    },
    closed_on_time_parts: async () => {
      const { closed_on_time: found } = await figures({ window: 'all' })
      expect({ closed: found?.numerator, due: found?.denominator }).toEqual(facts.closed_on_time_parts)
    },
    figures_default_window: async () => {
      const { from, to, ...expected } = facts.figures_default_window
      expect(asked().filters.window).toEqual({ from, to })
      const found = await figures({})
      const keys = Object.keys(expected) as CountedKey[]
      expect(Object.fromEntries(keys.map(key => [key, rounded(found[key]?.value ?? null)]))).toEqual(expected)
    },
    businesses_with_permit: async () => {
      const [all] = await ask(businesses({ ...everything(), bucket: 'quarter' }))
      expect(all?.with_permit).toBe(facts.businesses_with_permit)
    },
    businesses_inspected_without_permit: async () => {
      const [all] = await ask(businesses({ ...everything(), bucket: 'quarter' }))
      expect((all?.businesses ?? 0) - (all?.with_permit ?? 0)).toBe(facts.businesses_inspected_without_permit)
    },
    results: async () => {
      const rows = await ask(inspectionsByResult(everything().filters, null))
      expect(asCounts(rows.map(row => [row.value, row.inspections]))).toEqual(facts.results)
    },
    source_results: async () => expect(await bySource('inspections', 'source_result')).toEqual(facts.source_results),
    fail_share_2013: async () => {
      const n = await one(sql`
        SELECT CAST(count(*) FILTER (WHERE source_result = 'Fail') AS DOUBLE) / count(*) AS n
        FROM inspections WHERE year(inspected_on) = 2013`)
      expect(rounded(n ?? null)).toBe(facts.fail_share_2013)
    },
    complaints_by_year: async () => {
      const rows = await ask(complaintActivity({ ...everything(), bucket: 'quarter', asOf: city.profile.asOf }))
      const years: Counts = {}
      for (const { bucket, complaints } of rows) {
        if (bucket !== null) years[bucket.slice(0, 4)] = (years[bucket.slice(0, 4)] ?? 0) + complaints
      }
      expect(years).toEqual(facts.complaints_by_year)
    },
    complaints_2014_by_month: async () => {
      const filters = year(2014)
      const rows = await ask(complaintActivity({ filters, compare: null, bucket: 'month', asOf: city.profile.asOf }))
      const months = rows.filter(row => row.bucket !== null)
      expect(asCounts(months.map(row => [(row.bucket ?? '').slice(0, 7), row.complaints]))).toEqual(
        facts.complaints_2014_by_month,
      )
    },
    complaints_open_as_of: async () => {
      const day = city.profile.asOf
      const n = await one(sql`
        SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints
        WHERE received_on <= CAST(${day} AS DATE) AND (closed_on IS NULL OR closed_on > CAST(${day} AS DATE))`)
      expect(n).toBe(facts.complaints_open_as_of)
      // What alerts call open is the same, and only what an extract states can be overdue.
      const work = await city.engine.rows(overdueWork(day))
      expect(work.map(({ what, open }) => [what, open])).toEqual([['complaints', facts.complaints_open_as_of]])
      await ensureCalendar(city.engine, mondayToFriday)
      const arrived = await city.engine.rows(arrivals(day, city.profile.filled))
      expect(stoppedAlerts(arrived, day).alerts.map(({ id }) => id)).toEqual(['stopped:permits:table::2014-08-20'])
    },
    complaints_never_completed: async () =>
      expect(await one(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints WHERE closed_at IS NULL`)).toBe(
        facts.complaints_never_completed,
      ),
    median_days_to_close_2013: async () =>
      expect(
        await one(sql`SELECT CAST(median(date_diff('day', received_on, closed_on)) AS DOUBLE) AS n
          FROM complaints WHERE year(received_on) = 2013 AND closed_on IS NOT NULL`),
      ).toBe(facts.median_days_to_close_2013),
    complaints_repeated_ids: async () => {
      const [found] = await ask(repeatedIds('complaints'))
      expect({ ids: found?.ids, rows: found?.row_count }).toEqual(facts.complaints_repeated_ids)
      expect(issueCounts(city.profile.files[2]).repeated_id).toBe(facts.complaints_repeated_ids.rows)
    },
    top_community_areas_2013: async () => {
      const rows = await ask(regionFigures(year(2013), 'community_area', city.profile.asOf))
      const most = rows.sort((a, b) => b.complaints - a.complaints).slice(0, 10)
      expect(asCounts(most.map(row => [row.region, row.complaints]))).toEqual(facts.top_community_areas_2013)
    },
    complaints_by_nature: async () => {
      const rows = await ask(complaintsByCategory(everything().filters, null, city.profile.asOf))
      expect(asCounts(rows.map(row => [row.value, row.complaints]))).toEqual(facts.complaints_by_nature)
      expect(rows.map(row => row.complaints)).toEqual(rows.map(row => row.complaints).sort((a, b) => b - a))
    },
    inspections_by_facility_type_top10: async () => {
      const rows = await ask(inspectionsByIndustry(everything().filters, null))
      const stated = rows.filter(row => row.value !== null).slice(0, 10)
      expect(asCounts(stated.map(row => [row.value, row.inspections]))).toEqual(
        facts.inspections_by_facility_type_top10,
      )
    },
    permits_by_source_status: async () =>
      expect(await bySource('permits', 'source_status')).toEqual(facts.permits_by_source_status),
    without_coordinates: async () => {
      const found = city.profile.files.map(file => [file.table, issueCounts(file).no_place])
      expect(Object.fromEntries(found)).toEqual(facts.without_coordinates)
    },
    inspections_by_community_area_top6: async () => {
      const rows = await ask(regionFigures(everything().filters, 'community_area', city.profile.asOf))
      const most = rows.filter(row => !row.region.startsWith('~')).sort((a, b) => b.inspections - a.inspections)
      expect(asCounts(most.slice(0, 6).map(row => [row.region, row.inspections]))).toEqual(
        facts.inspections_by_community_area_top6,
      )
    },
    inspections_outside_every_area: async () => {
      const rows = await ask(regionFigures(everything().filters, 'community_area', city.profile.asOf))
      expect(rows.find(row => row.region === '~outside')?.inspections).toBe(facts.inspections_outside_every_area)
      expect(rows.find(row => row.region === '~none')?.inspections).toBe(facts.without_coordinates.inspections)
    },
  }

  it('are all compared', () => {
    expect(Object.keys(checks).sort()).toEqual(
      Object.keys(facts)
        .filter(key => !key.startsWith('_'))
        .sort(),
    )
  })

  it.each(Object.keys(checks) as (keyof Facts)[])('%s', async key => checks[key]())

  it('come with the issues of the files, and no rejected row', () => {
    const found = Object.fromEntries(city.profile.files.map(file => [file.table, issueCounts(file)]))
    expect(found.permits).toMatchObject({ doubtful_word: 1 })
    expect(found.complaints).toMatchObject({ null_required: facts.complaints_by_nature.null, region_disagrees: 1065 })
    expect(found.inspections).toEqual({ no_place: 97, outside_regions: 565 })
  })
})
