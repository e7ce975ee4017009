import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Table, tableToIPC, vectorFromArray } from 'apache-arrow'
import { afterAll } from 'vitest'
import { type ClickHouseEngine, type ClickHouseOptions, openClickHouse } from '../../../src/engine/clickhouse'

/** One request as the server got it. */
export interface Seen {
  readonly method: string
  readonly address: URL
  readonly headers: IncomingMessage['headers']
  readonly form: ReadonlyMap<string, string>
}

export type Reply = (response: ServerResponse, seen: Seen) => void

export interface FakeServer {
  readonly url: string
  readonly seen: Seen[]
  /** Requests under way, and the most that were at a time. */
  readonly now: { underWay: number; most: number; broken: number }
  /** Answers each request; the test changes it. */
  reply: Reply
  /** Nobody listens any more, as while a server is restarted. */
  stop(): Promise<void>
  /** Listens at the same address again. */
  start(): Promise<void>
}

const opened: ClickHouseEngine[] = []

/** A server that replays what ClickHouse's HTTP interface says. */
export async function fakeServer(): Promise<FakeServer> {
  let port = 0
  const seen: Seen[] = []
  const now = { underWay: 0, most: 0, broken: 0 }
  const server = createServer((request, response) => {
    now.underWay++
    now.most = Math.max(now.most, now.underWay)
    response.once('close', () => {
      now.underWay--
      if (!response.writableFinished) now.broken++
    })
    void formOf(request).then(form => {
      const { method = '', headers } = request
      const each: Seen = { method, headers, form, address: new URL(request.url ?? '/', 'http://server') }
      seen.push(each)
      fake.reply(response, each)
    })
  })
  const start = () => new Promise<void>(done => server.listen(port, '127.0.0.1', done))
  await start()
  port = (server.address() as AddressInfo).port
  const stop = () =>
    new Promise<void>(done => {
      server.close(() => done())
      server.closeAllConnections()
    })
  const fake: FakeServer = {
    url: `http://127.0.0.1:${port}`,
    seen,
    now,
    reply: response => arrow(response, stream({ n: [1] })),
    stop,
    start,
  }
  afterAll(() => {
    for (const engine of opened) engine.close()
    return stop()
  })
  return fake
}

async function formOf(request: IncomingMessage): Promise<Map<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const whole = new Response(Buffer.concat(pieces), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
  return new Map([...(await whole.formData())].map(([name, value]) => [name, String(value)]))
}

/** A complete Arrow stream. */
export const stream = (columns: Record<string, readonly (number | string | null)[]>): Buffer =>
  Buffer.from(
    tableToIPC(
      new Table(
        Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, vectorFromArray([...values])])),
      ),
      'stream',
    ),
  )

export const arrow = (response: ServerResponse, bytes: Uint8Array): void => {
  response.writeHead(200, { 'content-type': 'application/vnd.apache.arrow.stream' }).end(bytes)
}

const version = '(version 25.8.2.29 (official build))'

/** What ClickHouse says of a failure, as in its documentation: text, code in a header, and a status of the code. */
export const refusal =
  (status: number, code: number, text: string): Reply =>
  response => {
    response
      .writeHead(status, { 'content-type': 'text/plain; charset=UTF-8', 'x-clickhouse-exception-code': String(code) })
      .end(`Code: ${code}. DB::Exception: ${text} ${version}\n`)
  }

/** What stands in the middle of an answer that had begun: until 25.10 the text alone, from 25.11 on in a block with a tag. */
export const exceptionText = (code: number, text: string): string =>
  `Code: ${code}. DB::Exception: ${text} ${version}\n`
export function exceptionBlock(code: number, text: string, tag = 'rnywyenlafkqwzhy'): string {
  const message = exceptionText(code, text)
  return `\r\n__exception__\r\n${tag}\r\n${message}${Buffer.byteLength(message)} ${tag}\r\n__exception__\r\n`
}

export function openFor(server: FakeServer, options: Partial<ClickHouseOptions> = {}): ClickHouseEngine {
  const engine = openClickHouse({
    url: server.url,
    database: 'supervision',
    auth: { mode: 'proxy' },
    pauses: [5, 10],
    ...options,
  })
  opened.push(engine)
  return engine
}
