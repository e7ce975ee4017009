import { describe, expect, it } from 'vitest'
import { print } from '../../src/engine/literals'
import { and, identifier, join, list, raw, type SqlValue, sql } from '../../src/engine/sql'

describe('sql', () => {
  it('keeps one more text than values, however deep it nests', () => {
    const leaf = sql`x = ${1}`
    const tree = sql`a ${leaf} b ${sql`(${leaf} OR ${sql`${2}`})`} c ${'v'}`
    expect(tree.strings).toHaveLength(tree.values.length + 1)
    expect(tree.values).toEqual([1, 1, 2, 'v'])
    expect(print(tree)).toBe("a x = 1 b (x = 1 OR 2) c 'v'")
  })

  it('nests associatively: a piece in a piece is the same text as both in one', () => {
    const nested = sql`SELECT ${sql`${1} + ${sql`${2} + ${3}`}`}`
    expect(nested).toEqual(sql`SELECT ${1} + ${2} + ${3}`)
  })

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [undefined], [1n], [new Date(0)], [Symbol('x')]])(
    'refuses %s as a value',
    value => expect(() => sql`SELECT ${value as unknown as SqlValue}`).toThrow(TypeError),
  )

  it('quotes names and doubles the quotes in them', () => {
    expect(print(identifier('a"; DROP TABLE t; --'))).toBe('"a""; DROP TABLE t; --"')
    expect(() => identifier('a\0b')).toThrow('NUL')
  })

  it('joins pieces and values, nothing gives nothing, one gives itself', () => {
    expect(print(join([]))).toBe('')
    expect(join([sql`a = ${1}`])).toEqual(sql`a = ${1}`)
    expect(print(join([1, 'b', sql`c`, null]))).toBe("1, 'b', c, NULL")
    expect(print(join([raw('a'), raw('b')], ' OR '))).toBe('a OR b')
  })

  it('makes lists for IN, an empty one matching nothing', () => {
    expect(print(sql`x IN ${list(['a', "b'c"])}`)).toBe("x IN ('a', 'b''c')")
    expect(print(sql`x IN ${list([])}`)).toBe('x IN (NULL)')
  })

  it('joins conditions with AND, none at all is TRUE', () => {
    expect(print(and([]))).toBe('TRUE')
    expect(print(and([sql`a = ${1}`, sql`b = ${2} OR c`]))).toBe('(a = 1 AND b = 2 OR c)')
  })
})
