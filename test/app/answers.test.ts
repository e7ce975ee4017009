import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { hydrateAnswers, keepAnswers, publishedAnswers, restoreAnswers } from '../../src/app/answers'
import { queryKeyOf } from '../../src/engine/answers'
import { sql } from '../../src/engine/sql'
import { type AnswersStamp, readAnswers, toAnswersFile } from '../../src/extracts/catalogueAnswers'
import type { ExtractFolder } from '../../src/extracts/fetchFile'
import { ExtractError } from '../../src/extracts/source'
import { openStorage } from '../../src/storage/kept'

const stamp: AnswersStamp = { version: 'v1', engine: 'duckdb', prepareVersion: 'p1', asOf: '2014-08-31' }
const question = (region: string, version = 'v1') =>
  queryKeyOf(version, sql`SELECT count(*) AS n FROM permits WHERE region_code = ${region}`)
const rows = [
  { n: 3, day: '2014-08-31', none: null },
  { n: 0.25, day: '食品', none: null },
]

function clientWith(entries: readonly (readonly [readonly unknown[], unknown])[]) {
  const client = new QueryClient()
  for (const [key, data] of entries) client.setQueryData(key, data)
  return client
}
const silent = (message: string): never => {
  throw new Error(`warned: ${message}`)
}

describe('answers.json', () => {
  const entries = [
    [question('a'), rows],
    [question('b'), []],
    [['v1', 'profile'], { asOf: '2014-08-31', rows: { permits: 1 } }],
  ] as const

  it('gives every answer back under its key', () => {
    const text = toAnswersFile(clientWith(entries), stamp)
    const client = new QueryClient()
    hydrateAnswers(client, readAnswers(text, 'v1', 'answers.json', silent)!)
    for (const [key, data] of entries) expect(client.getQueryData(key)).toEqual(data)
    expect(toAnswersFile(client, stamp)).toBe(text)
  })

  it('has the same bytes for the same answers, whenever and in whatever order they came', async () => {
    const text = toAnswersFile(clientWith(entries), stamp)
    await new Promise(done => setTimeout(done, 5))
    expect(toAnswersFile(clientWith([...entries].reverse()), stamp)).toBe(text)
    expect(JSON.parse(text)).toMatchObject({ format: 1, ...stamp })
  })

  it('leaves out other versions, failures, long lists and what JSON cannot give back', async () => {
    const list = (length: number) => Array.from({ length }, (_, n) => ({ n }))
    const client = clientWith([
      [question('a'), rows],
      [question('a', 'v0'), rows],
      [question('long'), list(2001)],
      [question('nan'), [{ n: Number.NaN }]],
      [question('date'), [{ n: new Date(0) }]],
      [question('big'), [{ n: 1n }]],
      [question('gap'), [{ n: undefined }]],
      [question('limit'), list(2000)],
    ])
    await client.prefetchQuery({
      queryKey: question('bad'),
      queryFn: () => Promise.reject(new Error('no')),
      retry: false,
    })
    const keys = readAnswers(toAnswersFile(client, stamp), 'v1')!.map(({ queryKey }) => queryKey)
    expect(keys).toEqual([question('a'), question('limit')])
  })

  it('keeps the profile and the shortest answers where there is no room for all', () => {
    const long = [{ text: 'x'.repeat(3000) }]
    const client = clientWith([
      [question('a'), long],
      [question('b'), rows],
      [['v1', 'profile'], { text: 'y'.repeat(1000) }],
    ])
    const text = toAnswersFile(client, stamp, 2000)
    expect(text.length).toBeLessThanOrEqual(2000)
    expect(readAnswers(text, 'v1')!.map(({ queryKey }) => queryKey)).toEqual([['v1', 'profile'], question('b')])
    expect(readAnswers(toAnswersFile(client, stamp, 1000), 'v1')!.map(({ queryKey }) => queryKey)).toEqual([
      question('b'),
    ])
  })

  it('keeps the same object under two keys apart', () => {
    const client = clientWith([
      [question('a'), rows],
      [question('b'), rows],
    ])
    const keys = readAnswers(toAnswersFile(client, stamp), 'v1')!.map(({ queryKey }) => queryKey)
    expect(keys).toEqual([question('a'), question('b')])
  })

  it('is nothing for another version', () => {
    expect(readAnswers(toAnswersFile(clientWith(entries), stamp), 'v2', 'answers.json', silent)).toBeNull()
  })

  it.each([
    ['', 'answers.json: not valid JSON'],
    ['<html>', 'answers.json: not valid JSON'],
    ['null', 'answers.json: its format is not 1'],
    ['{"format":2,"version":"v1","answers":[]}', 'answers.json: its format is not 1'],
    ['{"format":1,"version":"v1"}', 'answers.json: answers is not a list'],
    ['{"format":1,"version":"v1","answers":[{"key":["a"]}]}', 'answers.json: an answer lacks its key or its data'],
    ['{"format":1,"version":"v1","answers":[null]}', 'answers.json: an answer lacks its key or its data'],
  ])('is nothing, with a word, when it reads %j', (text, words) => {
    const warn = vi.fn()
    expect(readAnswers(text, 'v1', 'answers.json', warn)).toBeNull()
    expect(warn).toHaveBeenCalledExactlyOnceWith(expect.stringContaining(words))
  })
})

describe('hydrateAnswers', () => {
  const answers = [{ queryKey: question('a'), data: rows }]

  it('answers a question that is already waiting', () => {
    const client = new QueryClient()
    const observer = new QueryObserver(client, { queryKey: question('a'), queryFn: () => new Promise<never>(() => {}) })
    const stop = observer.subscribe(() => {})
    expect(observer.getCurrentResult().data).toBeUndefined()
    hydrateAnswers(client, answers)
    expect(observer.getCurrentResult()).toMatchObject({ status: 'success', data: rows, fetchStatus: 'fetching' })
    stop()
  })

  it('never takes the place of a live answer', () => {
    const live = [{ n: 4 }]
    const client = clientWith([[question('a'), live]])
    hydrateAnswers(client, answers)
    expect(client.getQueryData(question('a'))).toBe(live)
  })

  it('lets answers wait until they are used', () => {
    vi.useFakeTimers()
    const client = new QueryClient({ defaultOptions: { queries: { gcTime: 1000 } } })
    hydrateAnswers(client, answers)
    vi.advanceTimersByTime(24 * 3600 * 1000)
    expect(client.getQueryData(question('a'))).toEqual(rows)
    vi.useRealTimers()
  })
})

describe('publishedAnswers', () => {
  const folder = (text: () => Promise<string>) => ({ text }) as unknown as ExtractFolder
  afterEach(() => vi.restoreAllMocks())

  it('reads the file beside the catalogue', async () => {
    const text = toAnswersFile(clientWith([[question('a'), rows]]), stamp)
    expect(
      await publishedAnswers(
        folder(async () => text),
        'answers.json',
        'v1',
      ),
    ).toEqual([{ queryKey: question('a'), data: rows }])
  })
  it('is silent without the file, and says a word when it cannot be had', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {})
    const fails = (kind: 'missing' | 'load') =>
      publishedAnswers(
        folder(() => Promise.reject(new ExtractError('answers.json', kind, 'no'))),
        'answers.json',
        'v1',
      )
    expect(await fails('missing')).toBeNull()
    expect(warn).not.toHaveBeenCalled()
    expect(await fails('load')).toBeNull()
    expect(warn).toHaveBeenCalledExactlyOnceWith('ExtractError: answers.json: no')
  })
})

describe('keepAnswers', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())
  const url = 'https://city.test/data/catalog.json'

  it('writes once when no more answers come, and gives them to the next visit', async () => {
    const storage = openStorage(null)
    const writes = vi.spyOn(storage, 'set')
    const client = new QueryClient()
    const keeping = keepAnswers(client, storage, url, stamp)
    for (const region of ['a', 'b', 'c']) {
      client.setQueryData(question(region), rows)
      await vi.advanceTimersByTimeAsync(1000)
    }
    client.setQueryData(question('a', 'v0'), rows)
    expect(writes).not.toHaveBeenCalled()
    await vi.advanceTimersByTimeAsync(5000)
    expect(writes).toHaveBeenCalledOnce()
    keeping.stop()
    const answers = await restoreAnswers(storage, url, 'v1')
    expect(answers!.map(({ queryKey }) => queryKey)).toEqual(['a', 'b', 'c'].map(region => question(region)))
    expect(await restoreAnswers(storage, url, 'v2')).toBeNull()
    expect(await restoreAnswers(storage, 'https://city.test/other.json', 'v1')).toBeNull()
  })

  it('keeps restored answers too, and does not write without a new one', async () => {
    const storage = openStorage(null)
    const client = new QueryClient()
    const keeping = keepAnswers(client, storage, url, stamp)
    hydrateAnswers(client, [{ queryKey: question('old'), data: rows }])
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await storage.keys()).toEqual([])
    client.setQueryData(question('new'), rows)
    await keeping.flush()
    expect(await restoreAnswers(storage, url, 'v1')).toHaveLength(2)
  })

  it('keeps the newest five versions', async () => {
    const storage = openStorage(null)
    for (const version of ['v1', 'v2', 'v3', 'v4', 'v5', 'v6']) {
      const client = new QueryClient()
      const keeping = keepAnswers(client, storage, url, { ...stamp, version })
      client.setQueryData(question('a', version), rows)
      await keeping.flush()
      keeping.stop()
    }
    expect(await restoreAnswers(storage, url, 'v1')).toBeNull()
    expect(await restoreAnswers(storage, url, 'v2')).toHaveLength(1)
    expect(await restoreAnswers(storage, url, 'v6')).toHaveLength(1)
  })

  it('keeps nothing once stopped', async () => {
    const storage = openStorage(null)
    const client = new QueryClient()
    const keeping = keepAnswers(client, storage, url, stamp)
    client.setQueryData(question('a'), rows)
    keeping.stop()
    client.setQueryData(question('b'), rows)
    await vi.advanceTimersByTimeAsync(10_000)
    await keeping.flush()
    expect(await storage.keys()).toEqual([])
  })
})
