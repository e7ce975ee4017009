import { describe, expect, it } from 'vitest'
import { addDays, dayNumber, dayOf, windowLength } from '../../src/filters/days'
import type { Window } from '../../src/filters/filters'
import { bucketStart, nextBucket } from '../../src/queries/buckets'
import { inMonths } from '../../src/queries/sums'
import { randomOf } from '../filters/random'

describe('a window in whole months and days', () => {
  it.each<[string, Window, ReturnType<typeof inMonths>]>([
    [
      'a calendar year',
      { from: '2024-01-01', to: '2024-12-31' },
      { months: { from: '2024-01-01', to: '2024-12-31' }, days: [] },
    ],
    [
      'a year that begins in a month',
      { from: '2023-07-02', to: '2024-06-30' },
      { months: { from: '2023-08-01', to: '2024-06-30' }, days: [{ from: '2023-07-02', to: '2023-07-31' }] },
    ],
    [
      'both ends within a month, one of them February of a leap year',
      { from: '2024-01-31', to: '2024-03-30' },
      {
        months: { from: '2024-02-01', to: '2024-02-29' },
        days: [
          { from: '2024-01-31', to: '2024-01-31' },
          { from: '2024-03-01', to: '2024-03-30' },
        ],
      },
    ],
    [
      'no whole month',
      { from: '2024-01-02', to: '2024-02-28' },
      { months: null, days: [{ from: '2024-01-02', to: '2024-02-28' }] },
    ],
    [
      'one day',
      { from: '2024-01-01', to: '2024-01-01' },
      { months: null, days: [{ from: '2024-01-01', to: '2024-01-01' }] },
    ],
    [
      'everything up to a day',
      { from: null, to: '2024-03-15' },
      { months: { from: null, to: '2024-02-29' }, days: [{ from: '2024-03-01', to: '2024-03-15' }] },
    ],
  ])('%s', (_, window, parts) => {
    expect(inMonths(window)).toEqual(parts)
  })

  it('holds each day of any window once', () => {
    const random = randomOf(6)
    for (let i = 0; i < 500; i++) {
      const from = dayOf(dayNumber('2019-01-01') + Math.floor(random() * 2000))
      const to = addDays(from, Math.floor(random() * 200))
      const { months, days } = inMonths({ from, to })
      const parts = [...days, ...(months === null ? [] : [months])]
      const length = parts.reduce((sum, part) => sum + windowLength(part.from ?? '', part.to), 0)
      expect([from, to, length]).toEqual([from, to, windowLength(from, to)])
      if (months === null) continue
      expect([months.from, addDays(nextBucket('month', bucketStart('month', months.to)), -1)]).toEqual([
        bucketStart('month', months.from ?? ''),
        months.to,
      ])
    }
  })
})
