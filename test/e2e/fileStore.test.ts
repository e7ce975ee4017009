import { mkdtempSync, rmSync } from 'node:fs'
import { createServer as createHttp, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { createServer, type ViteDevServer } from 'vite'
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { projectRoot } from '../../src/cli/files'
import type { openFileStore } from '../../src/storage/files'
import type { openManifest } from '../../src/storage/manifest'
import { findBrowser, launch } from '../browser'

/** What the page of this test has at hand. */
interface Kit {
  openFileStore: typeof openFileStore
  openManifest: typeof openManifest
  make(bytes: number, fill: number): Blob
  /** Bytes and their fill, or null; throws where they are not all alike. */
  look(bytes: Blob | null): Promise<[bytes: number, fill: number] | null>
}
declare global {
  var kit: Kit
}

const document = `<!doctype html><meta charset="utf-8"><title>files</title><script type="module">
  const [{ openFileStore }, { openManifest }] = await Promise.all([import('/src/storage/files.ts'), import('/src/storage/manifest.ts')])
  const make = (bytes, fill) => new Blob([new Uint8Array(bytes).fill(fill)])
  const look = async blob => {
    if (blob === null) return null
    const bytes = new Uint8Array(await blob.arrayBuffer())
    if (!bytes.every(byte => byte === bytes[0])) throw new Error('mixed bytes')
    return [bytes.length, bytes[0]]
  }
  globalThis.kit = { openFileStore, openManifest, make, look }
</script>`

const mapping = '--host-resolver-rules=MAP supervision.test 127.0.0.1'
let vite: ViteDevServer
let server: Server
let port = 0
let browser: Browser
let context: BrowserContext
const cache = mkdtempSync(join(tmpdir(), 'files-vite-'))

beforeAll(async () => {
  vite = await createServer({
    configFile: false,
    root: projectRoot,
    cacheDir: cache,
    appType: 'custom',
    logLevel: 'error',
    optimizeDeps: { noDiscovery: true },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null, allowedHosts: ['supervision.test'] },
  })
  server = createHttp((request, response) => {
    if (request.url === '/') response.writeHead(200, { 'Content-Type': 'text/html' }).end(document)
    else vite.middlewares(request, response)
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  port = (server.address() as AddressInfo).port
  browser = await launch([mapping])
})
afterEach(async () => {
  await context?.close()
})
afterAll(async () => {
  await browser?.close()
  server?.closeAllConnections()
  server?.close()
  await vite?.close()
  rmSync(cache, { recursive: true, force: true })
})

const places = [
  ['opfs', 'localhost'],
  ['indexeddb', 'supervision.test'],
] as const
const origin = (host: string) => `http://${host}:${port}`

async function open(host: string, before?: () => void, of?: BrowserContext): Promise<Page> {
  if (of === undefined) context = await browser.newContext()
  const page = await (of ?? context).newPage()
  if (before) await page.addInitScript(before)
  await page.goto(`${origin(host)}/`)
  await page.waitForFunction(() => 'kit' in globalThis)
  return page
}
async function another(host: string): Promise<Page> {
  return open(host, undefined, context)
}
async function reload(page: Page) {
  await page.reload()
  await page.waitForFunction(() => 'kit' in globalThis)
}

const onDisk = async (folder: string): Promise<BrowserContext> =>
  chromium.launchPersistentContext(folder, {
    executablePath: await findBrowser(),
    headless: true,
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--no-first-run', mapping],
  })

/** Writes in the page; the answer, or the error's name and message. */
const write = (page: Page, name: string, bytes: number, fill: number) =>
  page.evaluate(
    async ([name, bytes, fill]) => {
      const files = await kit.openFileStore('city')
      try {
        return await files.write(name, kit.make(bytes, fill))
      } catch (error) {
        return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      }
    },
    [name, bytes, fill] as const,
  )
const state = (page: Page) =>
  page.evaluate(async () => {
    const files = await kit.openFileStore('city')
    const list = await files.list()
    return {
      where: files.where,
      files: await Promise.all(list.map(async f => [f.name, ...((await kit.look(await files.read(f.name))) ?? [])])),
    }
  })
/** All names in the folder of the files, also those of half-written ones. */
const raw = (page: Page) =>
  page.evaluate(async () => {
    const root = await (await navigator.storage.getDirectory()).getDirectoryHandle('smart-supervision')
    const names: string[] = []
    for await (const name of (await root.getDirectoryHandle('city')).keys()) names.push(name)
    return names.sort()
  })
const usage = (page: Page) => page.evaluate(async () => (await navigator.storage.estimate()).usage ?? -1)
const mega = 1024 * 1024

describe.each(places)('files in %s', (where, host) => {
  it('survive a reload', async () => {
    const page = await open(host)
    expect(await page.evaluate(() => isSecureContext)).toBe(where === 'opfs')
    expect(await write(page, 'kept/a.parquet', 9 * mega, 7)).toBe(true)
    expect(await write(page, '许可.parquet', 10, 8)).toBe(true)
    expect(await write(page, '许可.parquet', 20, 9)).toBe(true)
    await reload(page)
    expect(await state(page)).toEqual({ where, files: [['kept/a.parquet', 9 * mega, 7], ['许可.parquet', 20, 9]] }) // biome-ignore format: one state
    await page.evaluate(async () => (await kit.openFileStore('city')).clear())
    await reload(page)
    expect(await state(page)).toEqual({ where, files: [] })
  })

  it('and a document in them lose nothing to two tabs that change it at once, and tell each other', async () => {
    const first = await open(host)
    const second = await another(host)
    const heard = second.evaluate(async () => {
      const list = kit.openManifest<number[]>(await kit.openFileStore('city'), 'list', v => v as number[], [])
      return new Promise<number>(resolve => list.watch(document => resolve(document.value.length)))
    })
    const add = (page: Page, from: number) =>
      page.evaluate(async from => {
        const list = kit.openManifest<number[]>(await kit.openFileStore('city'), 'list', v => v as number[], [])
        for (let n = from; n < from + 20; n++) await list.update(now => [...now, n])
      }, from)
    await Promise.all([add(first, 0), add(second, 100)])
    expect(await heard).toBeGreaterThan(0)
    const found = await first.evaluate(async () => {
      const list = kit.openManifest<number[]>(await kit.openFileStore('city'), 'list', v => v as number[], [])
      return (await list.read()).value.sort((a, b) => a - b)
    })
    expect(found).toEqual([...Array(20).keys(), ...[...Array(20).keys()].map(n => n + 100)])
  })

  it('are as they were after a page died while it wrote', async () => {
    // With a profile on disk: a private window’s IndexedDB takes a Blob for kept before it has its bytes.
    const folder = mkdtempSync(join(tmpdir(), 'files-profile-'))
    context = await onDisk(folder)
    const page = await another(host)
    expect(await write(page, 'a', 100, 1)).toBe(true)
    const session = await context.newCDPSession(page)
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
    const begun = page.evaluate(
      () =>
        new Promise<void>(resolve => {
          kit.openFileStore('city').then(files => {
            files.write('a', kit.make(200 * 1024 * 1024, 2), () => resolve()).catch(() => {})
            // IndexedDB does not tell how far it is.
            if (files.where === 'indexeddb') setTimeout(resolve, 20)
          })
        }),
    )
    await begun
    const crashed = new Promise(resolve => page.once('crash', resolve))
    session.send('Page.crash').catch(() => {})
    await crashed
    const next = await another(host)
    const found = await state(next)
    // A write that was quicker than the crash is whole.
    expect([[['a', 100, 1]], [['a', 200 * mega, 2]]]).toContainEqual(found.files)
    if (where === 'opfs') {
      expect(found.files).toEqual([['a', 100, 1]])
      expect(await raw(next)).toEqual(['a'])
    }
    expect(await write(next, 'a', 50, 3)).toBe(true)
    expect((await state(next)).files).toEqual([['a', 50, 3]])
  })

  it('are as they were where the quota ends a write', async () => {
    const page = await open(host)
    const session = await context.newCDPSession(page)
    // Before the first write: IndexedDB remembers for a while what it was told of room.
    await session.send('Storage.overrideQuotaForOrigin', { origin: origin(host), quotaSize: 20 * mega })
    // The browser is made to promise more than there is, as some do.
    await page.evaluate(() => {
      if (navigator.storage) navigator.storage.estimate = async () => ({ usage: 0, quota: 1e12 })
    })
    expect(await write(page, 'a', 1000, 1)).toBe(true)
    expect(await write(page, 'a', 40 * mega, 2)).toMatch(/^NoRoom: a: 41943040 bytes cannot be kept/)
    expect((await state(page)).files).toEqual([['a', 1000, 1]])
    if (where === 'opfs') expect(await raw(page)).toEqual(['a'])
    expect(await write(page, 'b', 2 * mega, 3)).toBe(true)
  })
})

describe('files in OPFS', () => {
  it('are not begun where the browser says that there is no room', async () => {
    const page = await open('localhost')
    await page.evaluate(() => {
      navigator.storage.estimate = async () => ({ usage: 90, quota: 100 })
    })
    expect(await write(page, 'a', 11, 1)).toMatch(/^NoRoom: a: 11 bytes cannot be kept, 10 bytes are left/)
    expect(await write(page, 'a', 10, 1)).toBe(true)
    await reload(page)
    const room = await page.evaluate(async () => (await kit.openFileStore('city')).room())
    expect(room.quota).toBeGreaterThan(mega)
    expect(room.used).toBeGreaterThanOrEqual(10)
  })

  it.each([
    ['createWritable', () => void Reflect.deleteProperty(FileSystemFileHandle.prototype, 'createWritable')],
    ['move', () => void Reflect.deleteProperty(FileSystemFileHandle.prototype, 'move')],
  ])('can be written without %s', async (_, before) => {
    const page = await open('localhost', before)
    expect(await write(page, 'a', 9 * mega, 1)).toBe(true)
    expect(await write(page, 'a', 5 * mega, 2)).toBe(true)
    await reload(page)
    expect(await state(page)).toEqual({ where: 'opfs', files: [['a', 5 * mega, 2]] })
    expect(await raw(page)).toEqual(['a'])
  })

  it('are as they were, and take no more room, after the whole browser was killed', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'files-profile-'))
    try {
      const first = await onDisk(folder)
      const page = await open('localhost', undefined, first)
      expect(await write(page, 'a', 100, 1)).toBe(true)
      await page.evaluate(
        () =>
          new Promise<void>(resolve => {
            kit.openFileStore('city').then(files => {
              files.write('a', kit.make(300 * 1024 * 1024, 2), bytes => bytes > 3e7 && resolve()).catch(() => {})
            })
          }),
      )
      const session = await first.browser()?.newBrowserCDPSession()
      const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] }
      const main = processInfo.find(each => each.type === 'browser')
      if (main) process.kill(main.id, 'SIGKILL')
      await first.close().catch(() => {})
      const second = await onDisk(folder)
      const next = await open('localhost', undefined, second)
      expect(await state(next)).toEqual({ where: 'opfs', files: [['a', 100, 1]] })
      expect(await raw(next)).toEqual(['a'])
      expect(await usage(next)).toBeLessThan(mega)
      await second.close()
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  })
})
