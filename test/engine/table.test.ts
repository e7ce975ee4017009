import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { statement, testEngine } from './helper'

const fill = [
  sql`CREATE TYPE mood AS ENUM ('it''s', 'b')`,
  sql`CREATE TABLE t AS SELECT i, CAST(CASE WHEN i % 2 = 0 THEN 'it''s' ELSE 'b' END AS mood) AS k FROM range(10) r(i)`,
]
const engine = testEngine({ cancelledSeconds: 2, onRebuild: fresh => fresh.run(fill) })
beforeAll(() => engine.run(fill))
afterAll(() => engine.close())

const ask = (text: string, mostRows = 1000, signal?: AbortSignal) => engine.table(text, { mostRows, signal })
const value = async (expression: string) => (await ask(`SELECT ${expression} AS v`)).rows[0]?.[0]
const figure = async () => (await engine.rows<{ n: number }>(statement('SELECT count(*) AS n FROM t')))[0]?.n

describe('values are exact', () => {
  it.each([
    ['1.10::DECIMAL(10,2)', '1.10'],
    ['-0.05::DECIMAL(4,2)', '-0.05'],
    ['12345678901234567890.123456789::DECIMAL(38,9)', '12345678901234567890.123456789'],
    ['9007199254740993::BIGINT', '9007199254740993'],
    ['42::BIGINT', 42],
    ['170141183460469231731687303715884105727::HUGEINT', '170141183460469231731687303715884105727'],
    ['(-170141183460469231731687303715884105727)::HUGEINT', '-170141183460469231731687303715884105727'],
    ['0.1::FLOAT', 0.1],
    ['0.1::DOUBLE', 0.1],
    ["'NaN'::DOUBLE", 'NaN'],
    ["'-inf'::DOUBLE", '-Infinity'],
    ["DATE '1815-06-18'", '1815-06-18'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999999'],
    ["TIMESTAMP_NS '2020-01-01 00:00:00.123456789'", '2020-01-01T00:00:00.123456789'],
    ["TIME '10:00:00.5'", '10:00:00.5'],
    ['INTERVAL 3 MONTH + INTERVAL 2 DAY', 'P3M2D'],
    ["'\\xAA\\x00'::BLOB", '\\xAA\\x00'],
    ['[1, NULL, 3]', '[1, NULL, 3]'],
    ["['NULL', 'it''s']", "['NULL', 'it''s']"],
    ["{'a': 1.50, 'b': [DATE '2020-01-01']}", '{a: 1.50, b: [2020-01-01]}'],
    ["MAP {'x': 1, 'y': NULL}", "{'x': 1, 'y': NULL}"],
    ['array_value(1, 2)', '[1, 2]'],
    ['NULL', null],
    ["''", ''],
    ['TRUE', true],
    ["'it''s'::mood", "it's"],
    ["['b'::mood]", "['b']"],
  ])('%s', async (expression, expected) => {
    expect(await value(expression)).toEqual(expected)
  })

  it('by position, whatever the columns are called', async () => {
    const { columns, rows, more } = await ask(`SELECT 1 AS a, 'x' AS a, 2.5 AS "__proto__", 'b'::mood AS "ENUM('z')"`)
    expect(columns.map(({ name }) => name)).toEqual(['a', 'a', '__proto__', "ENUM('z')"])
    expect(columns.map(({ type }) => type)).toEqual(['INTEGER', 'VARCHAR', 'DECIMAL(2,1)', "ENUM('it''s', 'b')"])
    expect(rows).toEqual([[1, 'x', '2.5', 'b']])
    expect(more).toBe(false)
  })

  it('with columns though there is no row', async () => {
    const { columns, rows } = await ask('SELECT i, k FROM t WHERE i > 99')
    expect(columns).toEqual([
      { name: 'i', type: 'BIGINT' },
      { name: 'k', type: "ENUM('it''s', 'b')" },
    ])
    expect(rows).toEqual([])
  })

  it.each([
    'DESCRIBE t',
    'SHOW TABLES',
    'SUMMARIZE t',
    'EXPLAIN SELECT 1',
    'PIVOT t ON k USING count(*)',
    'FROM t',
    'VALUES (1)',
    '(SELECT 1)',
    'TABLE t',
  ])('of %s', async text => {
    expect((await ask(text)).rows.length).toBeGreaterThan(0)
  })

  it('of a text as it was written', async () => {
    expect(await value("'a\n    b'")).toBe('a\n    b')
    expect((await ask('SELECT 1 -- one; and a comment')).rows).toEqual([[1]])
  })
})

describe('a long answer', () => {
  it('is cut where it was asked to be, and the engine makes no more of it', async () => {
    const before = performance.now()
    const { rows, more } = await ask('SELECT i FROM range(4000000000) r(i)', 5000)
    expect([rows.length, rows[4999]?.[0], more]).toEqual([5000, 4999, true])
    expect(performance.now() - before).toBeLessThan(10_000)
    expect((await ask('SELECT i FROM range(5000) r(i)', 5000)).more).toBe(false)
    expect((await ask('SELECT i FROM range(5001) r(i)', 5000)).more).toBe(true)
    expect(await figure()).toBe(10)
  })
})

describe('nothing is changed by', () => {
  it.each([
    'DELETE FROM t',
    'UPDATE t SET i = 0',
    'CREATE TABLE u AS SELECT 1 AS a',
    'CREATE TEMP TABLE u (a INT)',
    'DROP TABLE t',
    'SELECT 1; DELETE FROM t',
    'SELECT 1; COMMIT; DELETE FROM t',
    'WITH x AS (SELECT 1) DELETE FROM t',
    'EXPLAIN ANALYZE DELETE FROM t',
    'COMMIT',
    'BEGIN',
    'SET threads = 1',
    'SET VARIABLE x = 1',
    'PREPARE p AS DELETE FROM t',
    'EXECUTE p',
    "SELECT * FROM query('DELETE FROM t')",
    'TRUNCATE t',
    'CALL enable_logging()',
    'PRAGMA enable_profiling',
    '/* SELECT */ DELETE FROM t',
  ])('%s', async text => {
    await expect(ask(text)).rejects.toMatchObject({ name: 'QueryError', kind: 'query' })
    expect(await figure()).toBe(10)
    expect((await ask("SELECT table_name FROM duckdb_tables() WHERE table_name <> 't'")).rows).toEqual([])
  })
})

describe('nothing is fetched or written by', () => {
  it.each([
    "SELECT * FROM read_csv('http://example.test/a.csv')",
    "FROM 'http://example.test/a.parquet'",
    "SELECT * FROM read_text('/etc/hostname')",
    "SELECT * FROM glob('*')",
    "COPY t TO 'x.csv'",
    "COPY t FROM 'x.csv'",
    "ATTACH 'x.db'",
    'INSTALL httpfs',
    'LOAD httpfs',
    "EXPORT DATABASE 'x'",
    "IMPORT DATABASE 'x'",
  ])('%s', async text => {
    await expect(ask(text)).rejects.toMatchObject({ kind: 'query' })
    expect(await figure()).toBe(10)
  })
})

describe('a statement that goes on and on', () => {
  it('is left at once when it is cancelled, and the engine goes on with its figures', async () => {
    const control = new AbortController()
    const asked = ask(
      'SELECT count(*) FROM range(65536) a(i), range(65536) b(j) WHERE a.i * b.j % 7 = 3',
      10,
      control.signal,
    )
    await new Promise(resolve => setTimeout(resolve, 300))
    const before = performance.now()
    control.abort()
    await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
    expect(performance.now() - before).toBeLessThan(200)
    expect(await figure()).toBe(10)
    expect(performance.now() - before).toBeLessThan(15_000)
  })
})
