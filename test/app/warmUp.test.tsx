import { QueryClient, QueryClientProvider, QueryObserver } from '@tanstack/react-query'
import { renderToStaticMarkup } from 'react-dom/server'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { warmUp } from '../../src/app/warmUp'
import { answerOptions } from '../../src/engine/answers'
import type { QueryEngine } from '../../src/engine/engine'
import { type Sql, sql } from '../../src/engine/sql'
import { EngineContext, useAskedEarly, useRows } from '../../src/engine/useRows'
import type { Profile } from '../../src/extracts/report'

const engineOf = (rows: () => Promise<unknown[]>) => {
  const asked = vi.fn<(query: Sql, signal?: AbortSignal) => Promise<never>>(async () => (await rows()) as never)
  const engine: QueryEngine = { name: 'duckdb', rows: asked as QueryEngine['rows'], text: () => '' }
  return { engine, asked }
}

describe('questions that are asked early', () => {
  const [one, two] = [sql`SELECT 1 AS a`, sql`SELECT 2 AS a`]
  function Page() {
    useAskedEarly([one, two])
    return <Card />
  }
  function Card() {
    return <p>{useRows(one).updating ? 'asked' : 'at rest'}</p>
  }

  it('reach the engine while the page is drawn, once each, and are not asked again by who shows them', async () => {
    const { engine, asked } = engineOf(async () => [{ a: 1 }])
    const client = new QueryClient()
    const draw = () =>
      renderToStaticMarkup(
        <QueryClientProvider client={client}>
          <EngineContext value={{ engine, extractVersion: 'v' }}>
            <Page />
          </EngineContext>
        </QueryClientProvider>,
      )
    // No effect runs here.
    expect(draw()).toBe('<p>asked</p>')
    draw()
    await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2))
    expect(asked.mock.calls.map(([query]) => query)).toEqual([one, two])
    // What `useRows` does once it is mounted, before the answers and after them.
    const observer = new QueryObserver(client, answerOptions(engine, 'v', one))
    const stop = observer.subscribe(() => undefined)
    await vi.waitFor(() => expect(observer.getCurrentResult().data).toEqual([{ a: 1 }]))
    stop()
    observer.subscribe(() => undefined)()
    expect(draw()).toBe('<p>at rest</p>')
    expect(asked).toHaveBeenCalledTimes(2)
    client.clear()
  })
})

describe('warming up', () => {
  beforeEach(() => {
    vi.stubGlobal('requestIdleCallback', (task: () => void) => setTimeout(task))
  })
  afterEach(() => vi.unstubAllGlobals())
  const codes = Array.from({ length: 20 }, (_, i) => ({ code: `R${i}`, name: '', level: 'district', parent: null }))
  const profile = {
    asOf: '2023-12-31',
    firstDay: '2020-01-01',
    regions: { levels: ['district'], regions: codes },
  } as unknown as Profile
  const signal = new AbortController().signal

  it('asks what clicks on regions would ask, and leaves the cache as it is', async () => {
    const { engine, asked } = engineOf(async () => [])
    const client = new QueryClient()
    await warmUp(engine, client, profile, signal)
    expect(asked.mock.calls.length).toBeGreaterThan(12)
    expect(asked.mock.calls.every(call => call[1] === signal)).toBe(true)
    expect(client.getQueryCache().getAll()).toEqual([])
  })

  it('asks nothing while something is asked', async () => {
    const { engine, asked } = engineOf(async () => [])
    const client = new QueryClient()
    let answer: () => void = () => undefined
    const held = new Promise<null>(resolve => {
      answer = () => resolve(null)
    })
    const waiting = client.fetchQuery({ queryKey: ['x'], queryFn: () => held })
    const warming = warmUp(engine, client, profile, signal)
    await new Promise(resolve => setTimeout(resolve, 100))
    expect(asked).not.toHaveBeenCalled()
    answer()
    await waiting
    await warming
    expect(asked).toHaveBeenCalled()
    client.clear()
  })

  it('ends with the first failure, which nobody hears of', async () => {
    const { engine, asked } = engineOf(() => Promise.reject(new Error('trap')))
    await expect(warmUp(engine, new QueryClient(), profile, signal)).resolves.toBeUndefined()
    expect(asked).toHaveBeenCalledTimes(1)
  })
})
