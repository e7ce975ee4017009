import { expect, it } from 'vitest'
import { askedOf, clickHouseText } from '../../src/engine/clickhouseText'
import { dayCount, holds, speak, writtenFor } from '../../src/engine/dialect'
import { raw, sql } from '../../src/engine/sql'

const day = () => dayCount(raw('d')).strings.join()

it('what is written for the other engine leaves the one that is spoken, also after a failure', () => {
  const duckdb = day()
  const clickhouse = writtenFor('clickhouse', day)
  expect(clickhouse).toBe('toInt32(d)')
  expect([day(), writtenFor('duckdb', day)]).toEqual([duckdb, duckdb])
  const fails = (): never => {
    throw new Error('not written')
  }
  expect(() => writtenFor('clickhouse', fails)).toThrow('not written')
  expect(day()).toBe(duckdb)
  expect(writtenFor('clickhouse', () => [writtenFor('duckdb', day), day()])).toEqual([duckdb, clickhouse])
  try {
    speak('clickhouse')
    expect(() => writtenFor('duckdb', fails)).toThrow('not written')
    expect(day()).toBe(clickhouse)
  } finally {
    speak('duckdb')
  }
})

// Each stands in the source of a statement and in a value beside it.
it.each([
  ['bool_or(a)', 'max(a)'],
  ['lower(a)', 'lowerUTF8(a)'],
  ['unnest(a)', 'arrayJoin(a)'],
  ['lead(a)', 'lead(toNullable(a))'],
  ["string_split(a, '')", "ngrams(coalesce(a, ''), 1)"],
  ['CAST(a AS DATE)', 'CAST(a AS Date32)'],
  ['CAST(a AS TIMESTAMP)', "CAST(a AS DateTime64(6, 'UTC'))"],
  ['x AS NOT MATERIALIZED (y)', 'x AS (y)'],
])('%s is another word in the source, and stays what it is in a value', (theirs, ours) => {
  const query = sql`SELECT ${raw(theirs)} WHERE a = ${theirs}`
  expect(askedOf(query)).toEqual({ text: `SELECT ${ours} WHERE a = {p0:String}`, parameters: { p0: theirs } })
  expect(clickHouseText(query)).toBe(`SELECT ${ours} WHERE a = '${theirs.replaceAll("'", "\\'")}'`)
})

it('a part that is worked out once stays one, but for statements that are recursive', () => {
  const part = raw('a AS MATERIALIZED (SELECT 1) SELECT 2')
  expect(askedOf(sql`WITH ${part}`).text).toBe('WITH a AS MATERIALIZED (SELECT 1) SELECT 2')
  expect(askedOf(sql`WITH RECURSIVE ${part} WHERE t = ${'RECURSIVE'}`).text).toContain('a AS (SELECT 1)')
  expect(askedOf(sql`WITH ${part} WHERE t = ${'RECURSIVE'}`).text).toContain('MATERIALIZED')
})

it('parts of classes that a filter asks are worked out where they are asked', () => {
  const inner = raw('(WITH rates AS MATERIALIZED (SELECT 1) SELECT 2)')
  const alone = sql`WITH indicators_1 AS MATERIALIZED ${inner} SELECT 3`
  expect(askedOf(alone).text).toBe(
    'WITH indicators_1 AS MATERIALIZED (WITH rates AS MATERIALIZED (SELECT 1) SELECT 2) SELECT 3',
  )
  expect(
    askedOf(sql`WITH indicators_1 AS MATERIALIZED ${inner}, classes_2 AS MATERIALIZED (SELECT 3) SELECT 4`).text,
  ).toBe(
    'WITH indicators_1 AS MATERIALIZED (WITH rates AS (SELECT 1) SELECT 2), classes_2 AS MATERIALIZED (SELECT 3) SELECT 4',
  )
})

it('a part of a longer name is no word', () => {
  expect(askedOf(sql`SELECT my_lower(a), lower, "isodow", list_a(b)`).text).toBe(
    'SELECT my_lower(a), lower, "isodow", list_a(b)',
  )
})

it('texts to copy are quoted in ClickHouse’s way; one text is one parameter', () => {
  const query = writtenFor('clickhouse', () => sql`SELECT ${holds(sql`${"it's \\ {p9:String}"}`, sql`${'b'}`)}, ${'b'}`)
  expect(clickHouseText(query)).toBe("SELECT (positionUTF8('it\\'s \\\\ {p9:String}', 'b') > 0), 'b'")
  expect(askedOf(query)).toEqual({
    text: 'SELECT (positionUTF8({p0:String}, {p1:String}) > 0), {p1:String}',
    parameters: { p0: "it's \\ {p9:String}", p1: 'b' },
  })
})
