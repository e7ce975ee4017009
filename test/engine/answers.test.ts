import { dehydrate, hydrate, QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { createElement } from 'react'
import { renderToString } from 'react-dom/server'
import { expect, it, vi } from 'vitest'
import { answer, answerOptions, originOf, queryKeyOf } from '../../src/engine/answers'
import type { QueryEngine } from '../../src/engine/engine'
import { print } from '../../src/engine/literals'
import { type Sql, sql } from '../../src/engine/sql'
import { EngineContext, type Rows, useRows } from '../../src/engine/useRows'

interface Count {
  n: number
}
const query = sql<Count>`SELECT count(*) AS n FROM t WHERE i = ${1}`

/** Answers each question with the number of times it was asked anything. */
function countingEngine() {
  let n = 0
  const rows = vi.fn(async (_query: Sql, _signal?: AbortSignal): Promise<unknown[]> => [{ n: ++n }])
  return { engine: { name: 'duckdb', text: print, rows } as unknown as QueryEngine, rows }
}

/** A page's client that starts with what another one was answered. */
async function published(): Promise<QueryClient> {
  const client = new QueryClient()
  await answer(client, countingEngine().engine, 'v1', query)
  const page = new QueryClient()
  hydrate(page, JSON.parse(JSON.stringify(dehydrate(client))))
  return page
}

it('an answer is asked once, and knows its origin', async () => {
  const { engine, rows } = countingEngine()
  const client = new QueryClient()
  const first = await answer(client, engine, 'v1', query)
  expect(await answer(client, engine, 'v1', sql<Count>`SELECT count(*) AS n FROM t WHERE i = ${1}`)).toBe(first)
  expect(rows).toHaveBeenCalledTimes(1)
  expect(originOf(first)).toMatchObject({ rows: 1, milliseconds: expect.any(Number), askedAt: expect.any(Number) })
  expect(await answer(client, engine, 'v2', query)).toEqual([{ n: 2 }])
})

it('values, texts and versions make different keys', () => {
  const keys = [
    queryKeyOf('v1', query),
    queryKeyOf('v2', query),
    queryKeyOf('v1', sql`SELECT count(*) AS n FROM t WHERE i = ${2}`),
    queryKeyOf('v1', sql`SELECT count(*) AS n FROM t WHERE i = ${'1'}`),
    queryKeyOf('v1', sql`SELECT count(*) AS n FROM t WHERE i = 1`),
  ]
  expect(new Set(keys.map(key => JSON.stringify(key))).size).toBe(keys.length)
})

it('a published answer is there at once, not live, and asked again when it is shown', async () => {
  const client = await published()
  const { engine, rows } = countingEngine()
  await engine.rows(query)
  const observer = new QueryObserver(client, answerOptions(engine, 'v1', query))
  expect(observer.getCurrentResult().data).toEqual([{ n: 1 }])
  expect(originOf(observer.getCurrentResult().data)).toBeUndefined()
  const seen: unknown[] = []
  const stop = observer.subscribe(result => seen.push(result.data))
  await expect.poll(() => observer.getCurrentResult().data).toEqual([{ n: 2 }])
  expect(originOf(observer.getCurrentResult().data)).toBeDefined()
  stop()
  const again = new QueryObserver(client, answerOptions(engine, 'v1', query)).subscribe(() => {})
  expect(rows).toHaveBeenCalledTimes(2)
  again()
})

it('a failed question rejects without a second try, and keeps the published answer', async () => {
  const client = await published()
  const rows = vi.fn(() => Promise.reject(new Error('no table')))
  const engine = { name: 'duckdb', text: print, rows } as unknown as QueryEngine
  const observer = new QueryObserver(client, answerOptions(engine, 'v1', query))
  const stop = observer.subscribe(() => {})
  await expect.poll(() => observer.getCurrentResult().error?.message).toBe('no table')
  expect(observer.getCurrentResult().data).toEqual([{ n: 1 }])
  await expect(answer(client, engine, 'v1', query)).rejects.toThrow('no table')
  expect(rows).toHaveBeenCalledTimes(2)
  stop()
})

it('a cancelled answer cancels the question', async () => {
  const engine = {
    name: 'duckdb',
    text: print,
    rows: vi.fn((_: Sql, signal: AbortSignal) => new Promise((_, reject) => signal.addEventListener('abort', reject))),
  }
  const controller = new AbortController()
  const client = new QueryClient()
  const asked = answer(client, engine as unknown as QueryEngine, 'v1', query, controller.signal)
  controller.abort()
  await expect(asked).rejects.toMatchObject({ name: 'AbortError' })
  expect(engine.rows.mock.calls[0]?.[1].aborted).toBe(true)
})

it('the hook gives a published answer at the first rendering, and nothing of another version', async () => {
  const client = await published()
  const { engine } = countingEngine()
  const render = (extractVersion: string) => {
    let seen: Rows<Count> | undefined
    const View = () => {
      seen = useRows(query)
      return null
    }
    const context = createElement(EngineContext.Provider, { value: { engine, extractVersion } }, createElement(View))
    renderToString(createElement(QueryClientProvider, { client }, context))
    return seen
  }
  expect(render('v1')).toMatchObject({ rows: [{ n: 1 }], live: false, error: null, origin: undefined })
  expect(render('v2')).toMatchObject({ rows: undefined, live: false, updating: true })
})
