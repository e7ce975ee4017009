import { describe, expect, it } from 'vitest'
import type { Window } from '../../src/filters/filters'
import { defaults, resolve } from '../../src/filters/filters'
import { contributionPairs, contributions, type Dimension } from '../../src/queries/contributions'
import { defaultScorecard } from '../../src/risk/scorecard'
import type { FigureKey } from '../../src/schema'
import { asOf } from '../fixtures/city'
import { ask, filtersOf, now, year2022, year2023 } from '../queries/helper'

/* Counted by hand from test/fixtures/city.ts. */
const input = (
  figure: FigureKey,
  dimensions: readonly Dimension[],
  more: { level?: string; compare?: Window } = {},
) => ({
  ...{ figure, dimensions, filters: filtersOf({ window: year2023 }), compare: more.compare ?? year2022 },
  ...{ level: more.level ?? 'district', asOf, card: defaultScorecard },
})

describe('the sums behind a change', () => {
  it('are of every value of every dimension, and of the whole', async () => {
    const rows = await ask(contributions(input('complaints', ['region', 'category'])))
    const of = (name: Dimension | null) =>
      rows.filter(row => row.dimension === name).map(row => [row.value, row.past, row.now])
    expect(of(null)).toEqual([[null, 4, 15]])
    expect(of('category')).toEqual([['Food', 3, 6], ['Noise', 1, 4], ['Waste', 0, 4], [null, 0, 1]]) // biome-ignore format: rows
    expect(of('region')).toEqual([['01', 3, 6], ['02', 1, 4], ['~none', 0, 3], ['~outside', 0, 2]]) // biome-ignore format: rows
    expect(rows.every(row => row.now_of === null && row.past_of === null)).toBe(true)
  })

  it('of a rate have both its counts', async () => {
    const rows = await ask(contributions(input('problem_rate', ['industry'])))
    const [whole] = rows
    // Fifteen visits, of which three did not take place; a problem, a fail, an uncooperative and two critical ones.
    expect(whole).toMatchObject({ dimension: null, now_of: 12, past: 2, past_of: 3 })
    expect(rows.slice(1).reduce((sum, row) => sum + row.now, 0)).toBe(whole?.now)
  })

  it('count a row twice that lies in both windows', async () => {
    const rows = await ask(
      contributions(input('complaints', ['kind'], { compare: { from: '2022-12-31', to: '2023-01-31' } })),
    )
    expect(rows[0]).toMatchObject({ now: 15, past: 4 })
  })

  it('keep what is known only a level up beside the regions of a level', async () => {
    const rows = await ask(contributions(input('complaints', ['region'], { level: 'subdistrict' })))
    expect(rows.map(row => row.value)).toContain('~coarser')
    expect(rows.slice(1).reduce((sum, row) => sum + row.now, 0)).toBe(15)
  })

  it('are there where no row is, and where no region file is known', async () => {
    const none = { ...input('complaints', ['category']), filters: filtersOf({ window: { from: '1990-01-01', to: '1990-12-31' } }), compare: { from: '1989-01-01', to: '1989-12-31' } } // biome-ignore format: one input
    expect((await ask(contributions(none))).filter(row => row.now !== 0 || row.past !== 0)).toEqual([])
    expect(await ask(contributionPairs({ ...none, dimensions: ['category', 'kind'] }))).toEqual([])
  })

  it('of stocks are what there was on the last day of either window', async () => {
    const rows = await ask(contributions(input('businesses', ['industry'])))
    expect(rows[0]).toMatchObject({ dimension: null, now: 8, past: 7 })
    const risky = await ask(contributions(input('high_risk', ['region', 'industry'])))
    expect(risky[0]?.now_of).toBeGreaterThan(0)
  })

  it('follow every filter, that of the dimension itself too', async () => {
    const { filters } = resolve(
      { ...defaults, window: year2023, categories: ['Waste'] },
      asOf,
      now().profile.regions.regions,
    )
    const rows = await ask(contributions({ ...input('complaints', ['category']), filters }))
    expect(rows.map(row => [row.dimension, row.value, row.past, row.now])).toEqual([[null, null, 0, 4], ['category', 'Waste', 0, 4]]) // biome-ignore format: rows
  })

  it('of pairs are of two values at once', async () => {
    const rows = await ask(contributionPairs(input('complaints', ['region', 'category', 'kind'])))
    const pair = rows.filter(row => row.first === 'region' && row.second === 'category')
    expect(pair.find(row => row.first_value === '01' && row.second_value === 'Food')).toMatchObject({ now: 3, past: 3 })
    expect(new Set(rows.map(row => `${row.first} ${row.second}`))).toEqual(new Set(['region category', 'region kind', 'category kind'])) // biome-ignore format: pairs
  })

  it('cannot be asked without a dimension', () => {
    expect(() => contributions(input('complaints', []))).toThrow(RangeError)
    expect(() => contributionPairs(input('complaints', ['region']))).toThrow(RangeError)
  })
})
