import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { type RunningServer, startServer } from '../../src/cli/server'
import type { RoundFile } from '../../src/round/round'
import { roundOf, stopOf } from '../round/rounds'
import { withApp } from './app'
import { addChain, chainName } from './chain'
import { bringIn, type Dropped, downloaded, openExtracts, overview } from './importing'
import { english, figures, leftovers, settled, speak, themed, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'
import { violations } from './violations'

const extracts = join(scratchFolder('round'), 'city')
let region = ''
beforeAll(async () => {
  makeSmallCity(extracts)
  await addChain(extracts)
  const regions = JSON.parse(readFileSync(join(extracts, 'subdistricts.geojson'), 'utf8'))
  region = regions.features[0].properties.code
})

/** Visits to branches of the chain, on two days. */
const roundFile = (more: Partial<RoundFile> = {}): RoundFile =>
  roundOf({
    stops: [1, 2, 3].map(n => {
      const stop = stopOf(n, { day: n < 3 ? '2025-06-26' : '2025-06-27', place: n < 3 ? n : 1 })
      const name = `${chainName} 0${n} of the long name`
      return { ...stop, business: { ...stop.business, code: `CH0${n}`, name, region, regionName: null, lon: null } }
    }),
    ...more,
  })
const fileOf = (value: unknown, name = 'round.json') => ({
  name,
  mimeType: 'application/json',
  buffer: Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)),
})

const phone = { ...english, viewport: { width: 390, height: 844 } }
let server: RunningServer | null = null
const app = sharedApp(() => ({
  extracts,
  context: phone,
  // What a cut network says on the console.
  expected: [/ERR_|Failed to (load|fetch)|NetworkError/],
  start: async folders => {
    const running = await startServer(folders)
    server = running
    return { ...running, close: async () => (server === null ? undefined : running.close()) }
  },
}))
const button = (page: Page, name: string | RegExp): Locator =>
  typeof name === 'string' ? page.getByRole('button', { name, exact: true }) : page.getByRole('button', { name })
const cards = (page: Page): Locator => page.locator('.round-card')
const take = (page: Page, value: unknown, name?: string): Promise<void> =>
  page.locator('.round-open input[type="file"]').setInputFiles(fileOf(value, name))
const beyond = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
const openRound = async (page: Page, url: string): Promise<void> => {
  await page.goto(`${url}/#/round`)
  await page.locator('.round').waitFor()
}

describe('a round on a phone', () => {
  const sent: Dropped[] = []

  it('says what it needs before there is one, and refuses what is none', async () => {
    const { page, url, requests } = app()
    await openRound(page, url)
    await page.getByRole('heading', { name: 'Inspection round' }).waitFor()
    await page.locator('[data-offline="none"]').waitFor()
    expect(await leftovers(page)).toEqual([])
    expect(await violations(page)).toEqual([])
    await take(page, '{"format":"other"}', 'other.json')
    await page.getByText('“other.json” was not taken').waitFor()
    expect(await page.locator('.ui-error-detail').innerText()).toContain('"format"')
    // A phone on its round has no use for the extracts of a city.
    expect(requests.filter(({ url: asked }) => /\.parquet|duckdb/.test(asked))).toEqual([])
  })

  it('shows the visits of the day in their order, and fits', async () => {
    const { page } = app()
    await take(page, roundFile())
    await page.getByText('The round is kept on this device.').waitFor()
    expect(await page.locator('.round-head').innerText()).toContain('四季度')
    expect(await cards(page).count()).toBe(1)
    await page.getByLabel('Day', { exact: true }).selectOption('2025-06-26')
    expect(await page.locator('.round-card-what strong').allInnerTexts()).toEqual(
      [1, 2].map(n => `${chainName} 0${n} of the long name`),
    )
    expect(await cards(page).first().innerText()).toContain('to do')
    for (const language of ['zh', 'en'] as const) {
      await speak(page, language)
      for (const theme of ['dark', 'light'] as const) {
        await themed(page, theme)
        expect(await beyond(page)).toBe(0)
        expect(await violations(page)).toEqual([])
      }
    }
  })

  it('is kept whole when asked, and works with the server gone', async () => {
    const { page } = app()
    await button(page, 'Keep on this phone').click()
    await page.locator('[data-offline="kept"]').waitFor({ timeout: 90_000 })
    await server?.close()
    server = null
    await page.reload()
    await page.getByLabel('Day', { exact: true }).waitFor()
    await page.getByLabel('Day', { exact: true }).selectOption('2025-06-26')
    await cards(page).first().click()
    await page.getByRole('heading', { name: `${chainName} 01 of the long name` }).waitFor()
    await page.locator('.ui-segmented label', { hasText: 'Business' }).click()
    expect(await page.locator('.round-file').innerText()).toContain('Inspections (1)')
    await page.locator('.ui-segmented label', { hasText: 'Record' }).click()
  })

  it('keeps what is written over a reload, and says what a finished visit lacks', async () => {
    const { page } = app()
    await page.locator('.round-results label', { hasText: /^Problem$/ }).click()
    await page.getByLabel('Finding 1', { exact: true }).fill('Grease on the hood')
    await button(page, 'Another finding').click()
    await page.getByLabel('Finding 2', { exact: true }).fill('=cmd|calc')
    await page.getByLabel('Day', { exact: true }).fill('2025-06-26')
    await page
      .locator('.round-photos input[type="file"]')
      .setInputFiles([{ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('x') }])
    await page.getByText('IMG_0001.jpg').waitFor()
    await page.getByLabel('Rectify by').fill('2025-06-25')
    await settled(page)
    expect(await beyond(page)).toBe(0)
    expect(await violations(page)).toEqual([])
    await page.locator('.round[data-kept="true"]').waitFor()
    await page.reload()
    expect(await page.getByLabel('Finding 2', { exact: true }).inputValue()).toBe('=cmd|calc')
    expect(await page.getByLabel('Day', { exact: true }).inputValue()).toBe('2025-06-26')
    await button(page, 'Finish this visit').click()
    expect(await page.locator('.round-problems li').allInnerTexts()).toEqual([
      'Say when you came.',
      'Say when you left.',
      'The term to rectify ends before the visit: correct one of the days.',
    ])
    await page.getByLabel('Time in').fill('09:00')
    await page.getByLabel('Time out').fill('09:45')
    await page.getByLabel('Rectify by').fill('2025-07-10')
    await button(page, 'Finish this visit').click()
    await page.getByText('1 finished, 1 of them not sent yet.').waitFor()
  })

  it('gives its results as Parquet and JSON, still without a network', async () => {
    const { page } = app()
    for (const format of ['Parquet', 'JSON']) {
      sent.push(await downloaded(page, () => button(page, `Save ${format}`).click()))
      await page.getByText(/All 1 finished visits are in a file/).waitFor()
    }
    expect(sent.map(({ name }) => name)).toEqual(['四季度 王明 results.parquet', '四季度 王明 results.json'])
    const json = JSON.parse(Buffer.from(sent[1]!.bytes).toString('utf8'))
    expect(json.rows).toEqual([
      expect.objectContaining({
        inspection_id: 'p1-1',
        inspected_on: '2025-06-26',
        started_at: '2025-06-26T09:00:00',
        result: 'problem',
        item_name: 'Grease on the hood | =cmd|calc',
        rectify_due_on: '2025-07-10',
        photo_names: 'IMG_0001.jpg',
        entity_code: 'CH01',
      }),
    ])
    // The page was left open for a day: it is still there.
    await page.reload()
    await page.getByText(/All 1 finished visits are in a file/).waitFor()
  })

  it('shows what a colleague wrote otherwise, until one of both is chosen', async () => {
    const { page } = app()
    const json = JSON.parse(Buffer.from(sent[1]!.bytes).toString('utf8'))
    json.visits['p1-1'].entry.finished = '10:15'
    json.visits['p1-2'] = json.visits['p1-1']
    await take(page, json, 'colleague.json')
    await page.getByText('A colleague’s results: 1 taken, 0 the same, 1 different').waitFor()
    await page.getByText('1 visits have two different records').waitFor()
    await page.getByLabel('Day', { exact: true }).selectOption('2025-06-26')
    await cards(page).first().click()
    const other = page.locator('.round-other')
    expect(await other.locator('tbody tr').allInnerTexts()).toEqual([expect.stringMatching(/Time out\s+09:45\s+10:15/)])
    expect(await violations(page)).toEqual([])
    await button(page, 'Keep the other one').click()
    await other.waitFor({ state: 'detached' })
    await page.getByText('This visit is finished').waitFor()
    await button(page, /^← /).click()
    await page.getByText('2 finished, 2 of them not sent yet.').waitFor()
  })

  it('says that the storage is full, keeps what was written on the page, and keeps it once there is room', async () => {
    const { page } = app()
    // Chromium counts writes of a few bytes against a quota only after some time: this is the error that it gives then.
    await page.evaluate(() => {
      Object.assign(window, { put: IDBObjectStore.prototype.put })
      IDBObjectStore.prototype.put = () => {
        throw new DOMException('The quota has been exceeded.', 'QuotaExceededError')
      }
    })
    await page.getByLabel('Day', { exact: true }).selectOption('2025-06-27')
    await cards(page).first().click()
    await page.getByLabel('Note').fill('Written where there is no room')
    await page.getByText('Something is not kept on this device').waitFor()
    expect(await page.locator('.ui-error').innerText()).toContain('Its storage is full')
    expect(await page.getByLabel('Note').inputValue()).toBe('Written where there is no room')
    await page.evaluate(() => {
      IDBObjectStore.prototype.put = (window as unknown as { put: typeof IDBObjectStore.prototype.put }).put
    })
    await button(page, 'Try again').click()
    await page.locator('.ui-error').waitFor({ state: 'detached' })
    await page.reload()
    expect(await page.getByLabel('Note').inputValue()).toBe('Written where there is no room')
    await button(page, /^← /).click()
  })

  it('is removed only when asked twice, saying what was not sent', async () => {
    const { page } = app()
    await button(page, 'Remove this round from the device').click()
    await page.getByRole('dialog').getByText('2 of them are finished and not sent yet').waitFor()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove', exact: true }).click()
    await page.getByRole('heading', { name: 'Inspection round' }).waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Inspection round' }).waitFor()
  })

  it('comes in at the office as inspections, mapped by itself', async () => {
    await withApp({ extracts, context: english }, async ({ page, url }) => {
      await overview(page, url)
      const before = await figures(page)
      await openExtracts(page, url)
      await bringIn(page, sent.slice(0, 1))
      await overview(page, url)
      expect((await figures(page)).inspections).toBe((before.inspections ?? 0) + 1)
    })
  })
})

describe('a round that lies beside the app', () => {
  const beside = sharedApp({ context: phone, expected: [/answer 404/, /404/] })

  it('is opened by a link of the office, and says where it is not there', async () => {
    const { page, url } = beside()
    await page.route('**/rounds/wang.json', route =>
      route.fulfill({ contentType: 'application/json', body: JSON.stringify(roundFile()) }),
    )
    await page.goto(`${url}/#/round?from=rounds/none.json`)
    await page.getByText('“rounds/none.json” was not taken').waitFor()
    await page.goto(`${url}/#/round?from=rounds/wang.json`)
    await page.locator('.round-card').first().waitFor()
    await until(async () => !page.url().includes('from='))
    await page.goto(`${url}/#/round?from=${encodeURIComponent('https://elsewhere.test/r.json')}`)
    await page.getByText('is not in the folder of this app').waitFor()
  })
})

describe('a round on plain HTTP', () => {
  const plain = sharedApp({ context: phone, hostname: 'supervision.test' })

  it('says what the phone needs, and keeps what is written all the same', async () => {
    const { page, url } = plain()
    await openRound(page, url)
    await page.locator('[data-offline="insecure"]').waitFor()
    expect(await page.locator('.round-offline').innerText()).toContain('https://')
    await take(page, roundFile())
    await page.locator('.round-card').first().click()
    await page.getByLabel('Note').fill('Kept without HTTPS')
    await page.locator('.round[data-kept="true"]').waitFor()
    await page.reload()
    await page.getByLabel('Note').waitFor()
    expect(await page.getByLabel('Note').inputValue()).toBe('Kept without HTTPS')
    expect(await leftovers(page)).toEqual([])
  })
})
