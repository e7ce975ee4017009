import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { cityIsCurrent, generateCity } from '../../../data/generate'
import { diskFolder } from '../../../src/cli/folder'
import { type LoadedFolder, loadFolder } from '../../../src/cli/load'
import { mondayToFriday, parseCalendar } from '../../../src/extracts/calendar'
import { type Choices, defaults, resolve as resolved } from '../../../src/filters/filters'
import { horizons, outlookOf, verdictOf } from '../../../src/insight/forecast/outlook'
import { shownOf } from '../../../src/insight/forecast/shown'
import type { Step } from '../../../src/insight/forecast/slots'
import { history } from '../../../src/queries/history'
import { type TableName, tableNames } from '../../../src/schema'

/* What comes next in the real extracts and in the sample city: judged on their last year, which is held out. */
const root = resolve(import.meta.dirname, '../../..')
const chicago = resolve(root, '../shared/chicago')
const present = existsSync(chicago)
if (!present) console.warn('The real folder of Chicago is absent: nothing is foretold of it.')
const own = resolve(root, 'node_modules/.cache/city')

async function foretold(
  loaded: LoadedFolder,
  dir: string,
  table: TableName,
  step: Step,
  choices: Partial<Choices> = {},
) {
  const { asOf, regions } = loaded.profile
  const { filters } = resolved({ ...defaults, ...choices }, asOf, regions.regions)
  const calendar = existsSync(resolve(dir, 'calendar.json'))
    ? parseCalendar(await diskFolder(dir).text('calendar.json'))
    : mondayToFriday
  const rows = await loaded.engine.rows(history(table, filters, step))
  return outlookOf({ rows, step, to: filters.window.to, calendar })
}

describe.skipIf(!present)('Chicago', () => {
  let loaded: LoadedFolder
  beforeAll(async () => {
    loaded = await loadFolder(chicago)
  }, 120_000)
  afterAll(() => loaded?.engine.close())

  it('months of complaints: over the last twelve, held out, the forecast beats the year before, or is not shown', async () => {
    const outlook = await foretold(loaded, chicago, 'complaints', 'month')
    expect(outlook.held).toBe(12)
    for (const horizon of horizons.month) {
      const { shown, errors } = verdictOf(outlook, horizon)
      const [model, season] = [errors.model?.mae ?? Infinity, errors.season?.mae ?? Infinity]
      // At most as it is now: 10.6 % against 16.5 %.
      expect(model).toBeLessThan(0.75 * season)
      expect(shown).toBe('model')
      expect(errors.model?.share).toBeLessThan(0.13)
    }
  })

  it('complaints begin with January 2011, where a few strays of earlier years end; permits end on 20 August 2014', async () => {
    const complaints = await foretold(loaded, chicago, 'complaints', 'month')
    expect(complaints.course).toMatchObject({ cut: true, unfinished: null, endsEarly: false })
    expect(complaints.course?.slots[0]?.start).toBe('2011-01-01')
    expect(complaints.known).toBe(44)
    const permits = await foretold(loaded, chicago, 'permits', 'month')
    expect(permits.course).toMatchObject({
      endsEarly: true,
      through: '2014-08-20',
      unfinished: { start: '2014-08-01' },
    })
  })

  it.each(tableNames)('of %s shows a model only where it missed by less, by month and by week', async table => {
    for (const step of ['month', 'week'] as const) {
      const outlook = await foretold(loaded, chicago, table, step)
      const { shown, errors } = verdictOf(outlook, horizons[step][1])
      const best = Math.min(errors.season?.mae ?? Infinity, errors.last?.mae ?? Infinity)
      expect(shown === 'model').toBe((errors.model?.mae ?? Infinity) < best)
    }
  })

  it('an earlier window foretells what came after it, without knowing it', async () => {
    const then = await foretold(loaded, chicago, 'complaints', 'month', { window: { from: '2013-01-01', to: '2014-02-28' } }) // biome-ignore format: one line
    const now = await foretold(loaded, chicago, 'complaints', 'month')
    expect(then.course?.values).toEqual(now.course?.values.slice(0, -6))
    const { coming } = shownOf(then, 6)
    const came = now.course?.values.slice(-6) ?? []
    expect(coming.map(each => each.start.slice(0, 7))).toEqual(['2014-03', '2014-04', '2014-05', '2014-06', '2014-07', '2014-08']) // biome-ignore format: one line
    for (const [i, each] of coming.entries()) expect(Math.abs(each.point - (came[i] ?? 0)) / (came[i] ?? 1)).toBeLessThan(0.35) // biome-ignore format: one line
  })
})

describe('the sample city', () => {
  let loaded: LoadedFolder
  let folder: string
  beforeAll(async () => {
    folder = cityIsCurrent(resolve(root, 'data/city')) ? resolve(root, 'data/city') : own
    if (!cityIsCurrent(folder)) await generateCity({ out: folder })
    loaded = await loadFolder(folder)
  }, 300_000)
  afterAll(() => loaded?.engine.close())

  it('complaints and inspections are foretold with two thirds of the error of the year before, or less: growth, season and working days are planted', async () => {
    for (const table of ['complaints', 'inspections'] as const) {
      const outlook = await foretold(loaded, folder, table, 'month')
      const { shown, errors } = verdictOf(outlook, 6)
      expect(shown).toBe('model')
      expect(errors.model?.mae).toBeLessThan(0.67 * (errors.season?.mae ?? 0))
      expect(outlook.model?.spec.restDay).not.toBeNull()
    }
  })

  it('a week that has begun is foretold, not learned from', async () => {
    const outlook = await foretold(loaded, folder, 'complaints', 'week')
    expect(outlook.course?.unfinished).toMatchObject({ start: '2025-06-30', through: '2025-06-30' })
    const { coming } = shownOf(outlook, 8)
    expect(coming).toHaveLength(9)
    expect(coming[0]?.start).toBe('2025-06-30')
    expect(coming[0]?.point).toBeGreaterThan(5 * (outlook.course?.unfinished?.soFar ?? 0))
  })

  it('a kind of business that few complain about has a defined answer', async () => {
    const outlook = await foretold(loaded, folder, 'inspections', 'month', { regions: ['990104002'], results: ['critical'] }) // biome-ignore format: one line
    for (const each of shownOf(outlook, 12).coming)
      for (const value of [each.point, each.low80, each.high80, each.low95, each.high95])
        expect(Number.isFinite(value) && value >= 0).toBe(true)
  })
})
