import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { truths } from '../../data/truths'
import { openOverview } from './app'
import { card, english, hashOf, leftovers, numberOf, ready, themed, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { violations } from './violations'

const app = sharedApp({ context: english })

/** Looking takes seconds, and the machine may have other things to do. */
const looked = (page: Page) => page.waitForSelector('.alerts[data-live="true"]', { timeout: 110_000 })
const items = (page: Page, kind: string): Locator => page.locator(`[data-alert][data-kind="${kind}"]`)
const overdue = (page: Page): Locator => items(page, 'overdue').filter({ hasText: 'open complaints' })
const badge = async (page: Page, key: 'closed_on_time' | 'complaints'): Promise<number> =>
  numberOf(await tile(page, key).locator('.ui-tile-alerts span[aria-hidden]').innerText())

describe('alerts of the sample city', () => {
  it('are looked for on whatever page the visit begins', async () => {
    const { page, url } = app()
    for (const route of ['#/rows/permits', '#/extracts']) {
      await page.goto(`${url}/${route}`)
      await page.getByRole('link', { name: /open alerts: [1-9]/ }).waitFor({ timeout: 110_000 })
      await page.goto('about:blank')
    }
  })

  it('are on tiles and map once everything else is, and lead to their page', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/overview', 110_000)
    await tile(page, 'complaints').locator('.ui-tile-alerts').waitFor({ timeout: 110_000 })
    // The surge is a circle on the map once it is scanned for.
    await until(
      async () =>
        /alerts marked: [1-9]/.test((await card(page, 'map').getByRole('img').getAttribute('aria-label')) ?? ''),
      110_000,
    )
    const shown = card(page, 'map').getByRole('button', { name: /^Alerts \d/ })
    expect(await shown.getAttribute('aria-pressed')).toBe('true')
    await shown.click()
    await until(
      async () => !/alerts marked/.test((await card(page, 'map').getByRole('img').getAttribute('aria-label')) ?? ''),
    )
    expect(hashOf(page)).toBe('#/overview?alerts=off')
    await shown.click()
    expect(await tile(page, 'complaints').locator('.ui-tile-alerts').innerText()).toMatch(
      /Complaints · open alerts: \d/,
    )
    await tile(page, 'complaints').locator('.ui-tile-alerts').click()
    await looked(page)
    expect(hashOf(page)).toBe('#/alerts?figure=complaints')
    const kinds = await page.locator('[data-alert]').evaluateAll(all => all.map(each => each.getAttribute('data-kind')))
    expect(new Set(kinds)).toEqual(new Set(['cluster', 'unusual']))
    await page.getByRole('button', { name: 'Show all' }).click()
    await overdue(page).waitFor()
  })

  it('tell the planted surge, in time and place, and its rows', async () => {
    const { page } = app()
    const { firstDay, lastDay, rowsPer250000 } = truths.surge
    const surge = items(page, 'cluster')
    expect(await surge.count()).toBe(1)
    const text = await surge.innerText()
    expect(text).toMatch(/“食品安全”/)
    expect(text).toMatch(/chance gives this about once in 1,000 \(p = 0\.0010\)/)
    const href = (await surge.getByRole('link', { name: 'See the rows' }).getAttribute('href')) ?? ''
    const [, start = '', end = ''] = /window=(\d{4}-\d\d-\d\d)\.\.(\d{4}-\d\d-\d\d)/.exec(href) ?? []
    // Whole steps of seven days, which need not begin with the surge.
    expect(start >= '2025-03-04' && start <= lastDay && end >= firstDay && end <= '2025-03-30').toBe(true)
    await surge.getByRole('link', { name: 'See the rows' }).click()
    await ready(page)
    const rows = numberOf(/[\d,]+/.exec(await page.getByRole('main').innerText())?.[0])
    expect(rows).toBeGreaterThan(rowsPer250000 / 2)
    await page.goBack()
    await looked(page)
  })

  it('show the weeks of an unusual count, and pass axe so in both themes', async () => {
    const { page } = app()
    // Steps that are buttons look like those that are links.
    const steps = page.locator('.alerts [data-kind="unusual"] .ui-link')
    const drawn = await steps.evaluateAll(all => all.map(each => [each.tagName, getComputedStyle(each).color]))
    expect(new Set(drawn.map(([tag]) => tag))).toEqual(new Set(['A', 'BUTTON']))
    expect(new Set(drawn.map(([, colour]) => colour)).size).toBe(1)
    const unusual = items(page, 'unusual').first()
    // The surge is one event, though two methods find it.
    expect(await unusual.locator('[data-meets]').innerText()).toMatch(/overlaps it: one event, found in two ways/)
    await unusual.getByRole('button', { name: 'How many a week?' }).click()
    await card(page, 'alerts-weeks').getByRole('img').waitFor()
    expect(await card(page, 'alerts-weeks').getByRole('img').getAttribute('aria-label')).toMatch(/Unusual week: [1-9]/)
    expect(hashOf(page)).toContain('alert=unusual')
    expect(await leftovers(page)).toEqual([])
    for (const colorScheme of ['light', 'dark'] as const) {
      await themed(page, colorScheme)
      expect(await violations(page)).toEqual([])
    }
    await page.emulateMedia({ colorScheme: 'light' })
  })

  it('are acknowledged with a name and a note, kept, exported and reopened', async () => {
    const { page, url } = app()
    const open = () => page.getByRole('link', { name: /Alerts.*open alerts: (\d+)/ }).innerText()
    const before = await open()
    await overdue(page).getByRole('button', { name: 'Acknowledge' }).click()
    const dialog = page.getByRole('dialog')
    expect(await violations(page)).toEqual([])
    expect(await dialog.getByRole('button', { name: 'Save' }).isDisabled()).toBe(true)
    await dialog.getByLabel('Your name').fill('Wang')
    await dialog.getByLabel(/^Note/).fill('Seen to by <b>Li</b>')
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    const done = page.locator('[data-state="acknowledged"]')
    expect(await done.innerText()).toMatch(/Seen to by <b>Li<\/b>\s+Wang · 20\d\d-\d\d-\d\d \d\d:\d\d:\d\d/)
    expect(await open()).not.toBe(before)

    // It is so at the next visit, and on the tile.
    await page.goto('about:blank')
    await page.goto(`${url}/#/alerts`)
    await looked(page)
    expect(await done.innerText()).toContain('Seen to by <b>Li</b>')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export the notes (JSON)' }).click()
    const file = JSON.parse(await readFile(await (await download).path(), 'utf8')) as { entries: object[] }
    expect(file.entries).toMatchObject([{ who: 'Wang', did: 'acknowledged', seen: { kind: 'overdue' } }])

    await page.goto(`${url}/#/overview`)
    await ready(page)
    const shown = await badge(page, 'closed_on_time')
    await page.goto(`${url}/#/alerts`)
    await looked(page)
    await done.getByRole('button', { name: 'Reopen' }).click()
    await dialog.getByRole('button', { name: 'Save' }).click()
    await dialog.waitFor({ state: 'detached' })
    expect(await done.count()).toBe(0)
    expect(await overdue(page).innerText()).toMatch(/Reopened by Wang/)
    await page.goto(`${url}/#/overview`)
    await ready(page)
    expect(await badge(page, 'closed_on_time')).toBe(shown + 1)
  })

  it('are narrowed by filters, never asked anew', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/alerts?regions=990101`)
    await looked(page)
    expect(await items(page, 'cluster').count()).toBe(0)
    // What is of the whole city stays.
    expect(await items(page, 'target').count()).toBe(2)
    expect(await card(page, 'alerts').locator('header p').innerText()).toMatch(/outside the filters: [1-9]/)
    await page.setViewportSize({ width: 390, height: 844 })
    await page.waitForTimeout(200)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390)
    await page.setViewportSize(english.viewport)
  })
})
