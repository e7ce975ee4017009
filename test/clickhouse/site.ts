import { request as ask, createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { distFolder } from '../../src/cli/build'
import { startServer } from '../../src/cli/server'

export interface Site {
  readonly url: string
  /** While it is, the proxy answers 502 to every question. */
  away(is: boolean): void
  close(): Promise<void>
}

/**
 * The built page as an operator serves it before a ClickHouse server: the files, a config.json that names it, and at
 * `/clickhouse/` what a reverse proxy passes on. The page's policy allows its own origin alone.
 */
export async function openSite(extracts: string, endpoint: string): Promise<Site> {
  const files = await startServer({ root: distFolder, extracts, port: 0 })
  const config = { engine: 'clickhouse', url: 'clickhouse/', database: 'supervision', auth: 'proxy' }
  let isAway = false
  const pass: RequestListener = (request, response) => {
    const path = request.url ?? '/'
    if (path === '/config.json') {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(config))
      return
    }
    const isQuestion = path.startsWith('/clickhouse/')
    if (isQuestion && isAway) {
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>')
      return
    }
    const target = new URL(isQuestion ? path.slice('/clickhouse'.length) : path, isQuestion ? endpoint : files.url)
    const { host: _, ...headers } = request.headers
    const passed = ask(target, { method: request.method, headers: { ...headers, host: target.host } }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(response)
    })
    passed.once('error', () =>
      response.writeHead(502, { 'content-type': 'text/html' }).end('<html>502 Bad Gateway</html>'),
    )
    response.once('close', () => passed.destroy())
    request.pipe(passed)
  }
  const server = createServer(pass)
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    away: is => {
      isAway = is
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
      await files.close()
    },
  }
}
