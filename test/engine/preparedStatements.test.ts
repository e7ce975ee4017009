import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { preparedOf, print } from '../../src/engine/literals'
import { raw, type Sql, sql } from '../../src/engine/sql'
import { faultyPlatform, testEngine } from './helper'

const engine = testEngine()
beforeAll(() =>
  engine.run([sql`CREATE TABLE t AS SELECT i, chr(CAST(97 + i AS INTEGER)) AS letter FROM range(10) r(i)`]),
)
afterAll(() => engine.close())

const among = (texts: readonly string[], more: Sql = raw('')): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM t WHERE letter IN (SELECT unnest(${{ texts }})) ${more}`
const counted = async (query: Sql<{ n: number }>, signal?: AbortSignal) => (await engine.rows(query, signal))[0]?.n

describe('a statement with a list of texts', () => {
  it('is written as anybody can ask it, and prepared without the texts', () => {
    const query = among(["it's", 'b'])
    expect(print(query)).toBe(
      "SELECT CAST(count(*) AS DOUBLE) AS n FROM t WHERE letter IN (SELECT unnest(['it''s', 'b']))",
    )
    const [one, other] = [preparedOf(query), preparedOf(among(['c']))]
    expect(one?.text).toBe(other?.text)
    expect(one?.lists).toEqual(["it's\u001fb"])
    expect(other?.lists).toEqual(['c'])
  })

  it('is not prepared where there is no list, an empty one, or a text that could not go there', () => {
    expect(preparedOf(sql`SELECT ${'a'} AS a`)).toBeNull()
    expect(preparedOf(among([]))).toBeNull()
    expect(preparedOf(among(['a', 'b\u001fc']))).toBeNull()
    expect(preparedOf(among(['a\0']))).toBeNull()
  })

  it('answers as the written one does, whatever is asked before and beside it', async () => {
    const lists = [['a'], ['b', 'c'], ['x'], ["'", 'a', 'a'], ['', 'j'], ['a', '\u001fb'], ['餐', 'd']]
    const asked = [...lists, ...lists, ...lists.toReversed()]
    const written = await Promise.all(asked.map(texts => counted(sql<{ n: number }>`${raw(print(among(texts)))}`)))
    expect(await Promise.all(asked.map(texts => counted(among(texts))))).toEqual(written)
    expect(written.slice(0, 4)).toEqual([1, 2, 0, 1])
  })

  it('is prepared once', async () => {
    const { faults, options } = faultyPlatform()
    const asked: string[] = []
    faults.answer = ({ type }) => {
      asked.push(type)
      return null
    }
    const own = testEngine(options)
    try {
      await own.run([sql`CREATE TABLE t AS SELECT 'a' AS letter`])
      for (const letter of ['a', 'b', 'c']) await own.rows(among([letter]))
      expect(asked.filter(type => type === 'CREATE_PREPARED')).toHaveLength(1)
      expect(asked.filter(type => type === 'RUN_PREPARED')).toHaveLength(3)
    } finally {
      own.close()
    }
  })

  it('sees what was changed since it was prepared', async () => {
    expect(await counted(among(['k']))).toBe(0)
    await engine.run([sql`INSERT INTO t VALUES (10, 'k')`])
    expect(await counted(among(['k']))).toBe(1)
    await engine.run([sql`CREATE OR REPLACE TABLE t AS SELECT i, 'k' AS letter FROM range(5) r(i)`])
    expect(await counted(among(['k']))).toBe(5)
    await engine.run([
      sql`CREATE OR REPLACE TABLE t AS SELECT i, chr(CAST(97 + i AS INTEGER)) AS letter FROM range(10) r(i)`,
    ])
  })

  it('rejects with what the engine says and the statement as it is written, and the next one is answered', async () => {
    const wrong = among(['a'], raw('AND nope = 1'))
    await expect(engine.rows(wrong)).rejects.toMatchObject({ kind: 'query', statement: print(wrong) })
    await expect(engine.rows(wrong)).rejects.toThrow('nope')
    const late = among(['a'], raw("AND CAST(letter || 'x' AS INTEGER) = 1"))
    await expect(engine.rows(late)).rejects.toThrow("Could not convert string 'ax'")
    expect(await counted(among(['a']))).toBe(1)
  })

  it('changes nothing', async () => {
    const removed = sql`DELETE FROM t WHERE letter IN (SELECT unnest(${{ texts: ['a'] }}))`
    await expect(engine.rows(removed)).rejects.toThrow(/read-only/)
    const two = sql`SELECT 1 AS a WHERE 'a' IN (SELECT unnest(${{ texts: ['a'] }})); DELETE FROM t`
    await expect(engine.rows(two)).rejects.toMatchObject({ kind: 'query' })
    expect(await counted(among(['a', 'b']))).toBe(2)
  })

  it('gives the words of an ENUM', async () => {
    const words = sql<{
      word: string
    }>`SELECT CAST(letter AS ENUM ('a', 'b')) AS word FROM t WHERE letter IN (SELECT unnest(${{ texts: ['b'] }}))`
    expect(await engine.rows(words)).toEqual([{ word: 'b' }])
  })

  it('is not asked once it was called off, and forgets the oldest of many', async () => {
    const stop = new AbortController()
    stop.abort()
    await expect(counted(among(['a']), stop.signal)).rejects.toMatchObject({ name: 'AbortError' })
    const many = Array.from({ length: 150 }, (_, i) => among(['a', 'b'], raw(`AND ${i} = ${i}`)))
    expect(await Promise.all(many.map(query => counted(query)))).toEqual(many.map(() => 2))
    expect(await counted(many[0] as Sql<{ n: number }>)).toBe(2)
  })
})
