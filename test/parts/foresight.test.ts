import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { answerOptions } from '../../src/engine/answers'
import type { QueryEngine } from '../../src/engine/engine'
import { type Sql, sql } from '../../src/engine/sql'
import { toAnswersFile } from '../../src/extracts/catalogueAnswers'
import { Foresight } from '../../src/parts/useForesight'

const [here, there] = [[sql`SELECT 1 AS a`, sql`SELECT 2 AS a`], [sql`SELECT 3 AS a`]]

/** An engine whose answers take `milliseconds`, and what it was asked. */
function engineOf(milliseconds: number, name: QueryEngine['name'] = 'duckdb') {
  const asked: { readonly query: Sql; readonly signal: AbortSignal | undefined }[] = []
  const rows = (query: Sql, signal?: AbortSignal): Promise<{ a: number }[]> => {
    asked.push({ query, signal })
    return new Promise((resolve, reject) => {
      setTimeout(() => resolve([{ a: 1 }]), milliseconds)
      signal?.addEventListener('abort', () => reject(signal.reason))
    })
  }
  return { asked, engine: { name, rows: rows as QueryEngine['rows'], text: () => '' } satisfies QueryEngine }
}

describe('what is asked before it is chosen', () => {
  let client: QueryClient
  beforeEach(() => {
    vi.useFakeTimers()
    client = new QueryClient()
  })
  afterEach(() => {
    client.clear()
    vi.useRealTimers()
  })
  const foresight = (engine: QueryEngine) => new Foresight(client, { engine, extractVersion: 'v' })
  const answerTo = (engine: QueryEngine, query: Sql) => client.getQueryData(answerOptions(engine, 'v', query).queryKey)

  it('is asked once something was pointed at for a moment, and is there when it is chosen', async () => {
    const { asked, engine } = engineOf(20)
    const { guess } = foresight(engine)
    guess(() => here)
    await vi.advanceTimersByTimeAsync(50)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(50)
    expect(asked.map(({ query }) => query)).toEqual(here)
    expect(here.map(query => answerTo(engine, query))).toEqual([[{ a: 1 }], [{ a: 1 }]])
    const observer = new QueryObserver(client, answerOptions(engine, 'v', here[0] ?? sql``))
    const stop = observer.subscribe(() => undefined)
    expect(observer.getCurrentResult()).toMatchObject({ data: [{ a: 1 }], isFetching: false })
    expect(asked).toHaveLength(2)
    stop()
  })

  it('is not asked of what the pointer only crossed or left', async () => {
    const { asked, engine } = engineOf(20)
    const { guess } = foresight(engine)
    guess(() => here)
    await vi.advanceTimersByTimeAsync(30)
    guess(() => there)
    await vi.advanceTimersByTimeAsync(30)
    guess(null)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toEqual([])
  })

  it('is called off by the next guess, but for what someone waits for by now', async () => {
    const { asked, engine } = engineOf(100)
    const { guess } = foresight(engine)
    guess(() => here)
    await vi.advanceTimersByTimeAsync(70)
    const observer = new QueryObserver(client, answerOptions(engine, 'v', here[1] ?? sql``))
    // As a page: what was chosen is drawn in the task in which the guess is called off.
    guess(() => there)
    const stop = observer.subscribe(() => undefined)
    await vi.advanceTimersByTimeAsync(10)
    expect(asked.map(({ signal }) => signal?.aborted)).toEqual([true, false])
    await vi.advanceTimersByTimeAsync(200)
    expect(observer.getCurrentResult().data).toEqual([{ a: 1 }])
    // What is pointed at now was asked once `here[1]` was answered.
    expect(asked.map(({ query }) => query)).toEqual([...here, ...there])
    stop()
  })

  it('is not asked while something is asked, where it takes long, or of a server', async () => {
    const { asked, engine } = engineOf(600)
    const waiting = client.fetchQuery({
      queryKey: ['v', 'x'],
      queryFn: () => new Promise(r => setTimeout(r, 100, null)),
    })
    const { guess } = foresight(engine)
    guess(() => here)
    await vi.advanceTimersByTimeAsync(99)
    expect(asked).toEqual([])
    await vi.advanceTimersByTimeAsync(1)
    await waiting
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveLength(2)
    guess(() => there)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(asked).toHaveLength(2)

    const server = engineOf(1, 'clickhouse')
    foresight(server.engine).guess(() => here)
    await vi.advanceTimersByTimeAsync(1_000)
    expect(server.asked).toEqual([])
  })

  it('is kept for the next visit once someone looked at it', async () => {
    const { engine } = engineOf(20)
    foresight(engine).guess(() => here)
    await vi.advanceTimersByTimeAsync(200)
    const stamp = { version: 'v', engine: 'duckdb', prepareVersion: '1', asOf: '2025-06-30' }
    const kept = () => JSON.parse(toAnswersFile(client, stamp)).answers as unknown[]
    expect(kept()).toEqual([])
    new QueryObserver(client, answerOptions(engine, 'v', here[0] ?? sql``)).subscribe(() => undefined)()
    expect(kept()).toHaveLength(1)
  })
})
