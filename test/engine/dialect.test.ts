import { afterAll, expect, it } from 'vitest'
import { bucketDay } from '../../src/engine/dialect'
import { sql } from '../../src/engine/sql'
import { testEngine } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

it.each(['DATE', 'TIMESTAMP'])('buckets of a %s are days', async type => {
  const seen = sql`CAST(seen AS ${{ strings: [type], values: [] }})`
  const query = sql`
    SELECT ${bucketDay('day', seen)} AS day, ${bucketDay('week', seen)} AS week, ${bucketDay('month', seen)} AS month,
      ${bucketDay('quarter', seen)} AS quarter
    FROM (VALUES (1, '2014-08-31 00:00:00'), (2, '2014-09-01 23:59:59'), (3, NULL)) t(i, seen) ORDER BY i`
  expect(await engine.rows(query)).toEqual([
    { day: '2014-08-31', week: '2014-08-25', month: '2014-08-01', quarter: '2014-07-01' },
    { day: '2014-09-01', week: '2014-09-01', month: '2014-09-01', quarter: '2014-07-01' },
    { day: null, week: null, month: null, quarter: null },
  ])
})
