import { afterAll, expect, it, vi } from 'vitest'
import { openClickHouse } from '../../src/engine/clickhouse'
import { QueryError } from '../../src/engine/engine'
import { sql } from '../../src/engine/sql'
import { arrow, exceptionBlock, exceptionText, fakeServer, openFor, refusal, stream } from './clickhouse/server'

const server = await fakeServer()
const engine = openFor(server)
const one = stream({ n: [1] })
const question = sql<{ n: number }>`SELECT 1 AS n`
const warnings: string[] = []
const note = (warning: Error) => warnings.push(warning.name)
process.on('warning', note)
afterAll(() => process.off('warning', note))

/** Values come as ClickHouse writes them in a table. */
const unescaped = (text: string | undefined): string | undefined =>
  text?.replace(/\\(.)/gs, (_, mark: string) => ({ t: '\t', n: '\n', r: '\r' })[mark] ?? mark)

it.each([
  ['quotes', `it's "so" \`here\``],
  ['a statement', "'; DROP TABLE complaints; --"],
  ['another parameter', '{p1:String} {p0:Identifier}'],
  ['backslashes', 'C:\\n\\t\\\\0 \\N'],
  ['lines', 'one\ntwo\r\nthree\rfour\tfive'],
  ['Chinese and others', '（九）号店 😀 Ⅱ é'],
  ['an address', '&param_p0=x&query=DROP#?'],
  ['nothing', ''],
  ['200,000 characters', '长'.repeat(200_000)],
])('a text of %s is a part of the form, never of the statement nor of the address', async (_, value) => {
  server.reply = response => arrow(response, one)
  await engine.rows(sql`SELECT n FROM t WHERE a = ${value} AND b = ${value} AND c = ${'other'} AND d < ${-3}`)
  const { method, address, form, headers } = server.seen.at(-1)!
  expect(method).toBe('POST')
  expect([...form.keys()].sort()).toEqual(['param_p0', 'param_p1', 'query'])
  expect([unescaped(form.get('param_p0')), form.get('param_p1')]).toEqual([value, 'other'])
  expect(form.get('query')?.replaceAll('\r\n', '\n')).toBe(
    'SELECT n FROM t WHERE a = {p0:String} AND b = {p0:String} AND c = {p1:String} AND d < (-3)\nFORMAT ArrowStream',
  )
  expect([...address.searchParams.keys()].sort()).toEqual(['database', 'query_id'])
  expect([address.searchParams.get('database'), address.href.length < 200]).toEqual(['supervision', true])
  expect(headers['content-type']).toMatch(/^multipart\/form-data/)
})

it('a text with a NUL character is refused before anything is sent', async () => {
  const before = server.seen.length
  const error = await engine.rows(sql`SELECT ${'a\0b'}`).catch((reason: unknown) => reason)
  expect(error).toMatchObject({ name: 'QueryError', kind: 'query', message: expect.stringContaining('"a\\u0000b"') })
  expect(server.seen.length).toBe(before)
})

it('each request has an identifier of its own', async () => {
  server.reply = response => arrow(response, one)
  await Promise.all([1, 2, 3].map(() => engine.rows(question)))
  const ids = server.seen.slice(-3).map(({ address }) => address.searchParams.get('query_id'))
  expect(new Set(ids).size).toBe(3)
  for (const id of ids) expect(id).toMatch(/^page-[0-9a-f]{32}$/)
})

it('who is behind a proxy sends no name; a user sends name and password, of any script', async () => {
  server.reply = response => arrow(response, one)
  await engine.rows(question)
  const behind = server.seen.at(-1)!
  expect(behind.headers.authorization).toBeUndefined()
  await openFor(server, { auth: { mode: 'user', user: '监管', password: 'p:ä密' } }).rows(question)
  const { authorization = '' } = server.seen.at(-1)!.headers
  expect(Buffer.from(authorization.replace(/^Basic /, ''), 'base64').toString()).toBe('监管:p:ä密')
  for (const { address, form, headers } of server.seen)
    expect(`${address.href} ${[...form]} ${headers['x-clickhouse-user']}`).not.toMatch(/user=|密|监管/)
})

it('newest wins: of 10,000 questions, each of which cancels the one before, the last is answered', async () => {
  const before = { asked: server.seen.length, warned: warnings.length }
  server.now.most = 0
  server.reply = (response, { form }) => {
    const n = Number(/SELECT (\d+)/.exec(form.get('query') ?? '')?.[1])
    setTimeout(() => arrow(response, stream({ n: [n] })), 5)
  }
  let latest = new AbortController()
  const outcomes: Promise<string>[] = []
  for (let i = 1; i <= 10_000; i++) {
    latest.abort()
    latest = new AbortController()
    const asked = engine.rows(sql<{ n: number }>`SELECT ${i} AS n`, latest.signal)
    outcomes.push(
      asked.then(
        rows => `answered ${rows[0]?.n}`,
        (error: Error) => error.name,
      ),
    )
    if (i % 100 === 0) await new Promise(resolve => setTimeout(resolve, 1))
  }
  const all = await Promise.all(outcomes)
  expect(all.at(-1)).toBe('answered 10000')
  // Where the answer came before the next click it was the answer to that very question.
  for (const [i, outcome] of all.entries()) expect(['AbortError', `answered ${i + 1}`]).toContain(outcome)
  expect(server.seen.length - before.asked).toBeLessThan(1000)
  expect(server.now.most).toBeLessThanOrEqual(12)
  await vi.waitFor(() => expect(server.now.underWay).toBe(0))
  expect(warnings.slice(before.warned)).toEqual([])
})

it('at most as many as are allowed are under way; who is cancelled in the line never reaches the server', async () => {
  const narrow = openFor(server, { inFlight: 3 })
  const before = warnings.length
  const marked = sql`SELECT ${12_345} AS narrow`
  server.now.most = 0
  server.reply = response => setTimeout(() => arrow(response, one), 10)
  const gone = Array.from({ length: 40 }, () => new AbortController())
  const asked = Array.from({ length: 40 }, (_, i) =>
    narrow.rows(marked, i % 2 === 1 && i > 3 ? gone[i]?.signal : undefined).catch((error: Error) => error.name),
  )
  for (const each of gone) each.abort()
  const outcomes = await Promise.all(asked)
  expect(outcomes.filter(outcome => outcome === 'AbortError')).toHaveLength(18)
  expect(outcomes.filter(outcome => Array.isArray(outcome))).toHaveLength(22)
  const reached = server.seen.filter(({ form }) => form.get('query')?.includes('12345 AS narrow'))
  expect([reached.length, server.now.most]).toEqual([22, 3])
  expect(warnings.slice(before)).toEqual([])
})

it('a question that is cancelled ends its request, with the reason that was given', async () => {
  const { broken } = server.now
  server.reply = response => response.writeHead(200).write(one.subarray(0, 20))
  const cancel = new AbortController()
  const asked = engine.rows(question, cancel.signal)
  const before = server.seen.length
  await vi.waitFor(() => expect(server.seen.length).toBeGreaterThan(before))
  const reason = new Error('another page')
  cancel.abort(reason)
  await expect(asked).rejects.toBe(reason)
  await vi.waitFor(() => expect(server.now.broken).toBe(broken + 1))
  await expect(engine.rows(question, AbortSignal.abort())).rejects.toMatchObject({ name: 'AbortError' })
})

it('a question leaves no listener on a signal that outlives it', async () => {
  server.reply = response => arrow(response, one)
  const { signal } = new AbortController()
  let listeners = 0
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  signal.addEventListener = (...args: Parameters<typeof add>) => {
    listeners++
    add(...args)
  }
  signal.removeEventListener = (...args: Parameters<typeof remove>) => {
    listeners--
    remove(...args)
  }
  for (let i = 0; i < 5; i++) await engine.rows(question, signal)
  expect(listeners).toBe(0)
})

it('close ends what is under way, what waits and what pauses; nothing is asked afterwards', async () => {
  const closing = openFor(server, { inFlight: 2, pauses: [60_000] })
  server.reply = (response, seen) => {
    if (seen.form.get('query')?.includes('busy')) refusal(500, 202, 'Too many simultaneous queries.')(response, seen)
  }
  const before = server.seen.length
  const asked = [sql`SELECT 'hangs'`, sql`SELECT 'busy'`, sql`SELECT 'waits'`].map(each =>
    closing.rows(sql`${each}`).catch((error: unknown) => error),
  )
  await vi.waitFor(() => expect(server.seen.length).toBe(before + 2))
  const { broken } = server.now
  closing.close()
  for (const error of await Promise.all(asked)) expect(error).toMatchObject({ name: 'QueryError', kind: 'closed' })
  await expect(closing.rows(question)).rejects.toMatchObject({ kind: 'closed' })
  await expect(closing.table!('SELECT 1', { mostRows: 1 })).rejects.toMatchObject({ kind: 'closed' })
  await vi.waitFor(() => expect(server.now.broken).toBe(broken + 1))
  expect(server.seen.length).toBe(before + 2)
})

it('an address that is none is told when the engine is opened', () => {
  const open = () => openClickHouse({ url: 'clickhouse', database: 'd', auth: { mode: 'proxy' } })
  expect(open).toThrow(/URL/i)
})

const lines = (...rows: string[]) => rows.map(row => `${row}\n`).join('')
const table = (statement: string, mostRows = 100) => engine.table(statement, { mostRows })

it('a statement that a person wrote is answered by position, with numbers only where they are exact', async () => {
  server.reply = response => {
    const types =
      '["UInt64", "Int128", "Decimal(38, 3)", "Float64", "Nullable(Float64)", "String", "Array(UInt64)", "Map(String, Float64)", "Nullable(Nothing)", "Bool"]'
    const row =
      '[18446744073709551615, -42, 12345678901234567890.123, 0.30000000000000004, 12345678901234567000, "1234567890123456789, [\\"x\\\\", [1, 18446744073709551615], {"a":0.30000000000000004,"b,]":1}, null, true]'
    response.end(lines('["a", "a", "c", "d", "e", "f", "g", "h", "i", "j,\\"]"]', types, row))
  }
  const found = await table('SELECT 1; ')
  expect(found.columns.map(({ name }) => name)).toEqual(['a', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j,"]'])
  expect(found.columns[7]?.type).toBe('Map(String, Float64)')
  expect(found.rows).toEqual([
    [
      '18446744073709551615',
      -42,
      '12345678901234567890.123',
      0.30000000000000004,
      12345678901234567000,
      '1234567890123456789, ["x\\',
      '[1, 18446744073709551615]',
      '{"a":0.30000000000000004,"b,]":1}',
      null,
      true,
    ],
  ])
  expect(found.more).toBe(false)
  expect(server.seen.at(-1)?.form.get('query')).toBe('SELECT 1\r\nFORMAT JSONCompactEachRowWithNamesAndTypes')
})

it('an answer of too many rows is cut, and of too many bytes is not read to its end', async () => {
  server.reply = response => response.end(lines('["n"]', '["UInt8"]', '[1]', '[2]', '[3]'))
  expect(await table('SELECT n', 2)).toMatchObject({ rows: [[1], [2]], more: true })
  expect(await table('SELECT n', 3)).toMatchObject({ rows: [[1], [2], [3]], more: false })
  const { broken } = server.now
  server.reply = response => {
    response.write(lines('["t"]', '["String"]'))
    const row = lines(`["${'x'.repeat(2 ** 20)}"]`)
    const more = (): void => {
      while (!response.destroyed && response.write(row)) {}
      response.once('drain', more)
    }
    more()
  }
  const long = await table('SELECT t', 5)
  expect([long.rows.length, long.more]).toEqual([5, true])
  await vi.waitFor(() => expect(server.now.broken).toBe(broken + 1))
})

it.each([
  ['text', exceptionText(241, 'Memory limit (for query) exceeded. (MEMORY_LIMIT_EXCEEDED)'), 'memory'],
  ['a block', exceptionBlock(159, 'Timeout exceeded: elapsed 60.0 seconds. (TIMEOUT_EXCEEDED)'), 'slow'],
  ['half a line', '[4', 'away'],
  ['an object', '{"exception": "Code: 241"}\n', 'query'],
])('a table that ends in %s gives no rows', async (_, end, kind) => {
  server.reply = response => response.end(lines('["n"]', '["UInt8"]', '[1]') + end)
  const error = await table('SELECT n').catch((reason: unknown) => reason)
  expect(error).toBeInstanceOf(QueryError)
  expect(error).toMatchObject({ kind, statement: 'SELECT n', message: expect.stringContaining(server.url) })
})

it('an empty body is no table; a name that is misspelt is the statement’s own fault', async () => {
  server.reply = response => response.end()
  await expect(table('SELECT n')).rejects.toMatchObject({ kind: 'away' })
  server.reply = refusal(404, 60, "Unknown table expression identifier 'complants'. (UNKNOWN_TABLE)")
  await expect(table('SELECT n FROM complants')).rejects.toMatchObject({
    kind: 'query',
    message: expect.stringContaining('complants'),
  })
})

it.each([
  'DROP TABLE complaints',
  'INSERT INTO t VALUES (1)',
  '-- SELECT\nTRUNCATE t',
  '/* SELECT */ SYSTEM SHUTDOWN',
  'SET readonly = 0',
  'KILL QUERY WHERE 1',
  'USE system',
  '',
])('%j is not sent', async statement => {
  const before = server.seen.length
  await expect(table(statement)).rejects.toMatchObject({ kind: 'query', statement })
  expect(server.seen.length).toBe(before)
})

it.each(['SELECT 1', '  with a as (select 1) select * from a;;', '-- so\n/* and so */ explain select 1', '(SELECT 1)'])(
  '%j is sent',
  async statement => {
    server.reply = response => response.end(lines('["n"]', '["UInt8"]'))
    expect((await table(statement)).rows).toEqual([])
  },
)
