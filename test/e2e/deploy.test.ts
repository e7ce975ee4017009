import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sirv from 'sirv'
import { describe, expect, it } from 'vitest'
import { findNginx, startNginx } from '../../deploy/nginx'
import type { RunningServer } from '../../src/cli/server'
import { type AppOptions, openOverview, withApp } from './app'

const nginx = findNginx()

/** A file server as found anywhere: no policy, no compression, and the app in a folder of it. */
async function startFileServer({ root, extracts }: { root: string; extracts: string }): Promise<RunningServer> {
  const folders = { '/some/path/data': sirv(extracts, { dev: true }), '/some/path': sirv(root, { dev: true }) }
  const server = createServer((request, response) => {
    const [at, serve] = Object.entries(folders).find(([path]) => request.url?.startsWith(`${path}/`)) ?? []
    request.url = request.url?.slice(at?.length ?? 0)
    if (serve) serve(request, response)
    else response.writeHead(404).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}/some/path`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const places: [name: string, options: AppOptions][] = [
  ['by npm start', {}],
  ['by npm start at a plain-HTTP host name', { hostname: 'supervision.test' }],
  ['by a file server without a policy, in a folder of it', { start: startFileServer }],
]
if (nginx) places.push(['by nginx', { start: folders => startNginx({ ...folders, ...nginx }) }])

describe('the app, served', () => {
  it.each(places)('%s, opens and asks nobody else', (_, options) =>
    withApp(options, async ({ page, url, requests }) => {
      await openOverview(page, url)
      expect(requests.map(request => request.url).filter(asked => !asked.startsWith(`${url}/`))).toEqual([])
    }),
  )

  if (!nginx) it.skip('by nginx: it is not installed', () => undefined)
})
