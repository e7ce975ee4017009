import type { Locator, Page } from 'playwright-core'
import { type FigureKey, figureKeys } from '../../src/schema'

/** What tests read from the page and do on it, as a reader would. The page is in English: `english` below. */

/** Context options: a laptop of 1440×900 in English. */
export const english = { viewport: { width: 1440, height: 900 }, locale: 'en-GB' } as const

/** Waits until the page says that every tile is live, and until what it asks last is of the filters in force too. */
export async function ready(page: Page, timeout = 60_000): Promise<void> {
  const late = '[data-later][aria-busy="true"]'
  await page.waitForSelector(`html[data-ready="true"]:not(:has(${late}))`, { timeout, state: 'attached' })
}

/** Goes to another route of the open page and waits for its figures. */
export async function route(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}/${hash}`)
  await ready(page)
}

export type Language = 'zh' | 'en'

/** Shows the page in a language and waits until it is: words of another language are fetched when first asked for. */
export async function speak(page: Page, language: Language): Promise<void> {
  const now = await page.evaluate(() => document.documentElement.lang)
  if (!now.startsWith(language))
    await page.getByRole('button', { name: language === 'zh' ? /中文/ : /Switch to English/ }).click()
  await page.waitForSelector(`html[lang^="${language}"]`, { state: 'attached' })
}

/** Shows the page in a theme and waits until its colours are those: transitions have ended. */
export async function themed(page: Page, theme: 'dark' | 'light'): Promise<void> {
  await page.emulateMedia({ colorScheme: theme })
  await page.waitForSelector(`html[data-theme="${theme}"]`, { state: 'attached' })
  await settled(page)
}

/** Waits until every transition and animation that has an end is at it. */
export async function settled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise(resolve => requestAnimationFrame(resolve))
    const moving = () =>
      document
        .getAnimations()
        .filter(({ playState, effect }) => playState === 'running' && effect?.getComputedTiming().endTime !== Infinity)
    do {
      await frame()
      await frame()
      await Promise.allSettled(moving().map(animation => animation.finished))
    } while (moving().length > 0)
  })
}

export type Figures = Record<FigureKey, number | null>

/** The tiles' exact values; null where there is none. */
export async function figures(page: Page): Promise<Figures> {
  const found = await page
    .locator('[data-kpi]')
    .evaluateAll(tiles => tiles.map(tile => [tile.getAttribute('data-kpi'), tile.getAttribute('data-value')] as const))
  const values = new Map(found.map(([key, value]) => [key, value === '' || value === null ? null : Number(value)]))
  return Object.fromEntries(figureKeys.map(key => [key, values.get(key) ?? null])) as Figures
}

export const tile = (page: Page, key: FigureKey): Locator => page.locator(`[data-kpi="${key}"]`)
export const card = (page: Page, id: string): Locator => page.locator(`[data-chart="${id}"]`)
/** A row of a ranked list, by its key. */
export const ranked = (page: Page, id: string, key: string): Locator =>
  card(page, id)
    .locator('tr[data-key]')
    .and(page.locator(`[data-key="${key}"]`))

/** Chooses an entry of the menu of a card or a tile. */
export async function choose(holder: Locator, entry: string): Promise<void> {
  await holder.locator('[aria-haspopup="menu"]').click()
  await holder.page().getByRole('menuitem', { name: entry }).click()
}

/** The points of a card or a tile as its menu shows them, by the labels of the columns. */
export async function tableOf(holder: Locator): Promise<Record<string, string>[]> {
  await choose(holder, 'Show as table')
  const table = holder.page().locator('dialog table')
  await table.waitFor()
  const rows = await table.evaluate(element => {
    const texts = (cells: Iterable<Element>) => [...cells].map(cell => cell.textContent ?? '')
    const heads = texts(element.querySelectorAll('thead th'))
    return [...element.querySelectorAll('tbody tr')].map(row =>
      Object.fromEntries(texts(row.children).map((text, i) => [heads[i] ?? '', text])),
    )
  })
  await holder.page().keyboard.press('Escape')
  await table.waitFor({ state: 'detached' })
  return rows
}

/** A number as the page groups it: `12,345`. */
export const numberOf = (text: string | undefined): number => Number((text ?? '').replaceAll(',', ''))

/** Names and first cells of a ranked list as it stands. */
export async function rankedTexts(page: Page, id: string): Promise<string[][]> {
  return card(page, id)
    .locator('tbody tr')
    .evaluateAll(rows =>
      rows.map(row => [...row.querySelectorAll('th, .ui-ranked-number')].map(cell => cell.textContent ?? '')),
    )
}

/** The part of the address after `#`. */
export const hashOf = (page: Page): string => decodeURIComponent(new URL(page.url()).hash)

/** Texts that show that something was forgotten. */
export async function leftovers(page: Page): Promise<string[]> {
  const text = await page.locator('body').innerText()
  const named = await page
    .locator('[title], [aria-label]')
    .evaluateAll(all => all.map(e => `${e.getAttribute('title') ?? ''} ${e.getAttribute('aria-label') ?? ''}`))
  return [text, ...named].flatMap(part => part.match(/\S*(undefined|NaN|\[object|\{\{|Infinity)\S*/g) ?? [])
}

/** Asks again and again until `probe` gives something, for what has no locator. Rejects after `timeout` ms. */
export async function until<T>(probe: () => Promise<T | null | undefined | false>, timeout = 20_000): Promise<T> {
  const end = Date.now() + timeout
  for (;;) {
    const found = await probe()
    if (found) return found
    if (Date.now() > end) throw new Error(`nothing within ${timeout} ms: ${probe}`)
    await new Promise(resolve => setTimeout(resolve, 50))
  }
}
