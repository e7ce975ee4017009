import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { card, choose, english, hashOf, ready, route, tableOf, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('why'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const parsed = (text: string | undefined): number => Number((text ?? '').replace('−', '-').replace(/[+,%]| pp/g, ''))
/** The table of parts has a menu of columns beside that of its card. */
const partsOf = (page: Page) => tableOf(card(page, 'why-parts').locator('.ui-card-head'))

describe('why a figure changed', () => {
  it('is one click from a tile’s change, and its parts sum to it', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const shown = Number(await tile(page, 'complaints').getAttribute('data-value'))
    await tile(page, 'complaints').getByRole('button', { name: 'Why it changed' }).click()
    await page.waitForURL(/#\/why/)
    expect(hashOf(page)).toBe('#/why?figure=complaints')
    await ready(page)
    const rows = await partsOf(page)
    const [parts, all] = [rows.slice(0, -1), rows.at(-1)]
    expect(parsed(all?.Now)).toBe(shown)
    expect(parts.reduce((sum, row) => sum + parsed(row.Change), 0)).toBe(parsed(all?.Change))
    expect(parsed(all?.Now) - parsed(all?.Before)).toBe(parsed(all?.Change))
    const head = await card(page, 'why-head').innerText()
    expect(head).toMatch(/Complaints (rose|fell) by \d+\.\d%, from [\d,]+ to [\d,]+/)
    expect(head).toMatch(/\(365 days\) against the period before/)
    await page.waitForSelector('[data-chart="why-combinations"]:is([data-state="ready"], [data-state="empty"])')
    expect(await card(page, 'why-steps').getByRole('img').getAttribute('aria-label')).toMatch(/^Complaints (rose|fell)/)
  })

  it('by another dimension and figure, in the address; what has no such column is off or absent', async () => {
    const { page, url } = app()
    await route(page, url, '#/why?figure=problem_rate')
    await page.getByRole('radio', { name: 'Department' }).check({ force: true })
    await until(async () => hashOf(page).includes('by=department'))
    expect(await page.getByRole('radio', { name: 'Result' }).isDisabled()).toBe(true)
    expect(await page.getByRole('radio', { name: 'Category' }).count()).toBe(0)
    // Every head of a column is seen whole, and a last column of numbers stands beside the others.
    const heads = card(page, 'why-parts').locator('[role="columnheader"]')
    const cut = await heads.evaluateAll(all =>
      all.flatMap(head =>
        [...head.querySelectorAll('*')]
          .filter(
            e => e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).display !== 'inline',
          )
          .map(e => e.textContent),
      ),
    )
    expect(cut).toEqual([])
    expect((await heads.last().boundingBox())?.width).toBeLessThan(160)
    const rows = await partsOf(page)
    const all = rows.at(-1)
    const sum = (name: string) => rows.slice(0, -1).reduce((total, row) => total + parsed(row[name]), 0)
    expect(sum('Rate effect') + sum('Mix effect')).toBeCloseTo(parsed(all?.Change), 0)
    expect(sum('Divided by, now')).toBe(parsed(all?.['Divided by, now']))
    await page.getByLabel('Figure').selectOption('Permits issued')
    await until(async () => hashOf(page).includes('figure=permits_issued'))
    await ready(page)
    expect(await card(page, 'why-head').innerText()).toMatch(/Permits issued/)
    await page.goBack()
    await until(async () => hashOf(page).includes('figure=problem_rate'))
  })

  it('a click on a part filters and stays; one region alone is shown by those below it', async () => {
    const { page, url } = app()
    await route(page, url, '#/why?by=region')
    const list = card(page, 'why-parts')
    const row = list.locator('.ui-data-body [role="row"]').first()
    const change = parsed(await row.locator('[role="gridcell"]').nth(3).innerText())
    await row.click()
    await until(async () => /regions=99\d{4}(&|$)/.test(hashOf(page)))
    expect(hashOf(page)).toMatch(/^#\/why\?/)
    await ready(page)
    await until(async () => parsed((await partsOf(page)).at(-1)?.Change) === change)
    expect(await page.getByLabel('Level of regions').inputValue()).toBe('subdistrict')
    expect(await page.getByRole('button', { name: 'Reset' }).count()).toBe(1)
  })

  it('a period of a trend beside its counterpart is a window of its own', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?compare=lastYear')
    await choose(card(page, 'trend-complaints'), 'Why it changed: Jun 2025')
    await page.waitForURL(/#\/why/)
    expect(hashOf(page)).toBe('#/why?figure=complaints&window=2025-06-01..2025-06-30&compare=2024-06-01..2024-06-30')
    await ready(page)
    expect(await card(page, 'why-head').innerText()).toMatch(/against the same days a year before/)
    // A bar is one, too.
    await route(page, url, '#/overview')
    const box = await card(page, 'trend-complaints').getByRole('img').boundingBox()
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2)
    await page.waitForURL(/#\/why\?figure=complaints&window=/)
  })

  it('without a window to compare with, before the data and of all time it says why not', async () => {
    const { page, url } = app()
    for (const [search, said] of [
      ['?compare=none', 'No window is chosen'],
      ['?window=all', 'Nothing lies before all time'],
      ['?compare=2001-01-01..2001-12-31', 'begins before the first day'],
    ] as const) {
      await route(page, url, `#/why${search}`)
      expect(await card(page, 'why-none').innerText()).toContain(said)
    }
    await route(page, url, '#/why?categories=nothing')
    expect(await card(page, 'why-head').innerText()).toMatch(/No rows match/)
    expect(await page.locator('body').innerText()).not.toMatch(/undefined|NaN|\{\{/)
  })

  it('fits a phone', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 390, height: 844 })
    await route(page, url, '#/why?figure=closed_on_time')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize(english.viewport)
  })
})
