import { describe, expect, it } from 'vitest'
import { mostUnvisited } from '../../src/queries/overview'
import { visitWithin } from '../../src/risk/scorecard'
import { openOverview } from './app'
import {
  card,
  english,
  figures,
  hashOf,
  leftovers,
  numberOf,
  ranked,
  ready,
  route,
  tableOf,
  tile,
  until,
} from './reading'
import { sharedApp } from './sharedApp'

const app = sharedApp({ context: english })

describe('high risk on the overview', () => {
  it('is on the first sight, before the engine is open', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/overview`)
    await page.waitForSelector('[data-kpi="high_risk"][data-live="false"]:not([data-value=""])')
    expect(await page.locator('html[data-ready="true"]').count()).toBe(0)
    expect(await tile(page, 'high_risk').innerText()).toMatch(/%\s+vs previous\s+of [\d,]+ scored/)
    expect(await card(page, 'unvisited').locator('tr[data-key]').count()).toBe(50)
    await openOverview(page, url, '#/overview', 110_000)
    await page.waitForSelector('[data-kpi="high_risk"][data-live="true"]')
    await page.waitForSelector('[data-chart="unvisited"][data-live="true"]')
  })

  it('leads from its tile to the businesses of class C and D, with the filters kept', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?industries=餐饮服务')
    const { high_risk, businesses } = await figures(page)
    expect(high_risk).toBeGreaterThan(0)
    expect(high_risk).toBeLessThan(businesses ?? 0)
    await tile(page, 'high_risk').locator('.ui-tile-main').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/risk/)
    expect(decodeURIComponent(hashOf(page))).toBe('#/risk?industries=餐饮服务&classes=C,D')
    await page.waitForSelector(`.risk-list [data-rows="${high_risk}"]`)
  })

  it('does not keep the page from being ready', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const key = await card(page, 'regions').locator('tr[data-key]').nth(3).getAttribute('data-key')
    const late = await page.evaluate(async wanted => {
      const busy = () => document.querySelector('[data-kpi="high_risk"]')?.getAttribute('aria-busy') === 'true'
      const isReady = () => document.documentElement.dataset.ready === 'true'
      const seen = new Promise<boolean>(resolve => {
        new MutationObserver((_, observer) => {
          if (!isReady()) return
          observer.disconnect()
          resolve(busy())
        }).observe(document.documentElement, { attributeFilter: ['data-ready'] })
      })
      document.querySelector<HTMLElement>(`[data-chart="regions"] tr[data-key="${wanted}"]`)?.click()
      return seen
    }, key)
    expect(late).toBe(true)
    await ready(page)
    const [now] = await tableOf(tile(page, 'high_risk'))
    expect(numberOf(now?.['Class C or D'])).toBe((await figures(page)).high_risk)
    // The map's share of that region is the tile's.
    await card(page, 'map').getByLabel('Measure').selectOption('Share of class C, D')
    await page.waitForSelector('[data-chart="regions"][data-state="ready"] [data-key]')
    await page.waitForSelector('[data-chart="map"][data-state="ready"]')
    const [area] = (await tableOf(card(page, 'regions'))).filter(row => row.Code === key)
    expect([area?.['Class C or D'], area?.Scored]).toEqual([now?.['Class C or D'], now?.Scored])
  })

  it('a business on the map opens its file', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?measure=high_risk_share&map=points')
    const map = card(page, 'map').getByRole('img')
    await page.waitForSelector('[data-chart="map"][data-state="ready"] .ui-drawing[data-drawn]')
    const box = await map.boundingBox()
    // Where they are densest a click finds one.
    for (let i = 0; i < 12 && hashOf(page).startsWith('#/overview'); i++)
      await map.click({ position: { x: (box?.width ?? 0) * (0.44 + i / 90), y: (box?.height ?? 0) * 0.5 } })
    expect(hashOf(page)).toMatch(/^#\/business\/\d+/)
  })

  it('lists who waits for a visit, the longest first; a row leads to its file, all to the risk list', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const list = card(page, 'unvisited')
    await page.waitForSelector('[data-chart="unvisited"][data-live="true"]')
    const rows = await tableOf(list)
    expect(rows.length).toBe(mostUnvisited)
    const over = rows.map(row => numberOf(row['Days over']))
    expect(over).toEqual([...over].sort((a, b) => b - a))
    for (const row of rows.filter(each => each['Days since'] !== '–'))
      expect(numberOf(row['Days since']) - numberOf(row['Days over'])).toBe(visitWithin[row.Class as 'C' | 'D'])
    expect(numberOf((await list.locator('header p').innerText()).split(' ')[0])).toBeGreaterThan(mostUnvisited)

    const links = list.locator('tr[data-key] a')
    await links.first().focus()
    await page.keyboard.press('ArrowDown')
    const key = await list.locator('tr[data-key]').nth(1).getAttribute('data-key')
    expect(await page.evaluate(() => document.activeElement?.closest('tr')?.getAttribute('data-key'))).toBe(key)
    await page.keyboard.press('Enter')
    await page.waitForURL(/#\/business\//)
    expect(hashOf(page)).toBe(`#/business/${key}`)
    await page.goBack()
    await ready(page)
    // A click anywhere on the row is one on its link.
    await ranked(page, 'unvisited', key ?? '')
      .locator('td')
      .last()
      .click()
    await page.waitForURL(/#\/business\//)
    await page.goBack()
    await ready(page)
    const all = numberOf((await list.locator('header p').innerText()).split(' ')[0])
    await list.getByRole('link', { name: 'All' }).click()
    await page.waitForURL(/#\/risk/)
    expect(hashOf(page)).toBe('#/risk?overdue=1&sort=-days_over&classes=C,D')
    expect(Number(await page.locator('.risk-list [data-rows]').getAttribute('data-rows'))).toBe(all)
    // The same businesses in the same order.
    const first = await page.locator('.ui-data-body .risk-name strong').first().innerText()
    expect(first).toBe(rows[0]?.Business)
    await page.getByRole('button', { name: 'Only overdue visits', pressed: true }).click()
    await until(async () => Number(await page.locator('.risk-list [data-rows]').getAttribute('data-rows')) > all)
    expect(await leftovers(page)).toEqual([])
  })

  it('is missing where nothing matches, and says so', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?industries=nothing')
    expect(await tile(page, 'high_risk').getAttribute('data-value')).toBe('0')
    expect(await card(page, 'unvisited').innerText()).toMatch(/No high-risk business waits/)
    expect(await leftovers(page)).toEqual([])
  })
})
