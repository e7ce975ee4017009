import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { check, complaintHeads, complaintRows, csvText, dropFiles, gb18030, mapped, openExtracts } from './importing'
import { card, english, leftovers, ready, route, speak } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('layout'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const overflow = (page: Page) =>
  page.evaluate(() => {
    const { scrollWidth, scrollHeight, clientWidth, clientHeight } = document.documentElement
    return { across: scrollWidth - clientWidth, down: scrollHeight - clientHeight }
  })
/** Texts that are cut in their box although nothing says so: no ellipsis, no scrolling. */
const cut = (page: Page) =>
  page.locator('h1, h2, button, label span, th, .ui-tile-value, .ui-tile-target, .ui-tile-missing').evaluateAll(all =>
    all
      .filter(element => {
        const { overflowX, textOverflow } = getComputedStyle(element)
        const hidden = (element as HTMLElement).clientWidth > 1 && element.scrollWidth > element.clientWidth + 1
        return hidden && overflowX === 'hidden' && textOverflow !== 'ellipsis'
      })
      .map(element => element.textContent),
  )
const settle = async (page: Page) => {
  await ready(page)
  await page.waitForTimeout(150)
}

describe('the overview on a screen', () => {
  it.each([
    [1440, 900],
    [1920, 1080],
  ])('of %i×%i is whole without scrolling, in both languages', async (width, height) => {
    const { page, url } = app()
    await page.setViewportSize({ width, height })
    await route(page, url, '#/overview')
    for (const other of ['zh', 'en'] as const) {
      await settle(page)
      expect(await overflow(page)).toEqual({ across: 0, down: 0 })
      for (const id of [
        'map',
        'regions',
        'categories',
        'industries',
        'trend-complaints',
        'trend-permits',
        'unvisited',
      ]) {
        const box = await card(page, id).boundingBox()
        expect((box?.y ?? 0) + (box?.height ?? 0), id).toBeLessThanOrEqual(height)
        expect(box?.height, id).toBeGreaterThan(120)
      }
      expect(await cut(page)).toEqual([])
      expect(await leftovers(page)).toEqual([])
      await speak(page, other)
    }
  })

  it('of 1440×900 is whole with many filters, which stay on one line', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 1440, height: 900 })
    const lists = 'categories=食品安全,噪声扰民&industries=餐饮服务&results=critical,problem&kinds=complaint'
    await route(page, url, `#/overview?${lists}&regions=~outside,~none&compare=lastYear`)
    for (const other of ['zh', 'en'] as const) {
      await settle(page)
      const bar = page.getByRole('region', { name: /^(Filters|筛选)$/ })
      const tops = await bar
        .locator(':scope > *')
        .evaluateAll(chips => chips.map(chip => Math.round(chip.getBoundingClientRect().top)))
      expect(tops.length).toBe(9)
      expect(new Set(tops).size).toBe(1)
      expect(await bar.evaluate(element => element.scrollWidth - element.clientWidth)).toBe(0)
      // A text that is cut is whole in the title.
      const short = await bar.locator('[title] > span').evaluateAll(words =>
        words.map(word => ({
          width: Math.round(word.getBoundingClientRect().width),
          title: word.parentElement?.title,
          ellipsis: getComputedStyle(word).textOverflow,
        })),
      )
      for (const { width, title, ellipsis } of short) {
        expect(width, title).toBeGreaterThan(20)
        expect(ellipsis).toBe('ellipsis')
      }
      expect(short.map(({ title }) => title).join()).toMatch(/食品安全(、|, )噪声扰民/)
      expect(await overflow(page)).toEqual({ across: 0, down: 0 })
      await speak(page, other)
    }
  })

  it('of a phone is one column, without scrolling across; so are its rows', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const other of ['zh', 'en'] as const) {
      await route(page, url, '#/overview')
      await settle(page)
      expect((await overflow(page)).across).toBe(0)
      expect((await overflow(page)).down).toBeGreaterThan(500)
      const boxes = await page
        .locator('[data-chart]')
        .evaluateAll(cards => cards.map(element => element.getBoundingClientRect().toJSON() as DOMRect))
      expect(new Set(boxes.map(box => Math.round(box.x))).size).toBe(1)
      for (const box of boxes) expect(box.width).toBeGreaterThan(340)
      await route(page, url, '#/rows/complaints')
      await settle(page)
      expect((await overflow(page)).across).toBe(0)
      expect(await page.getByRole('grid').boundingBox()).toMatchObject({ width: expect.closeTo(370, -2) })
      await speak(page, other)
    }
    await page.setViewportSize(english.viewport)
  })
})

describe('the page of the extracts on a screen', () => {
  it.each([
    [1440, 900],
    [390, 844],
  ])('of %i×%i is as wide as the screen and cuts nothing, at every step', async (width, height) => {
    const { page, url } = app()
    await page.setViewportSize({ width, height })
    const whole = async (): Promise<void> => {
      await page.waitForTimeout(150)
      expect((await overflow(page)).across).toBe(0)
      expect(await page.getByRole('main').evaluate(main => main.scrollWidth - main.clientWidth)).toBe(0)
      expect(await cut(page)).toEqual([])
      expect(await leftovers(page)).toEqual([])
    }
    await openExtracts(page, url)
    await whole()
    await dropFiles(page, [gb18030('投诉.csv', csvText([complaintHeads, ...complaintRows(200)]))])
    await mapped(page)
    await whole()
    await check(page)
    await whole()
    await page.getByRole('button', { name: 'Back to the mapping' }).click()
    await page.getByRole('button', { name: 'Discard this import' }).click()
    await page.setViewportSize(english.viewport)
  })
})

describe('language and theme', () => {
  it('change at once and stay at the next visit', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const background = () =>
      page.evaluate(
        () => getComputedStyle(document.querySelector('main')!.parentElement!.parentElement!).backgroundColor,
      )
    const light = await background()
    await page.getByRole('button', { name: /^Appearance/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Dark' }).click()
    await speak(page, 'zh')
    const dark = await background()
    expect(dark).not.toBe(light)
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('zh-CN')
    expect(await page.title()).toBe('总览 · 云岭市')
    await page.reload()
    await ready(page)
    expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark')
    expect(await background()).toBe(dark)
    expect(await page.locator('h1').innerText()).toBe('总览')
    expect(await page.locator('[data-kpi] .ui-tile-label').allInnerTexts()).toContain('投诉举报')
    expect(await leftovers(page)).toEqual([])
    // What is not a name, a number or SQL is in the page's language.
    const latin = (await page.getByRole('main').innerText()).match(/[A-Za-z]{3,}/g) ?? []
    expect(latin).toEqual([])
  })

  it('follow the system until someone chooses', async () => {
    const { page } = app()
    await page.getByRole('button', { name: /^外观/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: '跟随系统' }).click()
    for (const scheme of ['dark', 'light'] as const) {
      await page.emulateMedia({ colorScheme: scheme })
      await page.waitForSelector(`html[data-theme="${scheme}"]`, { state: 'attached' })
    }
    await speak(page, 'en')
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en')
  })
})
