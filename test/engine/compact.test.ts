import { afterAll, describe, expect, it } from 'vitest'
import { sql } from '../../src/engine/sql'
import { arrowStream, endless, statement, testEngine } from './helper'

const engine = testEngine()
afterAll(() => engine.close())

const memory = async (): Promise<number> => {
  const rows = await engine.rows<{ bytes: number }>(
    sql`SELECT CAST(sum(memory_usage_bytes) AS DOUBLE) AS bytes FROM duckdb_memory()`,
  )
  return rows[0]?.bytes ?? 0
}
const sums = sql`SELECT CAST(count(*) AS DOUBLE) AS n, CAST(sum(i) AS DOUBLE) AS i, count(DISTINCT id) AS ids, max(id) AS last, count(word) AS words FROM many`

describe('a table that is compressed', () => {
  it('answers as before, from a third of the memory', async () => {
    await engine.run([
      statement(`CREATE TABLE many AS SELECT CAST(i AS INTEGER) AS i, 'ABCDEF' || (1000000 + i) AS id,
        CASE WHEN i % 3 = 0 THEN 'a word that comes again and again' END AS word FROM range(400000) r(i)`),
    ])
    const [before, answer] = [await memory(), await engine.rows(sums)]
    expect(await engine.compact()).toBe(true)
    expect(await memory()).toBeLessThan(before / 3)
    expect(await engine.rows(sums)).toEqual(answer)
  })

  it('takes further rows and changes, and is compressed again', async () => {
    await engine.run([
      statement('INSERT INTO many SELECT i, id, word FROM many'),
      statement("UPDATE many SET word = 'other' WHERE i % 2 = 0"),
    ])
    const [before, answer] = [await memory(), await engine.rows(sums)]
    expect(await engine.compact()).toBe(true)
    expect(await memory()).toBeLessThan(before)
    expect(await engine.rows(sums)).toEqual(answer)
  })

  it('is left alone while anything is asked or written, and nobody waits for ever', async () => {
    const stop = new AbortController()
    const asked = engine.rows(endless, stop.signal)
    asked.catch(() => undefined)
    expect(await engine.compact()).toBe(false)
    stop.abort()
    await expect(asked).rejects.toThrow()
    let finish = (): void => {}
    const open = new Promise<void>(resolve => (finish = resolve))
    async function* streams(): AsyncGenerator<Uint8Array> {
      yield arrowStream(3)
      await open
    }
    const loading = engine.load('others', streams())
    expect(await engine.compact()).toBe(false)
    finish()
    await loading
    expect(await engine.compact()).toBe(true)
  })
})
