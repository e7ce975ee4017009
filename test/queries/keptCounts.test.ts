import { afterEach, describe, expect, it } from 'vitest'
import { writtenFor } from '../../src/engine/dialect'
import type { Sql } from '../../src/engine/sql'
import { addDays, dayNumber, dayOf } from '../../src/filters/days'
import { type Choices, defaults } from '../../src/filters/filters'
import { overviewQuestions, questionsOf } from '../../src/queries/overview'
import { enoughToKeep, keepCounts } from '../../src/queries/sums'
import { derivedIn, keepCountsOf } from '../../src/risk/derived'
import { defaultScorecard, riskClasses, type Scorecard } from '../../src/risk/scorecard'
import { pick, randomOf } from '../filters/random'
import { asOf } from '../fixtures/city'
import { sweep } from '../sweep'
import { ask, now } from './helper'

afterEach(() => keepCountsOf([]))
const every = ['permits', 'inspections', 'complaints', 'entities']
const enough = enoughToKeep

function questions(choices: Choices): Sql[] {
  const { regions, firstDay } = now().profile
  return questionsOf(overviewQuestions(choices, { asOf, firstDay, level: 'district', regions: regions.regions }))
}

describe('counts that are kept', () => {
  it('give the same answers as rows, whatever the filters', async () => {
    const random = randomOf(61)
    const { profile } = now()
    const codes = [...profile.regions.regions.map(({ code }) => code), '~outside', '~none']
    let named = 0
    for (let i = 0; i < sweep(300); i++) {
      const from = dayOf(dayNumber('2021-06-01') + Math.floor(random() * 900))
      const choices: Choices = {
        ...defaults,
        window: random() < 0.2 ? 'all' : { from, to: addDays(from, Math.floor(random() * 800)) },
        compare: pick(random, ['previous', 'lastYear', 'none', { from: '2022-01-31', to: '2023-02-14' }] as const),
        regions: random() < 0.5 ? [] : [pick(random, codes)],
        categories:
          random() < 0.3 ? [pick(random, [null, ...profile.choices.categories.map(({ value }) => value)])] : [],
        industries:
          random() < 0.3 ? [pick(random, [null, ...profile.choices.industries.map(({ value }) => value)])] : [],
        departments:
          random() < 0.2 ? [pick(random, [null, ...profile.choices.departments.map(({ value }) => value)])] : [],
        classes: random() < 0.4 ? riskClasses.filter(() => random() < 0.5) : [],
      }
      keepCountsOf([])
      const counted = await Promise.all(questions(choices).map(question => ask(question)))
      keepCountsOf(every)
      const asked = questions(choices)
      named += asked.filter(question => derivedIn(question.strings).size > 0).length
      const added = await Promise.all(asked.map(question => ask(question)))
      expect([choices, added]).toEqual([choices, counted])
    }
    expect(named).toBeGreaterThan(0)
  }, 600_000)

  it('are kept by class of today alone, by the scorecard that everyone starts with, and not on a server', () => {
    keepCountsOf(every)
    const counts = (choices: Partial<Choices>, card: Scorecard = defaultScorecard): number => {
      const { regions, firstDay } = now().profile
      const setting = { asOf, firstDay, level: 'district', regions: regions.regions, card }
      const all = questionsOf(overviewQuestions({ ...defaults, classes: ['D'], ...choices }, setting))
      return all.filter(({ strings }) => strings.some(text => text.includes('counts_'))).length
    }
    expect(counts({})).toBe(5)
    expect(counts({ window: { from: '2022-01-01', to: '2022-12-31' } })).toBe(0)
    expect(counts({}, { ...defaultScorecard, overrides: { ...defaultScorecard.overrides, two_criticals: null } })).toBe(
      0,
    )
    expect(writtenFor('clickhouse', () => counts({}))).toBe(0)
  })

  it('are kept where one table is large', () => {
    const named = (): number[] => questions(defaults).map(question => derivedIn(question.strings).size)
    keepCounts({ permits: enough - 1, inspections: enough - 1, complaints: enough - 1 })
    expect(named().every(n => n === 0)).toBe(true)
    keepCounts({ permits: 0, inspections: 0, complaints: enough })
    const [inspections, complaints, permits, businesses, regions] = named()
    expect([inspections, complaints, permits, businesses, regions]).toEqual([2, 2, 1, 1, 3])
  })
})
