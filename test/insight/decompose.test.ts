import { describe, expect, it } from 'vitest'
import { noTargets } from '../../src/extracts/targets'
import { addDays } from '../../src/filters/days'
import { defaults, resolve, type Window } from '../../src/filters/filters'
import { dimensionKeys } from '../../src/queries/contributions'
import { figureKeys } from '../../src/schema'
import { pick, randomOf } from '../filters/random'
import { asOf } from '../fixtures/city'
import { ask, now } from '../queries/helper'
import { sweep } from '../sweep'
import { expectSums } from './sums'

const randomWindow = (random: () => number): Window => {
  const from = addDays('2021-06-01', Math.floor(random() * 900))
  return { from, to: addDays(from, Math.floor(random() ** 2 * 700)) }
}

describe('the parts of every figure sum to its change', () => {
  const some = <T>(random: () => number, from: readonly T[]): T[] =>
    random() < 0.7 ? [] : [...new Set([pick(random, from), pick(random, from)])]

  it.each(figureKeys)(
    '%s, under filters and windows by chance',
    async figure => {
      const random = randomOf(51 + figureKeys.indexOf(figure))
      const { profile } = now()
      const place = { profile, targets: noTargets, ask }
      const values = (key: 'industries' | 'kinds' | 'categories' | 'results') =>
        profile.choices[key].map(each => each.value)
      let [sums, rates, apart] = [0, 0, 0]
      for (let i = 0; i < sweep(figure === 'high_risk' ? 30 : 100); i++) {
        const window = i === 0 ? { from: '2023-01-01', to: '2023-12-31' } : randomWindow(random)
        const compare = i === 0 ? { from: '2021-01-01', to: '2022-12-31' } : randomWindow(random)
        const chosen = {
        ...defaults,
        window: { from: window.from ?? asOf, to: window.to },
        regions: some(random, ['01', '0101', '0201', '~outside', '~none']),
        industries: some(random, values('industries')),
        kinds: some(random, values('kinds')),
        categories: some(random, values('categories')),
        results: some(random, values('results')),
        area: random() < 0.15 ? ([[110.2, 30], [114, 30], [114, 32], [110.2, 32]] as const) : null,
        // Spelled out, classes of three days are longer than a statement may be.
        classes: figure !== 'high_risk' && random() < 0.15 ? (['C', 'D'] as const) : [],
      } // biome-ignore format: short lists
        const { filters } = resolve(chosen, asOf, profile.regions.regions)
        const found = await expectSums(
          place,
          figure,
          filters,
          compare,
          pick(random, [...profile.regions.levels, 'none']),
        )
        sums += found.sums
        rates += found.rates
        if (found.sums > 0) apart++
      }
      expect(apart).toBeGreaterThan(0)
      expect(sums).toBeGreaterThanOrEqual(apart)
      if (/rate|on_time/.test(figure)) expect(rates).toBeGreaterThan(0)
    },
    600_000,
  )

  it('knows all dimensions', () => {
    expect(dimensionKeys).toEqual(['region', 'industry', 'department', 'category', 'kind', 'result', 'type', 'permit'])
  })
})
