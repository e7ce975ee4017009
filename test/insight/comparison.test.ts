import { describe, expect, it } from 'vitest'
import { type Choices, compareOf, windowOf } from '../../src/filters/filters'
import { changeOf, comparisonOf, directionOf, endsEarly, newsOf, observedDays } from '../../src/insight/comparison'

const asOf = '2014-08-31'
const kind = (window: Choices['window'], compare: Choices['compare']) => {
  const days = windowOf(window, asOf)
  return comparisonOf({ window, compare }, days, compareOf(compare, days, window, asOf) ?? days)
}

describe('what is compared with', () => {
  it.each([
    ['year', 'previous', 'periodOnPeriod'],
    ['30d', 'previous', 'periodOnPeriod'],
    ['quarter', 'previous', 'periodOnPeriod'],
    ['quarter', 'lastYear', 'yearOnYear'],
    // Before a year so far lies the same part of the year before.
    ['ytd', 'previous', 'yearOnYear'],
    ['ytd', 'lastYear', 'yearOnYear'],
    ['30d', { from: '2013-08-02', to: '2013-08-31' }, 'yearOnYear'],
    ['30d', { from: '2014-07-03', to: '2014-08-01' }, 'periodOnPeriod'],
    ['30d', { from: '2014-07-02', to: '2014-08-01' }, 'free'],
    ['30d', { from: '2012-08-02', to: '2012-08-31' }, 'free'],
    ['all', { from: '2012-08-02', to: '2012-08-31' }, 'free'],
  ] as const)('to %s with %s is %s', (window, compare, is) => {
    expect(kind(window, compare)).toBe(is)
  })
})

describe('days of data in a window', () => {
  it.each([
    ['2014-01-01', '2014-12-31', '2010-01-01', 243],
    ['2009-01-01', '2010-01-10', '2010-01-01', 10],
    [null, '2010-01-01', '2010-01-01', 1],
    // Before the first day of data, and after its last.
    ['2001-01-01', '2001-12-31', '2010-01-01', 0],
    ['2015-01-01', '2015-12-31', '2010-01-01', 0],
    ['2012-02-01', '2012-03-01', '2010-01-01', 30],
  ] as const)('%s to %s, data from %s on, are %i', (from, to, first, days) => {
    expect(observedDays({ from, to }, first, asOf)).toBe(days)
  })
})

describe('a change', () => {
  const same = { now: 30, before: 30 }
  const of = (key: Parameters<typeof changeOf>[0]['key'], value: number | null, before: number | null, days = same) =>
    changeOf({ key, value, before }, days)

  it('of a count is a share of what was before, of a rate percentage points', () => {
    expect(of('complaints', 120, 100)).toEqual({ unit: 'relative', size: 0.2, perDay: false })
    expect(of('problem_rate', 0.3, 0.25)).toMatchObject({ unit: 'points', perDay: false })
  })

  it('of a count over more days is one of counts a day; a rate has no days', () => {
    const days = { now: 29, before: 31 }
    const change = of('complaints', 290, 310, days)
    expect(change).toMatchObject({ unit: 'relative', perDay: true })
    expect(typeof change === 'string' ? Number.NaN : change.size).toBeCloseTo(0, 12)
    expect(of('critical_rate', 0.2, 0.1, days)).toMatchObject({ unit: 'points', perDay: false })
  })

  it('of what is there on a day is not divided by days', () => {
    const days = { now: 29, before: 31 }
    expect(of('businesses', 110, 100, days)).toMatchObject({ perDay: false })
    expect(of('high_risk', 110, 100, days)).toMatchObject({ perDay: false })
  })

  it('is none, with a reason, where a side is missing, there was none before, or no day', () => {
    expect(of('complaints', null, 1)).toBe('missing')
    expect(of('complaints', 1, null)).toBe('missing_before')
    expect(of('complaints', 1, 0)).toBe('zero_before')
    expect(of('complaints', 0, 5, { now: 0, before: 30 })).toBe('no_days')
    expect(of('complaints', 0, 0, { now: 0, before: 0 })).toBe('no_days')
    expect(of('complaints', 4, 0, { now: 30, before: 0 })).toBe('no_days')
    // A stock is of a day, whether or not the data reach it.
    expect(of('businesses', 4, 4, { now: 0, before: 0 })).toMatchObject({ size: 0 })
    // A rate may come from 0.
    expect(of('problem_rate', 0.1, 0)).toMatchObject({ unit: 'points', size: 0.1 })
  })

  it('is good or bad news where more is either, and none where it rounds to nothing', () => {
    const change = (size: number) => ({ unit: 'relative' as const, size, perDay: false })
    expect(newsOf('complaints', change(0.1))).toBe('bad')
    expect(newsOf('complaints', change(-0.1))).toBe('good')
    expect(newsOf('closed_on_time', change(0.1))).toBe('good')
    expect(newsOf('businesses', change(0.1))).toBe('neutral')
    expect(newsOf('complaints', change(0.0004))).toBe('neutral')
    expect([0.0005, -0.0005, 0.0004].map(directionOf)).toEqual(['up', 'down', 'flat'])
  })
})

describe('rows that end before a window does', () => {
  it('are told from a day more than a week on', () => {
    expect(endsEarly('2024-02-22', '2024-02-29')).toBe(false)
    expect(endsEarly('2024-02-22', '2024-03-01')).toBe(true)
    expect(endsEarly('2024-02-22', '2024-01-01')).toBe(false)
  })
})
