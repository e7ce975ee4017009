import { afterAll, expect, it } from 'vitest'
import { bucketDay, comparableName } from '../../src/engine/dialect'
import { raw, sql } from '../../src/engine/sql'
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

it('names of any script are compared in half width and upper case, without spaces', async () => {
  const names = ['ａｂ（九）　店', 'Café Ⅱ', 'ⅱ号', '云岭·面馆', "O'Neil", 'straße', null]
  const given = sql`(SELECT unnest([${raw(names.map(name => (name === null ? 'NULL' : `'${name.replace("'", "''")}'`)).join(', '))}]) AS name)`
  const rows = await engine.rows(
    sql<{ name: string | null }>`SELECT ${comparableName(raw('name'))} AS name FROM ${given}`,
  )
  expect(rows.map(row => row.name)).toEqual(['AB(九)店', 'CAFÉⅡ', 'Ⅱ号', '云岭·面馆', "O'NEIL", 'STRAẞE', null])
  // Every sign that has a capital is one that is looked at: none is left as it is.
  const [left] = await engine.rows(sql<{ n: number }>`
    SELECT CAST(count(*) FILTER (WHERE upper(sign) <> ${comparableName(raw('sign'))} AND upper(sign) <> sign
      AND ${comparableName(raw('sign'))} = sign) AS DOUBLE) AS n
    FROM (SELECT chr(CAST(i AS INTEGER)) AS sign FROM range(1, 120000) t(i) WHERE i < 55296 OR i > 57343)`)
  expect(left?.n).toBe(0)
})
