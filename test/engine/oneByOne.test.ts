import { expect, it } from 'vitest'
import type { QueryEngine } from '../../src/engine/engine'
import { oneByOne } from '../../src/engine/oneByOne'
import { type Sql, sql } from '../../src/engine/sql'

/** An engine whose questions are answered by hand. */
function slow() {
  const asked: { readonly query: Sql; answer(): void; fail(): void }[] = []
  const rows = (query: Sql, signal?: AbortSignal) =>
    new Promise((resolve, reject) => {
      asked.push({ query, answer: () => resolve([query]), fail: () => reject(new Error('no')) })
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  const engine: QueryEngine = { name: 'duckdb', rows: rows as QueryEngine['rows'], text: () => 'text' }
  return { engine, asked }
}
const [first, second, third] = [sql`SELECT 1`, sql`SELECT 2`, sql`SELECT 3`]

it('asks the next question when the one before is answered or failed', async () => {
  const { engine, asked } = slow()
  const patient = oneByOne(engine)
  const answers = [first, second, third].map(query => patient.rows(query))
  await Promise.resolve()
  expect(asked.map(({ query }) => query)).toEqual([first])
  asked[0]?.answer()
  expect(await answers[0]).toEqual([first])
  await expect.poll(() => asked.length).toBe(2)
  asked[1]?.fail()
  await expect(answers[1]).rejects.toThrow('no')
  await expect.poll(() => asked.length).toBe(3)
  asked[2]?.answer()
  expect(await answers[2]).toEqual([third])
  expect([patient.name, patient.text(first)]).toEqual(['duckdb', 'text'])
})

it('forgets a question that nobody wants any more, under way or in the line', async () => {
  const { engine, asked } = slow()
  const patient = oneByOne(engine)
  const [under, waiting] = [new AbortController(), new AbortController()]
  const answers = [patient.rows(first, under.signal), patient.rows(second, waiting.signal), patient.rows(third)]
  waiting.abort()
  await expect(answers[1]).rejects.toThrow('aborted')
  under.abort()
  await expect(answers[0]).rejects.toThrow('aborted')
  await expect.poll(() => asked.map(({ query }) => query)).toEqual([first, third])
})
