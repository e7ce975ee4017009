import { afterAll, describe, expect, it } from 'vitest'
import { QueryError } from '../../src/engine/engine'
import { literal, longestStatement, print, statementOf } from '../../src/engine/literals'
import { identifier, sql } from '../../src/engine/sql'
import { statement, testEngine } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

describe('printing', () => {
  it.each([
    [null, 'NULL'],
    [true, 'TRUE'],
    [false, 'FALSE'],
    [0, '0'],
    [-0, '0'],
    [42, '42'],
    [-42, '(-42)'],
    [0.1, '0.1e0'],
    [-2.5, '(-2.5e0)'],
    [1e21, '1e+21'],
    [1e-7, '1e-7'],
    [2 ** 53, '9007199254740992e0'],
    ["it's", "'it''s'"],
    ['', "''"],
  ])('writes %s as %s', (value, text) => expect(literal(value)).toBe(text))

  it('refuses a NUL character, naming the text', () => {
    expect(() => print(sql`SELECT ${'a\0b'}`)).toThrow(QueryError)
    expect(() => print(sql`SELECT ${'a\0b'}`)).toThrow('"a\\u0000b" holds a NUL character')
  })

  it('removes the indentation of the source, never of a value', () => {
    const query = sql`
      SELECT a,
             ${'line 1\n      line 2'} AS b
      FROM t

      WHERE c = ${1}
    `
    expect(engine.text(query)).toBe("SELECT a,\n       'line 1\n      line 2' AS b\nFROM t\n\nWHERE c = 1")
  })

  it('refuses a statement that is too long, counting bytes, and says what to do', async () => {
    const fits = sql`SELECT length(${'x'.repeat(longestStatement - 30)}) AS n`
    expect(await engine.rows(fits)).toEqual([{ n: longestStatement - 30 }])
    const long = sql`SELECT length(${'区'.repeat(longestStatement / 3)})`
    expect(() => statementOf(long)).toThrow(/has 600\d\d bytes, at most 60000 .*into a table/)
    await expect(engine.rows(long)).rejects.toMatchObject({ name: 'QueryError', kind: 'query' })
    await expect(engine.run([long])).rejects.toMatchObject({ kind: 'query' })
  })
})

describe('values reach the engine as data', () => {
  it.each([
    "'; DROP TABLE t; --",
    "' OR 1=1 --",
    "\\'; SELECT 1; --",
    "''''",
    '"; SELECT 1; "',
    '$$; SELECT 1; $$',
    '/* */ -- ; \n\r\t',
    '{{x}} ? $1 :name',
    '海淀区 “引号” 𠮷 é \u{1F600}',
    '\ufeffa byte order mark',
    ' \u00a0 ',
    '\u202eright to left',
  ])('text %j comes back as it went', async text => {
    const rows = await engine.rows(sql`SELECT ${text} AS t, length(${text}) AS n`)
    expect(rows).toEqual([{ t: text, n: [...text].length }])
  })

  it.each([0, 1, -1, 0.1, -0.1, 1e-7, 1e21, -1e300, 5e-324, 123456789.123, 2 ** 31, -(2 ** 53), Math.PI])(
    'number %d comes back as it went',
    async number =>
      expect(await engine.rows(sql`SELECT 1 - ${number} AS a, ${number} AS b`)).toEqual([{ a: 1 - number, b: number }]),
  )

  it('null, booleans and names too', async () => {
    expect(await engine.rows(sql`SELECT ${null} AS a, ${true} AS b, NOT ${true} AS c`)).toEqual([
      { a: null, b: true, c: false },
    ])
    const name = 'odd "name"; --'
    expect(await engine.rows(sql`SELECT 1 AS ${identifier(name)}`)).toEqual([{ [name]: 1 }])
  })

  it('does not read a semicolon within a value as the end of the statement', async () => {
    expect(await engine.rows(sql`SELECT ${';'} AS a; -- ; the end`)).toEqual([{ a: ';' }])
    expect(await engine.rows(statement("SELECT '区;' AS a /* ; */;"))).toEqual([{ a: '区;' }])
  })
})
