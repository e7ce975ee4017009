import { describe, expect, it } from 'vitest'
import { meetsTarget, noTargets, parseTargets } from '../../src/extracts/targets'

describe('parseTargets', () => {
  it('reads all of a file', () => {
    const read = parseTargets(
      JSON.stringify({
        figures: { critical_rate: { atMost: 0.12 }, inspections: { atLeast: 1000, atMost: 2000 } },
        complaints: { close_within_days: 7, working_days: false },
        permits: { decide_within_days: 20, working_days: true },
        visits: { per_level: 2, in_all: 4, repeat_days: 14 },
      }),
    )
    expect(read).toEqual({
      figures: { critical_rate: { atMost: 0.12, atLeast: null }, inspections: { atLeast: 1000, atMost: 2000 } },
      complaints: { close_within_days: 7, working_days: false },
      permits: { decide_within_days: 20, working_days: true },
      visits: { per_level: 2, in_all: 4, repeat_days: 14 },
      problems: [],
    })
  })

  it('knows no target that nobody stated', () => {
    expect(noTargets).toEqual({
      figures: {},
      complaints: { close_within_days: null, working_days: false },
      permits: { decide_within_days: null, working_days: true },
      visits: { per_level: null, in_all: null, repeat_days: 30 },
      problems: [],
    })
    expect(parseTargets('{"complaints":{"close_within_days":7}}').complaints).toEqual({
      close_within_days: 7,
      working_days: false,
    })
  })

  it('leaves out figures that it cannot use, and says so', () => {
    const figures = {
      kritical_rate: { atMost: 0.1 },
      problem_rate: { atMost: 12 },
      complaints: {},
      inspections: { atLeast: 5, atMost: 4 },
      businesses: { atLeast: -1 },
      high_risk: { atMost: 30 },
      toString: { atMost: 1 },
    }
    const read = parseTargets(JSON.stringify({ figures }), 'goals.json')
    expect(read.figures).toEqual({ high_risk: { atMost: 30, atLeast: null } })
    expect(read.problems.map(text => text.replace(/; the figures are .*/, ''))).toEqual([
      'goals.json: figures.kritical_rate: is not a figure',
      'goals.json: figures.problem_rate: 12 is more than 1; a rate is a fraction, 12 % is 0.12',
      'goals.json: figures.complaints: has neither atMost nor atLeast',
      'goals.json: figures.inspections: atLeast 5 is more than atMost 4',
      'goals.json: figures.businesses: -1 is less than 0',
      'goals.json: figures.toString: is not a figure',
    ])
  })

  it('refuses wrong types and sizes with their fields', () => {
    const wrong = { complaints: { close_within_days: 'seven' }, permits: { decide_within_days: -1, working_days: 1 } }
    expect(() => parseTargets(JSON.stringify(wrong))).toThrow(
      [
        'targets.json: complaints.close_within_days: "seven" is not a number',
        'permits.decide_within_days: -1 is too small: at least 0',
        'permits.working_days: 1 is not true or false',
      ].join('\n'),
    )
    expect(() => parseTargets('{"visits":{"repeat_days":1.5}}')).toThrow(
      'visits.repeat_days: 1.5 is not a whole number',
    )
  })
})

it('meetsTarget holds at the bound itself and knows nothing without a figure', () => {
  expect(meetsTarget(0.12, { atMost: 0.12, atLeast: null })).toBe(true)
  expect(meetsTarget(0.13, { atMost: 0.12, atLeast: null })).toBe(false)
  expect(meetsTarget(0.89, { atMost: null, atLeast: 0.9 })).toBe(false)
  expect(meetsTarget(null, { atMost: 0.12, atLeast: null })).toBeNull()
  expect(meetsTarget(0.5, undefined)).toBeNull()
})
