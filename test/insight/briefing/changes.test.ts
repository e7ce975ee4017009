import { describe, expect, it } from 'vitest'
import { countFrom, countsApart, shareFrom, sharesApart } from '../../../src/insight/briefing/chance'
import { type Bound, byWeight, figureChange, isChance } from '../../../src/insight/briefing/changes'
import type { Comparison } from '../../../src/insight/comparison'
import type { AnyCourse, Inputs } from '../../../src/queries/figures'
import type { FigureKey } from '../../../src/schema'

const inputs: Inputs = {
  rows: { permits: 9, inspections: 9, complaints: 9 },
  filled: {
    permits: ['accepted_at', 'decided_at', 'promised_days'],
    inspections: ['result'],
    complaints: ['due_at', 'closed_at'],
  },
  closeWithin: null,
  decideWithin: null,
  comparable: { permits: true, inspections: true, complaints: true, entities: true },
}
const even = { now: 365, before: 365 }
const before: Comparison = 'periodOnPeriod'
const changeOf = (
  key: FigureKey,
  rows: readonly AnyCourse[],
  inputs: Inputs,
  kind: Comparison | null,
  bound?: Bound,
  days = even,
) => figureChange(key, { rows, inputs, kind, days, bound })
const both = (now: Partial<AnyCourse>, then: Partial<AnyCourse>): AnyCourse[] => [
  { period: 'window', bucket: null, ...now },
  { period: 'compare', bucket: null, ...then },
]

describe('how far two figures are apart', () => {
  it('is the difference over its standard error', () => {
    expect(countsApart(120, 80)).toBeCloseTo(40 / Math.sqrt(200), 12)
    expect(countsApart(0, 0)).toBe(0)
    // Twice the days and twice the rows are no difference.
    expect(countsApart(200, 100, [20, 10])).toBe(0)
    // 30 of 100 and 20 of 100: 0.1 over sqrt(0.25 × 0.75 × 0.02).
    expect(sharesApart([30, 100], [20, 100])).toBeCloseTo(0.1 / Math.sqrt(0.25 * 0.75 * 0.02), 12)
    expect(sharesApart([0, 50], [0, 70])).toBe(0)
    expect(sharesApart([1, 0], [1, 5])).toBeNull()
    expect(shareFrom(12, 100, 0.1)).toBeCloseTo(0.02 / 0.03, 12)
    expect(shareFrom(1, 0, 0.1)).toBeNull()
    expect(shareFrom(1, 9, 0)).toBeNull()
    expect(countFrom(30, 25)).toBe(1)
    expect(countFrom(3, 0)).toBeNull()
  })
})

describe('a change', () => {
  it('of a count is relative, of a rate in points', () => {
    const count = changeOf('complaints', both({ complaints: 120 }, { complaints: 100 }), inputs, before)
    expect(count).toMatchObject({
      value: 120,
      before: 100,
      difference: 20,
      relative: 0.2,
      direction: 'up',
      daily: null,
    })
    const rate = changeOf(
      'critical_rate',
      both({ took_place: 200, critical: 30 }, { took_place: 100, critical: 20 }),
      inputs,
      before,
    )
    expect(rate).toMatchObject({ value: 0.15, before: 0.2, relative: null, direction: 'down' })
    expect(rate.difference).toBeCloseTo(-0.05, 12)
    expect(isChance(rate)).toBe(true)
    expect(isChance(changeOf('complaints', both({ complaints: 1200 }, { complaints: 1000 }), inputs, before))).toBe(
      false,
    )
  })

  it('from nothing has no percentage, from nothing to nothing is none', () => {
    expect(changeOf('complaints', both({ complaints: 5 }, { complaints: 0 }), inputs, before)).toMatchObject({
      relative: null,
      difference: 5,
      direction: 'up',
    })
    expect(changeOf('complaints', both({ complaints: 0 }, { complaints: 0 }), inputs, before)).toMatchObject({
      relative: null,
      difference: 0,
      direction: 'flat',
      apart: 0,
    })
  })

  it('is by the day where the windows are of different lengths, but not of a stock or a rate', () => {
    const days = { now: 30, before: 60 }
    const change = changeOf('complaints', both({ complaints: 60 }, { complaints: 60 }), inputs, before, undefined, days)
    expect(change).toMatchObject({ daily: { now: 2, before: 1 }, difference: 1, relative: 1, direction: 'up' })
    expect(change.apart).toBeCloseTo(1 / Math.sqrt(120 / 1800), 12)
    const stock = changeOf('businesses', both({ businesses: 60 }, { businesses: 50 }), inputs, before, undefined, days)
    expect(stock).toMatchObject({ daily: null, difference: 10, relative: 0.2, apart: null, weight: null })
    expect(
      changeOf(
        'problem_rate',
        both({ took_place: 9, problem: 3 }, { took_place: 9, problem: 3 }),
        inputs,
        before,
        undefined,
        days,
      ),
    ).toMatchObject({ daily: null, direction: 'flat' })
  })

  it('is none without a value, without a comparison, and where nothing was there to divide by', () => {
    const missing = changeOf(
      'critical_rate',
      both({ took_place: 0, critical: 0 }, { took_place: 10, critical: 1 }),
      inputs,
      before,
    )
    expect(missing).toMatchObject({
      value: null,
      missing: 'no_visits',
      difference: null,
      direction: null,
      apart: null,
      weight: null,
    })
    expect(changeOf('complaints', both({ complaints: 5 }, { complaints: 4 }), inputs, null)).toMatchObject({
      before: null,
      difference: null,
    })
    expect(
      changeOf('critical_rate', both({ took_place: 9, critical: 1 }, { took_place: 0, critical: 0 }), inputs, before),
    ).toMatchObject({ before: null, difference: null })
    const short = { ...inputs, comparable: { ...inputs.comparable, complaints: false } }
    expect(changeOf('complaints', [], short, before)).toMatchObject({ value: 0, before: null, difference: null })
    // Within the data a window without rows had none, which is a number.
    expect(changeOf('complaints', [], inputs, before)).toMatchObject({ value: 0, before: 0, difference: 0 })
  })

  it('knows its target, the side that is missed first', () => {
    const rows = both({ took_place: 100, critical: 20 }, { took_place: 100, critical: 20 })
    const missed = changeOf('critical_rate', rows, inputs, before, { atMost: 0.1, atLeast: null })
    expect(missed.target).toMatchObject({ bound: 0.1, side: 'atMost', met: false })
    expect(missed.target?.gap).toBeCloseTo(0.1, 12)
    expect(missed.weight).toBeCloseTo(0.1 / 0.03, 12)
    expect(changeOf('critical_rate', rows, inputs, before, { atMost: 0.3, atLeast: 0.25 }).target).toMatchObject({
      side: 'atLeast',
      met: false,
    })
    expect(changeOf('critical_rate', rows, inputs, before, { atMost: 0.3, atLeast: null })).toMatchObject({
      target: { met: true },
      weight: 0,
    })
    // A bound of nothing has no standard error: it is missed all the same.
    expect(changeOf('critical_rate', rows, inputs, before, { atMost: 0, atLeast: null }).weight).toBeGreaterThan(1)
  })

  it('stands before those that chance explains more', () => {
    const of = (now: number): ReturnType<typeof changeOf> =>
      changeOf('complaints', both({ complaints: now }, { complaints: 100 }), inputs, before)
    const stock = changeOf('businesses', both({ businesses: 900 }, { businesses: 1 }), inputs, before)
    expect(byWeight([stock, of(101), of(10), of(150)]).map(change => change.value)).toEqual([10, 150, 101, 900])
  })
})
