import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ask } from '../../deploy/ask'
import { checks, type Site } from '../../deploy/checks'
import { findNginx, startNginx } from '../../deploy/nginx'
import { type RunningServer, startServer } from '../../src/cli/server'
import { makeFolders } from './folders'

const nginx = findNginx()
const missing = nginx ? 'its brotli module is not installed' : 'nginx is not installed'

interface Candidate {
  name: string
  brotli: boolean
  start?: (folders: { root: string; extracts: string }) => Promise<RunningServer>
}

const candidates: Candidate[] = [
  { name: 'npm start', brotli: true, start: startServer },
  {
    name: 'deploy/nginx.conf with brotli',
    brotli: true,
    start: nginx?.brotliModule ? folders => startNginx({ ...folders, ...nginx }) : undefined,
  },
  {
    name: 'deploy/nginx.conf without brotli',
    brotli: false,
    start: nginx ? folders => startNginx({ ...folders, program: nginx.program }) : undefined,
  },
]

describe.each(candidates)('$name', ({ name, brotli, start }) => {
  if (!start) {
    it.skip(`${name}: ${missing}`)
    return
  }
  const folders = makeFolders()
  let server: RunningServer
  let site: Site

  beforeAll(async () => {
    server = await start(folders)
    site = { ...folders, url: server.url, brotli }
  })

  afterAll(async () => {
    await server?.close()
    folders.remove()
  })

  it.each(Object.entries(checks))('%s', (_, check) => check(site))
})

describe.skipIf(!nginx)('the access control that deploy/nginx.conf shows', () => {
  const folders = makeFolders()
  afterAll(folders.remove)

  it('holds for the page, the build and the extracts', async () => {
    const users = join(folders.root, '..', 'users')
    writeFileSync(users, 'inspector:{PLAIN}secret\n')
    const server = await startNginx({ ...folders, program: nginx?.program ?? '', users })
    try {
      for (const path of ['/', '/index.html', '/assets/app-abc123.js', '/data/catalog.json', '/data/permits.parquet']) {
        expect([path, (await ask(server.url, path)).status]).toEqual([path, 401])
        const Authorization = `Basic ${btoa('inspector:secret')}`
        expect([path, (await ask(server.url, path, { Authorization })).status]).toEqual([path, 200])
      }
    } finally {
      await server.close()
    }
  })
})
