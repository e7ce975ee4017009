import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { card, english, hashOf, leftovers, numberOf, ready, route, tableOf, themed } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'
import { violations } from './violations'

const extracts = join(scratchFolder('burden'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

/** The value of a tile once it is live. */
async function tileValue(page: Page, key: string): Promise<number> {
  const tile = page.locator(`[data-kpi="burden_${key}"][data-live="true"]:not([aria-busy])`)
  await tile.waitFor()
  return Number(await tile.getAttribute('data-value'))
}
const listed = async (page: Page, id: string): Promise<number> => {
  const count = card(page, id).locator('[data-rows]')
  await count.waitFor()
  return Number(await count.getAttribute('data-rows'))
}

describe('the page of burden', () => {
  it('says in four tiles what its parts list, and each tile leads to its part', async () => {
    const { page, url } = app()
    await route(page, url, '#/burden')
    const above = await tileValue(page, 'above')
    const repeated = await tileValue(page, 'repeated')
    const saved = await tileValue(page, 'saved')
    expect(repeated).toBeGreaterThan(0)
    const spread = await tableOf(card(page, 'burden-spread'))
    expect(
      spread
        .filter(row => row['Above the cap in all'] === 'yes')
        .reduce((sum, row) => sum + numberOf(row.Businesses), 0),
    ).toBe(above)
    expect(await leftovers(page)).toEqual([])

    await page.locator('[data-kpi="burden_repeated"] .ui-tile-main').click()
    await page.waitForURL(/tab=repeats/)
    await ready(page)
    expect(await listed(page, 'burden-repeated')).toBe(repeated)

    await page.locator('[data-kpi="burden_saved"] .ui-tile-main').click()
    await page.waitForURL(/tab=joint/)
    await ready(page)
    const groups = await tableOf(card(page, 'burden-joint-months'))
    expect(groups.reduce((sum, row) => sum + numberOf(row['Visits saved']), 0)).toBe(saved)
    await page.getByText('7 days', { exact: true }).click()
    await page.waitForURL(/within=7/)
    await ready(page)
    expect(await tileValue(page, 'saved')).toBeLessThanOrEqual(saved)
  })

  it('a row opens the file of its business, with the filters kept', async () => {
    const { page, url } = app()
    await route(page, url, '#/burden?tab=repeats&industries=餐饮服务')
    await listed(page, 'burden-repeated')
    await card(page, 'burden-repeated').getByRole('grid').locator('[aria-rowindex="2"]').click()
    await page.waitForURL(/#\/business\/\d+/)
    expect(hashOf(page)).toMatch(/^#\/business\/\d+\?industries=餐饮服务$/)
  })

  it('a cell of the silo map lists its businesses, and a number of unlinked rows leads to them', async () => {
    const { page, url } = app()
    await route(page, url, '#/burden?tab=silos')
    const cell = card(page, 'burden-silos').locator('.burden-matrix button').first()
    const [, of, n] =
      /Of ([\d,]+) businesses of .+ knows ([\d,]+) /.exec((await cell.getAttribute('aria-label')) ?? '') ?? []
    await cell.click()
    expect(await listed(page, 'burden-between')).toBe(numberOf(of) - numberOf(n))
    await card(page, 'burden-between').getByText('Known to both', { exact: true }).click()
    await page.waitForSelector(`[data-chart="burden-between"] [data-rows="${numberOf(n)}"]`)

    const link = card(page, 'burden-missing')
      .getByRole('link', { name: /Neither code nor name/ })
      .first()
    const rows = numberOf(await link.innerText())
    await link.click()
    await page.waitForURL(/#\/rows\/complaints/)
    await ready(page)
    expect(hashOf(page)).toBe('#/rows/complaints?rows=nothing')
    expect(Number(await page.locator('.rows-list [data-rows]').getAttribute('data-rows'))).toBe(rows)
  })

  it('shows the silo map by rows, with what linked them', async () => {
    const { page, url } = app()
    await route(page, url, '#/burden?tab=silos')
    await card(page, 'burden-silos').getByText('Rows', { exact: true }).click()
    await page.waitForURL(/count=rows/)
    const cell = card(page, 'burden-silos').locator('.burden-matrix button').first()
    await cell.and(page.locator('[aria-label*="are linked to a business"]')).waitFor()
    const said = (await cell.getAttribute('aria-label')) ?? ''
    const [, of, n] = /Of ([\d,]+) rows of .+, ([\d,]+) are linked/.exec(said) ?? []
    const [first] = await tableOf(card(page, 'burden-silos'))
    expect([numberOf(first?.['Rows of the holder']), numberOf(first?.['Linked to one known to the other'])]).toEqual([
      numberOf(of),
      numberOf(n),
    ])
    const rules = said.split(': ').at(-1)?.split(', ') ?? []
    expect(rules.reduce((sum, rule) => sum + numberOf(/[\d,]+$/.exec(rule)?.[0]), 0)).toBe(numberOf(n))
    expect(await violations(page)).toEqual([])
    expect(await leftovers(page)).toEqual([])
  })

  it('says what is missing where nothing matches', async () => {
    const { page, url } = app()
    await route(page, url, '#/burden?industries=nothing')
    expect(await page.locator('[data-kpi="burden_above"]').innerText()).toMatch(/No inspection took place/)
    expect(await card(page, 'burden-spread').innerText()).toMatch(/No business matches/)
    expect(await leftovers(page)).toEqual([])
  })

  it.each(['joint', 'coverage'])(
    'has no violation that axe finds in %s, in either theme, nor a page wider than a phone',
    async tab => {
      const { page, url } = app()
      await route(page, url, `#/burden?tab=${tab}`)
      for (const colorScheme of ['dark', 'light'] as const) {
        await themed(page, colorScheme)
        expect(await violations(page)).toEqual([])
      }
      await page.setViewportSize({ width: 390, height: 844 })
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
      await page.setViewportSize(english.viewport)
    },
  )
})
