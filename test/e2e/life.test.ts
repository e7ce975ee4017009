import { request as ask, createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../src/cli/server'
import { withApp } from './app'
import { card, english, figures, hashOf, leftovers, numberOf, ranked, ready, tableOf, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makePublishedCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('life'), 'city')
beforeAll(() => {
  makePublishedCity(extracts)
})

const app = sharedApp({
  extracts,
  context: english,
  expected: [/\b503\b/],
})

/** A page of its own whose workers are within reach of the test, in `workers`, by their names. */
async function newPage(): Promise<Page> {
  const page = await app().context.newPage()
  await page.addInitScript(() => {
    const started: { name: string; worker: Worker }[] = []
    Object.assign(window, { workers: started })
    window.Worker = class extends Worker {
      constructor(url: string | URL, options?: WorkerOptions) {
        super(url, options)
        started.push({ name: options?.name ?? '', worker: this })
      }
    }
  })
  return page
}

type WithWorkers = typeof window & { workers: { name: string; worker: Worker }[] }

/** Chooses an area and ends the engine's worker before it can answer; `loudly` as a browser does that ran out of memory. */
const killDuring = (page: Page, key: string, loudly: boolean) =>
  page.evaluate(
    ([area, loud]) => {
      const { worker } = (window as WithWorkers).workers.filter(each => each.name === 'duckdb').at(-1)!
      document.querySelector<HTMLElement>(`[data-chart="regions"] tr[data-key="${area}"]`)?.click()
      worker.terminate()
      if (loud) worker.dispatchEvent(new ErrorEvent('error', { message: 'out of memory' }))
    },
    [key, loudly] as const,
  )
const engines = (page: Page) =>
  page.evaluate(() => (window as WithWorkers).workers.filter(each => each.name === 'duckdb').length)
const areas = (page: Page): Promise<string[]> =>
  card(page, 'regions')
    .locator('tr[data-key]')
    .evaluateAll(rows => rows.map(row => row.getAttribute('data-key') ?? '').filter(key => !key.startsWith('~')))
const alerts = (page: Page) => page.getByRole('region', { name: 'Notices' }).getByRole('alert')

/** What the regions' own question says of an area has to be what the tiles say under that filter. */
async function expectArea(page: Page, key: string): Promise<void> {
  const [area] = (await tableOf(card(page, 'regions'))).filter(row => row.Code === key)
  const { critical_rate } = await figures(page)
  expect(critical_rate).toBeCloseTo(numberOf(area?.Critical) / numberOf(area?.['Took place']), 12)
}

describe('an engine that dies', () => {
  let page: Page
  beforeEach(async () => {
    page = await newPage()
    return () => page.close()
  })

  it('under a question is started and filled again, and the question answered', async () => {
    await page.goto(`${app().url}/#/overview`)
    await ready(page)
    const [first = '', second = ''] = await areas(page)
    await killDuring(page, first, true)
    await ready(page)
    expect(await engines(page)).toBe(2)
    expect(hashOf(page)).toContain(first)
    await expectArea(page, first)
    await ranked(page, 'regions', second).click()
    await page.waitForURL(address => address.href.includes(second))
    await ready(page)
    await expectArea(page, second)
    expect(await alerts(page).count()).toBe(0)
  })

  it('without a word is noticed by its silence', async () => {
    await page.clock.install()
    await page.goto(`${app().url}/#/overview`)
    await ready(page)
    const [first = ''] = await areas(page)
    await killDuring(page, first, false)
    await page.waitForTimeout(300)
    expect(await engines(page)).toBe(1)
    expect(await tile(page, 'inspections').getAttribute('aria-busy')).toBe('true')
    // Ten seconds where the click has cancelled a question, else two minutes. The clock must not run far beyond: the next
    // engine has a minute of it to open.
    await page.clock.runFor(11_000)
    if ((await engines(page)) === 1) await page.clock.runFor(119_000)
    await ready(page)
    expect(await engines(page)).toBe(2)
    await expectArea(page, first)
  })
})

describe('loading', () => {
  it.each([
    ['published tables', 'tables.bin', /tables\.bin/],
    ['extracts', 'complaints.parquet', /inspections\.parquet|permits\.parquet/],
  ])('of %s tells where it is, can be cancelled and taken up again', async (_, last, names) => {
    const page = await newPage()
    if (last !== 'tables.bin') {
      await page.route('**/catalog.json', async route => {
        const response = await route.fetch()
        const { tables: _tables, ...catalogue } = (await response.json()) as Record<string, unknown>
        await route.fulfill({ response, json: catalogue })
      })
    }
    let release: () => void = () => {}
    const held = new Promise<void>(resolve => {
      release = resolve
    })
    await page.route(`**/${last}`, async route => {
      await held
      await route.continue().catch(() => undefined)
    })
    await page.goto(`${app().url}/#/overview`)
    const notices = page.getByRole('region', { name: 'Notices' })
    await notices.getByRole('progressbar').waitFor({ timeout: 60_000 })
    await until(async () => names.test(await notices.innerText()))
    expect(await notices.innerText()).toMatch(/Fetching|Loading|Checking/)
    expect(await notices.innerText()).toMatch(/\d+%/)
    const early = await figures(page)
    await notices.getByRole('button', { name: 'Cancel' }).click()
    await notices.getByText('Loading was cancelled').waitFor()
    // The published answers stay, and nothing says that they are live.
    expect(await figures(page)).toEqual(early)
    expect(await page.evaluate(() => document.documentElement.dataset.ready)).toBeUndefined()
    release()
    await notices.getByRole('button', { name: 'Try again' }).click()
    await ready(page)
    expect(await figures(page)).toEqual(early)
    expect(await alerts(page).count()).toBe(0)
    await page.close()
  })

  it('that fails since the engine cannot be had says so, and works at another try', async () => {
    const page = await newPage()
    await page.route(/duckdb-eh.*\.wasm$/, route => route.fulfill({ status: 503 }))
    await page.goto(`${app().url}/#/overview?categories=食品安全`)
    await alerts(page).first().waitFor()
    expect(await alerts(page).first().innerText()).toMatch(/Something failed.*503/s)
    expect(await leftovers(page)).toEqual([])
    await page.unroute(/duckdb-eh.*\.wasm$/)
    // And when the catalogue fails at the other try, that is what is said; the one from before is not taken for it.
    await page.route('**/catalog.json', route => route.fulfill({ status: 503 }))
    await alerts(page).getByRole('button', { name: 'Try again' }).click()
    await alerts(page).getByText('catalog.json').waitFor()
    await page.waitForTimeout(500)
    expect(await page.getByRole('progressbar').count()).toBe(0)
    await page.unroute('**/catalog.json')
    await alerts(page).getByRole('button', { name: 'Try again' }).click()
    await ready(page)
    expect((await figures(page)).complaints).toBeGreaterThan(0)
    expect(await alerts(page).count()).toBe(0)
    await page.close()
  })
})

/** How a server ends the engine's file in the middle; null sends all of it. */
type Ending = 'cut' | 'short' | null

/** The server of `npm start` behind one that can break off the engine's download. */
async function startBreaking(
  folders: { root: string; extracts: string },
  ending: () => Ending,
): Promise<RunningServer> {
  const behind = await startServer(folders)
  const server = createServer((request, response) => {
    const { method, url, headers } = request
    const onward = ask(new URL(url ?? '/', behind.url), { method, headers }, (answer: IncomingMessage) => {
      const kind = method === 'GET' && /duckdb-eh.*\.wasm$/.test(url ?? '') ? ending() : null
      const { 'content-length': _, ...others } = answer.headers
      // A short file without a length looks whole to the browser, which would keep it.
      const short = { ...others, 'cache-control': 'no-store' }
      response.writeHead(answer.statusCode ?? 500, kind === 'short' ? short : answer.headers)
      if (kind === null) return void answer.pipe(response)
      let sent = 0
      answer.on('data', (piece: Buffer) => {
        if (sent > 1e6) return
        sent += piece.length
        response.write(piece)
        if (sent > 1e6) setTimeout(() => (kind === 'cut' ? response.destroy() : response.end()), 100)
      })
    })
    onward.end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    close: async () => {
      server.closeAllConnections()
      await new Promise(resolve => server.close(resolve))
      await behind.close()
    },
  }
}

describe("the engine's download", () => {
  it.each(['cut', 'short'] as const)('that is %s is told within seconds, and works at another try', async kind => {
    let ending: Ending = kind
    const start: typeof startServer = folders => startBreaking(folders, () => ending)
    // A worker's error has no words of its own in the page.
    const expected = [/^page error: $/, /duckdb|wasm/i, /ERR_(CONTENT|INCOMPLETE|CONNECTION|HTTP)/]
    await withApp({ extracts, start, context: english, expected }, async ({ page, url }) => {
      await page.goto(`${url}/#/overview`)
      await alerts(page).first().waitFor({ timeout: 10_000 })
      expect(await alerts(page).first().innerText()).toMatch(/could not be loaded .*duckdb-eh.*\.wasm.*Try again/s)
      ending = null
      await alerts(page).getByRole('button', { name: 'Try again' }).click()
      await ready(page)
      expect(await alerts(page).count()).toBe(0)
    })
  })
})

describe('many clicks', () => {
  it('end with the figures of the last one', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/overview`)
    await ready(page)
    const keys = await areas(page)
    const clicks = Array.from({ length: 30 }, (_, i) => keys[(i * 5) % keys.length] ?? '')
    // As fast as a hand on a touch screen, and each before the answer to the one before.
    const last = await page.evaluate(async wanted => {
      let clicked = ''
      for (const key of wanted) {
        const row = document.querySelector<HTMLElement>(`[data-chart="regions"] tr[data-key="${key}"]`)
        if (row?.getAttribute('aria-selected') === 'true') continue
        row?.click()
        clicked = key
        await new Promise(resolve => setTimeout(resolve, 20))
      }
      return clicked
    }, clicks)
    await ready(page)
    expect(hashOf(page)).toBe(`#/overview?regions=${last}`)
    await expectArea(page, last)
    // Nothing older arrives afterwards.
    const settled = await figures(page)
    await page.waitForTimeout(1000)
    expect(await figures(page)).toEqual(settled)
    for (let i = 0; i < 5; i++) await page.goBack()
    await ready(page)
    const [, now = ''] = /regions=(.*)/.exec(hashOf(page)) ?? []
    await expectArea(page, now)
  })
})
