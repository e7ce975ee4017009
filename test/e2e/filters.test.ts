import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { openOverview } from './app'
import {
  card,
  english,
  type Figures,
  figures,
  hashOf,
  leftovers,
  numberOf,
  ranked,
  rankedTexts,
  ready,
  route,
  tile,
} from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('filters'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: { ...english, permissions: ['clipboard-read', 'clipboard-write'] } })

/** The figures of the whole city in the default window. */
let whole: Figures

const chip = (page: Page, name: string) => page.getByRole('button', { name: `Remove the filter “${name}”` })
const click = async (page: Page, id: string, key: string, modifiers: 'Shift'[] = []) => {
  await ranked(page, id, key).click({ modifiers })
  await ready(page)
}

describe('filters', () => {
  it('a click on a category filters everything else, but not its own card', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/overview', 110_000)
    whole = await figures(page)
    const list = await rankedTexts(page, 'categories')
    await click(page, 'categories', '食品安全')
    expect(hashOf(page)).toBe('#/overview?categories=食品安全')
    expect(await rankedTexts(page, 'categories')).toEqual(list)
    const filtered = await figures(page)
    const [, rows = ''] = list.find(([name]) => name === '食品安全') ?? []
    expect(filtered.complaints).toBe(numberOf(rows))
    expect(filtered).toMatchObject({ inspections: whole.inspections, businesses: whole.businesses })
    expect(await chip(page, 'Complaint category').count()).toBe(1)
    for (const key of ['inspections', 'permits_issued', 'businesses'] as const)
      expect(await tile(page, key).innerText()).toContain('not filtered by complaint category')
    expect(await tile(page, 'complaints').innerText()).not.toContain('not filtered')
    expect(await card(page, 'trend-inspections').innerText()).toContain('not filtered by complaint category')
    expect(await leftovers(page)).toEqual([])
  })

  it('shift adds another one, a click on the only one takes it away', async () => {
    const { page } = app()
    const one = (await figures(page)).complaints ?? 0
    await click(page, 'categories', '噪声扰民', ['Shift'])
    expect(hashOf(page)).toBe('#/overview?categories=食品安全,噪声扰民')
    const two = (await figures(page)).complaints ?? 0
    expect(two).toBeGreaterThan(one)
    await click(page, 'categories', '噪声扰民')
    expect((await figures(page)).complaints).toBe(two - one)
    await click(page, 'categories', '噪声扰民')
    expect(await figures(page)).toEqual(whole)
  })

  it('areas, kinds of business and categories work together; Esc takes all of them away', async () => {
    const { page } = app()
    const [area = ''] = await card(page, 'regions')
      .locator('tr[data-key]')
      .evaluateAll(rows => rows.map(row => row.getAttribute('data-key') ?? ''))
    await click(page, 'regions', area)
    const inArea = await figures(page)
    await click(page, 'industries', '餐饮服务')
    const both = await figures(page)
    expect(both.inspections).toBeLessThan(inArea.inspections ?? 0)
    expect(both.complaints).toBe(inArea.complaints)
    expect(await tile(page, 'complaints').innerText()).toContain('not filtered by kind of business')
    const [, rows = ''] = (await rankedTexts(page, 'industries')).find(([name]) => name === '餐饮服务') ?? []
    expect(both.inspections).toBe(numberOf(rows))
    await page.keyboard.press('Escape')
    await page.waitForURL(/overview$/)
    await ready(page)
    expect(await figures(page)).toEqual(whole)
  })

  it('chips and “Reset” take filters away; back and forward bring them again; a reload keeps them', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?categories=食品安全&industries=餐饮服务&compare=lastYear')
    const filtered = await figures(page)
    await chip(page, 'Complaint category').click()
    await page.waitForURL(address => !address.href.includes('categories'))
    await ready(page)
    const onlyIndustry = await figures(page)
    expect(onlyIndustry.complaints).toBe(whole.complaints)
    expect(onlyIndustry.inspections).toBe(filtered.inspections)
    await page.getByRole('button', { name: 'Reset' }).click()
    await page.waitForURL(/overview$/)
    await ready(page)
    expect(await figures(page)).toEqual(whole)
    await page.goBack()
    await ready(page)
    expect(await figures(page)).toEqual(onlyIndustry)
    await page.goBack()
    await ready(page)
    expect(await figures(page)).toEqual(filtered)
    await page.goForward()
    await ready(page)
    expect(await figures(page)).toEqual(onlyIndustry)
    await page.goBack()
    await page.reload()
    await ready(page)
    expect(await figures(page)).toEqual(filtered)
  })

  it('the shared link opens the same figures', async () => {
    const { page, context } = app()
    await page.getByRole('button', { name: 'Share' }).click()
    const link = await page.evaluate(() => navigator.clipboard.readText())
    expect(link).toBe(page.url())
    const other = await context.newPage()
    await other.goto(link)
    await ready(other)
    expect(await figures(other)).toEqual(await figures(page))
    await other.close()
  })

  it('windows and what they are compared with', async () => {
    const { page, url } = app()
    const words = () => tile(page, 'inspections').locator('.ui-tile-delta').innerText()
    await route(page, url, '#/overview')
    expect(await words()).toMatch(/% vs previous/)
    const pick = async (opener: RegExp, entry: string) => {
      await page.getByRole('region', { name: 'Filters' }).getByRole('button', { name: opener }).first().click()
      await page.getByRole('dialog').getByRole('button', { name: entry }).click()
      await page.getByRole('dialog').waitFor({ state: 'detached' })
      await ready(page)
    }
    await pick(/^Compare with/, 'A year before')
    expect(hashOf(page)).toBe('#/overview?compare=lastYear')
    // The year before has a 29 February.
    expect(await words()).toMatch(/% a day, vs a year ago/)
    expect(await card(page, 'trend-complaints').innerText()).toContain('dashed: a year ago')
    await pick(/^Compare with/, 'No comparison')
    expect(await words()).toBe('')
    expect(await card(page, 'trend-complaints').innerText()).not.toContain('dashed')
    const seen: number[] = []
    for (const [entry, hash] of [
      ['Last 30 days', '30d'],
      ['Last 90 days', '90d'],
      ['Year to date', 'ytd'],
      ['All time', 'all'],
    ] as const) {
      await pick(/^Time window/, entry)
      expect(hashOf(page)).toContain(`window=${hash}`)
      seen.push((await figures(page)).complaints ?? 0)
    }
    expect([...seen].sort((a, b) => a - b)).toEqual(seen)
    expect(
      await page
        .getByRole('button', { name: /^Compare with/ })
        .first()
        .isDisabled(),
    ).toBe(true)
  })

  it('a free range of days', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    await page
      .getByRole('button', { name: /^Time window/ })
      .first()
      .click()
    const [from, to] = [page.getByPlaceholder('From'), page.getByPlaceholder('To')]
    await from.fill('1 Mar 2025')
    await from.press('Enter')
    await to.fill('31 Mar 2025')
    await to.press('Enter')
    await page.waitForURL(/window=/)
    expect(hashOf(page)).toBe('#/overview?window=2025-03-01..2025-03-31')
    await ready(page)
    const march = await figures(page)
    expect(march.complaints).toBeGreaterThan(0)
    const days = await page.locator('[data-chart="trend-complaints"]').innerText()
    expect(days).toContain('By day')
    await route(page, url, '#/overview?window=2025-03-01..2025-03-31&compare=2024-03-01..2024-03-31')
    expect((await figures(page)).complaints).toBe(march.complaints)
    expect(await tile(page, 'complaints').innerText()).toMatch(/vs a year ago/)
  })

  it('a value chosen from the list of a filter', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    const dialog = page.getByRole('dialog', { name: 'Filters' })
    await dialog.getByRole('button', { name: 'Inspection result' }).click()
    await dialog.getByRole('checkbox', { name: /Critical/ }).check()
    await page.waitForURL(/results=critical/)
    await ready(page)
    const { critical_rate, inspections } = await figures(page)
    expect(critical_rate).toBe(1)
    expect(inspections).toBeLessThan((whole.inspections ?? 0) / 5)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    // The first Esc was the chooser's.
    expect(hashOf(page)).toContain('results=critical')
    await page
      .getByRole('button', { name: /^Regions/ })
      .first()
      .click()
    const regions = page.getByRole('dialog', { name: 'Regions' })
    await regions.getByRole('searchbox').waitFor()
    expect(await regions.getByText('松岚区').count()).toBe(1)
    await regions.getByText('松岚区').click()
    await page.waitForURL(/regions=/)
    await ready(page)
    expect((await figures(page)).inspections).toBeLessThan(inspections ?? 0)
  })

  it.each([
    'window=yesterday&compare=%E0%A4%A&map=cube&measure=none&level=street',
    'window=2025-13-01..2025-01-01&area=1,2;x,4;5,6&regions=',
    'window=2025-06-30..2020-01-01&area=0,0;1,1',
    '%%%=%%%&categories=,,,&&&',
  ])('an address that cannot be read, ?%s, gives the defaults', async search => {
    const { page, url, problems } = app()
    const before = problems.length
    await route(page, url, `#/overview?${search}`)
    expect(await figures(page)).toEqual(whole)
    expect(await card(page, 'map').getByRole('img').count()).toBe(1)
    expect(problems.slice(before)).toEqual([])
  })

  it('values that the extracts do not hold give nothing, without an exception', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?regions=no-such&categories=%27%3BDROP%20TABLE%20permits%3B--')
    const empty = await figures(page)
    expect(empty).toMatchObject({ complaints: 0, inspections: 0, businesses: 0, critical_rate: null })
    expect(await tile(page, 'critical_rate').getAttribute('data-missing')).toMatch(/./)
    expect(await leftovers(page)).toEqual([])
    await route(page, url, '#/overview')
    expect(await figures(page)).toEqual(whole)
  })

  it('a page that does not exist is the overview', async () => {
    const { page, url } = app()
    await route(page, url, '#/nowhere?categories=食品安全')
    expect(hashOf(page)).toMatch(/^#\/overview/)
  })
})
