import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { check, complaintHeads, complaintRows, csvText, dropFiles, gb18030, mapped, openExtracts } from './importing'
import { card, english, figures, hashOf, ready, route, speak, tile } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('access'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** Violations of WCAG 2.1 AA that are serious or critical, with where they are. */
async function violations(page: Page): Promise<string[]> {
  // Through the debugger, which the page's policy does not bind.
  await page.evaluate(axe)
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa'], resultTypes: ['violations'] })`,
  )
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(
      ({ id, nodes }) => `${id}: ${nodes.map(node => `${node.target.join(' ')} ${node.failureSummary}`).join(' | ')}`,
    )
}

const dark = (page: Page) => page.emulateMedia({ colorScheme: 'dark' })
const light = (page: Page) => page.emulateMedia({ colorScheme: 'light' })

describe('no violation is found by axe', () => {
  it.each([
    '#/overview',
    '#/changes',
    '#/why',
    '#/why?figure=problem_rate&by=industry',
    '#/alerts',
    '#/outlook',
    '#/risk',
    '#/business/1',
    '#/model',
    '#/model?tab=learn',
    '#/model?tab=backtest',
    '#/model?tab=versions',
    '#/model?tab=integrity',
    '#/burden',
    '#/burden?tab=repeats',
    '#/burden?tab=silos',
    '#/burden?tab=silos&count=rows',
    '#/plan',
    '#/plan/verify',
    '#/round',
    '#/rows/complaints',
    '#/services',
    '#/services?tab=permits&by=regions',
    '#/services?tab=due',
    '#/services?tab=calendar',
    '#/sql',
    '#/dictionary',
    '#/notebook',
    '#/wall',
    '#/briefing',
    '#/briefing?paper=wide',
  ])('on %s in both themes and languages', async hash => {
    const { page, url } = app()
    await light(page)
    await route(page, url, hash)
    await page.waitForTimeout(500)
    expect(await violations(page)).toEqual([])
    await dark(page)
    await page.waitForTimeout(300)
    expect(await violations(page)).toEqual([])
    await speak(page, 'zh')
    await page.waitForTimeout(300)
    expect(await violations(page)).toEqual([])
    await light(page)
    await speak(page, 'en')
  })

  it('on filtered figures with notes, in open menus, choosers and dialogs', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?categories=食品安全&industries=餐饮服务&regions=~outside')
    expect(await violations(page)).toEqual([])
    await card(page, 'map').locator('[aria-haspopup="menu"]').click()
    expect(await violations(page)).toEqual([])
    await page.getByRole('menuitem', { name: 'Show as table' }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page
      .getByRole('button', { name: /^Time window/ })
      .first()
      .click()
    await page.getByPlaceholder('From').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Filter', exact: true }).click()
    await page.getByRole('checkbox').first().waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
  })
})

describe('no violation is found by axe in the console', () => {
  it.each([light, dark])('with answers, a failure and its dialog', async theme => {
    const { page, url } = app()
    await theme(page)
    await route(page, url, '#/sql')
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.keyboard.insertText(
      'SELECT kind, NULL AS a, count(*) AS n FROM complaints GROUP BY kind; SELECT 2; SELECT nope',
    )
    await page.keyboard.press('Control+Shift+Enter')
    await page.getByRole('alert').waitFor()
    expect(await violations(page)).toEqual([])
    await page.locator('.sql-runs button').first().click()
    await page.locator('.sql-answer [data-rows]').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByText('Bars', { exact: true }).click()
    await page.locator('.sql-answer canvas').waitFor()
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: 'Saved', exact: true }).click()
    await page.getByRole('dialog').waitFor()
    expect(await violations(page)).toEqual([])
    await page.keyboard.press('Escape')
    await light(page)
  })
})

describe('no violation is found by axe on the page of the extracts', () => {
  it('as it stands, in a mapping and in a report, in both themes', async () => {
    const { page, url } = app()
    const both = async (): Promise<void> => {
      for (const theme of [dark, light]) {
        await theme(page)
        await page.waitForTimeout(300)
        expect(await violations(page)).toEqual([])
      }
    }
    await openExtracts(page, url)
    await both()
    const rows = complaintRows(200, (row, i) => {
      if (i % 10 === 1) row[4] = '归口处理'
      return i % 50 === 2 ? row.with(3, '不详') : row
    })
    await dropFiles(page, [gb18030('投诉.csv', csvText([complaintHeads, ...rows]))])
    await mapped(page)
    await both()
    await check(page)
    await both()
    await page.getByRole('button', { name: 'Back to the mapping' }).click()
    await page.getByRole('button', { name: 'Discard this import' }).click()
  })
})

describe('everything is reached by keyboard', () => {
  it('in the order of the page, and the focus is seen', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    await page.getByRole('button', { name: 'Skip to the content' }).focus()
    const seen: string[] = []
    const unseen: string[] = []
    for (let i = 0; i < 120; i++) {
      await page.keyboard.press('Tab')
      const at = await page.evaluate(() => {
        const element = document.activeElement
        if (!element || element === document.body) return null
        // A radio button is drawn by the words beside it.
        const drawn = element.matches('input[type="radio"]') ? element.nextElementSibling! : element
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(drawn)
        const place =
          element.closest('[data-kpi]')?.getAttribute('data-kpi') ??
          element.closest('[data-chart]')?.getAttribute('data-chart') ??
          (element.closest('nav') ? 'nav' : element.closest('header') ? 'header' : 'other')
        const what = `${place} ${element.tagName.toLowerCase()}${element.getAttribute('aria-haspopup') ?? ''}`
        const visible = (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none'
        return { what, visible }
      })
      if (at === null) break
      seen.push(at.what)
      if (!at.visible) unseen.push(at.what)
    }
    expect(unseen).toEqual([])
    for (const key of ['businesses', 'permits_on_time']) {
      expect(seen).toContain(`${key} button`)
      expect(seen).toContain(`${key} buttonmenu`)
    }
    for (const what of [
      'nav a',
      'header buttondialog',
      'map select',
      'map input',
      'map button',
      'regions tr',
      'categories tr',
      'industries tr',
      'trend-permits buttonmenu',
    ])
      expect(seen).toContain(what)
    const order = [
      'nav a',
      'header buttondialog',
      'businesses button',
      'map select',
      'regions tr',
      'categories tr',
      'trend-complaints buttonmenu',
    ]
    expect(order.map(what => seen.indexOf(what))).toEqual(
      [...order.map(what => seen.indexOf(what))].sort((a, b) => a - b),
    )
  })

  it('arrows and Enter choose in a list, shift adds, Esc takes back', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const rows = card(page, 'regions').locator('tr[data-key]')
    await rows.first().focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const third = (await rows.nth(2).getAttribute('data-key')) ?? ''
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(third)
    await page.keyboard.press('Enter')
    await page.waitForURL(/regions=/)
    await ready(page)
    expect(hashOf(page)).toBe(`#/overview?regions=${third}`)
    // The list stands as it was, and so does the focus.
    expect(await page.evaluate(() => document.activeElement?.getAttribute('data-key'))).toBe(third)
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+Enter')
    await page.waitForURL(/,/)
    await ready(page)
    await page.keyboard.press('Escape')
    await page.waitForURL(/overview$/)
    await ready(page)
  })

  it('menus and dialogs open, close and give the focus back', async () => {
    const { page } = app()
    const opener = card(page, 'categories').locator('[aria-haspopup="menu"]')
    await opener.focus()
    await page.keyboard.press('Enter')
    await page.getByRole('menu').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Escape')
    await page.getByRole('menu').waitFor({ state: 'detached' })
    const focused = () => opener.evaluate(element => element === document.activeElement)
    expect(await focused()).toBe(true)
    await page.keyboard.press('Enter')
    await page.keyboard.press('Enter')
    await page.getByRole('dialog').waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    expect(await focused()).toBe(true)
    expect(hashOf(page)).toBe('#/overview')
  })

  it('a tile opens its rows, whose list is moved in by keys', async () => {
    const { page } = app()
    const { inspections } = await figures(page)
    await tile(page, 'inspections').locator('.ui-tile-main').focus()
    await page.keyboard.press('Enter')
    await page.waitForURL(/rows\/inspections/)
    await ready(page)
    const grid = page.getByRole('grid')
    await grid.focus()
    await page.keyboard.press('End')
    await page.locator(`[aria-rowindex="${(inspections ?? 0) + 1}"]`).waitFor()
    const active = await grid.getAttribute('aria-activedescendant')
    expect(await page.locator(`[id="${active}"]`).getAttribute('aria-rowindex')).toBe(String((inspections ?? 0) + 1))
  })

  it('the first stop leads past the rail', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    await page.reload()
    await ready(page)
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN')
    expect(hashOf(page)).toBe('#/overview')
  })
})
