import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createRequire } from 'node:module'
import type { AddressInfo } from 'node:net'
import { resolve } from 'node:path'
import { projectRoot } from '../../src/cli/files'
import { neededSettings } from '../../src/engine/clickhouseTypes'

/*
 * ClickHouse's engine behind as much of its HTTP interface as the page uses: POST, the statement and `param_…` as parts of a
 * form, `database` in the address, an answer with status 200 or an error with its code. It has no users, quotas or row
 * policies, and a query that began runs to its end.
 */

interface Answer {
  bytes(): Uint8Array
}
interface Session {
  query(text: string): string
  queryAsync(text: string, options?: { format?: string }): Promise<Answer>
  queryBindAsync(text: string, parameters: object, options?: { format?: string }): Promise<Answer>
  close(): void
}

export interface Endpoint {
  readonly url: string
  /** Runs a script, statement by statement, as the administrator. */
  run(script: string): Promise<void>
  /** Requests so far, the most that were under way at a time, and bytes of all answers. */
  readonly seen: { requests: number; most: number; bytes: number }
  close(): Promise<void>
}

export interface EndpointOptions {
  /** A folder for the data; it must be the only endpoint that has it. */
  readonly data: string
  /** Stands before each request; true: it was answered. */
  readonly meddle?: (request: IncomingMessage, response: ServerResponse, text: string) => boolean | Promise<boolean>
}

const load = (): { Session: new (path: string) => Session } =>
  createRequire(resolve(projectRoot, 'test/clickhouse/package.json'))('chdb') as {
    Session: new (path: string) => Session
  }

export async function openEndpoint({ data, meddle }: EndpointOptions): Promise<Endpoint> {
  const session = new (load().Session)(data)
  // What a server has in the profile of the user who asks.
  for (const [name, value] of Object.entries(neededSettings))
    session.query(`SET ${name} = ${/^\d+$/.test(value) ? value : `'${value}'`}`)
  const seen = { requests: 0, most: 0, bytes: 0 }
  let underWay = 0

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const address = new URL(request.url ?? '/', 'http://endpoint')
    const form = await formOf(request)
    const text = form.get('query') ?? ''
    if ((await meddle?.(request, response, text)) === true) return
    const [, statement = text, format = 'TabSeparated'] = /^([\s\S]*)\nFORMAT (\w+)$/.exec(text) ?? []
    const database = address.searchParams.get('database')
    try {
      if (database !== null) session.query(`USE "${database.replaceAll('"', '""')}"`)
      const parameters = Object.fromEntries(
        [...form].flatMap(([name, value]) => (name.startsWith('param_') ? [[name.slice(6), unescaped(value)]] : [])),
      )
      const found = await session.queryBindAsync(statement, parameters, { format })
      const bytes = found.bytes()
      seen.bytes += bytes.byteLength
      response
        .writeHead(200, { 'content-type': 'application/octet-stream', 'access-control-allow-origin': '*' })
        .end(bytes)
    } catch (error) {
      refuse(response, error)
    }
  }

  const server = createServer((request, response) => {
    if (request.method === 'OPTIONS') {
      response
        .writeHead(204, {
          'access-control-allow-origin': '*',
          'access-control-allow-headers': '*',
          'access-control-allow-methods': '*',
        })
        .end()
      return
    }
    seen.requests++
    underWay++
    seen.most = Math.max(seen.most, underWay)
    response.once('close', () => underWay--)
    answer(request, response).catch(error => refuse(response, error))
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    run: async script => {
      for (const statement of script.split(/;\n(?:\n|$)/))
        if (statement.trim() !== '') await session.queryAsync(statement)
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
      session.close()
    },
  }
}

function refuse(response: ServerResponse, error: unknown): void {
  const { message, clickhouseCode } = error as { message: string; clickhouseCode?: number }
  const text = message.replace(/^Query failed: /, '')
  response
    .writeHead(500, {
      'x-clickhouse-exception-code': String(clickhouseCode ?? 1002),
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
    })
    .end(text)
}

async function formOf(request: IncomingMessage): Promise<Map<string, string>> {
  const pieces: Buffer[] = []
  for await (const piece of request) pieces.push(piece as Buffer)
  const whole = new Response(Buffer.concat(pieces), {
    headers: { 'content-type': request.headers['content-type'] ?? '' },
  })
  return new Map([...(await whole.formData())].map(([name, value]) => [name, String(value)]))
}

/** A parameter comes as ClickHouse writes a value of a table: with \t, \n, \\ and the like. */
const unescaped = (value: string): string =>
  value.replace(/\\(.)/g, (_, mark: string) => ({ t: '\t', n: '\n', r: '\r', b: '\b', f: '\f', 0: '\0' })[mark] ?? mark)
