import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import sirv from 'sirv'
import { extractFiles } from './extractFiles'
import { NONCE_PLACEHOLDER, securityHeaders } from './headers'

export interface ServerOptions {
  /** The built app: a folder with index.html. */
  root: string
  /** The extracts folder, served under /data/. */
  extracts: string
  /** Where to listen: a name or address of this machine; `localhost` when absent. */
  host?: string
  /** 0-65535; 0 or absent takes any free port. */
  port?: number
}

export interface RunningServer {
  /** Where the app is, without a slash at its end: `http://localhost:4173`. */
  url: string
  /** Stops listening and ends open connections. */
  close(): Promise<void>
}

/** Serves the app at `/` and the extracts at `/data/`. Rejects with the system's error (EADDRINUSE, EACCES, …). */
export async function startServer({
  root,
  extracts,
  host = 'localhost',
  port = 0,
}: ServerOptions): Promise<RunningServer> {
  const answer = answers(root, extracts)
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      // A reader that went away is no failure of ours; everything else is told on the console, not to the reader.
      if (!response.destroyed) console.error(`${request.method} ${request.url}:`, error)
      if (response.headersSent) response.destroy()
      else refuse(response, 500, 'The server failed to read this file')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    // Browsers try 127.0.0.1 for localhost on every system, while the system's own order may give ::1 alone.
    server.listen(port, host === 'localhost' ? '127.0.0.1' : host, resolve)
  })
  const name = ['0.0.0.0', '::', '127.0.0.1', '::1'].includes(host) ? 'localhost' : host
  return {
    url: `http://${name.includes(':') ? `[${name}]` : name}:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

function answers(root: string, extracts: string) {
  const serveExtract = extractFiles(extracts)
  // `dev` makes sirv look at the disk for each request, so that a new build does not need a new server;
  // no extensions: `/name` never stands for `/name.html`.
  const serveBuild = sirv(root, {
    dev: true,
    etag: true,
    brotli: true,
    gzip: true,
    extensions: [],
    setHeaders: cacheAssets,
  })

  return async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    for (const [name, value] of Object.entries(securityHeaders())) response.setHeader(name, value)
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.setHeader('Allow', 'GET, HEAD')
      return refuse(response, 405, 'Only GET and HEAD are answered')
    }
    const path = requestedPath(request.url ?? '')
    if (path === undefined) return refuse(response, 404, 'Not found')
    if (path === '' || path === 'index.html') return sendIndex(request, response, root)
    if (path === 'data' || path.startsWith('data/')) {
      if (!(await serveExtract(request, response, path.slice('data/'.length)))) refuse(response, 404, 'Not found')
      return
    }
    // sirv misreads a range of the last bytes; nothing of the build needs ranges, and ignoring them is allowed.
    delete request.headers.range
    serveBuild(request, response, () => refuse(response, 404, 'Not found'))
  }
}

function cacheAssets(response: ServerResponse, path: string): void {
  response.setHeader('Cache-Control', path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
}

/** The page with a nonce of its own. No ETag: a copy that is found unchanged would carry a nonce already used. */
async function sendIndex(request: IncomingMessage, response: ServerResponse, root: string): Promise<void> {
  const nonce = randomBytes(16).toString('base64url')
  const page = (await readFile(join(root, 'index.html'), 'utf8')).replaceAll(NONCE_PLACEHOLDER, nonce)
  response.writeHead(200, {
    ...securityHeaders(nonce),
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Length': Buffer.byteLength(page),
    'Cache-Control': 'no-cache',
  })
  response.end(request.method === 'HEAD' ? undefined : page)
}

/**
 * The path asked for, decoded, relative, with `/`; undefined for what is never served: hidden files, `..`, empty
 * segments, a trailing slash, backslashes and drive letters (which mean folders on Windows), broken escapes.
 */
function requestedPath(url: string): string | undefined {
  const encoded = url.split(/[?#]/, 1)[0] ?? ''
  if (encoded === '/') return ''
  try {
    const path = decodeURIComponent(encoded)
    if (!path.startsWith('/') || /[\\:\0]/.test(path)) return undefined
    const segments = path.slice(1).split('/')
    return segments.some(segment => segment === '' || segment.startsWith('.')) ? undefined : segments.join('/')
  } catch {
    return undefined
  }
}

function refuse(response: ServerResponse, status: number, message: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' })
  response.end(`${message}\n`)
}
