import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { appFiles } from '../../src/cli/appFiles'
import { distFolder } from '../../src/cli/build'
import { bytesOf } from '../../src/offline/files'
import { aboutBytes } from '../../src/views/round/OfflinePart'
import { type RunningApp, withApp } from './app'
import { kept, laterBuild, register, type Site, standing, startSite, type Trouble, update } from './offlineSite'
import { english, ready, until } from './reading'

const assets = readdirSync(join(distFolder, 'assets')).filter(name => !/\.(br|gz)$/.test(name))
const asset = (pattern: RegExp): string => `assets/${assets.find(name => pattern.test(name))}`
const [engine, lazy, engineWorker] = [
  /^duckdb-eh-.*\.wasm$/,
  /^SqlPage-.*\.js$/,
  /^duckdb-browser-eh\.worker.*\.js$/,
].map(asset) as [string, string, string]

/** What a browser says on its console of a server that is not there, or that answers wrongly on purpose. */
const expected = [/Failed to load resource/, /net::ERR_/, /answer (404|503)/, /could not be fetched/, /sw\.js/]

/** Each test has a browser and a site of its own. */
async function withSite(
  use: (app: RunningApp & { site: Site }) => Promise<void>,
  city: 'plain' | 'published' = 'published',
): Promise<void> {
  let site: Site | undefined
  const start = async (folders: { root: string; extracts: string }) => {
    site = await startSite(folders)
    return site
  }
  const extracts = join(inject('smallCities'), city)
  await withApp({ extracts, start, context: english, expected }, async app => {
    if (site === undefined) throw new Error('there is no site')
    await use({ ...app, site })
  })
}

/** A page of the app's folder that runs nothing. */
const bare = (page: Page, url: string) => page.goto(`${url}/config.json`)
const frame = (page: Page) => page.getByRole('navigation').first()
/** Whether a chunk runs that the page has not loaded yet. By a script element: the test runner rewrites `import()`. */
const imports = (page: Page, path: string) =>
  page.evaluate(
    file =>
      new Promise<boolean>(resolve => {
        const script = document.createElement('script')
        script.type = 'module'
        script.src = new URL(file, location.href).href
        script.onload = () => resolve(true)
        script.onerror = () => resolve(false)
        document.head.append(script)
      }),
    path,
  )
const nonceOf = (page: Page) => page.locator('meta[name="csp-nonce"]').getAttribute('content')
const buildOf = (page: Page) => page.locator('#root').getAttribute('data-build')
const troubled = (site: Site, trouble: Trouble, pattern: RegExp) => {
  site.trouble = path => (pattern.test(path) ? trouble : null)
}

describe('the app, kept', () => {
  it('is kept by nobody who did not ask for it', () =>
    withSite(async ({ page, url, site }) => {
      await page.goto(`${url}/#/overview`)
      await frame(page).waitFor()
      expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0)
      expect(site.asked).not.toContain('sw.js')
    }))

  it('is the whole build and nothing else, file by file as it was built', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      expect(await register(page)).toEqual({ state: 'activated', faults: [] })
      const list = appFiles(distFolder)
      const [cache, ...others] = await kept(page)
      expect(others).toEqual([])
      expect(cache?.name).toContain(list.version)
      const files = cache?.files.filter(({ path }) => path !== '.whole') ?? []
      expect(files).toEqual(list.files.map(({ path, hash }) => ({ path, said: hash, is: hash })))
      expect((await standing(page)).whole?.bytes).toBe(bytesOf(list.files))
      expect(site.asked.filter(path => path.startsWith('data/'))).toEqual([])
      // What the page says before it has a list.
      expect(bytesOf(list.files) / aboutBytes.kept).toBeGreaterThan(0.9)
      expect(bytesOf(list.files) / aboutBytes.kept).toBeLessThan(1.1)
      const packed = list.files.map(({ path, bytes }) => {
        const twin = join(distFolder, `${path}.br`)
        return existsSync(twin) ? statSync(twin).size : bytes
      })
      const fetched = packed.reduce((sum, bytes) => sum + bytes, 0)
      expect(fetched / aboutBytes.fetched).toBeGreaterThan(0.9)
      expect(fetched / aboutBytes.fetched).toBeLessThan(1.1)
    }))

  it('opens without a server, with chunks that were never loaded, the engine and a nonce of its own', () =>
    withSite(async ({ page, url, site, problems }) => {
      await bare(page, url)
      await register(page)
      await site.cut()
      const nonces: (string | null)[] = []
      for (const _ of [1, 2]) {
        await page.goto(`${url}/#/plan/verify`)
        await page.reload()
        await frame(page).waitFor()
        await page.getByText('Choose the three files').first().waitFor()
        nonces.push(await nonceOf(page))
      }
      expect(new Set(nonces).size).toBe(2)
      expect(nonces.join()).toMatch(/^[0-9a-f]{32},[0-9a-f]{32}$/)
      expect(await imports(page, lazy)).toBe(true)
      const compiled = await page.evaluate(
        file => WebAssembly.compileStreaming(fetch(file)).then(module => WebAssembly.Module.exports(module).length),
        engine,
      )
      expect(compiled).toBeGreaterThan(10)
      const worker = await page.evaluate(
        file =>
          new Promise<string>(resolve => {
            const started = new Worker(file)
            started.onerror = event => resolve(`failed: ${event.message}`)
            setTimeout(() => resolve('runs'), 500)
          }),
        engineWorker,
      )
      expect(worker).toBe('runs')
      // Extracts are not kept, and fail at once.
      const data = await page.evaluate(() => fetch('./data/catalog.json').then(String, () => 'failed'))
      expect(data).toBe('failed')
      expect(problems.filter(text => text.includes('policy violation'))).toEqual([])
    }))

  it('has all that loads and answers, before a network that sends a sign-in page for everything but extracts', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      await register(page)
      site.asked = []
      site.trouble = path => (path.startsWith('data/') ? null : path.startsWith('assets/') ? 'html' : 'cut')
      await page.goto(`${url}/#/overview`)
      await ready(page)
      expect(site.asked.filter(path => path.startsWith('data/')).length).toBeGreaterThan(2)
      expect(site.asked.filter(path => path.startsWith('assets/'))).toEqual([])
    }, 'plain'))

  it('opens within seconds where the server takes a request and says nothing', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      await register(page)
      troubled(site, 'hang', /^$|^index\.html$|^supported\.js$|^config\.json$/)
      const began = Date.now()
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
      expect(Date.now() - began).toBeGreaterThan(2_500)
      expect(Date.now() - began).toBeLessThan(20_000)
    }))

  it('takes the network’s page where there is one, and no asset twice', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      await register(page)
      site.asked = []
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
      expect(site.asked).toContain('')
      expect(site.asked.filter(path => path.startsWith('assets/'))).toEqual([])
      // Base64 is the server's, hex would be the worker's.
      expect(await nonceOf(page)).toMatch(/^[\w-]{22}$/)
    }))
})

describe('what cannot be kept', () => {
  it('a page that came in place of a file is refused, and nothing counts as kept', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      troubled(site, 'html', /^assets\/SqlPage/)
      const { state, faults } = await register(page)
      expect(state).toBe('redundant')
      expect(faults).toEqual([{ kind: 'server', file: lazy, detail: 'text/html' }])
      const all = (await kept(page)).flatMap(({ files }) => files)
      expect(all.filter(({ path }) => path === lazy || path === '.whole')).toEqual([])
      expect(all.filter(({ said, is }) => said !== is)).toEqual([])
    }))

  it('a download that was cut goes on next time, without what is there', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      troubled(site, 'cut', /^assets\/SqlPage/)
      const first = await register(page)
      expect([first.state, first.faults[0]?.kind, first.faults[0]?.file]).toEqual(['redundant', 'network', lazy])
      const there = new Set((await kept(page)).flatMap(({ files }) => files.map(({ path }) => path)))
      expect(there.size).toBeGreaterThan(10)
      site.trouble = () => null
      site.asked = []
      expect((await register(page)).state).toBe('activated')
      expect(site.asked.filter(path => there.has(path))).toEqual([])
      expect(site.asked).toContain(lazy)
      expect((await standing(page)).whole).not.toBeNull()
    }))

  it('where there is no room, it says so and takes none from others', () =>
    withSite(async ({ page, context, url }) => {
      await bare(page, url)
      const browser = await context.newCDPSession(page)
      await browser.send('Storage.overrideQuotaForOrigin', { origin: url, quotaSize: 20_000_000 })
      const { state, faults } = await register(page)
      expect(state).toBe('redundant')
      expect(faults.map(({ kind }) => kind)).toEqual(['storage'])
      expect(await kept(page)).toEqual([])
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
    }))
})

describe('a later build', () => {
  let later: Awaited<ReturnType<typeof laterBuild>>
  beforeAll(async () => {
    later = await laterBuild()
  })
  afterAll(() => later.remove())

  it('waits until it is asked for, and takes the place of the former one without fetching what is the same', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      await register(page)
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
      await site.serve(later.root)
      site.asked = []
      expect(await update(page)).toEqual({ state: 'installed', faults: [] })
      expect(site.asked.filter(path => path.startsWith('assets/'))).toEqual(['assets/later-0a1b2c3d.js'])
      expect((await kept(page)).length).toBe(2)
      // The page of the former build goes on, without a server.
      await site.cut()
      expect(await imports(page, lazy)).toBe(true)
      expect(await buildOf(page)).toBeNull()
      await page.reload()
      await frame(page).waitFor()
      expect(await buildOf(page)).toBeNull()
      await page.evaluate(
        () =>
          new Promise<void>(resolve => {
            navigator.serviceWorker.addEventListener('controllerchange', () => resolve(), { once: true })
            void navigator.serviceWorker
              .getRegistration()
              .then(registration => registration?.waiting?.postMessage({ kind: 'take-over' }))
          }),
      )
      // Still a page of the former build: its files stay.
      expect((await kept(page)).length).toBe(2)
      await page.reload()
      await frame(page).waitFor()
      expect(await buildOf(page)).toBe('later')
      await until(async () => {
        await standing(page)
        return (await kept(page)).length === 1
      })
      expect((await kept(page))[0]?.name).toContain(appFiles(later.root).version)
    }))

  it('that does not come whole leaves the former one, which opens on a weak signal too', () =>
    withSite(async ({ page, url, site }) => {
      await bare(page, url)
      await register(page)
      await site.serve(later.root)
      troubled(site, 'missing', /^assets\/later/)
      const { state, faults } = await update(page)
      expect([state, faults]).toEqual([
        'redundant',
        [{ kind: 'server', file: 'assets/later-0a1b2c3d.js', detail: '404' }],
      ])
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
      expect(await buildOf(page)).toBeNull()
      expect((await standing(page)).whole).not.toBeNull()
      // And comes by itself at a later visit.
      site.trouble = () => null
      expect((await update(page)).state).toBe('installed')
    }))

  it('for which there is no room leaves the former one', () =>
    withSite(async ({ page, context, url, site }) => {
      await bare(page, url)
      await register(page)
      await site.serve(later.root)
      const browser = await context.newCDPSession(page)
      await browser.send('Storage.overrideQuotaForOrigin', { origin: url, quotaSize: 60_000_000 })
      const { state, faults } = await update(page)
      expect([state, faults.map(({ kind }) => kind)]).toEqual(['redundant', ['storage']])
      expect((await kept(page)).length).toBe(1)
      await site.cut()
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
    }))
})

describe('on plain HTTP with a host name', () => {
  it('there is no service worker', () => {
    const extracts = join(inject('smallCities'), 'published')
    return withApp({ hostname: 'supervision.test', extracts, context: english }, async ({ page, url }) => {
      await page.goto(`${url}/#/plan/verify`)
      await frame(page).waitFor()
      expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([false, false])
    })
  })
})
