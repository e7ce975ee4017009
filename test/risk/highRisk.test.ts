import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { generateCity } from '../../data/generate'
import { type LoadedFolder, loadFolder } from '../../src/cli/load'
import { raw, type Sql, sql } from '../../src/engine/sql'
import { type Choices, defaults, resolve as resolved } from '../../src/filters/filters'
import { measured } from '../../src/insight/measures'
import { figureOf } from '../../src/queries/figures'
import { hexCorners } from '../../src/queries/hexagons'
import { classPlaces, highRisk, riskByHexagon, riskByRegion, unvisited } from '../../src/queries/highRisk'
import { overviewQuestions, publishedQuestionsOf, questionsOf } from '../../src/queries/overview'
import { mixOf, riskMix, riskPage, riskPlaces } from '../../src/queries/riskList'
import { dayNumber } from '../../src/risk/dayNumber'
import { explainScore } from '../../src/risk/explain'
import { type AsOf, asOfDay } from '../../src/risk/factsSql'
import { indicatorColumn } from '../../src/risk/indicatorsSql'
import { keptTable, spelledOut } from '../../src/risk/kept'
import { defaultScorecard, indicatorKeys, type RiskClass, type Scorecard, visitWithin } from '../../src/risk/scorecard'
import { notTakenPlace } from '../../src/schema'
import { inside } from '../queries/helper'
import { allRows, sqlScores } from './agree'

/* What the overview says of high risk, beside a count of businesses that TypeScript scored one by one. */
let city: LoadedFolder
let folder = ''
let businesses: Business[] = []
const asOf = '2025-06-30'
const today = asOfDay(asOf, asOf)
const early = asOfDay('2024-06-30', asOf)

interface Business {
  entity_id: number
  region_code: string | null
  lon: number | null
  lat: number | null
  industry_name: string | null
  first_seen_on: string
}
interface Judged extends Business {
  readonly class: RiskClass
  readonly score: number | null
  readonly lastVisit: string | null
}

const judgedBefore = new Map<string, readonly Judged[]>()

/** Every business with a row by a day, scored from its rows. */
async function judged(at: AsOf, card: Scorecard = defaultScorecard): Promise<readonly Judged[]> {
  const key = JSON.stringify([at, card])
  const known = judgedBefore.get(key)
  if (known) return known
  const [norms, rowsOf] = await Promise.all([sqlScores(city.engine, card, at), allRows(city.engine)])
  const byEntity = new Map(norms.map(row => [row.entity_id, row]))
  const all = businesses.flatMap(business => {
    const norm = byEntity.get(business.entity_id)
    if (norm === undefined || business.first_seen_on > at.day) return []
    const rows = rowsOf(business.entity_id)
    const explained = explainScore(rows, norm, card, at)
    const visits = rows.inspections
      .filter(({ inspected_on, result }) => inspected_on <= at.day && !notTakenPlace.some(each => each === result))
      .map(row => row.inspected_on)
    return [{ ...business, class: explained.class, score: explained.score, lastVisit: visits.sort().at(-1) ?? null }]
  })
  judgedBefore.set(key, all)
  return all
}

beforeAll(async () => {
  folder = mkdtempSync(resolve(tmpdir(), 'high-risk-'))
  await generateCity({ out: resolve(folder, 'city'), rows: 8000 })
  city = await loadFolder(resolve(folder, 'city'))
  businesses = await ask(sql<Business>`
    SELECT entity_id, CAST(region_code AS VARCHAR) AS region_code, lon, lat, CAST(industry_name AS VARCHAR) AS industry_name,
      CAST(first_seen_on AS VARCHAR) AS first_seen_on FROM entities`)
}, 120_000)
afterAll(() => {
  city?.engine.close()
  rmSync(folder, { recursive: true, force: true })
})

const ask = <Row>(query: Sql<Row>): Promise<Row[]> => city.engine.rows(spelledOut(query))
const isHigh = ({ class: letter }: { class: RiskClass }): boolean => letter === 'C' || letter === 'D'
const inputOf = (choices: Partial<Choices> = {}, at = today, card = defaultScorecard) => ({
  filters: resolved({ ...defaults, window: { from: '2020-01-01', to: at.day }, ...choices }, asOf, city.profile.regions.regions, card).filters,
  card,
  at,
}) // biome-ignore format: a record
const counted = (all: readonly Judged[]) => ({
  businesses: all.length,
  scored: all.filter(({ score }) => score !== null).length,
  high_risk: all.filter(isHigh).length,
})
const under = (code: string): ((business: Business) => boolean) => {
  const { filters } = inputOf({ regions: [code] })
  return ({ region_code }) => region_code !== null && filters.regions.includes(region_code)
}

describe('the figure of high risk', () => {
  const otherCard: Scorecard = { ...defaultScorecard, thresholds: { by: 'percentile', bounds: [0.4, 0.7, 0.9] } }

  it.each([
    ['today', today, defaultScorecard],
    ['a year before', early, defaultScorecard],
    ['by another scorecard', today, otherCard],
  ] as const)('counts what TypeScript classes as C or D, %s', async (_name, at, card) => {
    const all = counted(await judged(at, card))
    expect(all.high_risk).toBeGreaterThan(10)
    expect(await ask(highRisk(inputOf({}, at, card), 'window'))).toEqual([{ period: 'window', bucket: null, ...all }])
  })

  it('under a class of a past day counts those that were of it then, not those that are today', async () => {
    const then = (await judged(early, defaultScorecard)).filter(({ class: letter }) => letter === 'D')
    const now = (await judged(today, defaultScorecard)).filter(({ class: letter }) => letter === 'D')
    expect(new Set(then.map(({ entity_id }) => entity_id))).not.toEqual(new Set(now.map(({ entity_id }) => entity_id)))
    const [found] = await ask(highRisk(inputOf({ classes: ['D'] }, early), 'window'))
    expect(found).toMatchObject(counted(then))
  })

  it('is filtered as businesses are, and scored among all', async () => {
    const all = await judged(today)
    const [industry] = all.filter(isHigh).map(({ industry_name }) => industry_name)
    const code = city.profile.regions.regions[0]?.code ?? ''
    const ring = [[112.9, 30], [120, 30], [120, 32.2], [112.9, 32.2]] as const // biome-ignore format: a ring
    const expected: [Partial<Choices>, (business: Judged) => boolean][] = [
      [{ regions: [code] }, under(code)],
      [{ industries: [industry ?? null] }, each => each.industry_name === industry],
      [{ classes: ['D'] }, each => each.class === 'D'],
      [{ classes: ['A', 'B'] }, each => !isHigh(each)],
      [{ area: ring }, ({ lon, lat }) => lon !== null && lat !== null && inside(ring, lon, lat)],
      [{ categories: ['nothing'] }, () => true],
    ]
    for (const [choices, keeps] of expected)
      expect(await ask(highRisk(inputOf(choices), 'window')), JSON.stringify(choices)).toMatchObject([
        counted(all.filter(keeps)),
      ])
  })

  it('is the risk list’s C and D', async () => {
    const mix = mixOf(await ask(riskMix({ ...inputOf(), search: null })))
    const [found] = await ask(highRisk(inputOf(), 'window'))
    expect(found?.high_risk).toBe(mix.C + mix.D)
  })

  it('is compared with itself at the end of the compared window', async () => {
    const setting = { asOf, firstDay: city.profile.firstDay, level: '', regions: city.profile.regions.regions }
    const { later } = overviewQuestions(defaults, setting)
    const rows = [...(await ask(later.highRisk)), ...(await ask(later.highRiskBefore ?? later.highRisk))]
    const inputs = { rows: city.profile.rows, filled: city.profile.filled, closeWithin: null, decideWithin: null, comparable: { permits: true, inspections: true, complaints: true, entities: true } } // biome-ignore format: a record
    expect(figureOf('high_risk', rows, inputs)).toMatchObject({
      value: counted(await judged(today)).high_risk,
      before: counted(await judged(early)).high_risk,
      missing: null,
    })
    expect(overviewQuestions({ ...defaults, compare: 'none' }, setting).later.highRiskBefore).toBeNull()
  })
})

describe('high risk on the map', () => {
  it.each([0, 1])('by region of level %i sums to the whole, and is each region’s own', async i => {
    const level = city.profile.regions.levels[i] ?? ''
    const all = await judged(today)
    const rows = await ask(riskByRegion(inputOf({ regions: ['~none'] }), level))
    const sum = (key: 'businesses' | 'scored' | 'high_risk') => rows.reduce((total, row) => total + row[key], 0)
    expect({ businesses: sum('businesses'), scored: sum('scored'), high_risk: sum('high_risk') }).toEqual(counted(all))
    for (const row of rows.filter(({ region }) => !region.startsWith('~'))) {
      const own = counted(all.filter(under(row.region)))
      expect(row).toMatchObject(own)
      expect(measured('high_risk_share', row)).toEqual({
        value: own.scored === 0 ? null : own.high_risk / own.scored,
        numerator: own.high_risk,
        denominator: own.scored,
        few: own.scored < 20,
      })
    }
  })

  it('by hexagon holds the businesses that lie in each', async () => {
    const placed = (await judged(today)).filter(({ lon }) => lon !== null)
    const lon = placed.reduce((sum, each) => sum + (each.lon ?? 0), 0) / placed.length
    const lat = placed.reduce((sum, each) => sum + (each.lat ?? 0), 0) / placed.length
    const grid = { lon, lat, edge: 4000 }
    const rows = await ask(riskByHexagon(inputOf(), grid))
    expect(rows.reduce((total, row) => total + row.businesses, 0)).toBe(placed.length)
    for (const row of rows) {
      const ring = hexCorners(grid, row.q, row.r)
      expect(row).toMatchObject(counted(placed.filter(each => inside(ring, each.lon ?? 0, each.lat ?? 0))))
    }
  })

  it('by point is each business with its class, the riskiest first', async () => {
    const all = new Map((await judged(today)).map(each => [each.entity_id, each]))
    const rows = await ask(classPlaces(inputOf(), 100_000))
    expect(rows.length).toBe([...all.values()].filter(({ lon }) => lon !== null).length)
    for (const row of rows) expect(row.class).toBe(all.get(row.entity_id)?.class)
    const scores = rows.map(row => row.score ?? 0)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(await ask(classPlaces(inputOf(), 3))).toEqual(rows.slice(0, 3))
  })
})

describe('businesses of high risk that wait for a visit', () => {
  const over = (each: Judged, at: AsOf): number =>
    each.class === 'C' || each.class === 'D'
      ? dayNumber(at.day) - dayNumber(each.lastVisit ?? each.first_seen_on) - visitWithin[each.class]
      : -1

  it.each([
    ['today', today],
    ['a quarter before', asOfDay('2025-03-31', asOf)],
  ] as const)('are those beyond their class’s days, the longest overdue first, %s', async (_name, at) => {
    const waiting = (await judged(at)).filter(each => over(each, at) > 0)
    expect(waiting.length).toBeGreaterThan(3)
    const rows = await ask(unvisited(inputOf({}, at), 10_000))
    expect(rows.map(row => row.entity_id).sort((a, b) => a - b)).toEqual(
      waiting.map(each => each.entity_id).sort((a, b) => a - b),
    )
    const byEntity = new Map(waiting.map(each => [each.entity_id, each]))
    for (const row of rows) {
      const each = byEntity.get(row.entity_id) as Judged
      expect(row).toMatchObject({
        class: each.class,
        last_visit_on: each.lastVisit,
        days_since: each.lastVisit === null ? null : dayNumber(at.day) - dayNumber(each.lastVisit),
        days_over: over(each, at),
        of: waiting.length,
      })
    }
    expect(rows.map(row => row.days_over)).toEqual(rows.map(row => row.days_over).sort((a, b) => b - a))
    expect(await ask(unvisited(inputOf({}, at), 2))).toEqual(rows.slice(0, 2))
    // The list that leads on from it has the same businesses, in the same order.
    const list = { ...inputOf({}, at), search: null, overdue: true }
    const page = riskPage(list, { column: 'days_over', descending: true }, { offset: 0, limit: 10_000 })
    expect((await ask(page)).map(row => [row.entity_id, row.days_over])).toEqual(
      rows.map(row => [row.entity_id, row.days_over]),
    )
    const mix = mixOf(await ask(riskMix(list)))
    expect([mix.A + mix.B, mix.C + mix.D]).toEqual([0, rows.length])
    expect(await ask(riskPlaces(list, 10_000))).toHaveLength(
      rows.filter(row => businesses.find(each => each.entity_id === row.entity_id)?.lon != null).length,
    )
    expect((await ask(unvisited(inputOf({ classes: ['D'] }, today), 10_000))).every(row => row.class === 'D')).toBe(
      true,
    )
  })

  it('are none where the extracts have no visits: nobody knows', async () => {
    const copy = await loadFolder(resolve(folder, 'city'))
    try {
      await copy.engine.run([sql`UPDATE risk_indicators SET i5 = NULL`])
      expect(await copy.engine.rows(unvisited(inputOf(), 10))).toEqual([])
      // Without any indicator nobody has a score; a fact alone still lifts a business.
      const nothing = indicatorKeys.map(key => `${indicatorColumn(key)} = NULL`).join(', ')
      await copy.engine.run([
        raw(`UPDATE risk_indicators SET ${nothing}, overrides = CASE WHEN entity_id = 1 THEN 1 ELSE 0 END`),
      ])
      const [found] = await copy.engine.rows(highRisk(inputOf(), 'window'))
      expect(found).toMatchObject({ businesses: businesses.length, scored: 1, high_risk: 1 })
    } finally {
      copy.engine.close()
    }
  }, 60_000)
})

describe('the overview', () => {
  const setting = { asOf, firstDay: '2020-01-01', level: 'district', regions: [] }
  const scores = (question: Sql): boolean => question.strings.some(part => part.includes('imputed'))

  it('asks for scores last, and for those of regions only where they are shown', () => {
    const asked = overviewQuestions(defaults, setting)
    expect(questionsOf(asked).filter(scores)).toEqual([])
    expect(publishedQuestionsOf(asked).filter(scores)).toEqual(Object.values(asked.later))
    expect(questionsOf(overviewQuestions(defaults, { ...setting, byClass: true })).filter(scores).length).toBe(1)
  })

  it('asks what is kept for today, and nothing of it for a day before', () => {
    const kept = (question: Sql | null): boolean => question?.strings.some(part => part.includes(keptTable)) ?? false
    const { later } = overviewQuestions(defaults, setting)
    expect([later.highRisk, later.highRiskBefore, later.unvisited].map(kept)).toEqual([true, false, true])
  })
})
