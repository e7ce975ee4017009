import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { card, english, figures, hashOf, leftovers, numberOf, ready, route, tableOf } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('outlook'), 'city')
beforeAll(() => makeSmallCity(extracts))
// All cards in sight: a menu closes when the page scrolls, and a test would have it scroll to each card.
const app = sharedApp({ extracts, context: { ...english, viewport: { width: 1440, height: 2400 } } })

const tables = ['complaints', 'inspections', 'permits'] as const

describe('what comes next', () => {
  it('says the same in words, in the drawing’s table and in the table of errors', async () => {
    const { page, url } = app()
    await route(page, url, '#/outlook')
    for (const table of tables) {
      const rows = await tableOf(card(page, `outlook-${table}`))
      const past = rows.filter(row => row['80% from'] === '–')
      const next = rows.filter(row => row['80% from'] !== '–')
      // Three years; a first month whose beginning is not in the data is left out.
      expect([35, 36]).toContain(past.length)
      expect(next).toHaveLength(6)
      const quality = card(page, `outlook-${table}-quality`)
      const headline = await quality.locator('.outlook-headline').innerText()
      const [, expected, low, high] = /^Jul 2025: ([\d,]+) \w+ expected, ([\d,]+) to ([\d,]+) with 80%/.exec(headline) ?? [] // biome-ignore format: one line
      const [first] = next
      expect([first?.['80% from'], first?.['80% to']]).toEqual([low, high])
      expect(Object.values(first ?? {})).toContain(expected)
      const shown = await quality.locator('.outlook-headline').getAttribute('data-shown')
      const errors = await quality.locator('.ui-plain-table tbody tr').last().locator('td').allInnerTexts()
      const [model, season, last] = errors.slice(1, 4).map(text => Number.parseFloat(text))
      const best = Math.min(season ?? 0, last ?? 0)
      // Of rounded shares: where they are the same, either may be shown.
      if (model !== best) expect(shown === 'model').toBe((model ?? 0) < best)
      const judged = await quality.locator('.outlook-judged').innerText()
      expect(judged).toContain(shown === 'model' ? 'so it is shown' : 'is repeated here')
      expect(judged).toContain(`${best.toFixed(1)}%`)
    }
    expect(await leftovers(page)).toEqual([])
  })

  it('counts what the overview counts, whatever the window begins with', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?window=2025-06-01..2025-06-30')
    const june = await figures(page)
    await route(page, url, '#/outlook?window=2025-06-01..2025-06-30')
    for (const [table, figure] of [['complaints', 'complaints'], ['inspections', 'inspections'], ['permits', 'permits_issued']] as const) {
      const rows = await tableOf(card(page, `outlook-${table}`))
      const row = rows.find(each => each['Starts on'] === '2025-06-01')
      expect(numberOf(Object.values(row ?? {})[1]), table).toBe(june[figure])
    }
  }) // biome-ignore format: a list a line

  it('by week, further ahead, and of an earlier day: all in the address', async () => {
    const { page, url } = app()
    await route(page, url, '#/outlook')
    await page.getByText('By week', { exact: true }).click()
    await page.waitForURL(/by=week/)
    await ready(page)
    await page.getByText('13 weeks', { exact: true }).click()
    await page.waitForURL(/ahead=13/)
    await ready(page)
    expect(hashOf(page)).toBe('#/outlook?by=week&ahead=13')
    const rows = await tableOf(card(page, 'outlook-complaints'))
    // A week has begun on the last day, and is foretold beside thirteen whole ones.
    expect(rows.filter(row => row['80% from'] !== '–')).toHaveLength(14)
    const words = await card(page, 'outlook-complaints-quality').innerText()
    expect(words).toMatch(/Week of 30 Jun 2025 so far, up to 30 Jun 2025: \d+ complaints of about \d+ expected/)
    expect(words).toMatch(/Week of 7 Jul 2025: [\d,]+ complaints expected/)
    await page.getByText('By month', { exact: true }).click()
    await page.waitForURL(/outlook$/)
    await ready(page)
    await route(page, url, '#/outlook?window=2023-07-01..2024-03-31')
    const early = await card(page, 'outlook-complaints-quality').innerText()
    expect(early).toMatch(/Apr 2024: [\d,]+ complaints expected/)
    expect(early).toContain('A short history: 21 months')
  })

  it('says where there is nothing to foretell, and leads out of it', async () => {
    const { page, url } = app()
    await route(page, url, '#/outlook?categories=不存在')
    const complaints = card(page, 'outlook-complaints')
    expect(await complaints.innerText()).toContain('none expected')
    expect(await card(page, 'outlook-complaints-quality').innerText()).toContain(
      'There were no complaints in 36 months',
    )
    // Visits and permits have no category, and say so.
    expect(await card(page, 'outlook-permits').innerText()).toContain('not filtered by complaint category')
    await complaints.getByRole('button', { name: /category/i }).click()
    await page.waitForURL(/outlook$/)
    await ready(page)
    await route(page, url, '#/outlook?window=2019-01-01..2019-12-31')
    expect(await card(page, 'outlook-permits').innerText()).toContain('Not one whole period is known')
    expect(await leftovers(page)).toEqual([])
  })
})
