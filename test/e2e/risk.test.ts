import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import readSheets from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { addChain, branches, chainName } from './chain'
import { english, hashOf, ready, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('risk'), 'city')
beforeAll(async () => {
  makeSmallCity(extracts)
  await addChain(extracts)
})
const app = sharedApp({ extracts, context: english })

/** Rows that are there: one that is still awaited has its place, and a click on it opens nothing. */
const rows = (page: Page): Locator => page.locator('.ui-data-body [role="row"]:not(:has(.ui-data-waiting))')
const count = (page: Page) => page.locator('.risk-list [data-rows]').getAttribute('data-rows').then(Number)
const scores = async (page: Page): Promise<number[]> => {
  const at = (await page.getByRole('columnheader').allInnerTexts()).findIndex(text => text.trim() === 'Score')
  return rows(page).evaluateAll((all, place) => all.map(row => Number(row.children[place]?.textContent)), at)
}
async function open(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}/${hash}`)
  await ready(page)
  await page.locator('.ui-data-waiting').first().waitFor({ state: 'detached' })
}
const panel = (page: Page): Locator => page.locator('.risk-panel')
/** Points of the bars, which must be as many as the score. */
const points = async (of: Locator): Promise<number> => {
  const texts = await of.locator('.ui-waterfall-track b').allInnerTexts()
  return texts.reduce((sum, text) => sum + Number(text.replace('+', '')), 0)
}

/** The file of the chain's first branch, which has all that a business can have. */
const openChain = async (page: Page, url: string): Promise<void> => {
  await open(page, url, `#/risk?q=${encodeURIComponent(`${chainName} 00`)}`)
  await rows(page).filter({ hasText: chainName }).first().click()
  await panel(page).getByRole('link', { name: 'Open the file' }).click()
  await ready(page)
  await until(async () => (await page.locator('.business-owner li').count()) === 20)
  expect(await page.locator('.business-near li').count()).toBe(20)
  await page.locator('[data-chart="score-course"] canvas').waitFor()
}

describe('the risk list', () => {
  it('has the riskiest first, with reasons, and explains one beside it', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 1440, height: 900 })
    await open(page, url, '#/risk')
    const found = await scores(page)
    expect(found.length).toBeGreaterThan(10)
    expect(found).toEqual([...found].sort((a, b) => b - a))
    expect((await rows(page).first().innerText()).includes('·')).toBe(true)
    await rows(page).first().click()
    await until(async () => (await panel(page).locator('.ui-waterfall-bar').count()) > 0)
    const shown = Number(await panel(page).locator('.risk-panel-score strong').innerText())
    expect(shown).toBe(found[0])
    // Bars are rounded to tenths, and those below are left out.
    expect(Math.abs((await points(panel(page))) - shown)).toBeLessThan(0.8)
    expect(hashOf(page)).toMatch(/open=\d+/)
    // A bar opens the rows behind it.
    await panel(page).locator('button.ui-waterfall-bar').first().click()
    const dialog = page.getByRole('dialog')
    await dialog.locator('tbody tr').first().waitFor()
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'hidden' })
  })

  it('is filtered by class, searched by letters and sound, and keeps it all in the address', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    const all = await count(page)
    await page.getByRole('button', { name: /^C \d/ }).click()
    await until(async () => (await count(page)) < all)
    expect(hashOf(page)).toContain('classes=C')
    const letters = async () => [...new Set(await rows(page).locator('.ui-class').allInnerTexts())].join('')
    expect(await until(async () => ((await letters()) === 'C' ? 'C' : undefined))).toBe('C')
    await page.goBack()
    await until(async () => (await count(page)) === all)
    await page.keyboard.press('/')
    await page.keyboard.type('canyin')
    await until(async () => (await count(page)) < all && (await count(page)) > 0)
    const names = await until(async () => {
      const texts = await rows(page).locator('.risk-name strong').allInnerTexts()
      return texts.length > 0 && texts.every(text => text.includes('餐饮')) ? texts : undefined
    })
    expect(names?.length ?? 0).toBeGreaterThan(0)
    expect(hashOf(page)).toContain('q=canyin')
  })

  it('is walked by keyboard: arrows, Enter, space, Escape and help', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    await page.getByRole('grid').focus()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await panel(page).locator('.ui-waterfall-bar').first().waitFor()
    const name = await rows(page).nth(1).locator('.risk-name strong').innerText()
    expect(await panel(page).locator('h2').innerText()).toBe(name)
    await page.keyboard.press('Space')
    await page.getByText('1 chosen').waitFor()
    await page.keyboard.press('Escape')
    await panel(page).waitFor({ state: 'detached' })
    await page.keyboard.press('?')
    await page.getByRole('dialog').getByText('this window').waitFor()
    await page.keyboard.press('Escape')
  })

  it('is exported whole, codes as text, with its filters in a sheet of their own', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk?classes=D')
    const n = await count(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /XLSX/ }).click()
    const sheets = await readSheets(await readFile(await (await download).path()))
    const list = sheets.find(({ data }) => data[0]?.includes('Code'))?.data ?? []
    expect(list.length - 1).toBe(n)
    const code = list[0]?.indexOf('Code') ?? -1
    expect(typeof list[1]?.[code]).toBe('string')
    expect(JSON.stringify(sheets)).toContain('Class D')
  })

  it('keeps the columns that were chosen for the next visit', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Coverage' }).click()
    await page.reload()
    await ready(page)
    expect(await page.getByRole('columnheader').allInnerTexts()).toContain('Coverage')
  })

  it('says which filters do not restrict it, on the page and in an export', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    const all = await count(page)
    await open(page, url, '#/risk?results=critical')
    expect(await count(page)).toBe(all)
    await page.locator('.risk-left', { hasText: 'not filtered by inspection result' }).waitFor()
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /XLSX/ }).click()
    const sheets = await readSheets(await readFile(await (await download).path()))
    expect(JSON.stringify(sheets.at(-1)?.data)).toContain('not filtered by inspection result')
    const csv = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: /CSV/ }).click()
    const text = await readFile(await (await csv).path(), 'utf8')
    expect(text.trim().split('\n').length).toBe(all + 1)
  })

  it('exports who was chosen, as scored on the day of the list; another day is another choice', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    const names = await rows(page).locator('.risk-name strong').allInnerTexts()
    await rows(page).nth(0).getByRole('checkbox').check()
    await rows(page).nth(2).getByRole('checkbox').check()
    const shown = await scores(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export chosen' }).click()
    const sheets = await readSheets(await readFile(await (await download).path()))
    const list = sheets.find(({ data }) => data[0]?.includes('Code'))?.data ?? []
    const at = (name: string) => list[0]?.indexOf(name) ?? -1
    expect(list.slice(1).map(each => each[at('Business')])).toEqual([names[0], names[2]])
    expect(list.slice(1).map(each => Number(each[at('Score')]).toFixed(1))).toEqual(
      [shown[0], shown[2]].map(score => score?.toFixed(1)),
    )
    expect(JSON.stringify(sheets)).toContain('2 chosen')
    await page.getByText('By share', { exact: true }).click()
    await page.getByText('2 chosen').waitFor({ state: 'detached' })
  })

  it('leads to files of the same classes, and back to the same list', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk?by=percentile&sort=entity_name&q=canyin')
    const letters = await rows(page).locator('.ui-class').allInnerTexts()
    await rows(page)
      .first()
      .click({ modifiers: ['Shift'] })
    await page.waitForURL(/#\/business\/\d+/)
    await ready(page)
    expect(await page.locator('.business-score .ui-class').innerText()).toBe(letters[0])
    await page.locator('.business-back').click()
    await ready(page)
    expect(hashOf(page)).toContain('by=percentile')
    expect(hashOf(page)).toContain('q=canyin')
    const again = await until(async () => {
      const shown = await rows(page).locator('.ui-class').allInnerTexts()
      return shown.length === letters.length ? shown : undefined
    })
    expect(again).toEqual(letters)
  })

  it('says what emptied it, each with its way out', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk?q=zzzz&overdue=1&classes=D')
    const empty = page.locator('.ui-empty')
    await empty.getByText('No business matches').waitFor()
    expect((await empty.getByRole('button').allInnerTexts()).length).toBeGreaterThanOrEqual(3)
    await empty.getByRole('button', { name: /search: zzzz/ }).click()
    await page.waitForSelector('.risk-list [data-rows], .ui-empty')
    await until(async () => !hashOf(page).includes('q='))
    expect(hashOf(page)).toContain('overdue=1')
  })

  it('shows the businesses on a map beside it', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk?view=map')
    await page.locator('[data-chart="risk-map"] canvas').waitFor()
    await page.getByText('Class D: high risk').first().waitFor()
  })

  it('is cards on a phone, and a tap opens the file of the business', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 390, height: 844 })
    await open(page, url, '#/risk')
    const first = page.locator('.risk-card').first()
    const name = await first.locator('strong').innerText()
    // No button without a deed: a card has no columns to choose.
    expect(await page.getByRole('button', { name: 'Columns' }).count()).toBe(0)
    await first.click()
    await page.waitForURL(/#\/business\/\d+/)
    await ready(page)
    expect(await page.locator('.business-head h2').innerText()).toBe(name)
    const across = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    )
    expect(across).toBe(0)
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})

describe('the file of a business', () => {
  it('says why, what would help, and where its rows come from', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    await rows(page).first().click()
    await panel(page).getByRole('link', { name: 'Open the file' }).click()
    await ready(page)
    const score = Number(await page.locator('.business-score strong').innerText())
    expect(Math.abs((await points(page.locator('.business-why'))) - score)).toBeLessThan(0.8)
    const lower = await page.locator('.business-lower li').allInnerTexts()
    expect(lower[0]).toMatch(/−\d/)
    await page.locator('.business-links li').first().waitFor()
    await page.locator('[data-chart="score-course"] canvas').waitFor()
    await page.locator('.business-rows tbody tr').first().waitFor()
    expect(await page.locator('main').innerText()).not.toMatch(/undefined|NaN/)
  })

  it('opens the rows of others where a bar comes from them', async () => {
    const { page, url } = app()
    await openChain(page, url)
    for (const [label, text] of [['Surroundings', 'complaints of 90 days in'], ['Inherent risk', 'visits of 730 days to “餐饮”']] as const) {
      await page.locator('button.ui-waterfall-bar', { hasText: label }).click()
      const dialog = page.getByRole('dialog')
      await dialog.locator('tbody tr').first().waitFor()
      expect(await dialog.locator('h2').innerText()).toContain(text)
      expect(Number(/[\d,]+/.exec(await dialog.locator('header p').innerText())?.[0].replace(',', ''))).toBeGreaterThanOrEqual(await dialog.locator('tbody tr').count())
      await page.keyboard.press('Escape')
      await dialog.waitFor({ state: 'hidden' })
    }
  }) // biome-ignore format: a list

  it('is as of the day that the filters end on', async () => {
    const { page, url } = app()
    await openChain(page, url)
    const entity = /business\/(\d+)/.exec(hashOf(page))?.[1]
    await open(page, url, `#/business/${entity}?window=2024-01-01..2024-06-30`)
    await page.getByText('as of 30 Jun 2024').waitFor()
    const notes = await until(async () => {
      const found = await page.locator('.business-rows .business-sub').allInnerTexts()
      return found.length === 3 ? found : undefined
    })
    expect(notes).toEqual(['Rows: 1', 'Rows: 6 · 6 later than this day are left out', 'Rows: 0 · 9 later than this day are left out'])
    expect(await page.locator('.ui-lane[data-shape="dot"] i').count()).toBe(6)
    expect(await page.locator('.ui-lane[data-shape="tick"] i').count()).toBe(0)
  }) // biome-ignore format: a list

  it('leads to the other businesses of its owner, and they back to it', async () => {
    const { page, url } = app()
    // A branch of a chain: the part of its name in brackets is its road.
    await open(page, url, `#/risk?q=${encodeURIComponent('店）')}`)
    await rows(page).first().click()
    await panel(page).getByRole('link', { name: 'Open the file' }).click()
    await ready(page)
    const name = await page.locator('.business-head h2').innerText()
    const link = page.locator('.business-owner li a').first()
    const other = await link.innerText()
    expect(other.split('（')[0]).toBe(name.split('（')[0])
    await link.click()
    await until(async () => (await page.locator('.business-head h2').innerText()) === other || undefined)
    await page.locator('.business-owner li a').first().waitFor()
    expect(await page.locator('.business-owner').innerText()).toContain(name)
  })

  it('has a title line that takes the room there is', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 1440, height: 900 })
    await openChain(page, url)
    const name = page.locator('header h1 + p > span').first()
    const hidden = await name.evaluate(element => {
      element.textContent = 'Chicago food safety supervision'
      return element.scrollWidth - element.clientWidth
    })
    expect(hidden).toBe(0)
  })

  it('of a number that nobody has says so', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/business/99999999`)
    await page.getByText('There is no business with the number').waitFor()
    await page.goto(`${url}/#/business/abc`)
    await page.getByText('“abc”').waitFor()
  })
})

describe('the printed file of a business', () => {
  /** Pages with the margins of a browser's own dialog, and with none. */
  const pages = async (page: Page): Promise<number[]> => {
    const margin = { top: '10mm', right: '10mm', bottom: '10mm', left: '10mm' }
    const files = [await page.pdf({ format: 'A4' }), await page.pdf({ format: 'A4', margin })]
    return files.map(file => file.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0)
  }

  it('is one page, with few of many neighbours', async () => {
    const { page, url } = app()
    await openChain(page, url)
    expect(await pages(page)).toEqual([1, 1])
    await page.emulateMedia({ media: 'print' })
    const near = page.locator('.business-near')
    expect(await near.locator('li:visible').count()).toBe(5)
    expect(await near.locator('.parts-note:visible').innerText()).toBe(`and ${branches - 6} more`)
    await page.emulateMedia({ media: null })
    expect(await near.locator('.parts-note:visible').innerText()).toBe(`and ${branches - 21} more`)
  })

  it('is of light colours from a dark page, drawing too, and without what is clicked', async () => {
    const { page, url } = app()
    await page.emulateMedia({ colorScheme: 'dark' })
    await openChain(page, url)
    /** Whether the line of the score is drawn in a colour, told a moment after `event` without a frame between. */
    const drawn = (rgb: readonly number[], event?: string) =>
      page.evaluate(
        async ([red, green, blue, name]) => {
          if (name !== undefined) window.dispatchEvent(new Event(name as string))
          for (let i = 0; i < 10; i++) await Promise.resolve()
          const canvas = document.querySelector<HTMLCanvasElement>('[data-chart="score-course"] canvas')
          const { data = [] } = canvas?.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {}
          for (let i = 0; i < data.length; i += 4)
            if (data[i] === red && data[i + 1] === green && data[i + 2] === blue) return true
          return false
        },
        [...rgb, event],
      )
    const [light, dark] = [[29, 95, 191], [106, 165, 245]] as const // biome-ignore format: two colours
    await until(() => drawn(dark))
    expect(await drawn(light, 'beforeprint')).toBe(true)
    await drawn(dark, 'afterprint')
    await until(() => drawn(dark))
    await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
    const colours = await page.evaluate(() => {
      const { backgroundColor, color } = getComputedStyle(document.body)
      return [backgroundColor, color, document.documentElement.dataset.theme]
    })
    expect(colours).toEqual(['rgb(245, 246, 248)', 'rgb(24, 33, 47)', 'dark'])
    expect(await page.locator('button:visible').allInnerTexts()).not.toContain('Filter')
    expect(await page.locator('.ui-menu:visible').count()).toBe(0)
    await page.emulateMedia({ media: null, colorScheme: null })
  })

  it('is one page with a learned model too', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=learn')
    await page.getByRole('button', { name: 'Learn', exact: true }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Who' }).fill('Wang')
    await page.getByRole('button', { name: 'Go on', exact: true }).click()
    await page.locator('.model-coefficients').waitFor({ timeout: 60_000 })
    await page.locator('.model-list li').first().getByRole('button', { name: 'Use', exact: true }).click()
    await page.getByText(/^In use: Learned to/).waitFor()
    await openChain(page, url)
    await page.locator('.parts-model li').first().waitFor({ timeout: 30_000 })
    expect(await pages(page)).toEqual([1, 1])
  }, 150_000)
})
