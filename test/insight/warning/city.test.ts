import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityIsCurrent, generateCity } from '../../../data/generate'
import { truths } from '../../../data/truths'
import { type LoadedFolder, loadFolder } from '../../../src/cli/load'
import { parseChoices } from '../../../src/filters/codecs'
import { addDays } from '../../../src/filters/days'
import { defaults, type Filters, resolve as resolved } from '../../../src/filters/filters'
import { clusterAlerts } from '../../../src/insight/alerts/warningAlerts'
import type { Cluster, ScanFindings, UnusualFindings } from '../../../src/insight/warning/findings'
import { unusualCounts } from '../../../src/insight/warning/limits'
import { scanColumns } from '../../../src/insight/warning/scan/columns'
import { scan } from '../../../src/insight/warning/scan/scan'
import { rowCount, subsetsOf } from '../../../src/queries/rows'
import { scanCounts, stepsUntil } from '../../../src/queries/scanCounts'
import { weeklyCounts, weeksUntil } from '../../../src/queries/weeklyCounts'
import { nextSteps } from '../../../src/views/alerts/nextSteps'

/* What is planted in the sample city must be found, in place and time, and nothing else; Chicago is looked at as it is. */
const root = resolve(import.meta.dirname, '../../..')
const own = resolve(root, 'node_modules/.cache/city')
const chicago = resolve(root, '../shared/chicago')

const filtersOf = ({ profile }: LoadedFolder): Filters =>
  resolved({ ...defaults, window: 'year' }, profile.asOf, profile.regions.regions).filters

async function scanned(folder: LoadedFolder, replications: number): Promise<ScanFindings> {
  const { asOf, firstDay, regions } = folder.profile
  const [west, south, east, north] = regions.extent ?? [0, 0, 0, 0]
  const grid = { lon: (west + east) / 2, lat: (south + north) / 2, edge: 500 }
  const span = stepsUntil(asOf, 26, firstDay)
  const rows = await folder.engine.rows(scanCounts(filtersOf(folder), grid, span))
  return scan({ columns: scanColumns(rows), grid, span, replications, seed: 1 })
}

async function judged(folder: LoadedFolder, level: string): Promise<UnusualFindings> {
  const span = weeksUntil(folder.profile.asOf, 312)
  return unusualCounts(await folder.engine.rows(weeklyCounts(filtersOf(folder), level, span)), span, { judged: 26 })
}

/** Rows of the list that an alert of the cluster leads to, by the address of its link. */
async function listed(folder: LoadedFolder, finding: Cluster): Promise<number | undefined> {
  const { asOf, regions } = folder.profile
  const [alert] = clusterAlerts([finding], finding.to)
  const [step] = alert === undefined ? [] : nextSteps(alert)
  const search = new URLSearchParams(step?.href.split('?')[1])
  const { filters } = resolved(parseChoices(search), asOf, regions.regions)
  const subset = subsetsOf.complaints.find(each => each === search.get('rows')) ?? 'all'
  return (await folder.engine.rows(rowCount({ table: 'complaints', filters, subset, asOf })))[0]?.n
}

/** Metres between two places, near enough for a city. */
function metres(a: { lon: number; lat: number }, b: { lon: number; lat: number }): number {
  const degree = 111_195.08
  return Math.hypot((a.lon - b.lon) * degree * Math.cos((a.lat * Math.PI) / 180), (a.lat - b.lat) * degree)
}

describe('the sample city', () => {
  const { surge } = truths
  let city: LoadedFolder
  beforeAll(async () => {
    const folder = cityIsCurrent(resolve(root, 'data/city')) ? resolve(root, 'data/city') : own
    if (!cityIsCurrent(folder)) await generateCity({ out: folder })
    city = await loadFolder(folder)
  }, 300_000)
  afterAll(() => city?.engine.close())

  it('has one cluster: the surge, in place and time', async () => {
    const { clusters, categories } = await scanned(city, 199)
    expect(categories).toBe(17)
    expect(clusters).toHaveLength(1)
    const [found] = clusters
    if (!found) throw new Error('there is none')
    expect(found.category).toBe(surge.category)
    expect(found.p).toBeLessThan(0.01)
    expect(metres(found, surge)).toBeLessThan(found.radius)
    expect(found.radius).toBeLessThan(2 * surge.radiusKm * 1000)
    // Thirteen of its fourteen days: steps are counted back from the last day.
    const common = [found.from, surge.firstDay].sort()[1] ?? ''
    expect(common <= addDays(surge.firstDay, 1)).toBe(true)
    expect(found.to >= surge.lastDay).toBe(true)
    expect(found.to <= addDays(surge.lastDay, 6)).toBe(true)
    expect(found.observed).toBeGreaterThan(0.8 * surge.rowsPer250000)
    expect(found.observed / found.expected).toBeGreaterThan(5)
    expect(await listed(city, found)).toBe(found.observed)
  }, 120_000)

  it.each([
    ['district', surge.subdistrict.slice(0, 6)],
    ['subdistrict', surge.subdistrict],
  ])('has unusual weeks by %s: those of the surge, in its place', async (level, region) => {
    const { regions, city: all } = await judged(city, level)
    const weeks = [surge.firstDay, addDays(surge.firstDay, 7)]
    expect(regions.map(each => [each.region, each.category, each.week]).sort()).toEqual(
      weeks.map(week => [region, surge.category, week]),
    )
    // It is so large that the whole city is above its season.
    for (const each of all) expect([each.category, weeks.includes(each.week)]).toEqual([surge.category, true])
  })
})

describe('Chicago', () => {
  if (!existsSync(chicago)) it.skip('is absent: its clusters are not looked at')
  else {
    let folder: LoadedFolder
    beforeAll(async () => {
      folder = await loadFolder(chicago)
    }, 120_000)
    afterAll(() => folder?.engine.close())

    it('has clusters and unusual weeks that say the same', async () => {
      const { clusters } = await scanned(folder, 99)
      const { regions } = await judged(folder, 'community_area')
      expect(clusters.length).toBeGreaterThan(3)
      const alarms = clusters.filter(({ p }) => p <= 0.01)
      expect(alarms.length).toBeGreaterThan(0)
      for (const each of alarms) expect(await listed(folder, each)).toBe(each.observed)
      expect(regions.length).toBeGreaterThan(3)
      // The most unusual week of a community area lies in a cluster of its category.
      const [first] = regions
      const same = clusters.filter(({ category, from, to }) => {
        const sunday = addDays(first?.week ?? '', 6)
        return category === first?.category && from <= sunday && to >= (first?.week ?? '')
      })
      expect(same.length).toBeGreaterThan(0)
    }, 120_000)
  }
})
