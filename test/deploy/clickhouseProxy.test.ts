import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { findNginx } from '../../deploy/nginx'
import { projectRoot } from '../../src/cli/files'
import { sql } from '../../src/engine/sql'
import { fakeServer, openFor } from '../engine/clickhouse/server'

const nginx = findNginx()
const server = await fakeServer()
const text = (name: string): string => readFileSync(join(projectRoot, 'deploy/clickhouse', name), 'utf8')

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>(done => probe.listen(0, '127.0.0.1', done))
  const address = probe.address()
  await new Promise(done => probe.close(done))
  return typeof address === 'object' && address ? address.port : 0
}

it.skipIf(!nginx)(
  'the proxy (where nginx is installed) lets questions through as one user, and nothing else',
  async () => {
    const prefix = mkdtempSync(join(tmpdir(), 'supervision-proxy-'))
    const port = await freePort()
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
      name => `${name}_temp_path ${prefix}/${name};`,
    )
    const location = text('nginx-location.conf').replace('http://127.0.0.1:8123/', `${server.url}/`)
    writeFileSync(
      join(prefix, 'nginx.conf'),
      `daemon off; master_process off; pid ${prefix}/pid; error_log stderr warn; events {}
http { access_log off; ${temporary.join(' ')} ${text('nginx-limits.conf')}
server { listen 127.0.0.1:${port}; ${location} } }`,
    )
    const child = spawn(nginx?.program ?? '', ['-p', prefix, '-c', join(prefix, 'nginx.conf')], { stdio: 'ignore' })
    const ended = new Promise(done => child.once('exit', done))
    onTestFinished(async () => {
      child.kill('SIGTERM')
      await ended
      rmSync(prefix, { recursive: true, force: true })
    })
    const url = `http://127.0.0.1:${port}/clickhouse/`
    await expect
      .poll(() =>
        fetch(url).then(
          ({ status }) => status,
          () => 0,
        ),
      )
      .toBe(403)

    const auth = { mode: 'user', user: 'default', password: '' } as const
    expect(await openFor(server, { url, auth }).rows(sql`SELECT n WHERE a = ${'x'}`)).toEqual([{ n: 1 }])
    const { headers, form } = server.seen.at(-1)!
    expect([headers['x-clickhouse-user'], headers['x-clickhouse-key'], headers.authorization]).toEqual([
      'supervision_page',
      'THE_SECRET',
      undefined,
    ])
    expect(form.get('param_p0')).toBe('x')

    const before = server.seen.length
    const post = (args: string) =>
      fetch(`${url}${args}`, { method: 'POST', body: 'SELECT 1' }).then(({ status }) => status)
    for (const args of [
      '',
      '?database=d&readonly=0',
      '?user=default&query_id=a',
      '?query=SELECT+1',
      '?database=d&max_threads=9',
      '?database=d;user=x',
    ])
      expect([args, await post(args)]).toEqual([args, 400])
    expect(server.seen.length).toBe(before)
  },
)
