import { afterAll, expect, it } from 'vitest'
import { dayBucket, days, monthBucket, quantile, weekBucket } from '../../src/engine/dialect'
import { sql } from '../../src/engine/sql'
import { testEngine } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

it.each(['DATE', 'TIMESTAMP'])('buckets of a %s are ISO days', async type => {
  const seen = sql`CAST(seen AS ${{ strings: [type], values: [] }})`
  const query = sql`
    SELECT ${dayBucket(seen)} AS day, ${weekBucket(seen)} AS week, ${monthBucket(seen)} AS month
    FROM (VALUES (1, '2014-08-31 00:00:00'), (2, '2014-09-01 23:59:59'), (3, NULL)) t(i, seen) ORDER BY i`
  expect(await engine.rows(query)).toEqual([
    { day: '2014-08-31', week: '2014-08-25', month: '2014-08-01' },
    { day: '2014-09-01', week: '2014-09-01', month: '2014-09-01' },
    { day: null, week: null, month: null },
  ])
})

it('days counts midnights', async () => {
  const between = (from: string, to: string) => days(sql`CAST(${from} AS TIMESTAMP)`, sql`CAST(${to} AS TIMESTAMP)`)
  const query = sql`
    SELECT ${between('2014-08-31 23:59:59', '2014-09-01 00:00:00')} AS one,
           ${between('2014-09-01', '2014-08-31')} AS minus, ${between('2016-02-01', '2016-03-01')} AS leap`
  expect(await engine.rows(query)).toEqual([{ one: 1, minus: -1, leap: 29 }])
})

it('quantile is interpolated, a number, and null of nothing', async () => {
  const query = sql`SELECT ${quantile(sql`i`, 0.5)} AS median, ${quantile(sql`i`, 1)} AS top FROM range(4) t(i)`
  expect(await engine.rows(query)).toEqual([{ median: 1.5, top: 3 }])
  expect(await engine.rows(sql`SELECT ${quantile(sql`i`, 0.5)} AS m FROM range(0) t(i)`)).toEqual([{ m: null }])
})
