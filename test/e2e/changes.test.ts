import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { card, choose, english, figures, leftovers, route } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('changes'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

describe('what changed', () => {
  const cell = (figure: string, column: number) =>
    app().page.locator(`[data-figure="${figure}"] td:nth-of-type(${column})`)
  const number = (text: string): number => Number(text.replace(/[^\d.]/g, ''))

  it('shows the figures of the overview, each beside the period before and the year before', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const now = await figures(page)
    await route(page, url, '#/overview?compare=none&window=2023-07-01..2024-06-30')
    const yearBefore = await figures(page)
    await route(page, url, '#/changes')
    await page.locator('.changes-wait').first().waitFor({ state: 'detached' })
    for (const key of ['inspections', 'complaints', 'permits_issued', 'businesses', 'high_risk'] as const) {
      expect(number(await cell(key, 1).locator('b').innerText()), key).toBe(now[key])
      expect(await cell(key, 3).innerText(), key).toContain(`was ${yearBefore[key]?.toLocaleString('en-US')}`)
    }
    const rate = await cell('problem_rate', 3).innerText()
    expect(rate).toMatch(/[\d.]+ pp/)
    expect(number(rate.split('was')[1] ?? '') / 100).toBeCloseTo(yearBefore.problem_rate ?? 0, 3)
    // 366 days before, 365 now.
    expect(await cell('complaints', 3).innerText()).toMatch(/a day [\d.]+ → [\d.]+/)
    expect(await cell('complaints', 2).innerText()).not.toContain('a day')
    expect(await cell('businesses', 3).innerText()).not.toContain('a day')
    expect(await leftovers(page)).toEqual([])
  })

  it('has one comparison of a year so far, a third of free days, and none of all time', async () => {
    const { page, url } = app()
    const heads = () => page.locator('.changes-table thead th').allInnerTexts()
    await route(page, url, '#/changes?window=ytd')
    expect((await heads()).slice(2).join()).toMatch(/^The same days a year before\s+1 Jan – 30 Jun 2024/)
    expect(await heads()).toHaveLength(3)
    await route(page, url, '#/changes?compare=2022-07-01..2022-12-31')
    expect((await heads())[4]).toMatch(/^The days compared with\s+1 Jul – 31 Dec 2022/)
    // The year before is there already.
    await route(page, url, '#/changes?compare=2023-07-01..2024-06-30')
    expect(await heads()).toHaveLength(4)
    await route(page, url, '#/changes?window=all')
    expect(await heads()).toHaveLength(2)
    expect(await page.locator('[data-chart="changes"]').innerText()).toContain('Nothing lies before “all time”')
    await route(page, url, '#/changes?window=2031-01-01..2031-12-31')
    expect(await page.locator('[data-chart="changes"]').innerText()).toMatch(/no inspection took place in this window/)
    expect(await cell('complaints', 2).innerText()).toBe('A window holds no day that the data reach.')
  })

  it('says that there was none before, as the page of reasons does', async () => {
    const { page, url } = app()
    await route(page, url, '#/changes?categories=nothing&window=2025-01-01..2025-03-31')
    expect(await cell('complaints', 1).innerText()).toBe('0')
    expect(await cell('complaints', 2).innerText()).toBe('none before: no percentage')
    expect(await cell('inspections', 2).innerText()).toMatch(/was [\d,]+/)
  })

  it('shows the questions behind it', async () => {
    const { page, url } = app()
    await route(page, url, '#/changes')
    await choose(card(page, 'changes'), 'Show SQL')
    const text = await page.locator('dialog').innerText()
    // Visits, complaints and permits beside two periods; both end on one day, so that stocks are asked once, scores of either day.
    expect(text.match(/;$/gm)).toHaveLength(8)
    for (const table of ['inspections', 'complaints', 'permits', 'entities']) expect(text).toContain(`FROM ${table}`)
    await page.keyboard.press('Escape')
  })
})
