import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enumsIn } from '../../src/engine/arrowRows'
import { dateText, timestampText } from '../../src/engine/arrowTimes'
import { sql } from '../../src/engine/sql'
import { statement, testEngine, valueFrom } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

describe('values by type', () => {
  it.each([
    ['1::TINYINT', 1],
    ['-9007199254740991', -9007199254740991],
    ['9223372036854775807', '9223372036854775807'],
    ['18446744073709551615::UBIGINT', '18446744073709551615'],
    ['-5::HUGEINT', -5],
    ['-170141183460469231731687303715884105727::HUGEINT', '-170141183460469231731687303715884105727'],
    ['340282366920938463463374607431768211455::UHUGEINT', '340282366920938463463374607431768211455'],
    ['sum(3)', 3],
    ['-1.5::DECIMAL(10,2)', -1.5],
    ['0.1::DECIMAL(3,1)', 0.1],
    ['12345678901234567.8::DECIMAL(38,10)', 12345678901234568],
    ['1.5::FLOAT', 1.5],
    ["'nan'::DOUBLE", null],
    ["'-inf'::DOUBLE", null],
    ['1 / 0', null],
    ['TRUE', true],
    ['NULL', null],
    ["DATE '2014-08-31'", '2014-08-31'],
    ["DATE '1816-03-29'", '1816-03-29'],
    ["DATE '0001-01-01'", '0001-01-01'],
    ["DATE '9999-12-31'", '9999-12-31'],
    ["DATE 'infinity'", 'infinity'],
    ["TIMESTAMP '2014-08-31 23:59:59'", '2014-08-31T23:59:59'],
    ["TIMESTAMP '2014-08-31 12:00:00.123456'", '2014-08-31T12:00:00.123'],
    ["TIMESTAMP '1969-12-31 23:59:59.999999'", '1969-12-31T23:59:59.999'],
    ["TIMESTAMP '-infinity'", '-infinity'],
    ["TIMESTAMP_S '2014-08-31 12:00:00'", '2014-08-31T12:00:00'],
    ["TIMESTAMP_MS '2014-08-31 12:00:00.007'", '2014-08-31T12:00:00.007'],
    ["TIMESTAMP_NS '2014-08-31 12:00:00.123456789'", '2014-08-31T12:00:00.123'],
    ["'2014-08-31 12:00:00+02'::TIMESTAMPTZ", '2014-08-31T10:00:00Z'],
    ["TIME '12:34:56.789'", '12:34:56.789'],
    ["INTERVAL '14 months 2 days 5.25 seconds'", 'P14M2DT5.25S'],
    ["INTERVAL '0 days'", 'P0D'],
    ["'海淀区'", '海淀区'],
    ["'b'::ENUM('a', 'b')", 'b'],
    ["'00000000-0000-0000-0000-000000000001'::UUID", '00000000-0000-0000-0000-000000000001'],
    ["'abc'::BLOB", '616263'],
    ['[1, NULL, 3]', [1, null, 3]],
    ['[1, 2]::INTEGER[2]', [1, 2]],
    ["[[DATE '2020-01-01'], NULL, []]", [['2020-01-01'], null, []]],
    ["{'a': 1.25::DECIMAL(9,2), 'b': {'c': 'x'}}", { a: 1.25, b: { c: 'x' } }],
    ["MAP {'k': 1}", [{ key: 'k', value: 1 }]],
  ])('%s', async (expression, value) => expect(await valueFrom(engine, expression)).toEqual(value))

  it('refuses a union, saying what to do', async () => {
    await expect(valueFrom(engine, 'union_value(k := 1)')).rejects.toThrow('cast it to VARCHAR')
  })

  it('keeps texts apart whatever their length in UTF-8', async () => {
    const text = "CASE i % 5 WHEN 0 THEN '' WHEN 1 THEN NULL WHEN 2 THEN 'é' WHEN 3 THEN '海' ELSE '\u{20BB7}x' END"
    const rows = await engine.rows<{ t: string | null }>(statement(`SELECT ${text} AS t FROM range(5000) r(i)`))
    expect(rows.map(row => row.t)).toEqual(
      Array.from({ length: 5000 }, (_, i) => ['', null, 'é', '海', '\u{20BB7}x'][i % 5]),
    )
  })

  it('gives no rows, and the names of columns as they are, twice with a number', async () => {
    expect(await engine.rows(sql`SELECT 1 AS a, [1] AS l WHERE FALSE`)).toEqual([])
    const rows = await engine.rows(statement('SELECT 1 AS a, 2 AS a, 3 AS "__proto__", 4 AS "constructor"'))
    expect(Object.entries(rows[0]!)).toEqual([
      ['a', 1],
      ['a_1', 2],
      ['__proto__', 3],
      ['constructor', 4],
    ])
  })
})

describe('ENUMs, whose values the engine does not send', () => {
  beforeAll(() =>
    engine.run([
      sql`CREATE TYPE colour AS ENUM ('red', 'it''s, "blue"', '', ')')`,
      sql`CREATE TYPE size AS ENUM ('ENUM(''x'')', '大')`,
      sql`CREATE TABLE things AS SELECT i, ([NULL, 'red', 'it''s, "blue"', '', ')'])[1 + i % 5]::colour AS colour,
            (['ENUM(''x'')', '大'])[1 + i % 2]::size AS "ENUM('no')" FROM range(5000) t(i)`,
    ]),
  )

  it('come as text over many batches', async () => {
    const rows = await engine.rows(statement('SELECT * FROM things ORDER BY i'))
    expect(rows).toHaveLength(5000)
    expect(rows.slice(4095, 4100)).toEqual([
      { i: 4095, colour: null, "ENUM('no')": '大' },
      { i: 4096, colour: 'red', "ENUM('no')": "ENUM('x')" },
      { i: 4097, colour: 'it\'s, "blue"', "ENUM('no')": '大' },
      { i: 4098, colour: '', "ENUM('no')": "ENUM('x')" },
      { i: 4099, colour: ')', "ENUM('no')": '大' },
    ])
  })

  it('come as text inside lists, structs and maps, and as group keys', async () => {
    const nested = `SELECT [colour] AS l, {'s': "ENUM('no')", 'c': colour} AS s, MAP {"ENUM('no')": colour} AS m
                    FROM things WHERE i = 1;`
    expect(await engine.rows(statement(nested))).toEqual([
      { l: ['red'], s: { s: '大', c: 'red' }, m: [{ key: '大', value: 'red' }] },
    ])
    const grouped = 'SELECT colour, count(*) AS n FROM things WHERE colour IS NOT NULL GROUP BY 1 ORDER BY 1'
    const colours = (await engine.rows<{ colour: string }>(statement(grouped))).map(row => row.colour)
    expect(colours).toEqual(['red', 'it\'s, "blue"', '', ')'])
  })

  it('are found in type names', () => {
    expect(enumsIn(["ENUM('a', 'it''s')", "STRUCT(\"ENUM('q')\" INTEGER, b ENUM(''))[]", 'VARCHAR'])).toEqual([
      ['a', "it's"],
      [''],
    ])
  })
})

describe('days do not depend on the time zone', () => {
  const zones = ['UTC', 'Asia/Shanghai', 'America/Los_Angeles', 'Pacific/Kiritimati', 'America/Sao_Paulo']

  it.each(zones)('%s', async zone => {
    const before = process.env.TZ
    process.env.TZ = zone
    try {
      const rows = await engine.rows(sql`SELECT DATE '2014-08-31' AS d, TIMESTAMP '2014-10-19 00:00:00' AS t`)
      expect(rows).toEqual([{ d: '2014-08-31', t: '2014-10-19T00:00:00' }])
    } finally {
      process.env.TZ = before
    }
  })

  it('agree with the calendar on every day of four centuries and more', () => {
    const days = Array.from({ length: 200_000 }, (_, i) => i - 100_000)
    const wrong = days.filter(day => dateText(day) !== new Date(day * 86_400_000).toISOString().slice(0, 10))
    expect(wrong).toEqual([])
    expect(dateText(-719_529)).toBe('-000001-12-31')
    expect(dateText(2_932_897)).toBe('+010000-01-01')
    expect(timestampText(-1)).toBe('1969-12-31T23:59:59.999')
  })
})

it('converts 100,000 rows of eight columns in well under three seconds', async () => {
  const query = sql`
    SELECT i, i % 7 AS seven, 'x' || i AS ascii, '区' || i AS wide, i * 0.5 AS half, i / 3e0 AS third,
           DATE '2014-01-01' + (i % 900)::INTEGER AS day, TIMESTAMP '2014-01-01' + INTERVAL (i) SECOND AS at
    FROM range(100000) t(i)`
  const start = performance.now()
  expect(await engine.rows(query)).toHaveLength(100_000)
  expect(performance.now() - start).toBeLessThan(3_000)
})
