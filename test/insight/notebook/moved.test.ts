import { describe, expect, it } from 'vitest'
import { addDays } from '../../../src/filters/days'
import { outcomeOf } from '../../../src/insight/notebook/expectation'
import {
  type Chance,
  chanceOfCount,
  chanceOfRate,
  corrected,
  type Moved,
  movedOf,
  partsOf,
  scatterOf,
} from '../../../src/insight/notebook/moved'
import { windowAgain } from '../../../src/insight/notebook/spans'
import type { PartRow } from '../../../src/queries/pinned'
import { randomOf } from '../../filters/random'

const cell = (value: number, of = value) => ({ value, of })
const none = cell(0)
const of = (chance: Chance | string): Chance => {
  if (typeof chance === 'string') throw new Error(chance)
  return chance
}

describe('the window of a pin at another day', () => {
  it('is what its preset means there', () => {
    expect(windowAgain('year', '2024-02-29')).toEqual({ from: '2023-03-01', to: '2024-02-29' })
    expect(windowAgain('year', '2025-02-28')).toEqual({ from: '2024-02-29', to: '2025-02-28' })
    expect(windowAgain('lastQuarter', '2024-04-01')).toEqual({ from: '2024-01-01', to: '2024-03-31' })
    expect(windowAgain('all', '2024-04-01')).toEqual({ from: null, to: '2024-04-01' })
  })

  it('is as many days as were fixed, over a leap day too', () => {
    expect(windowAgain({ from: '2023-02-01', to: '2023-02-28' }, '2024-03-01')).toEqual({
      from: '2024-02-03',
      to: '2024-03-01',
    })
    expect(windowAgain({ from: '2024-02-29', to: '2024-02-29' }, '2025-01-01')).toEqual({
      from: '2025-01-01',
      to: '2025-01-01',
    })
  })
})

describe('whether chance may have moved a rate', () => {
  it('is the pooled test of two proportions where nothing is shared', () => {
    // 30 of 100 against 20 of 100: p = 0.25, SE = sqrt(0.25 · 0.75 · 2/100) = 0.061237.
    const chance = of(chanceOfRate({ before: cell(30, 100), shared: none, after: cell(20, 100) }))
    expect(chance.low).toBeCloseTo(-0.1 - 1.959964 * 0.0612372, 6)
    expect(chance.high).toBeCloseTo(-0.1 + 1.959964 * 0.0612372, 6)
    expect(chance.beyond).toBe(false)
    expect(of(chanceOfRate({ before: cell(300, 1000), shared: none, after: cell(200, 1000) })).beyond).toBe(true)
  })

  it('reckons with rows that both windows hold: they cannot differ', () => {
    const apart = of(chanceOfRate({ before: cell(300, 1000), shared: none, after: cell(270, 1000) }))
    // The same difference of the two rates, all of it from 100 new and 100 dropped rows.
    const shared = of(chanceOfRate({ before: cell(50, 100), shared: cell(250, 900), after: cell(20, 100) }))
    expect(shared.high - shared.low).toBeLessThan(apart.high - apart.low)
    expect(apart.beyond).toBe(false)
    expect(shared.beyond).toBe(true)
  })

  it('of a window that grew weighs the shared rows by their shares of the two', () => {
    const { low, high } = of(chanceOfRate({ before: none, shared: cell(300, 1000), after: cell(60, 300) }))
    const p = 360 / 1300
    const se = Math.sqrt(p * (1 - p) * (300 / 1300 ** 2 + 1000 * (1 / 1300 - 1 / 1000) ** 2))
    expect((low + high) / 2).toBeCloseTo(360 / 1300 - 0.3, 9)
    expect((high - low) / 2).toBeCloseTo(1.959964 * se, 9)
  })

  it('is beyond chance in about 5 % of draws without a change, with shared rows and without', () => {
    const random = randomOf(7)
    const draw = (n: number, p: number): number => {
      let hits = 0
      for (let i = 0; i < n; i++) if (random() < p) hits += 1
      return hits
    }
    for (const shared of [0, 400]) {
      let beyond = 0
      for (let i = 0; i < 400; i++) {
        const parts = {
          before: cell(draw(200, 0.3), 200),
          shared: cell(draw(shared, 0.3), shared),
          after: cell(draw(250, 0.3), 250),
        }
        if (of(chanceOfRate(parts)).beyond) beyond += 1
      }
      expect(beyond / 400).toBeGreaterThan(0.01)
      expect(beyond / 400).toBeLessThan(0.1)
    }
  })

  it('is not judged of few cases, without a denominator, and of the same days', () => {
    expect(chanceOfRate({ before: cell(2, 10), shared: none, after: cell(3, 10) })).toBe('few')
    expect(chanceOfRate({ before: cell(0, 500), shared: none, after: cell(0, 500) })).toBe('few')
    expect(chanceOfRate({ before: none, shared: none, after: cell(30, 100) })).toBe('unknown')
    expect(chanceOfRate({ before: none, shared: cell(30, 100), after: none })).toBe('same_days')
  })
})

describe('whether chance may have moved a count', () => {
  it('is told per day by the variance of a Poisson count', () => {
    // 400 in 100 days against 130 in 25 days: 4 and 5.2 a day.
    const chance = of(chanceOfCount({ before: cell(400), shared: none, after: cell(130) }, [100, 25], 1))
    const half = 1.959964 * Math.sqrt(130 / 625 + 400 / 10_000)
    expect(chance.low).toBeCloseTo(1.2 - half, 9)
    expect(chance.beyond).toBe(true)
    expect(of(chanceOfCount({ before: cell(400), shared: none, after: cell(130) }, [100, 25], 4)).beyond).toBe(false)
  })

  it('of a window that grew weighs the shared days by the two lengths', () => {
    const { low, high } = of(chanceOfCount({ before: none, shared: cell(400), after: cell(130) }, [100, 125], 1))
    const se = Math.sqrt(130 / 125 ** 2 + 400 * (1 / 125 - 1 / 100) ** 2)
    expect((low + high) / 2).toBeCloseTo(530 / 125 - 4, 9)
    expect((high - low) / 2).toBeCloseTo(1.959964 * se, 9)
  })

  it('is not judged of a handful, nor where no day differs', () => {
    expect(chanceOfCount({ before: cell(3), shared: none, after: cell(5) }, [30, 30], 1)).toBe('few')
    expect(chanceOfCount({ before: none, shared: cell(90), after: none }, [30, 30], 1)).toBe('same_days')
    expect(chanceOfCount({ before: none, shared: none, after: none }, [30, 40], 1)).toBe('few')
  })
})

const weekly = (values: readonly number[], first = '2024-01-01'): PartRow[] =>
  values.map((value, i) => ({ part: 'before', week: addDays(first, 7 * i), value, of: value }))

describe('the scatter of weekly counts', () => {
  const window = { from: '2024-01-01', to: addDays('2024-01-01', 7 * 12 - 1) }

  it('is Poisson’s where neighbours hardly differ, and more where they do; a trend is none', () => {
    expect(scatterOf(weekly([10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10, 9]), [window])).toBe(1)
    expect(scatterOf(weekly([10, 40, 10, 40, 10, 40, 10, 40, 10, 40, 10, 40]), [window])).toBeCloseTo(900 / 2 / 25, 9)
    expect(scatterOf(weekly([10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30, 32]), [window])).toBe(1)
  })

  it('takes a week without rows for one, leaves out weeks that a window cuts, and is not told by a few', () => {
    const gaps = weekly([40, 0, 40, 0, 40, 0, 40, 0, 40, 0, 40, 0]).filter(row => row.value > 0)
    expect(scatterOf(gaps, [window])).toBeCloseTo(1600 / 2 / 20, 9)
    expect(scatterOf(weekly([10, 40, 10, 40]), [window])).not.toBeNull()
    expect(scatterOf(weekly([10, 40, 10]), [{ from: '2024-01-01', to: '2024-01-21' }])).toBeNull()
    expect(scatterOf([], [window])).toBeNull()
    const cut = [{ from: '2024-01-03', to: window.to }]
    // The first week is not whole: its 400 do not count.
    expect(scatterOf(weekly([400, 10, 11, 10, 9, 10, 11, 10, 9, 10, 11, 10]), cut)).toBe(1)
  })
})

describe('what became of a figure', () => {
  const before = { value: 100, window: { from: '2023-01-01', to: '2023-12-31' } }
  // 2 a week in 50 weeks of the one year, 5 a week in 48 weeks of the other.
  const rows: PartRow[] = [
    ...weekly(
      Array.from({ length: 50 }, () => 2),
      '2023-01-02',
    ),
    ...weekly(
      Array.from({ length: 48 }, () => 5),
      '2024-01-01',
    ).map(row => ({ ...row, part: 'after' as const })),
  ]
  const input = { unit: 'count', before, rows, byClasses: false, days: [365, 366] } as const

  it('is per day where the windows have other lengths', () => {
    const after = { value: 240, window: { from: '2024-01-01', to: '2024-12-31' } }
    const moved = movedOf({ ...input, after })
    expect(moved.perDay).toBe(true)
    expect(moved.change).toBeCloseTo(240 / 366 / (100 / 365) - 1, 9)
    expect(moved).toMatchObject({ direction: 'up', chance: { beyond: true }, scatter: 1 })
    const chance = of(moved.chance)
    expect(chance.low).toBeLessThan(moved.change ?? 0)
    expect(chance.high).toBeGreaterThan(moved.change ?? 0)
  })

  it('has no percentage from zero, and no chance where businesses are counted', () => {
    const zero = { value: 0, window: before.window }
    const after = { value: 240, window: { from: '2024-01-01', to: '2024-12-31' } }
    const moved = movedOf({ ...input, before: zero, after, rows: rows.slice(50), days: [365, 365] })
    expect(moved).toMatchObject({ change: null, direction: 'up' })
    expect(of(moved.chance).beyond).toBe(true)
    expect(movedOf({ ...input, after, rows: null })).toMatchObject({ change: 1.4, perDay: false, chance: 'stock' })
    expect(movedOf({ ...input, after, byClasses: true }).chance).toBe('classes')
    expect(movedOf({ ...input, before: zero, after: zero, rows: null })).toMatchObject({ change: 0, direction: 'flat' })
  })

  it('of the past is corrected where its counts are others, though the rate may be the same', () => {
    const then = { value: 0.5, numerator: 10, denominator: 20 }
    expect(corrected(then, then)).toBe(false)
    expect(corrected(then, { value: 0.5, numerator: 11, denominator: 22 })).toBe(true)
    expect(corrected(then, { value: null, numerator: 0, denominator: 0 })).toBeNull()
  })

  it('adds parts up by the window that they lie in', () => {
    expect(partsOf([...rows, { part: 'shared', week: 'x', value: 1, of: 2 }])).toEqual({
      before: cell(100),
      shared: cell(1, 2),
      after: cell(240),
    })
    expect(partsOf([])).toEqual({ before: none, shared: none, after: none })
  })
})

describe('an expectation', () => {
  const moved = (direction: Moved['direction'], change: number, chance: Moved['chance']): Moved => ({
    ...{ direction, change, chance, perDay: false, scatter: null },
  })
  const sure = { low: 0.1, high: 0.2, beyond: true }
  const unsure = { low: -0.1, high: 0.2, beyond: false }
  const by = '2024-06-01'

  it.each([
    ['rise', 'up', 0.15, sure, 'met'],
    ['rise', 'up', 0.05, unsure, 'unclear'],
    ['rise', 'down', -0.15, sure, 'missed'],
    // The other way, but no further than chance goes.
    ['rise', 'down', -0.05, unsure, 'unclear'],
    ['fall', 'up', 0.05, unsure, 'unclear'],
    ['fall', 'flat', 0, unsure, 'unclear'],
    ['fall', 'up', 0.01, 'stock', 'unclear'],
    ['rise', 'flat', 0, 'same_days', 'missed'],
    ['fall', 'down', -0.15, sure, 'met'],
    ['fall', 'up', 0.15, sure, 'missed'],
    ['fall', 'down', -0.1, 'few', 'unclear'],
    ['stay', 'up', 0.05, unsure, 'met'],
    ['stay', 'up', 0.15, sure, 'missed'],
    ['rise', 'up', 0.2, 'stock', 'met'],
    ['rise', 'up', 0.01, 'stock', 'unclear'],
    ['stay', 'up', 0.01, 'stock', 'met'],
    ['stay', 'down', -0.2, 'classes', 'missed'],
  ] as const)('to %s, when it went %s by %f (%o): %s', (way, direction, change, chance, outcome) => {
    expect(outcomeOf({ way, by }, moved(direction, change, chance), '2024-06-01', 'count')).toBe(outcome)
  })

  it('is open until its day, and unknown where there is nothing to compare', () => {
    expect(outcomeOf({ way: 'rise', by }, moved('up', 0.5, sure), '2024-05-31', 'count')).toBe('open')
    expect(outcomeOf({ way: 'rise', by }, null, '2024-06-01', 'count')).toBe('unknown')
  })
})
