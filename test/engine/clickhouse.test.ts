import { expect, it, vi } from 'vitest'
import { QueryError } from '../../src/engine/engine'
import { sql } from '../../src/engine/sql'
import {
  arrow,
  exceptionBlock,
  exceptionText,
  fakeServer,
  openFor,
  type Reply,
  refusal,
  stream,
} from './clickhouse/server'
import { pause } from './helper'

const server = await fakeServer()
const engine = openFor(server)
const question = sql<{ n: number }>`SELECT n FROM complaints WHERE kind = ${'noise'}`
const whole = stream({ n: [1, 2, 3] })
const rows = [{ n: 1 }, { n: 2 }, { n: 3 }]
const answers: Reply = response => arrow(response, whole)

/** What a question rejects with, which must be a QueryError that names the server and the statement. */
async function refusedWith(work: Promise<unknown>): Promise<QueryError> {
  const error = await work.then(
    found => new Error(`answered with ${JSON.stringify(found)}`),
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(QueryError)
  const refusal = error as QueryError
  expect(refusal.message).toContain(server.url)
  expect(refusal.statement).toContain('SELECT n FROM complaints')
  return refusal
}

/** Asked once while the server replies so; then it is well again, and the next question is answered. */
async function once(reply: Reply, ask = engine): Promise<QueryError> {
  server.reply = reply
  const before = server.seen.length
  const error = await refusedWith(ask.rows(question))
  expect(server.seen.length - before).toBe(1)
  server.reply = answers
  expect(await ask.rows(question)).toEqual(rows)
  return error
}

const refusals = [
  [403, 516, 'page: Authentication failed: password is incorrect, or there is no user with such name. (AUTHENTICATION_FAILED)', 'denied', 'password is incorrect'],
  [403, 497, 'page: Not enough privileges. To execute this query, it\'s necessary to have the grant SELECT(n) ON supervision.complaints. (ACCESS_DENIED)', 'denied', 'supervision.complaints'],
  [500, 164, 'Cannot modify \'max_threads\' setting in readonly mode. (READONLY)', 'denied', 'max_threads'],
  [500, 201, 'Quota for user `page` for 3600s has been exceeded: queries = 2002/2000. Interval will end at 2026-11-29 05:00:00. (QUOTA_EXCEEDED)', 'quota', 'queries = 2002/2000'],
  [500, 241, 'Memory limit (for query) exceeded: would use 4.01 GiB (attempt to allocate chunk of 4360040 bytes), maximum: 4.00 GiB. (MEMORY_LIMIT_EXCEEDED)', 'memory', 'maximum: 4.00 GiB'],
  [500, 158, 'Limit for rows (controlled by \'max_rows_to_read\' setting) exceeded, max rows: 1.00 billion, current rows: 1.10 billion. (TOO_MANY_ROWS)', 'memory', 'max_rows_to_read'],
  [408, 159, 'Timeout exceeded: elapsed 60.0 seconds, maximum: 60. (TIMEOUT_EXCEEDED)', 'slow', 'maximum: 60'],
  [500, 394, 'Query was cancelled. (QUERY_WAS_CANCELLED)', 'slow', 'cancelled'],
  [500, 210, 'Connection reset by peer, while reading from socket (10.0.0.7:9000). (NETWORK_ERROR)', 'away', '10.0.0.7'],
  [500, 279, 'All connection tries failed. (ALL_CONNECTION_TRIES_FAILED)', 'away', 'connection tries'],
  [404, 60, 'Unknown table expression identifier \'complaints\' in scope SELECT n FROM complaints. (UNKNOWN_TABLE)', 'version', 'complaints'],
  [404, 81, 'Database supervision does not exist. (UNKNOWN_DATABASE)', 'version', 'supervision'],
  [404, 47, 'Unknown expression identifier `n` in scope SELECT n FROM complaints. (UNKNOWN_IDENTIFIER)', 'version', '`n`'],
  [404, 115, 'Unknown setting \'enable_materialized_cte\'. (UNKNOWN_SETTING)', 'version', 'enable_materialized_cte'],
  [400, 62, 'Syntax error: failed at position 8. (SYNTAX_ERROR)', 'query', 'position 8'],
  [500, 1000, 'std::exception. (POCO_EXCEPTION)', 'query', 'std::exception'],
] as const // biome-ignore format: a table

it.each(refusals)('status %i, code %i is told as it is, asked once, and over when it is over', async (...row) => {
  const [status, code, text, kind, value] = row
  const error = await once(refusal(status, code, text))
  expect([error.kind, error.message]).toEqual([kind, `${server.url}: ${text} (ClickHouse, code ${code})`])
  expect(error.message).toContain(value)
})

it.each([
  [401, '<html><h1>401 Authorization Required</h1></html>', 'denied', 'HTTP 401'],
  [403, '', 'denied', 'HTTP 403'],
  [413, '<html>413</html>', 'away', 'HTTP 413'],
  [502, '<html><h1>502 Bad Gateway</h1></html>', 'away', 'HTTP 502'],
  [504, '<html>504</html>', 'slow', 'HTTP 504'],
  [500, 'upstream said no', 'away', 'HTTP 500: upstream said no'],
] as const)('status %i of what stands before the server', async (status, text, kind, said) => {
  const error = await once(response => response.writeHead(status, { 'content-type': 'text/html' }).end(text))
  expect([error.kind, error.message]).toEqual([kind, `${server.url}: ${said}`])
})

it('a code in the header alone is enough, even under status 200', async () => {
  const error = await once(response => response.writeHead(200, { 'x-clickhouse-exception-code': '241' }).end(whole))
  expect(error.kind).toBe('memory')
})

it('a server that is away is told at once and asked again by the next question', async () => {
  await server.stop()
  const error = await refusedWith(engine.rows(question))
  expect([error.kind, error.message]).toEqual(['away', `${server.url}: cannot be reached: fetch failed`])
  await server.start()
  server.reply = answers
  expect(await engine.rows(question)).toEqual(rows)
})

it.each([
  ['before its answer', 0],
  ['within its first bytes', 9],
  ['in the middle of its rows', whole.length - 40],
  ['before its end marker', whole.length - 8],
])('a server that is restarted %s gives no rows, and is not asked again', async (_, size) => {
  const error = await once(response => {
    if (size === 0) return response.destroy()
    response.writeHead(200).write(whole.subarray(0, size), () => setTimeout(() => response.destroy(), 20))
  })
  expect(error.kind).toBe('away')
  expect(error.message).toMatch(size === 0 ? /cannot be reached/ : /broke off after \d+ bytes; nothing of it is used/)
})

it('no length of a cut stream gives rows, though the connection ends well', async () => {
  for (let size = 0; size < whole.length; size += 7) {
    const error = await once(response => arrow(response, whole.subarray(0, size)))
    expect([size, error.kind]).toEqual([size, 'away'])
    expect(error.message).toContain(`the answer of ${size} bytes is not whole`)
  }
})

it.each([
  ['something else', Buffer.from('<html>Sign in</html>')],
  ['bytes behind the end', Buffer.concat([whole, Buffer.from('x')])],
  ['two answers', Buffer.concat([whole, whole])],
])('%s in place of an answer gives no rows', async (_, bytes) => {
  expect((await once(response => arrow(response, bytes))).kind).toBe('away')
})

const midway = 'Memory limit (for query) exceeded: maximum: 4.00 GiB. (MEMORY_LIMIT_EXCEEDED)'
it.each([
  ['as text', exceptionText(241, midway)],
  ['as a block with a tag', exceptionBlock(241, midway)],
])('a failure in the middle of an answer, written %s, is that failure', async (_, said) => {
  for (const begun of [whole.subarray(0, whole.length - 8), whole.subarray(0, 300), whole]) {
    const error = await once(response => arrow(response, Buffer.concat([begun, Buffer.from(said)])))
    expect([error.kind, error.message]).toEqual(['memory', `${server.url}: ${midway} (ClickHouse, code 241)`])
  }
})

it('what had begun is not asked again, though another shard was too busy', async () => {
  const busy = exceptionText(202, 'Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)')
  const error = await once(response => arrow(response, Buffer.concat([whole.subarray(0, 300), Buffer.from(busy)])))
  expect(error.kind).toBe('busy')
})

it.each([
  [
    'too many queries',
    refusal(500, 202, 'Too many simultaneous queries. Maximum: 100. (TOO_MANY_SIMULTANEOUS_QUERIES)'),
  ],
  ['no thread', refusal(503, 439, 'Cannot schedule a task. (CANNOT_SCHEDULE_TASK)')],
  ['the proxy’s limit', (response => response.writeHead(429).end('<html></html>')) as Reply],
  ['the proxy’s pause', (response => response.writeHead(503).end('<html></html>')) as Reply],
])('%s: what never began is asked again, three times in all', async (_, busy) => {
  const before = server.seen.length
  server.reply = (response, seen) => (server.seen.length - before <= 2 ? busy : answers)(response, seen)
  expect(await engine.rows(question)).toEqual(rows)
  expect(server.seen.length - before).toBe(3)
  server.reply = busy
  const error = await refusedWith(engine.rows(question))
  expect(['busy', 'away']).toContain(error.kind)
  expect(server.seen.length - before).toBe(6)
})

it('silence before and within an answer ends the request and is told', async () => {
  const patient = openFor(server, { silenceSeconds: 0.2 })
  const { broken } = server.now
  expect((await once(() => undefined, patient)).kind).toBe('slow')
  const within = await once(response => response.writeHead(200).write(whole.subarray(0, 100)), patient)
  expect([within.kind, within.message]).toEqual([
    'slow',
    `${server.url}: nothing came for 0.2 s; the question was given up`,
  ])
  await vi.waitFor(() => expect(server.now.broken).toBe(broken + 2))
})

it('an answer that comes slowly, but comes, is whole', async () => {
  const patient = openFor(server, { silenceSeconds: 0.4 })
  server.reply = async response => {
    response.writeHead(200)
    for (let at = 0; at < whole.length; at += 60) {
      response.write(whole.subarray(at, at + 60))
      await pause(100)
    }
    response.end()
  }
  expect(await patient.rows(question)).toEqual(rows)
})

it('clocks that are off, here and there, change nothing', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('1970-01-02') })
  try {
    server.reply = response => {
      vi.setSystemTime(new Date('2099-12-31'))
      response.setHeader('date', 'Thu, 01 Jan 1970 00:00:00 GMT')
      answers(response, server.seen.at(-1)!)
    }
    expect(await engine.rows(question)).toEqual(rows)
  } finally {
    vi.useRealTimers()
  }
})

it('an answer without rows is one; an empty body is none', async () => {
  server.reply = response => arrow(response, stream({ n: [] }))
  expect(await engine.rows(question)).toEqual([])
  expect((await once(response => response.writeHead(200).end())).kind).toBe('away')
})
