import { describe, expect, it } from 'vitest'
import { noTargets } from '../../src/extracts/targets'
import { type Choices, defaults, resolve } from '../../src/filters/filters'
import { partsOf } from '../../src/insight/notebook/moved'
import { inputsOf } from '../../src/parts/figureInputs'
import { definitions, figureOf } from '../../src/queries/figures'
import { overviewQuestions } from '../../src/queries/overview'
import { oneFigure, pinnedParts } from '../../src/queries/pinned'
import { defaultScorecard } from '../../src/risk/scorecard'
import { type FigureKey, figureKeys } from '../../src/schema'
import { asOf } from '../fixtures/city'
import { ask, filtersOf, now, year2022, year2023 } from './helper'

const card = defaultScorecard
const single = async (key: FigureKey, choices: Partial<Choices>, at = asOf) => {
  const { filters } = resolve({ ...defaults, ...choices }, at, now().profile.regions.regions, card)
  const inputs = inputsOf(now().profile, noTargets, null)
  return figureOf(key, await ask(oneFigure({ key, filters, asOf: at, card })), inputs)
}

describe('a figure that is asked alone', () => {
  it.each([{}, { regions: ['01'] }, { window: year2022 }, { window: 'all' }, { regions: ['0199'] }] as const)(
    'is the one of the overview, under %o',
    async choices => {
      const { firstDay, regions } = now().profile
      const setting = { asOf, firstDay, level: 'subdistrict', regions: regions.regions, card }
      const asked = overviewQuestions({ ...defaults, ...choices, compare: 'none' }, setting)
      const rows = {
        inspections: await ask(asked.inspections),
        complaints: await ask(asked.complaints),
        permits: await ask(asked.permits),
        entities: await ask(asked.businesses),
      }
      const scored = await ask(asked.later.highRisk)
      const inputs = inputsOf(now().profile, noTargets, null)
      for (const key of figureKeys) {
        const answer = key === 'high_risk' ? scored : rows[definitions[key].table]
        const courses = answer.filter(row => !('part' in row) || row.part === 'whole')
        expect(await single(key, choices), key).toEqual(figureOf(key, courses, inputs))
      }
    },
  )

  it('sees due days from the day that it is asked for', async () => {
    const later = await single('closed_on_time', {})
    const earlier = await single('closed_on_time', { window: year2023 }, '2023-06-30')
    expect(earlier.denominator).toBeLessThan(later.denominator ?? 0)
  })
})

describe('two windows in parts', () => {
  const half = { from: '2022-07-01', to: '2023-06-30' }

  it.each(figureKeys.filter(key => definitions[key].table !== 'entities'))('of %s add up to both', async key => {
    const filters = filtersOf({ regions: ['01', '02'] })
    const parts = pinnedParts({ key, filters, asOf, before: half, after: year2023 })
    if (parts === null) throw new Error('it has parts')
    const { before, shared, after } = partsOf(await ask(parts))
    const whole = async (window: Choices['window']) => single(key, { window, regions: ['01', '02'] })
    const [one, other] = [await whole(half), await whole(year2023)]
    expect(before.value + shared.value).toBe(one.numerator)
    expect(after.value + shared.value).toBe(other.numerator)
    expect(before.of + shared.of).toBe(one.denominator ?? one.numerator)
    expect(after.of + shared.of).toBe(other.denominator ?? other.numerator)
  })

  it('are by week from its Monday', async () => {
    const parts = pinnedParts({ key: 'inspections', filters: filtersOf(), asOf, before: year2022, after: year2023 })
    const rows = parts === null ? [] : await ask(parts)
    expect(rows.length).toBeGreaterThan(5)
    for (const { week } of rows) expect(new Date(`${week}T00:00:00Z`).getUTCDay()).toBe(1)
    expect(rows.some(row => row.part === 'shared')).toBe(false)
  })

  it('are none of businesses, which are no sum of days', () => {
    const input = { filters: filtersOf(), asOf, before: half, after: year2023 }
    expect(pinnedParts({ key: 'businesses', ...input })).toBeNull()
    expect(pinnedParts({ key: 'high_risk', ...input })).toBeNull()
  })
})
