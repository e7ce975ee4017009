import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { truths } from '../../data/truths'
import { card, choose, english, hashOf, leftovers, numberOf, ranked, ready, route, tableOf, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('services'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const late = truths.lateDepartment.department
const valueIn = async (page: Page, id: string): Promise<number> =>
  Number(await page.locator(`[data-kpi="service-${id}"]`).getAttribute('data-value'))
const listed = (page: Page, rows: number) => page.waitForSelector(`.rows-list [data-rows="${rows}"]`)

describe('permits and complaints in time', () => {
  it('names the late department at first sight, and it alone', async () => {
    const { page, url } = app()
    await route(page, url, '#/services')
    await page.waitForSelector(`[data-says="complaints"][data-worse="${late}"]`)
    await page.waitForSelector('[data-says="permits"][data-worse=""]')
    expect(await card(page, 'service-league-complaints').locator('tr[data-key]').first().getAttribute('data-key')).toBe(
      late,
    )
    const rows = await tableOf(card(page, 'service-league-complaints'))
    expect(rows.filter(row => row.Verdict?.startsWith('▲▲')).map(row => row.Name)).toEqual([late])
    expect(await page.locator('[data-measure="mediated"] td[data-side]').innerText()).toMatch(/^▲ above by \d+\.\d pp$/)
    expect(await leftovers(page)).toEqual([])
  })

  it('leads from a unit to its late cases', async () => {
    const { page } = app()
    await ranked(page, 'service-league-complaints', late).click()
    await page.waitForURL(/departments=/)
    await ready(page)
    const [own] = (await tableOf(card(page, 'service-league-complaints'))).filter(row => row.Name === late)
    await choose(card(page, 'service-league-complaints'), 'Show the rows')
    await page.waitForURL(/rows=late/)
    await listed(page, numberOf(own?.Late))
    expect(hashOf(page)).toBe(`#/rows/complaints?rows=late&departments=${late}`)
  })

  it('leads from what is overdue now to its rows, whatever the window', async () => {
    const { page, url } = app()
    await route(page, url, '#/services?tab=permits&window=30d')
    const overdue = await valueIn(page, 'permits_now')
    expect(overdue).toBeGreaterThan(0)
    await page.locator('[data-now="overdue"] a').click()
    await listed(page, overdue)
  })

  it('lists what is due in a week and exports all of it', async () => {
    const { page, url } = app()
    await route(page, url, '#/services?tab=due')
    const due = await valueIn(page, 'due')
    await listed(page, due)
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Text (CSV)' }).click(),
    ])
    expect(download.suggestedFilename()).toMatch(/^due .*2025-06-30\.csv$/)
    const lines = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
    expect(lines).toHaveLength(due + 1)
    expect(lines[0]).toContain('Working days left')
    await page.getByText('Overdue', { exact: true }).click()
    await listed(page, (await valueIn(page, 'permits_now')) + (await valueIn(page, 'complaints_now')))
  })

  it('counts by a calendar that is changed here, kept over a reload, and set back', async () => {
    const { page, url } = app()
    await route(page, url, '#/services?tab=calendar')
    const before = await valueIn(page, 'speed')
    const workdays = async () =>
      numberOf((await tableOf(card(page, 'service-calendar-years'))).find(row => row.Year === '2025')?.['Working days'])
    expect(await workdays()).toBe(248)
    await page.locator('[data-day="2025-06-04"]').click()
    await page.locator('[data-day="2025-06-04"][data-kind="holiday"]').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForSelector('[data-changed="2"]')
    await page.getByRole('button', { name: 'Apply and load anew' }).click()
    await page.getByText('A calendar of this browser is in use').waitFor({ timeout: 60_000 })
    await ready(page)
    // Permits that were handled over those days took two days less.
    expect(await until(async () => (await valueIn(page, 'speed')) > before)).toBe(true)
    expect(await workdays()).toBe(246)
    await page.reload()
    await ready(page)
    await page.getByText('A calendar of this browser is in use').waitFor({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Back to the server’s calendar' }).click()
    await page.getByText('The server’s calendar is in use').waitFor({ timeout: 60_000 })
    await ready(page)
    expect(await until(async () => (await valueIn(page, 'speed')) === before)).toBe(true)
  })

  it('refuses a calendar that has a day in both lists', async () => {
    const { page } = app()
    const text = JSON.stringify({ holidays: ['2025-10-01'], workdays: ['2025-10-01'] })
    await page
      .locator('input[type="file"]')
      .setInputFiles({ name: 'mine.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await page.getByText(/mine\.json.*a day is one or the other/).waitFor()
    await page.waitForSelector('[data-changed="0"]', { state: 'attached' })
  })

  it('needs no scrolling to the side on a phone', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const tab of ['complaints', 'permits', 'due', 'calendar']) {
      await route(page, url, `#/services?tab=${tab}`)
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
      ).toBe(0)
      const cut = await page
        .locator('.services-scroll')
        .evaluateAll(all => all.filter(e => e.scrollWidth > e.clientWidth).length)
      expect(cut, tab).toBe(0)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})
