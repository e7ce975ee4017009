import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, request, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { projectRoot } from '../../src/cli/files'
import { type RunningServer, startServer } from '../../src/cli/server'
import { buildServiceWorker } from '../../src/cli/serviceWorker'
import type { Fault } from '../../src/offline/fault'
import { hashHeader, type Whole } from '../../src/offline/names'

/** What a server does with a path in place of answering: a page of HTML, an error, a connection that is cut or stands still. */
export type Trouble = 'html' | 'missing' | 'cut' | 'hang' | null

/** The server of `npm start` behind one that can be cut off, give trouble and change the build that it serves. */
export interface Site extends RunningServer {
  /** Paths that were asked since this was emptied. */
  asked: string[]
  trouble(path: string): Trouble
  /** Serves another folder from now on, as after a new build. */
  serve(root: string): Promise<void>
  /** No connection any more: the port is closed. */
  cut(): Promise<void>
  /** The same port again. */
  mend(): Promise<void>
}

export async function startSite({ root, extracts }: { root: string; extracts: string }): Promise<Site> {
  let inner = await startServer({ root, extracts })
  const sockets = new Set<Socket>()
  const outer = createServer((asked, answer) => {
    const path = (asked.url ?? '/').split(/[?#]/, 1)[0]?.slice(1) ?? ''
    site.asked.push(path)
    if (refused(site.trouble(path), answer)) return
    const { method, headers, url } = asked
    const forward = request(`${inner.url}${url}`, { method, headers, agent: false }, found => {
      answer.writeHead(found.statusCode ?? 500, found.headers)
      found.pipe(answer)
    })
    forward.on('error', () => answer.destroy())
    asked.pipe(forward)
  })
  outer.on('connection', socket => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  const listen = (port: number) => new Promise<void>(resolve => outer.listen(port, '127.0.0.1', resolve))
  await listen(0)
  const { port } = outer.address() as AddressInfo
  const cut = () =>
    new Promise<void>(resolve => {
      outer.close(() => resolve())
      for (const socket of sockets) socket.destroy()
    })
  const site: Site = {
    url: `http://localhost:${port}`,
    asked: [],
    trouble: () => null,
    cut,
    mend: () => listen(port),
    async serve(next) {
      const before = inner
      inner = await startServer({ root: next, extracts })
      await before.close()
    },
    async close() {
      if (outer.listening) await cut()
      await inner.close()
    },
  }
  return site
}

function refused(trouble: Trouble, answer: ServerResponse): boolean {
  switch (trouble) {
    case 'html':
      answer.writeHead(200, { 'Content-Type': 'text/html' }).end('<!doctype html><title>Sign in</title><form></form>')
      return true
    case 'missing':
      answer.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found')
      return true
    case 'cut':
      answer.writeHead(200, { 'Content-Length': 1_000_000 })
      answer.write('a beginning', () => answer.destroy())
      return true
    case 'hang':
      return true
    case null:
      return false
  }
}

/** A copy of the build that differs in one chunk more and in `supported.js`: a later build. */
export async function laterBuild(): Promise<{ root: string; remove(): void }> {
  const root = mkdtempSync(join(tmpdir(), 'supervision-later-'))
  cpSync(distFolder, root, { recursive: true, filter: from => !/\.(br|gz)$/.test(from) })
  writeFileSync(join(root, 'assets', 'later-0a1b2c3d.js'), 'export const later = true\n')
  const index = join(root, 'index.html')
  writeFileSync(index, readFileSync(index, 'utf8').replace('<div id="root">', '<div id="root" data-build="later">'))
  await buildServiceWorker(projectRoot, root)
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** Registers the worker as the page of rounds does; resolves to how its installation ended. */
export function register(page: Page): Promise<{ state: string; faults: Fault[] }> {
  return page.evaluate(async () => {
    const faults: Fault[] = []
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      if (data.kind === 'offline-failed') faults.push(data.fault)
    })
    navigator.serviceWorker.startMessages()
    const registration = await navigator.serviceWorker.register('./sw.js', { updateViaCache: 'none' })
    const worker = registration.installing ?? registration.waiting ?? registration.active
    if (worker === null) throw new Error('there is no worker')
    const state = await new Promise<string>(resolve => {
      const look = () => {
        if (worker.state === 'activated' || worker.state === 'redundant') resolve(worker.state)
      }
      worker.addEventListener('statechange', look)
      look()
    })
    // What the worker said last may come after the end of it.
    await new Promise(resolve => setTimeout(resolve, 200))
    return { state, faults }
  })
}

/** Has the browser look for another worker; resolves to how that one ended: `installed` is kept and waits. */
export function update(page: Page): Promise<{ state: string; faults: Fault[] }> {
  return page.evaluate(async () => {
    const faults: Fault[] = []
    navigator.serviceWorker.addEventListener('message', ({ data }) => {
      if (data.kind === 'offline-failed') faults.push(data.fault)
    })
    navigator.serviceWorker.startMessages()
    const registration = await navigator.serviceWorker.getRegistration()
    if (registration === undefined) throw new Error('there is no registration')
    await registration.update()
    const worker = registration.installing ?? registration.waiting
    if (worker === null) return { state: 'none', faults }
    const state = await new Promise<string>(resolve => {
      const look = () => {
        if (worker.state === 'installed' || worker.state === 'redundant') resolve(worker.state)
      }
      worker.addEventListener('statechange', look)
      look()
    })
    await new Promise(resolve => setTimeout(resolve, 200))
    return { state, faults }
  })
}

/** Asks the worker that answers this page what it keeps. */
export function standing(page: Page): Promise<{ whole: Whole | null }> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.getRegistration()
    const { port1, port2 } = new MessageChannel()
    return new Promise<{ whole: Whole | null }>(resolve => {
      port1.onmessage = event => resolve(event.data)
      registration?.active?.postMessage({ kind: 'standing' }, [port2])
    })
  })
}

export interface Kept {
  readonly name: string
  /** Path, the hash that the worker wrote, and the hash of what is there. */
  readonly files: readonly { readonly path: string; readonly said: string | null; readonly is: string }[]
}

/** Everything that is kept, by cache. */
export function kept(page: Page): Promise<Kept[]> {
  return page.evaluate(async header => {
    const hex = (bytes: ArrayBuffer) =>
      [...new Uint8Array(bytes)].map(byte => byte.toString(16).padStart(2, '0')).join('')
    const all: Kept[] = []
    for (const name of await caches.keys()) {
      const cache = await caches.open(name)
      const files: { path: string; said: string | null; is: string }[] = []
      for (const { url } of await cache.keys()) {
        const answer = await cache.match(url)
        if (answer === undefined) continue
        const said = answer.headers.get(header)
        const is = hex(await crypto.subtle.digest('SHA-256', await answer.arrayBuffer()))
        files.push({ path: new URL(url).pathname.slice(1), said, is })
      }
      all.push({ name, files: files.sort((a, b) => (a.path < b.path ? -1 : 1)) })
    }
    return all
  }, hashHeader)
}
