import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import type { RunningServer, ServerOptions } from '../src/cli/server'

const MODULE = 'ngx_http_brotli_static_module.so'

/** The installed nginx and, where it is installed too, its module for precompressed brotli. Undefined without nginx. */
export function findNginx(): { program: string; brotliModule: string | undefined } | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  const program = folders.map(folder => join(folder, 'nginx')).find(path => existsSync(path))
  if (!program) return undefined
  const built = spawnSync(program, ['-V'], { encoding: 'utf8', timeout: 10_000 }).stderr
  const modules = /--modules-path=(\S+)/.exec(built)?.[1] ?? '/usr/lib/nginx/modules'
  const path = join(modules, MODULE)
  return { program, brotliModule: existsSync(path) ? path : undefined }
}

export interface NginxOptions extends Pick<ServerOptions, 'root' | 'extracts'> {
  program: string
  /** The brotli module's file; without it the line that needs it is deleted, as deploy/nginx.conf says. */
  brotliModule?: string | undefined
  /** A file of users: turns on the access control that deploy/nginx.conf shows. */
  users?: string
}

/** Runs deploy/nginx.conf with these folders on a free port of this machine, as this user, in a temporary folder. */
export async function startNginx({
  program,
  brotliModule,
  root,
  extracts,
  users,
}: NginxOptions): Promise<RunningServer> {
  const prefix = mkdtempSync(join(tmpdir(), 'supervision-nginx-'))
  const port = await freePort()
  const site = readFileSync(join(import.meta.dirname, 'nginx.conf'), 'utf8')
    .replace('listen 80;', `listen 127.0.0.1:${port};`)
    .replace('server_name supervision.example;', 'server_name localhost;')
    .replaceAll('/srv/supervision/app', root)
    .replaceAll('/srv/supervision/extracts', extracts)
    .replace('brotli_static on;', brotliModule ? 'brotli_static on;' : '')
    .replace('# auth_basic ', users ? 'auth_basic ' : '# auth_basic ')
    .replace(/# auth_basic_user_file .*;/, line => (users ? `auth_basic_user_file ${users};` : line))
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${prefix}/${name};`,
  )
  const config = `
daemon off; master_process off; pid ${prefix}/pid; error_log stderr warn;
${brotliModule ? `load_module ${brotliModule};` : ''}
events {}
http { access_log off; include ${mimeTypes()}; ${temporary.join(' ')}
${site}
}`
  writeFileSync(join(prefix, 'nginx.conf'), config)
  const child = spawn(program, ['-p', prefix, '-c', join(prefix, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', text => {
    said += text
  })
  const ended = new Promise<void>(resolve => {
    child.once('exit', () => resolve())
    child.once('error', error => {
      said += error.message
      resolve()
    })
  })
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(prefix, { recursive: true, force: true })
  }
  const url = `http://127.0.0.1:${port}`
  for (let tries = 0; tries < 100; tries++) {
    const answer = await fetch(`${url}/supported.js`).catch(() => undefined)
    await answer?.arrayBuffer()
    if (answer) return { url, close }
    if (child.exitCode !== null) break
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  await close()
  throw new Error(`nginx did not start with deploy/nginx.conf: ${said.trim() || 'no answer within 5 s'}`)
}

/** Debian's list of types. */
function mimeTypes(): string {
  const path = ['/etc/nginx/mime.types', '/usr/local/etc/nginx/mime.types', '/opt/homebrew/etc/nginx/mime.types'].find(
    candidate => existsSync(candidate),
  )
  if (!path) throw new Error('nginx is installed, but its mime.types is neither in /etc/nginx nor in …/etc/nginx')
  return path
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
