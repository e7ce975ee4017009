import { describe, expect, it } from 'vitest'
import type { Choices } from '../../src/filters/filters'
import { businessName, businessRisk } from '../../src/queries/business'
import {
  allowedIndicators,
  mixOf,
  nameCharacters,
  type RiskListInput,
  riskMix,
  riskPage,
  riskPlaces,
  riskSorts,
  type SearchText,
} from '../../src/queries/riskList'
import { rowsAt } from '../../src/queries/rows'
import { asOfDay } from '../../src/risk/factsSql'
import { defaultScorecard } from '../../src/risk/scorecard'
import { loaded } from '../engineHelper'
import { nastyText, randomOf } from '../filters/random'
import { asOf, city } from '../fixtures/city'
import { tableFile } from '../fixtures/cityFiles'
import { ask, classesNow, filtersOf } from './helper'

const byShare = { ...defaultScorecard, thresholds: { by: 'percentile', bounds: [0.5, 0.8, 0.9] } } as const
const inputOf = (choices: Partial<Choices> = {}, search: SearchText | null = null): RiskListInput => {
  const filters = filtersOf({ window: 'all', ...choices })
  return { filters, card: defaultScorecard, at: asOfDay(filters.window.to, asOf), search }
}
const page = (input: RiskListInput) =>
  ask(riskPage(input, { column: 'score', descending: true }, { offset: 0, limit: 100 }))
const codes = async (input: RiskListInput) => (await page(input)).map(row => row.entity_code).sort()

describe('the risk list', () => {
  it('has every business once, the riskiest first, each with its class', async () => {
    const rows = await page(inputOf())
    expect(rows.map(row => row.entity_code).sort()).toEqual(['L1', 'L2', 'L3', 'L4', 'L5', 'L6', 'L7', 'L8'])
    expect(rows.map(row => row.score)).toEqual(rows.map(row => row.score).sort((a, b) => (b ?? 0) - (a ?? 0)))
    const classes = await classesNow()
    expect(rows.map(row => row.class)).toEqual(rows.map(row => classes.get(row.entity_id)))
    const mix = mixOf(await ask(riskMix(inputOf())))
    for (const letter of ['A', 'B', 'C', 'D'] as const)
      expect(mix[letter]).toBe(rows.filter(row => row.class === letter).length)
  })

  it('is restricted by region, kind and class, but scored among all', async () => {
    const all = await page(inputOf())
    const west = await page(inputOf({ regions: ['01'] }))
    expect(west.length).toBeGreaterThan(1)
    expect(west.length).toBeLessThan(all.length)
    for (const row of west) expect(row).toEqual(all.find(each => each.entity_id === row.entity_id))
    const [first] = all
    const only = await page(inputOf({ classes: first ? [first.class] : [] }))
    expect(only.map(row => row.entity_id)).toEqual(
      all.filter(row => row.class === first?.class).map(row => row.entity_id),
    )
    expect((await ask(riskMix(inputOf({ classes: ['C'] })))).map(row => row.class)).toEqual(
      all.some(row => row.class === 'C') ? ['C'] : [],
    )
  })

  it('is of the window’s last day: who came later is not there', async () => {
    const early = inputOf({ window: { from: '2022-01-01', to: '2022-06-30' } })
    expect(early.at.states).toBe(false)
    expect(await codes(early)).toEqual(['L1', 'L3', 'L4', 'L6', 'L7', 'L8'])
  })

  it('is searched by name, code and address, and by what a name sounds like', async () => {
    const found = (text: string, sounds: string | null = null) => codes(inputOf({}, { text, sounds }))
    expect(await found('lotus')).toEqual(['L1'])
    expect(await found('L7')).toEqual(['L7'])
    expect(await found('Ｍａｐｌｅ')).toEqual(['L2'])
    expect(await found('zzz')).toEqual([])
    expect(await found('zzz', '[OP]')).toEqual(['L4', 'L5'])
    expect(await found('%')).toEqual([])
  })

  it('is searched whatever the width of what is typed or written', async () => {
    const table = `
permit_id | entity_code | entity_name              | region_code | decided_at       | status
Q1        | N1          | 云岭福源有限公司（青松路店） | 0101        | 2023-01-30 09:00 | granted
Q2        | N2          | ＬＯＴＵＳ　ＢＡＲ             | 0101        | 2023-01-30 09:00 | granted
Q3        | N3          | Maple (North)            | 0101        | 2023-01-30 09:00 | granted
`
    const given = city()
    const { engine } = await loaded({
      ...given,
      files: { ...given.files, 'permits.parquet': tableFile('permits', table) },
    })
    try {
      const found = async (text: string) => {
        const list = riskPage(
          inputOf({}, { text, sounds: null }),
          { column: 'entity_code', descending: false },
          { offset: 0, limit: 9 },
        )
        return (await engine.rows(list)).map(row => row.entity_code)
      }
      for (const text of ['店）', '店)', '（青松路', '(青松路']) expect(await found(text)).toEqual(['N1'])
      for (const text of ['lotus', 'ｌｏｔｕｓ', 'ＬＯＴＵＳ']) expect(await found(text)).toContain('N2')
      for (const text of ['(north)', '（North）']) expect(await found(text)).toEqual(['N3'])
    } finally {
      engine.close()
    }
  })

  it('takes any text for a text', async () => {
    const random = randomOf(3)
    for (let i = 0; i < 40; i++) {
      const text = nastyText(random).replaceAll('\0', '')
      expect(Array.isArray(await codes(inputOf({}, { text, sounds: null })))).toBe(true)
    }
  })

  it('is sorted by any of its columns, in pages that never overlap', async () => {
    for (const column of riskSorts) {
      for (const descending of [true, false]) {
        const parts = await Promise.all(
          [0, 3, 6].map(offset => ask(riskPage(inputOf(), { column, descending }, { offset, limit: 3 }))),
        )
        expect(new Set(parts.flat().map(row => row.entity_id)).size).toBe(8)
      }
    }
  })

  it('is classed by shares where that is asked for', async () => {
    const rows = await page({ ...inputOf(), card: byShare })
    expect(rows.every(row => ['A', 'B', 'C', 'D'].includes(row.class))).toBe(true)
    expect(rows.filter(row => row.class === 'A').length).toBeLessThanOrEqual(4)
  })

  it('has places, the riskiest first, also under a class', async () => {
    const places = await ask(riskPlaces(inputOf(), 5))
    expect(places.map(place => place.score)).toEqual(
      places.map(place => place.score).sort((a, b) => (b ?? 0) - (a ?? 0)),
    )
    expect(places.every(place => place.lon !== null)).toBe(true)
    expect((await ask(riskPlaces(inputOf({ classes: ['A', 'B', 'C', 'D'] }), 50))).length).toBe(
      (await ask(riskPlaces(inputOf(), 50))).length,
    )
  })

  it('says which indicators the extracts allow', async () => {
    const [row] = await ask(allowedIndicators(defaultScorecard, asOfDay(asOf, asOf)))
    expect(row?.I3).toBe(0)
    expect(row?.I1).toBe(8)
    expect((await ask(nameCharacters())).map(({ letter }) => letter)).toContain('M')
  })
})

describe('one business', () => {
  it('is found with what it is measured by, or not at all', async () => {
    const [first] = await page(inputOf())
    const at = asOfDay(asOf, asOf)
    const [risk] = await ask(businessRisk(first?.entity_id ?? 0, defaultScorecard, at))
    expect(risk).toMatchObject({
      score: first?.score,
      class: first?.class,
      rank: 1,
      of: 8,
      can_visits: true,
      can_rectify: false,
    })
    expect(await ask(businessRisk(999, defaultScorecard, at))).toEqual([])
    const [shared] = await ask(businessRisk(first?.entity_id ?? 0, byShare, at))
    expect(shared?.place).toBe(1)
    expect((await ask(businessName(first?.entity_id ?? 0)))[0]?.entity_code).toBe(first?.entity_code)
  })

  it('has the rows behind a bar, newest first', async () => {
    const rows = await ask(rowsAt('inspections', [{ file: 1, row: 1 }, { file: 1, row: 3 }], ['inspection_id', 'inspected_on'], 10)) // biome-ignore format: one line
    expect(rows.map(row => row.inspection_id)).toEqual(['I03', 'I01'])
    expect(await ask(rowsAt('permits', [], ['permit_id'], 10))).toEqual([])
    expect(() => rowsAt('permits', [{ file: 0.5, row: 1 }], ['permit_id'], 10)).toThrow('0.5')
  })
})
