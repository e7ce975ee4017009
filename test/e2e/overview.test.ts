import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { cityFolder } from '../../src/cli/start'
import { type FigureKey, figureKeys } from '../../src/schema'
import { openOverview } from './app'
import {
  card,
  english,
  figures,
  hashOf,
  leftovers,
  numberOf,
  ranked,
  rankedTexts,
  ready,
  route,
  tableOf,
  tile,
} from './reading'
import { sharedApp } from './sharedApp'

const app = sharedApp({ context: english })

describe('the overview of the sample city', () => {
  it('has all figures, each with its change and its course', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/overview', 110_000)
    expect(Object.keys(await figures(page))).toEqual([...figureKeys])
    await page.waitForSelector('[data-kpi="high_risk"][data-live="true"]')
    for (const key of figureKeys) {
      const shown = tile(page, key)
      expect(Number(await shown.getAttribute('data-value')), key).toBeGreaterThan(0)
      expect(await shown.getAttribute('data-live'), key).toBe('true')
      expect(await shown.innerText(), key).toMatch(/vs previous/)
      // Scores of every month would take longer than anyone waits.
      if (key === 'high_risk') expect(await shown.innerText()).toMatch(/of [\d,]+ scored\s+previous period: [\d,]+/)
      else expect(await shown.locator('svg path').first().getAttribute('d'), key).toMatch(/^M/)
    }
    expect(await tile(page, 'critical_rate').innerText()).toMatch(/≤ 10\.0%/)
    expect(await page.title()).toBe('Overview · Yunling')
    expect(await leftovers(page)).toEqual([])
  })

  it('its parts add up to its figures', async () => {
    const { page } = app()
    const { inspections, complaints, critical_rate } = await figures(page)
    const total = (rows: Record<string, string>[], name: string) =>
      rows.reduce((sum, row) => sum + numberOf(row[name]), 0)
    const areas = await tableOf(card(page, 'regions'))
    expect(total(areas, 'Critical') / total(areas, 'Took place')).toBeCloseTo(critical_rate ?? 0, 12)
    expect(total(await tableOf(card(page, 'categories')), 'Complaints')).toBe(complaints)
    expect(total(await tableOf(card(page, 'industries')), 'Inspections')).toBe(inspections)
    expect(total(await tableOf(card(page, 'trend-complaints')), 'Complaints')).toBe(complaints)
    expect(total(await tableOf(card(page, 'trend-inspections')), 'Inspections')).toBe(inspections)
  })

  it('says that it is ready only beside figures of the filters in force', async () => {
    const { page } = app()
    const before = await figures(page)
    const key = await firstKey(card(page, 'regions'))
    const seen = await watchReady(page, 'regions', 'inspections', key)
    const after = await figures(page)
    expect(after.inspections).toBeLessThan(before.inspections ?? 0)
    expect(seen.some(each => each.filtered && !each.ready)).toBe(true)
    const wrong = seen.filter(each => each.ready && each.filtered && each.shown !== String(after.inspections))
    expect(wrong).toEqual([])
    const [area] = (await tableOf(card(page, 'regions'))).filter(row => row.Code === key)
    expect(numberOf(area?.Critical) / numberOf(area?.['Took place'])).toBeCloseTo(after.critical_rate ?? 0, 12)

    await page.goBack()
    await ready(page)
    expect(await figures(page)).toEqual(before)
  })

  it.each([
    ['regions', 'inspections'],
    ['categories', 'complaints'],
    ['industries', 'inspections'],
  ] as const)('has the answers of one of the %s that was pointed at before it is chosen', async (list, figure) => {
    const { page } = app()
    const before = await figures(page)
    const row = card(page, list).locator('tr[data-key]:not([data-key^="~"])').last()
    await row.scrollIntoViewIfNeeded()
    await row.hover()
    await page.waitForTimeout(3_000)
    const seen = await watchReady(page, list, figure, await row.getAttribute('data-key'))
    const after = await figures(page)
    expect(after[figure]).toBeLessThan(before[figure] ?? 0)
    expect(seen.filter(each => !each.ready)).toEqual([])
    expect(seen.filter(each => each.filtered).map(each => each.shown)).toEqual([String(after[figure])])
    await page.goBack()
    await ready(page)
    expect(await figures(page)).toEqual(before)
  })

  it('draws the map as areas, hexagons and points by every measure', async () => {
    const { page } = app()
    const map = card(page, 'map')
    const titles = new Set<string>()
    for (const form of ['Hexagons', 'Points', 'Areas'] as const) {
      await map.getByText(form, { exact: true }).click()
      for (const measure of await map.getByLabel('Measure').locator('option').allTextContents()) {
        await map.getByLabel('Measure').selectOption(measure)
        await settled(map)
        titles.add(await map.locator('h2').innerText())
        // A point has complaints, but no businesses to divide them by.
        const byClass = measure === 'Share of class C, D'
        const businesses = byClass && form === 'Points'
        const unit = businesses ? 'Class' : form === 'Points' && /^Complaints/.test(measure) ? 'Complaints' : measure
        const time = byClass ? 'as of 30 Jun 2025' : '1 Jul 2024 – 30 Jun 2025'
        expect(await map.locator('header p').innerText()).toMatch(new RegExp(`^${unit} · .*${time}$`))
        const summary = await map.getByRole('img').getAttribute('aria-label')
        expect(summary, `${form}, ${measure}`).toMatch(
          form === 'Areas' ? /in 12 regions/ : businesses ? /20,000 businesses at their places/ : /at [\d,]+ places/,
        )
        const legend = await map.locator('.ui-legend, [class*=legend]').first().innerText()
        expect(legend).toMatch(businesses ? /Class A\s+Class B\s+Class C\s+Class D/ : /\d/)
        expect(await inked(map), `${form}, ${measure}`).toBeGreaterThan(0.05)
      }
      // The table holds what is drawn, not the areas below it.
      const [first = {}] = await tableOf(map)
      const heads = { Areas: ['Code', 'Regions'], Hexagons: ['Longitude', 'Latitude'], Points: ['Business', 'Class'] }
      expect(Object.keys(first).slice(0, 2)).toEqual(heads[form])
    }
    expect(titles.size).toBe(6)
    expect(await leftovers(page)).toEqual([])
  })

  it('both levels, with every area in the list', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const { features } = JSON.parse(readFileSync(join(cityFolder, 'subdistricts.geojson'), 'utf8')) as {
      features: unknown[]
    }
    const map = card(page, 'map')
    await map.getByLabel('Level').selectOption({ index: 1 })
    await settled(map)
    expect(hashOf(page)).toContain('level=subdistrict')
    const codes = (await tableOf(card(page, 'regions'))).map(row => row.Code ?? '')
    expect(codes.filter(code => !code.startsWith('~')).length).toBe(features.length)
    expect(await map.getByRole('img').getAttribute('aria-label')).toContain(`in ${features.length} regions`)
    const names = (await rankedTexts(page, 'regions')).map(([name]) => name)
    expect(names.length).toBe(codes.length)
    await map.getByLabel('Level').selectOption({ index: 0 })
    await settled(map)
  })

  it('a click on the map chooses the area there, as the list does', async () => {
    const { page, url } = app()
    // A window under which no area was asked for yet.
    await route(page, url, '#/overview?window=90d')
    const map = card(page, 'map').getByRole('img')
    const box = await map.boundingBox()
    const position = { x: (box?.width ?? 0) * 0.5, y: (box?.height ?? 0) * 0.5 }
    await map.hover({ position })
    await page.waitForTimeout(3_000)
    // Pointed at, it has its answers before it is chosen.
    await page.evaluate(() => {
      new MutationObserver(() => {
        if (document.documentElement.dataset.ready !== 'true') document.documentElement.dataset.wasBusy = 'true'
      }).observe(document.documentElement, { attributeFilter: ['data-ready'] })
    })
    await map.click({ position })
    await page.waitForURL(/regions=/)
    await ready(page)
    expect(await page.evaluate(() => document.documentElement.dataset.wasBusy)).toBeUndefined()
    const [, code = ''] = /regions=([^&]*)/.exec(hashOf(page)) ?? []
    expect(await ranked(page, 'regions', code).getAttribute('aria-selected')).toBe('true')
    const [area] = (await tableOf(card(page, 'regions'))).filter(row => row.Code === code)
    expect(numberOf(area?.Critical) / numberOf(area?.['Took place'])).toBeCloseTo(
      (await figures(page)).critical_rate ?? 0,
      12,
    )
    await page.keyboard.press('Escape')
    await page.waitForURL(address => !address.href.includes('regions='))
    await ready(page)
  })

  it.each([
    ['Select a box', 4],
    ['Draw an area', 30],
  ])('“%s” filters by what lies in it', async (tool, corners) => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const all = await figures(page)
    const map = card(page, 'map')
    await map.getByRole('button', { name: tool }).click()
    const sheet = map.getByRole('application')
    const box = await sheet.boundingBox()
    if (!box) throw new Error('there is no sheet to draw on')
    const [x, y, radius] = [box.x + box.width / 2, box.y + box.height / 2, box.height / 6]
    const ring = Array.from({ length: corners }, (_, i) => {
      const angle = (i / corners) * 2 * Math.PI
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const
    })
    const path =
      corners === 4
        ? ([
            [x - radius, y - radius],
            [x + radius, y + radius],
          ] as const)
        : ring
    await page.mouse.move(...path[0]!)
    await page.mouse.down()
    for (const point of path) await page.mouse.move(...point, { steps: 2 })
    await page.mouse.up()
    await page.waitForURL(/area=/)
    await ready(page)
    const within = await figures(page)
    for (const key of ['businesses', 'inspections', 'complaints', 'permits_issued'] as const) {
      expect(within[key], key).toBeGreaterThan(0)
      expect(within[key], key).toBeLessThan((all[key] ?? 0) / 2)
    }
    await page.getByRole('button', { name: 'Remove the filter “Drawn area”' }).click()
    await page.waitForURL(address => !address.href.includes('area='))
    await ready(page)
    expect(await figures(page)).toEqual(all)
  })
})

const firstKey = (list: Locator): Promise<string> =>
  list
    .locator('tr[data-key]')
    .first()
    .getAttribute('data-key')
    .then(key => key ?? '')

/** Waits until a map shows what it is asked for. */
async function settled(map: Locator): Promise<void> {
  const id = await map.getAttribute('data-chart')
  await map.page().waitForSelector(`[data-chart="${id}"][data-state="ready"] .ui-drawing[data-drawn]`)
}

/** The share of a drawing's pixels that anything was drawn on. */
async function inked(map: Locator): Promise<number> {
  return map.locator('canvas').evaluateAll(async found => {
    // ECharts draws in the next frames.
    for (let i = 0; i < 3; i++) await new Promise(requestAnimationFrame)
    const layers = found as HTMLCanvasElement[]
    const { width = 0, height = 0 } = layers[0] ?? {}
    const drawn = new Uint8Array(width * height)
    for (const layer of layers) {
      const pixels = layer.getContext('2d')?.getImageData(0, 0, width, height).data ?? []
      for (let i = 0; i < drawn.length; i++) if (pixels[4 * i + 3] !== 0) drawn[i] = 1
    }
    return drawn.reduce((sum, one) => sum + one, 0) / drawn.length
  })
}

interface Seen {
  filtered: boolean
  ready: boolean
  /** What the figure's tile shows. */
  shown: string
}

/**
 * Clicks on the row `key` of a list, whose name is also the filter's in the address, and looks at the page in every task until
 * it is ready again: what another script could read.
 */
function watchReady(page: Page, list: string, figure: FigureKey, key: string | null): Promise<Seen[]> {
  const wanted = { list, figure, row: `[data-chart="${list}"] tr[data-key=${JSON.stringify(key)}]` }
  return page.evaluate(async ({ list, figure, row }) => {
    const look = () => ({
      filtered: location.hash.includes(`${list}=`),
      ready: document.documentElement.dataset.ready === 'true',
      shown: document.querySelector(`[data-kpi="${figure}"]`)?.getAttribute('data-value') ?? '',
    })
    const seen = [look()]
    document.querySelector<HTMLElement>(row)?.click()
    const { port1, port2 } = new MessageChannel()
    const task = () =>
      new Promise<void>(resolve => {
        port1.onmessage = () => resolve()
        port2.postMessage(null)
      })
    const end = performance.now() + 30_000
    let left = false
    let changed = end
    while (performance.now() < end) {
      await task()
      const now = look()
      const last = seen.at(-1)
      if (JSON.stringify(now) !== JSON.stringify(last)) {
        seen.push(now)
        changed = performance.now()
      }
      left ||= !now.ready
      if (left && now.ready) break
      // All answers were there.
      if (!left && performance.now() > changed + 1_000) break
    }
    port1.close()
    return seen
  }, wanted)
}
