import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Download, Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { choose, english, hashOf, leftovers, route, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('keep'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** Serious and critical violations of WCAG 2.1 AA in both themes. */
async function violations(page: Page): Promise<string[]> {
  const found: string[] = []
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.waitForTimeout(300)
    // Through the debugger, which the page's policy does not bind.
    await page.evaluate(axe)
    const { violations } = await page.evaluate<AxeResults>(
      `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })`,
    )
    for (const { id, impact, nodes } of violations) {
      if (impact !== 'serious' && impact !== 'critical') continue
      found.push(
        `${colorScheme} ${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`).join(' | ')}`,
      )
    }
  }
  return found
}

const button = (of: Page | Locator, name: string): Locator => of.getByRole('button', { name, exact: true })
const file = (name: string, text: string) => ({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
async function textOf(download: Promise<Download>): Promise<string> {
  return readFileSync(await (await download).path(), 'utf8')
}
const openViews = async (page: Page): Promise<Locator> => {
  await button(page, 'Saved views').click()
  const dialog = page.getByRole('dialog', { name: 'Saved views' })
  await dialog.waitFor()
  return dialog
}
const names = (dialog: Locator): Promise<string[]> => dialog.locator('.saved-list a').allInnerTexts()

describe('saved views', () => {
  it('are saved by a suggested name, opened, renamed, put in order, removed and brought back', async () => {
    const { page, url } = app()
    // It runs as ever; tests further down put it forward.
    await page.clock.install()
    await route(page, url, '#/overview?window=ytd&categories=食品安全')
    const dialog = await openViews(page)
    const name = dialog.getByLabel('Save this view: Name')
    expect(await name.inputValue()).toBe('Overview · 食品安全 · Year to date')
    await name.fill('Food')
    await button(dialog, 'Save').click()
    await dialog.getByText('moves with the data', { exact: false }).last().waitFor()
    // The same with its days as they are now; the name says which.
    await dialog.getByRole('checkbox').check()
    expect(await name.inputValue()).toMatch(/^Overview · 食品安全 · .*\d{4}/)
    await button(dialog, 'Save').click()
    await dialog.getByText('fixed days').waitFor()
    expect(await names(dialog)).toHaveLength(2)
    await choose(dialog.locator('.saved-list li').first(), 'Move down')
    await until(async () => (await names(dialog))[0] === 'Food')
    await choose(dialog.locator('.saved-list li').first(), 'Rename')
    await dialog.getByLabel('Name', { exact: true }).fill('Food this year')
    await page.keyboard.press('Enter')
    await until(async () => (await names(dialog))[0] === 'Food this year')
    await choose(dialog.locator('.saved-list li').first(), 'Remove')
    await until(async () => (await names(dialog)).length === 1)
    await button(dialog, 'Undo').click()
    await until(async () => (await names(dialog))[0] === 'Food this year')
    expect(await violations(page)).toEqual([])

    await page.keyboard.press('Escape')
    await route(page, url, '#/risk')
    const again = await openViews(page)
    await again.getByRole('link', { name: 'Food this year' }).click()
    await again.waitFor({ state: 'detached' })
    expect(hashOf(page)).toBe('#/overview?window=ytd&categories=食品安全')
  })

  it('go to a file and come from one: what is there stays, what is wrong is told', async () => {
    const { page } = app()
    const dialog = await openViews(page)
    const download = page.waitForEvent('download')
    await button(dialog, 'Export all').click()
    const text = await textOf(download)
    const exported = JSON.parse(text) as { views: { name: string; path: string; search: string }[]; catalogue: object }
    expect(exported.views.map(view => view.name)).toEqual(await names(dialog))

    const input = dialog.locator('input[type="file"]')
    await input.setInputFiles(file('broken.json', text.slice(0, 50)))
    await dialog.getByText('“broken.json” is no JSON file').waitFor()
    await input.setInputFiles(file('same.json', text))
    await dialog.getByText('Nothing in it is new').waitFor()
    const [first] = exported.views
    const other = {
      ...exported,
      catalogue: { zh: '别处', en: 'Elsewhere' },
      views: [
        { ...first, search: '?window=30d&regions=nowhere' },
        { ...first, name: 'Lost', path: '/lost' },
      ],
    }
    await input.setInputFiles(file('other.json', JSON.stringify(other)))
    await dialog.getByText('These views are of “Elsewhere”', { exact: false }).waitFor()
    await dialog.getByText('it will be “Food this year (2)”', { exact: false }).waitFor()
    await dialog.getByText('this release has no page /lost', { exact: false }).waitFor()
    await dialog.getByText('regions that are not in these data and will show no rows: nowhere').waitFor()
    await button(dialog, 'Add them').click()
    await until(async () => (await names(dialog)).includes('Food this year (2)'))
    expect(await names(dialog)).toHaveLength(3)
    await page.keyboard.press('Escape')
  })
})

describe('the notebook', () => {
  it('keeps a figure with a note, and says whether it moved once there are other data', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    await choose(tile(page, 'complaints'), 'Pin to the notebook')
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Note', { exact: true }).fill('=too many')
    await dialog.getByLabel('Decision', { exact: true }).fill('Ask the district')
    await dialog.getByLabel('Expectation').selectOption('fall')
    expect(await button(dialog, 'Pin it').isDisabled()).toBe(true)
    await dialog.getByLabel('Who', { exact: true }).fill('Wang')
    expect(await violations(page)).toEqual([])
    await button(dialog, 'Pin it').click()
    await dialog.getByRole('link', { name: 'Open the notebook' }).click()
    const pins = page.locator('[data-pin="complaints"]')
    await pins.locator('[data-verdict="same"]').waitFor()
    await page.getByText('still open', { exact: false }).waitFor()

    // An edit adds to the history.
    await choose(pins, 'Edit')
    await dialog.getByLabel('Note', { exact: true }).fill('still too many')
    await button(dialog, 'Save').click()
    await page.getByText('History (2)').click()
    await page.getByText('Note: =too many').waitFor()

    // As it would have been written down a year earlier, on other data.
    const download = page.waitForEvent('download')
    await button(page, 'Export').click()
    await page.getByRole('menuitem', { name: 'Notebook as a file (JSON)' }).click()
    const exported = JSON.parse(await textOf(download)) as { pins: { id: string; asOf: string; window: object }[] }
    const [pin] = exported.pins
    expect(pin?.asOf).toBe('2025-06-30')
    const earlier = {
      ...pin,
      ...{ id: 'earlier-0123456789', asOf: '2024-06-30', version: 'of then', value: 5, numerator: 5 },
      window: { from: '2023-07-01', to: '2024-06-30' },
    }
    await page
      .locator('.notebook-tools input[type="file"]')
      .setInputFiles(file('earlier.json', JSON.stringify({ ...exported, pins: [earlier] })))
    await page.getByText('Added: 1', { exact: false }).waitFor()
    const moved = page.locator('[data-pin]').filter({ hasText: '1 Jul 2023 – 30 Jun 2024' })
    await moved.locator('[data-verdict="beyond"], [data-verdict="within"]').waitFor({ timeout: 30_000 })
    await moved.getByText('corrected, or rows came late').waitFor()
    await moved.getByText('1 Jul 2024 – 30 Jun 2025').waitFor()
    await moved.getByText('95% interval', { exact: false }).waitFor()
    expect(await leftovers(page)).toEqual([])
    expect(await violations(page)).toEqual([])

    await choose(moved, 'Remove')
    await button(dialog, 'Remove').click()
    await page.getByText('Removed: 1').waitFor()
    await button(page, 'Undo').click()
    await moved.waitFor()
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('the wall', () => {
  it('shows what was chosen in turn, 16 to 9 and dark, and Esc leaves it with the filters as they are', async () => {
    const { page, url } = app()
    await page.emulateMedia({ colorScheme: 'light' })
    await route(page, url, '#/wall')
    await page.getByRole('checkbox', { name: 'Saved view: Food this year', exact: true }).check()
    await page.getByLabel('Seconds for each screen').fill('10')
    expect(await violations(page)).toEqual([])
    await page.emulateMedia({ colorScheme: 'light' })
    await button(page, 'Start').click()
    const wall = page.locator('.wall')
    await wall.waitFor()
    await page.getByText('1 of 4').waitFor()
    expect(hashOf(page)).toBe('#/overview?wall=figures')
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    const box = await wall.locator('.wall-frame').boundingBox()
    expect((box?.width ?? 0) / (box?.height ?? 1)).toBeCloseTo(16 / 9, 2)
    expect(await page.locator('nav').count()).toBe(0)
    await wall.locator('[data-kpi="complaints"][data-value]:not([data-value=""])').waitFor()
    expect(await violations(page)).toEqual([])
    // By hand, and then by itself.
    await page.keyboard.press('ArrowLeft')
    await page.getByText('4 of 4').waitFor()
    await page.getByRole('heading', { name: 'Overview' }).waitFor()
    // A page that is cut into screens shows all of them first.
    await until(async () => {
      await page.keyboard.press('ArrowRight')
      return /wall=figures/.test(page.url())
    })
    await page.getByText('1 of 4').waitFor()
    await page.keyboard.press(' ')
    await page.getByText('paused', { exact: false }).waitFor()
    expect(await page.locator('.wall-progress').count()).toBe(0)
    await page.keyboard.press(' ')
    await page.clock.fastForward('00:11')
    await page.waitForURL(/wall=where/)
    // Nothing of the page can take the focus.
    for (let i = 0; i < 6; i++) await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.closest('.wall-body') ?? null)).toBeNull()
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('ArrowLeft')
    await page.waitForURL(/wall=page/)
    await page.keyboard.press('Escape')
    await wall.waitFor({ state: 'detached' })
    expect(hashOf(page)).toBe('#/overview?window=ytd&categories=食品安全')
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('light')
  })

  it('moves nothing where less motion is asked for, and fits the whole page', async () => {
    const { page, url } = app()
    await page.emulateMedia({ reducedMotion: 'reduce' })
    await page.goto(`${url}/#/risk?wall=page`)
    await page.locator('.wall-content').waitFor()
    expect(await page.locator('.wall-content').evaluate(e => getComputedStyle(e).animationName)).toBe('none')
    expect(await page.locator('.wall-progress').evaluate(e => getComputedStyle(e).display)).toBe('none')
    // However long the list takes, no other view comes.
    await page.keyboard.press(' ')
    await page.locator('.risk-name').first().waitFor()
    await page.emulateMedia({ reducedMotion: 'no-preference' })
    await page.keyboard.press('Escape')
    await page.locator('.wall').waitFor({ state: 'detached' })
    expect(hashOf(page)).toBe('#/risk')
  })

  it('loads newer data by itself, without loading the page anew', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/overview?wall=figures`)
    const critical = page.locator('.wall [data-kpi="critical_rate"][data-live="true"]')
    await critical.waitFor({ timeout: 60_000 })
    await page.keyboard.press(' ')
    await page.evaluate(() => document.documentElement.setAttribute('data-mark', 'same'))
    const path = join(extracts, 'targets.json')
    const targets = JSON.parse(readFileSync(path, 'utf8')) as { figures: Record<string, unknown> }
    writeFileSync(path, JSON.stringify({ ...targets, figures: { ...targets.figures, critical_rate: { atMost: 0.4 } } }))
    await page.clock.fastForward('11:00')
    await critical.getByText('≤ 40.0%', { exact: true }).waitFor({ timeout: 60_000 })
    expect(await page.evaluate(() => document.documentElement.getAttribute('data-mark'))).toBe('same')
    await page.keyboard.press('Escape')
  })
})
