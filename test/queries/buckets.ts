import { describe, expect, it } from 'vitest'
import { bucketDay } from '../../src/engine/dialect'
import { raw, sql } from '../../src/engine/sql'
import { addDays, addYears, dayOf } from '../../src/filters/days'
import { bucketOf, bucketPair, bucketStart, bucketsOf, nextBucket, shifted } from '../../src/queries/buckets'
import { randomOf } from '../filters/random'
import { ask } from './helper'
import { buckets } from './questions'

describe('a bucket', () => {
  it.each([
    ['week', '2014-08-31', '2014-08-25'],
    ['week', '2014-09-01', '2014-09-01'],
    ['week', '2024-01-01', '2024-01-01'],
    ['week', '2023-01-01', '2022-12-26'],
    ['week', '1969-12-28', '1969-12-22'],
    ['month', '2024-02-29', '2024-02-01'],
    ['quarter', '2024-03-31', '2024-01-01'],
    ['quarter', '2024-12-31', '2024-10-01'],
    ['day', '2024-02-29', '2024-02-29'],
  ] as const)('%s of %s begins on %s', (bucket, day, start) => {
    expect(bucketStart(bucket, day)).toBe(start)
  })

  it('begins in SQL when it begins here, from 1900 to 2200', async () => {
    const random = randomOf(21)
    const days = Array.from({ length: 300 }, () => dayOf(-25_567 + Math.floor(random() * 109_572)))
    const values = raw(days.map(day => `(DATE '${day}')`).join(', '))
    for (const bucket of buckets) {
      const rows = await ask<{ day: string; start: string }>(sql`
        SELECT CAST(day AS VARCHAR) AS day, CAST(${bucketDay(bucket, raw('day'))} AS VARCHAR) AS start FROM (VALUES ${values}) t(day)`)
      expect(rows.map(row => [row.day, row.start])).toEqual(rows.map(row => [row.day, bucketStart(bucket, row.day)]))
    }
  })

  it('ends where the next one begins', () => {
    for (const bucket of buckets) {
      for (let day = '2019-01-01'; day < '2025-01-01'; day = addDays(day, 1)) {
        const start = bucketStart(bucket, day)
        const next = nextBucket(bucket, start)
        expect(next > day).toBe(true)
        expect(bucketStart(bucket, addDays(next, -1))).toBe(start)
        expect(bucketStart(bucket, next)).toBe(next)
      }
    }
  })
})

describe('the buckets of a window', () => {
  it('are marked where the window cuts them', () => {
    expect(bucketsOf('month', '2013-09-01', '2013-11-30')).toEqual([
      { start: '2013-09-01', partial: false },
      { start: '2013-10-01', partial: false },
      { start: '2013-11-01', partial: false },
    ])
    expect(bucketsOf('month', '2024-01-02', '2024-02-28').map(b => b.partial)).toEqual([true, true])
    expect(bucketsOf('month', '2024-01-01', '2024-02-29').map(b => b.partial)).toEqual([false, false])
    expect(bucketsOf('week', '2023-04-01', '2023-04-09')).toEqual([
      { start: '2023-03-27', partial: true },
      { start: '2023-04-03', partial: false },
    ])
    expect(bucketsOf('day', '2024-02-28', '2024-03-01').map(b => b.start)).toEqual([
      '2024-02-28',
      '2024-02-29',
      '2024-03-01',
    ])
    expect(bucketsOf('quarter', '2023-02-01', '2023-02-01')).toEqual([{ start: '2023-01-01', partial: true }])
  })

  it('are as fine as its length asks for', () => {
    const lengths = [1, 45, 46, 190, 191, 365, 3660, 3661]
    const from = '2000-01-01'
    expect(lengths.map(n => bucketOf({ from, to: addDays(from, n - 1) }, '1990-01-01'))).toEqual([
      ...['day', 'day', 'week', 'week', 'month', 'month', 'month', 'quarter'],
    ])
    expect(bucketOf({ from: null, to: '2014-08-31' }, '2000-01-03')).toBe('quarter')
    expect(bucketOf({ from: null, to: '2014-08-31' }, '2014-08-01')).toBe('day')
  })
})

describe('a day of the compare window', () => {
  const moved = async (day: string, window: object, compare: object, bucket: 'day' | 'week' | 'month' | 'quarter') => {
    const [row] = await ask<{ v: string }>(sql`
      SELECT CAST(CAST(${shifted(sql`CAST(${day} AS DATE)`, window as never, compare as never, bucket)} AS DATE) AS VARCHAR) AS v`)
    return row?.v
  }
  const year = (from: string) => ({ from, to: addDays(addYears(from, 1), -1) })

  it('moves by whole months where both begin on the same day of the month', async () => {
    const [now, then] = [year('2013-09-01'), year('2012-09-01')]
    expect(await moved('2012-09-01', now, then, 'month')).toBe('2013-09-01')
    expect(await moved('2013-08-31', now, then, 'month')).toBe('2014-08-31')
    expect(await moved('2012-10-31', now, then, 'quarter')).toBe('2013-10-31')
    // 29 February falls on the 28th: in February still.
    expect(await moved('2012-02-29', year('2012-09-01'), year('2011-09-01'), 'month')).toBe('2013-02-28')
  })

  it('moves by days otherwise, so that the first falls on the first', async () => {
    const window = { from: '2014-06-03', to: '2014-08-31' }
    const compare = { from: '2014-03-05', to: '2014-06-02' }
    expect(await moved('2014-03-05', window, compare, 'month')).toBe('2014-06-03')
    expect(await moved('2014-06-02', window, compare, 'week')).toBe('2014-08-31')
    expect(await moved('2012-02-29', year('2012-09-01'), year('2011-09-01'), 'day')).toBe('2013-03-01')
  })

  it('stays where nothing is to be compared with', async () => {
    expect(await moved('2012-02-29', { from: null, to: '2014-08-31' }, year('2011-09-01'), 'month')).toBe('2012-02-29')
  })
})

describe('a bucket beside another', () => {
  const year = { from: '2023-03-01', to: '2024-02-29' }
  const before = { from: '2022-03-01', to: '2023-02-28' }
  const days = (from: string, to: string) => ({ from, to })

  it('is its counterpart in the compare window, by whole months where both begin on the same day', () => {
    expect(bucketPair('month', '2023-06-01', year, before)).toEqual({
      window: days('2023-06-01', '2023-06-30'),
      compare: days('2022-06-01', '2022-06-30'),
    })
    // A leap day has no counterpart of its own: the month does.
    expect(bucketPair('month', '2024-02-01', year, before).compare).toEqual(days('2023-02-01', '2023-02-28'))
    expect(bucketPair('quarter', '2023-04-01', year, before).compare).toEqual(days('2022-04-01', '2022-06-30'))
  })

  it('is by days otherwise, and as far as both windows reach', () => {
    const window = days('2024-05-08', '2024-06-30')
    const compare = days('2024-03-15', '2024-05-07')
    expect(bucketPair('week', '2024-05-13', window, compare)).toEqual({
      window: days('2024-05-13', '2024-05-19'),
      compare: days('2024-03-20', '2024-03-26'),
    })
    expect(bucketPair('week', '2024-05-06', window, compare)).toEqual({
      window: days('2024-05-08', '2024-05-12'),
      compare: days('2024-03-15', '2024-03-19'),
    })
    expect(bucketPair('day', '2024-06-30', window, compare).compare).toEqual(days('2024-05-07', '2024-05-07'))
  })

  it('is the bucket before where there is no window beside it, or that ended before', () => {
    const whole = { from: null, to: '2024-02-10' }
    expect(bucketPair('month', '2024-01-01', whole, null)).toEqual({
      window: days('2024-01-01', '2024-01-31'),
      compare: days('2023-12-01', '2023-12-31'),
    })
    // Unfinished: as many days of the month before.
    expect(bucketPair('month', '2024-02-01', whole, null)).toEqual({
      window: days('2024-02-01', '2024-02-10'),
      compare: days('2024-01-01', '2024-01-10'),
    })
    expect(bucketPair('month', '2024-01-01', year, days('2022-03-01', '2022-04-30')).compare).toEqual(
      days('2023-12-01', '2023-12-31'),
    )
    expect(bucketPair('month', '2024-03-01', { from: null, to: '2024-03-31' }, null).compare).toEqual(
      days('2024-02-01', '2024-02-29'),
    )
  })

  it('holds the rows that its dashed neighbour shows', async () => {
    const random = randomOf(23)
    for (let n = 0; n < 60; n++) {
      const from = dayOf(18_000 + Math.floor(random() * 2000))
      const to = addDays(from, 20 + Math.floor(random() * 700))
      const window = { from, to }
      const compare =
        random() < 0.5 ? days(addYears(from, -1), addYears(to, -1)) : days(addDays(from, -900), addDays(to, -900))
      const bucket = buckets[Math.floor(random() * 4)] ?? 'day'
      const spans = bucketsOf(bucket, from, to)
      const { start } = spans[Math.floor(random() * spans.length)] ?? { start: from }
      const pair = bucketPair(bucket, start, window, compare)
      expect(pair.window.from <= pair.window.to && pair.compare.from <= pair.compare.to).toBe(true)
      const moved = (day: string) =>
        sql`CAST(${bucketDay(bucket, shifted(sql`CAST(${day} AS DATE)`, window, compare, bucket))} AS VARCHAR)`
      const [row] = await ask<{ a: string; b: string }>(
        sql`SELECT ${moved(pair.compare.from)} AS a, ${moved(pair.compare.to)} AS b`,
      )
      expect([bucket, row?.a, row?.b]).toEqual([bucket, start, start])
    }
  })
})
