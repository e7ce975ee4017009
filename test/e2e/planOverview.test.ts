import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { english, leftovers, ready, route, settled, speak, themed } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'
import { violations } from './violations'

const extracts = join(scratchFolder('plan-overview'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true })
const tab = async (page: Page, name: string): Promise<void> => {
  await page.locator('.ui-segmented label', { hasText: name }).first().click()
  await ready(page)
}
const figure = '[data-chart="plan-progress"]'
/** Texts of a table's cells, row by row. */
const cells = (page: Page, of: string): Promise<string[][]> =>
  page
    .locator(`${of} tbody tr`)
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent ?? '')))
/** Where everything of the overview stands, by its name. */
const places = (page: Page): Promise<Record<string, string>> =>
  page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('[data-kpi], [data-chart]:not([data-chart="plan-progress"]), .overview-data')].map(
        each => {
          const { x, y, width, height } = each.getBoundingClientRect()
          const name = each.getAttribute('data-kpi') ?? each.getAttribute('data-chart') ?? each.className
          return [name, [x, y + scrollY, width, height].map(Math.round).join(' ')]
        },
      ),
    ),
  )

/** A plan of everything that is drawn, without its first day. */
async function drawPlan(page: Page, url: string): Promise<void> {
  await route(page, url, '#/plan')
  await button(page, 'New plan').click()
  await page.waitForSelector('[data-plan-drawn]')
  await ready(page)
  await page.getByLabel('Working days').fill('40')
  await tab(page, 'Inspectors')
  await page.getByRole('button', { name: /^Add the \d+ who made visits/ }).click()
  await tab(page, 'Commit and draw')
  await page.getByLabel('Office').fill('City of Tests')
  await page.getByLabel('Where the public number comes from').fill('The number of tomorrow')
  await button(page, 'Make the commitment').click()
  await page.getByRole('dialog').getByRole('button', { name: 'Make the commitment' }).click()
  await page.getByLabel('Public number', { exact: true }).waitFor({ timeout: 60_000 })
  await ready(page)
  await page.getByLabel('Public number', { exact: true }).fill('11 22 33')
  await page.getByLabel('Once more').fill('11 22 33')
  await page.waitForTimeout(1100)
  await button(page, 'Draw').click()
  await page.waitForSelector('[data-plan-result]', { timeout: 60_000 })
  await ready(page)
}

describe('plans on the overview', () => {
  let own: string[][] = []

  it('are nothing while there is none under way', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    // What would show it has come, and has had its time.
    await page.waitForFunction(
      () => performance.getEntriesByType('resource').some(({ name }) => /progressRoute/.test(name)),
      undefined,
      { timeout: 110_000 },
    )
    await page.waitForTimeout(1_000)
    expect(await page.locator(figure).count()).toBe(0)
    await drawPlan(page, url)
    await route(page, url, '#/overview')
    await page.waitForTimeout(1_000)
    expect(await page.locator(figure).count()).toBe(0)
    // It begins after the extracts end.
    await page.goBack()
    await page.waitForSelector('[data-plan-result]')
    await tab(page, 'Rounds')
    await page.getByLabel('First day').fill('2026-12-07')
    await page.getByText(/The extracts end on 30 Jun 2025/).waitFor()
    await route(page, url, '#/overview')
    await page.waitForTimeout(1_000)
    expect(await page.locator(figure).count()).toBe(0)
  })

  it('are a figure with the numbers of the plan’s own page, below all that is there', async () => {
    const { page, url } = app()
    await page.goBack()
    await page.getByLabel('First day').fill('2025-01-06')
    await page.waitForFunction(
      () => Number(document.querySelector('[data-plan-done]')?.getAttribute('data-plan-done')) > 0,
    )
    await ready(page)
    own = await cells(page, '[data-plan-done]')
    expect(own.length).toBeGreaterThan(2)
    await page.waitForTimeout(1_000)
    // A fresh visit: nothing of the plan’s page is there any more. Its part comes last, when this lets it.
    let come: () => void = () => undefined
    const may = new Promise<void>(resolve => {
      come = resolve
    })
    await page.route(/progressRoute/, async asked => {
      await may
      await asked.continue()
    })
    await page.goto('about:blank')
    await route(page, url, '#/overview')
    // Alerts are marked on tiles, and come late as well.
    await page.locator('.ui-tile-alerts').first().waitFor({ timeout: 110_000 })
    await settled(page)
    expect(await page.locator(figure).count()).toBe(0)
    const before = await places(page)
    expect(Object.keys(before).length).toBeGreaterThan(14)
    come()
    await page.waitForSelector(`${figure} [data-plan-done]`, { timeout: 60_000 })
    await ready(page)
    expect(await places(page)).toEqual(before)
    await page.locator(`${figure} summary`).click()
    expect(await cells(page, figure)).toEqual(own)
    const [, planned, done, overdue, published] = own[0] ?? []
    const text = (await page.locator(`${figure} [data-plan-done]`).innerText()).replace(/\s+/g, ' ')
    expect(text).toContain(`${done} of ${planned} visited · `)
    expect(text).toContain(`${overdue} overdue`)
    expect(text).toContain(`${published} published within 20 working days`)
    expect(Number(overdue?.replace(',', ''))).toBeGreaterThan(0)
  })

  it.each(['en', 'zh'] as const)(
    'fit a phone and a laptop, light and dark, without a violation: %s',
    async language => {
      const { page } = app()
      await speak(page, language)
      await ready(page)
      for (const theme of ['light', 'dark'] as const) {
        await themed(page, theme)
        for (const [width, height] of [
          [390, 844],
          [1440, 900],
        ] as const) {
          await page.setViewportSize({ width, height })
          await settled(page)
          const beyond = await page.evaluate(
            () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
          )
          expect({ theme, width, beyond }).toEqual({ theme, width, beyond: 0 })
        }
        expect(await violations(page)).toEqual([])
      }
      expect(await leftovers(page)).toEqual([])
      await themed(page, 'light')
    },
  )

  it('lead to the plan, and are gone with it', async () => {
    const { page, url } = app()
    await speak(page, 'en')
    await page.locator(`${figure} .plan-progress-name a`).click()
    await page.waitForSelector('[data-plan-done]')
    await ready(page)
    expect(await cells(page, '[data-plan-done]')).toEqual(own)
    await button(page, '← All plans').click()
    await page.locator('.plan-card').getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.locator('.plan-card').waitFor({ state: 'detached' })
    await route(page, url, '#/overview')
    await page.waitForTimeout(1_000)
    expect(await page.locator(figure).count()).toBe(0)
  })
})
