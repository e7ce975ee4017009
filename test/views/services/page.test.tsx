import { existsSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadFolder } from '../../../src/cli/load'
import type { DuckDbEngine } from '../../../src/engine/duckdb'
import { mondayToFriday } from '../../../src/extracts/calendar'
import { ensureCalendar } from '../../../src/extracts/places'
import type { Profile } from '../../../src/extracts/report'
import { noTargets, parseTargets } from '../../../src/extracts/targets'
import { isCut } from '../../../src/views/services/measures'
import { ServicesPage } from '../../../src/views/services/ServicesPage'
import { loaded } from '../../engineHelper'
import { calendar, city, targets } from '../../fixtures/city'
import { answered } from '../answered'

const workspace = { setCalendar: async () => undefined }
const textOf = (markup: string): string => markup.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
/** What a tile says, by its key. */
const tileOf = (markup: string, key: string): string =>
  textOf(markup.split(`data-kpi="service-${key}"`)[1]?.split('data-kpi=')[0] ?? '')

describe('the page of time limits', () => {
  let engine: DuckDbEngine
  let profile: Profile
  beforeAll(async () => {
    ;({ engine, profile } = await loaded(city()))
  })
  afterAll(() => engine?.close())

  const page = (more: object = {}) => (
    <ServicesPage
      profile={profile}
      context={{ calendar, targets: parseTargets(JSON.stringify(targets)), workspace, own: false, ...more }}
    />
  )

  it('has its figures, and says what no extract has', async () => {
    const markup = await answered(page(), engine)
    expect(tileOf(markup, 'permits_on_time')).toContain('60.0%')
    expect(tileOf(markup, 'permits_now')).toMatch(/1 cases 0 near due · 2 undecided/)
    expect(tileOf(markup, 'closed_on_time')).toContain('53.8%')
    expect(tileOf(markup, 'due')).toContain('1 permits · 1 complaints')
    expect(textOf(markup)).toContain('no extract has “Acceptance decided”')
    expect(textOf(markup)).toContain('Complaints: fewer than two units (by region) can be judged')
    expect(markup).not.toMatch(/undefined|NaN/)
  })

  it('says the same share on tile and table, on its own side of the target', async () => {
    // 7 of 13 are 53.85 %: more than 53.83 %, which is rounded to the same.
    const own = parseTargets(JSON.stringify({ ...targets, figures: { closed_on_time: { atLeast: 0.5383 } } }))
    const markup = await answered(page({ targets: own }), engine)
    expect(tileOf(markup, 'closed_on_time')).toContain('53.9%')
    expect(textOf(markup.split('data-measure="closed"')[1]?.split('</tr>')[0] ?? '')).toContain('53.9% 7 / 13')
  })

  it('gives an empty window as the reason, not what its rows would lack', async () => {
    for (const tab of ['complaints', 'permits']) {
      const markup = await answered(page(), engine, 'en', `/?tab=${tab}&window=1990-01-01..1990-01-31`)
      for (const key of ['permits_on_time', 'speed', 'closed_on_time'])
        expect(tileOf(markup, key)).toContain('no rows in this window')
      // What is open now is so whatever the window.
      expect(tileOf(markup, 'permits_now')).toMatch(/1 cases 0 near due · 2 undecided/)
      expect(markup).not.toMatch(/undefined|NaN/)
    }
  })

  it('marks a month as cut where the window holds a part of it only', () => {
    const window = { from: '2024-02-01', to: '2024-06-30' }
    expect(['2024-02-01', '2024-04-01', '2024-06-01'].map(month => isCut(month, window))).toEqual([false, false, false])
    expect([
      isCut('2024-06-01', { ...window, to: '2024-06-29' }),
      isCut('2024-02-01', { ...window, from: '2024-02-02' }),
    ]).toEqual([true, true])
    expect([
      isCut('2024-02-01', { from: null, to: '2024-02-29' }),
      isCut('2024-02-01', { from: null, to: '2024-02-28' }),
    ]).toEqual([false, true])
    expect(isCut('2024-12-01', { from: null, to: '2024-12-31' })).toBe(false)
  })

  it('says it in Chinese', async () => {
    const text = textOf(await answered(page(), engine, 'zh'))
    expect(text).toContain('投诉按时办结率')
    expect(text).toContain('数据中没有“受理决定时间”')
    expect(text).not.toMatch(/undefined|NaN|\{\{/)
  })

  it('has no figure, but a reason, without any limit', async () => {
    const bare = {
      ...profile,
      filled: { ...profile.filled, complaints: ['received_at', 'closed_at'], permits: ['accepted_at', 'decided_at'] },
    }
    const context = { calendar, targets: noTargets, workspace, own: false }
    const markup = await answered(<ServicesPage profile={bare} context={context} />, engine)
    expect(tileOf(markup, 'permits_on_time')).toContain('no promised time, no legal limit and no target')
    expect(tileOf(markup, 'closed_on_time')).toContain('the extracts have no due time and no target is set')
  })

  it('is one sentence without permits and complaints', async () => {
    const none = { ...profile, rows: { permits: 0, inspections: 3, complaints: 0 } }
    const context = { calendar, targets: noTargets, workspace, own: false }
    expect(textOf(await answered(<ServicesPage profile={none} context={context} />, engine))).toContain(
      'The extracts have neither permits nor complaints',
    )
  })
})

const chicago = resolve(import.meta.dirname, '../../../../shared/chicago')
if (!existsSync(chicago)) console.warn('The real folder of Chicago is absent: its page is not drawn.')

describe.skipIf(!existsSync(chicago))('the page of Chicago', () => {
  it('keeps what it can: complaints by area and category, no permits, no departments', async () => {
    const facts = JSON.parse(readFileSync(resolve(chicago, 'facts.json'), 'utf8')) as { complaints_open_as_of: number }
    const { engine, profile, targets: own } = await loadFolder(chicago)
    await ensureCalendar(engine, mondayToFriday)
    const context = { calendar: mondayToFriday, targets: own, workspace, own: false }
    const markup = await answered(<ServicesPage profile={profile} context={context} />, engine)
    engine.close()
    for (const key of ['permits_on_time', 'speed', 'permits_now'])
      expect(tileOf(markup, key)).toContain('no extract has “Accepted”')
    expect(tileOf(markup, 'closed_on_time')).toMatch(/\d%/)
    expect(tileOf(markup, 'complaints_now')).toContain(`${facts.complaints_open_as_of.toLocaleString('en-US')} open`)
    // What nobody can know is a dash, not a zero.
    expect(tileOf(markup, 'due')).toContain('– permits')
    const league = markup.split('data-chart="service-league-complaints"')[1] ?? ''
    expect(textOf(league.split('<table')[0] ?? '')).toMatch(/region category/)
    expect(textOf(markup)).not.toContain('department')
  }, 120_000)
})
