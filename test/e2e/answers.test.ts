import { copyFileSync, cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { choose, english, figures, ranked, ready, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makePublishedCity, scratchFolder } from './smallCity'

const scratch = scratchFolder('answers')
/** A city with its published answers; tests change copies of it. */
const city = join(scratch, 'city')
/** What the server shows: one folder for each test below, at `?catalog=data/NAME/`. */
const served = join(scratch, 'served')
const folder = (name: string): string => join(served, name)

beforeAll(() => {
  makePublishedCity(city)
  for (const name of ['published', 'kept', 'watched', 'broken']) cpSync(city, folder(name), { recursive: true })
  // The second visit is to a folder that never had answers beside it.
  change('kept', catalogue => delete catalogue.answers)
  rmSync(join(folder('kept'), 'answers.json'))
  // The page asks for the usual catalogue ahead of everything.
  copyFileSync(join(city, 'catalog.json'), join(served, 'catalog.json'))
  writeFileSync(join(folder('broken'), 'answers.json'), readFileSync(join(city, 'answers.json'), 'utf8').slice(0, 5000))
})

function change(name: string, edit: (catalogue: Record<string, unknown>) => void): void {
  const file = join(folder(name), 'catalog.json')
  const catalogue = JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>
  edit(catalogue)
  writeFileSync(file, JSON.stringify(catalogue))
}

/** Another target: another version, since figures compare with it. */
function changeTargets(name: string, atMost: number): void {
  const file = join(folder(name), 'targets.json')
  const targets = JSON.parse(readFileSync(file, 'utf8')) as { figures: Record<string, unknown> }
  writeFileSync(file, JSON.stringify({ ...targets, figures: { ...targets.figures, critical_rate: { atMost } } }))
}

/** Holds the engine back until the returned function is called. */
const holdEngine = (context: BrowserContext) => hold(context, /duckdb-eh.*\.wasm$/)

/** Holds files back until the returned function is called. */
async function hold(context: BrowserContext, files: RegExp): Promise<() => Promise<void>> {
  let release: () => void = () => {}
  const held = new Promise<void>(resolve => {
    release = resolve
  })
  await context.route(files, async route => {
    if (route.request().method() === 'GET') await held
    await route.continue().catch(() => undefined)
  })
  return async () => {
    release()
    await context.unroute(files, undefined)
  }
}

const app = sharedApp({ extracts: served, context: english })
const at = (name: string) => `${app().url}/?catalog=data/${name}/#/overview`
/** A visit of its own: the same address once more would only be a step within the page. */
async function visit(name: string): Promise<void> {
  await app().page.goto('about:blank')
  await app().page.goto(at(name))
}
const isReady = () => app().page.evaluate(() => document.documentElement.dataset.ready === 'true')
const notices = () => app().page.getByRole('region', { name: 'Notices' })
/** Until the engine's bytes are asked for: everything that comes before it is done. */
const engineAsked = (before: number) =>
  until(
    async () =>
      app()
        .requests.slice(before)
        .some(request => /duckdb-eh.*wasm$/.test(request.url)),
    60_000,
  )

describe('published answers', () => {
  it('are on screen while the engine is on its way, and say so', async () => {
    const { page, context, requests } = app()
    const release = await holdEngine(context)
    const before = requests.length
    await visit('published')
    await page.locator('[data-kpi="complaints"][data-value]:not([data-value=""])').waitFor({ timeout: 60_000 })
    await engineAsked(before)
    const early = await figures(page)
    for (const [key, value] of Object.entries(early)) expect(value, key).toBeGreaterThan(0)
    await notices()
      .getByText(/Answers as published \(version [0-9a-f]{7}\), going live/)
      .waitFor()
    expect(await tile(page, 'complaints').getAttribute('data-live')).toBe('false')
    expect(await page.locator('[data-chart="regions"] tr[data-key]').count()).toBeGreaterThan(10)
    expect(await isReady()).toBe(false)
    await page.waitForTimeout(300)
    expect(await isReady()).toBe(false)

    // A filter has no published answer: it waits for the engine, and nothing else is taken for its answer.
    const key = (await page.locator('[data-chart="regions"] tr[data-key]').first().getAttribute('data-key')) ?? ''
    await ranked(page, 'regions', key).click()
    await page.waitForURL(/regions=/)
    expect(await isReady()).toBe(false)
    await page.goBack()
    await release()
    await ready(page)
    expect(await figures(page)).toEqual(early)
    expect(await tile(page, 'complaints').getAttribute('data-live')).toBe('true')
    expect(await page.getByText('Answers as published').count()).toBe(0)
  })

  it('are drawn without ECharts, which comes where somebody points, and everywhere once the page is live', async () => {
    const { page, context, requests } = app()
    const [releaseCharts, releaseEngine] = [await hold(context, /echartsRuntime/), await holdEngine(context)]
    const before = requests.length
    const fetched = (): boolean => requests.slice(before).some(({ url }) => url.includes('echartsRuntime'))
    const ids = ['map', 'trend-complaints', 'trend-inspections', 'trend-problem-rate', 'trend-permits']
    const drawing = (id: string) => page.locator(`[data-chart="${id}"] .ui-drawing`)
    await page.mouse.move(1, 1)
    await visit('published')
    for (const id of ids) await drawing(id).locator('.ui-sketch path').first().waitFor({ timeout: 60_000 })
    expect(fetched()).toBe(false)
    expect(await drawing('map').locator('.ui-sketch path').count()).toBeGreaterThan(10)
    expect(await drawing('trend-complaints').locator('.ui-sketch text').allTextContents()).toContain('0')

    await drawing('map').hover()
    await until(async () => fetched())
    expect(await page.locator('.ui-drawing canvas').count()).toBe(0)
    await releaseCharts()
    await drawing('map').locator('canvas').first().waitFor()
    expect(await drawing('map').locator('.ui-sketch').count()).toBe(0)
    expect(await drawing('trend-permits').locator('.ui-sketch').count()).toBe(1)
    // Who asks for a picture need not wait for the page.
    const coming = page.waitForEvent('download')
    await choose(page.locator('[data-chart="trend-permits"]'), 'Export picture (PNG)')
    expect((await readFile(await (await coming).path())).length).toBeGreaterThan(4000)

    await releaseEngine()
    await ready(page)
    for (const id of ids) await drawing(id).locator('canvas').first().waitFor()
    expect(await page.locator('.ui-sketch').count()).toBe(0)
  })

  it('that are broken are left aside', async () => {
    const { page } = app()
    await visit('broken')
    await ready(page)
    const live = await figures(page)
    await visit('published')
    await ready(page)
    expect(await figures(page)).toEqual(live)
  })

  it('of another version are never shown', async () => {
    const { page, context, requests } = app()
    changeTargets('published', 0.5)
    const release = await holdEngine(context)
    const before = requests.length
    await visit('published')
    await engineAsked(before)
    await page.waitForTimeout(500)
    expect(await page.locator('[data-kpi][data-value]:not([data-value=""])').count()).toBe(0)
    expect(await page.getByText('Answers as published').count()).toBe(0)
    await release()
    await ready(page)
    expect(await tile(page, 'critical_rate').innerText()).toContain('≤ 50.0%')
  })
})

describe('answers of an earlier visit', () => {
  it('are on screen at the next one', async () => {
    const { page, context, requests } = app()
    await visit('kept')
    await ready(page)
    const first = await figures(page)
    // They are kept when nothing new came for two seconds and the browser is idle.
    await until(() => keptAnswers(), 20_000)
    const release = await holdEngine(context)
    const before = requests.length
    await page.reload()
    await notices()
      .getByText(/Answers kept from the last visit \(version [0-9a-f]{7}\)/)
      .waitFor({ timeout: 60_000 })
    await engineAsked(before)
    expect(await figures(page)).toEqual(first)
    expect(await isReady()).toBe(false)
    await release()
    await ready(page)
    expect(await figures(page)).toEqual(first)
  })

  it('are not shown once the extracts are others', async () => {
    const { page, context, requests } = app()
    change('kept', catalogue => {
      catalogue.asOf = '2025-05-31'
    })
    const release = await holdEngine(context)
    const before = requests.length
    await page.reload()
    await engineAsked(before)
    await page.waitForTimeout(500)
    expect(await page.locator('[data-kpi][data-value]:not([data-value=""])').count()).toBe(0)
    await release()
    await ready(page)
    expect(await page.getByRole('banner').first().innerText()).toContain('31 May 2025')
  })
})

describe('newer extracts', () => {
  it('are offered to an open page, which stays as it is until they are asked for', async () => {
    const { page } = app()
    await page.clock.install()
    await visit('watched')
    await ready(page)
    const old = await figures(page)
    await page.clock.fastForward('11:00')
    await page.waitForTimeout(500)
    expect(await page.getByText('Newer data is available').count()).toBe(0)
    changeTargets('watched', 0.4)
    copyFileSync(join(city, 'answers.json'), join(folder('watched'), 'answers.json'))
    await page.clock.fastForward('11:00')
    await notices().getByText('Newer data is available').waitFor()
    expect(await figures(page)).toEqual(old)
    expect(await isReady()).toBe(true)
    await page.getByRole('button', { name: 'Load it' }).click()
    await page.getByText('Newer data is available').waitFor({ state: 'detached', timeout: 30_000 })
    await ready(page)
    expect(await tile(page, 'critical_rate').innerText()).toContain('≤ 40.0%')
  })
})

/** Whether the page has kept answers of the catalogue in its database. */
function keptAnswers(): Promise<boolean> {
  return app().page.evaluate(
    () =>
      new Promise<boolean>(resolve => {
        const opening = indexedDB.open('smart-supervision')
        opening.onerror = () => resolve(false)
        opening.onsuccess = () => {
          const database = opening.result
          if (!database.objectStoreNames.contains('kept')) return resolve(false)
          const keys = database.transaction('kept').objectStore('kept').getAllKeys()
          keys.onsuccess = () => {
            database.close()
            resolve(keys.result.some(key => String(key).includes('data/kept/') && String(key).includes('\n')))
          }
        }
      }),
  )
}
