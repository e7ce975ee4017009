import { copyFileSync, readdirSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Download, Locator, Page } from 'playwright-core'
import readSheets from 'read-excel-file/node'
import { beforeAll, describe, expect, it } from 'vitest'
import { cityFolder } from '../../src/cli/start'
import { openDecoder } from '../../src/extracts/decoderNode'
import { openOverview } from './app'
import { changed, good, goodFolder, texts, writeFolder } from './extractFolders'
import { english, figures, hashOf, leftovers, numberOf, ranked, ready, route, tableOf, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const count = (page: Page) => page.locator('[data-rows]').getAttribute('data-rows').then(Number)
const grid = (page: Page): Locator => page.getByRole('grid')
/** Rows that exist in the page: place in the list from 1, and texts. A row on its way has none. */
const listed = (page: Page): Promise<[at: number, cells: string[]][]> =>
  grid(page)
    .locator('.ui-data-body [role="row"]')
    .evaluateAll(rows =>
      rows.map((row): [number, string[]] => [
        Number(row.getAttribute('aria-rowindex')) - 1,
        row.querySelector('.ui-data-waiting') ? [] : [...row.children].map(cell => cell.textContent ?? ''),
      ]),
    )
const loadedAt = (page: Page, at: number) =>
  until(async () => (await listed(page)).find(([place, cells]) => place === at && cells.length > 0)?.[1])
const headings = (page: Page) => page.getByRole('columnheader').allInnerTexts()
const column = async (page: Page, heading: string): Promise<string[]> => {
  await loadedAt(page, 1)
  const at = (await headings(page)).findIndex(text => text.trim() === heading)
  return (await listed(page)).flatMap(([, cells]) => (cells.length > 0 ? [cells[at] ?? ''] : []))
}

async function saved(download: Download): Promise<{ name: string; text: string; bytes: Buffer }> {
  const bytes = await readFile(await download.path())
  return { name: download.suggestedFilename(), text: bytes.toString('utf8'), bytes }
}

/** Records of a CSV; a quoted cell may hold line ends. */
function records(text: string): number {
  let quoted = false
  let found = 0
  for (const character of text) {
    if (character === '"') quoted = !quoted
    else if (character === '\n' && !quoted) found++
  }
  return found
}

describe('the rows behind figures', () => {
  const extracts = join(scratchFolder('rows'), 'city')
  beforeAll(() => makeSmallCity(extracts))
  const app = sharedApp({ extracts, context: english })

  it('open from a tile with the filters kept, and hold as many as it says', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/overview?window=all', 110_000)
    const shown = await figures(page)
    const areas = await tableOf(page.locator('[data-chart="regions"]'))
    const critical = areas.reduce((sum, row) => sum + numberOf(row.Critical), 0)
    await tile(page, 'complaints')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    await ready(page)
    expect(hashOf(page)).toBe('#/rows/complaints?window=all')
    expect(await page.locator('h1').innerText()).toBe('Complaints: rows')
    expect(await page.title()).toMatch(/^Complaints: rows · /)
    expect(await count(page)).toBe(shown.complaints)
    await page.getByRole('link', { name: 'Back to the overview' }).click()
    await ready(page)
    expect(hashOf(page)).toBe('#/overview?window=all')
    await tile(page, 'critical_rate')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    await ready(page)
    expect(hashOf(page)).toBe('#/rows/inspections?rows=critical&window=all')
    expect(await count(page)).toBe(critical)
    expect(new Set(await column(page, 'Result'))).toEqual(new Set(['Critical']))
    await page.goBack()
    await ready(page)
    const [code = ''] = [areas[0]?.Code ?? '']
    await ranked(page, 'regions', code).click()
    await page.waitForURL(/regions=/)
    await ready(page)
    const filtered = await figures(page)
    await tile(page, 'inspections')
      .locator('.ui-tile-main')
      .click({ position: { x: 20, y: 12 } })
    await ready(page)
    expect(hashOf(page)).toContain(`regions=${code}`)
    expect(await count(page)).toBe(filtered.inspections)
    const tables = page.getByRole('group', { name: 'Extract' })
    expect(await tables.locator('label').allInnerTexts()).toEqual([
      'Inspections',
      'Complaints',
      'Permits',
      'Businesses',
    ])
    await tables.getByText('Complaints').click()
    await ready(page)
    expect(await count(page)).toBe(filtered.complaints)
  })
})

describe('a list of hundreds of thousands', () => {
  // The complaints of the whole sample city alone: the other extracts would only be waited for.
  const extracts = scratchFolder('list')
  beforeAll(() => {
    const text = readFileSync(join(cityFolder, 'catalog.json'), 'utf8')
    const {
      answers: _,
      extracts: all,
      ...rest
    } = JSON.parse(text) as { answers?: string; extracts: { table: string }[] }
    writeFolder(extracts, {
      'catalog.json': { ...rest, extracts: all.filter(extract => extract.table === 'complaints') },
    })
    for (const file of readdirSync(cityFolder))
      if (/complaints|geojson|calendar|targets/.test(file)) copyFileSync(join(cityFolder, file), join(extracts, file))
  })
  const app = sharedApp({ extracts, context: english })

  it('scroll by the hundred thousand, and only those in sight exist', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/rows/complaints?window=all', 110_000)
    const all = await count(page)
    expect(all).toBeGreaterThan(200_000)
    await loadedAt(page, 1)
    await grid(page).focus()
    await page.keyboard.press('End')
    const last = await loadedAt(page, all)
    expect(last[0]).toMatch(/^GD/)
    await grid(page).evaluate(element => {
      element.scrollTop = element.scrollHeight / 2
    })
    const middle = await until(async () =>
      (await listed(page)).find(([at, cells]) => at > all / 3 && cells.length > 0 && at < all - 1000),
    )
    expect(Math.abs(middle[0] - all / 2)).toBeLessThan(200)
    expect((await listed(page)).length).toBeLessThan(120)
    await page.keyboard.press('Home')
    const first = await loadedAt(page, 1)
    expect(first[0] === last[0]).toBe(false)
    expect(await leftovers(page)).toEqual([])
  })

  it('sort by a heading, both ways', async () => {
    const { page } = app()
    const heading = (name: string) => page.getByRole('button', { name, exact: true })
    await heading('Received').click()
    await until(async () => (await column(page, 'Received'))[0]?.includes('2022'))
    expect(await page.getByRole('columnheader', { name: 'Received' }).getAttribute('aria-sort')).toBe('ascending')
    await heading('Category').click()
    const ascending = await until(async () => {
      const values = await column(page, 'Category')
      return new Set(values).size === 1 && values
    })
    await heading('Category').click()
    const descending = await until(async () => {
      const values = await column(page, 'Category')
      return values[0] !== ascending[0] && values
    })
    expect((descending[0] ?? '') > (ascending[0] ?? '')).toBe(true)
    expect(await page.getByRole('columnheader', { name: /^Category/ }).getAttribute('aria-sort')).toBe('descending')
  })

  it('columns can be hidden and made wider', async () => {
    const { page } = app()
    const before = await headings(page)
    expect(before).toContain('Category')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByRole('menuitemcheckbox', { name: 'Category', exact: true }).click()
    await page.keyboard.press('Escape')
    expect(await headings(page)).toEqual(before.filter(name => name !== 'Category'))
    const complaint = page.getByRole('columnheader', { name: 'Complaint' }).first()
    const width = (await complaint.boundingBox())?.width ?? 0
    await complaint.getByRole('separator').focus()
    await page.keyboard.press('ArrowRight')
    await until(async () => ((await complaint.boundingBox())?.width ?? 0) > width)
  })

  it('another filter leaves columns, widths and the old rows until the new ones come', async () => {
    const { page, url } = app()
    const look = async () => ({
      headings: await headings(page),
      width: (await page.getByRole('columnheader', { name: 'Complaint' }).first().boundingBox())?.width,
    })
    await loadedAt(page, 1)
    const [before, all] = [await look(), await count(page)]
    await page.evaluate(() => {
      const seen: Record<string, boolean> = { list: true, filled: true, dimmed: false }
      Object.assign(window, { seen })
      new MutationObserver(() => {
        seen.list &&= document.querySelector('[role="grid"]') !== null
        seen.filled &&= document.querySelector('.ui-data-waiting') === null
        seen.dimmed ||= document.querySelector('.rows-list[aria-busy="true"]') !== null
      }).observe(document.body, { childList: true, subtree: true, attributes: true })
    })
    await route(page, url, '#/rows/complaints?window=90d')
    expect(await count(page)).toBeLessThan(all)
    expect(await look()).toEqual(before)
    expect(await page.evaluate(() => Object.assign({}, window as unknown as { seen: object }).seen)).toEqual({
      list: true,
      filled: true,
      dimmed: true,
    })
    await route(page, url, '#/rows/complaints?categories=none-of-these')
    await route(page, url, '#/rows/complaints?window=all')
    expect(await count(page)).toBe(all)
    expect(await look()).toEqual(before)
  })

  it('an export can be stopped, and saves nothing then', async () => {
    const { page } = app()
    let downloads = 0
    page.on('download', () => downloads++)
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Text (CSV)' }).click()
    await page.getByRole('button', { name: /Exporting/ }).click()
    await page.getByRole('button', { name: 'Export', exact: true }).waitFor()
    await page.waitForTimeout(300)
    expect(downloads).toBe(0)
    expect(await page.getByRole('alert').count()).toBe(0)
  })

  it('are exported whole, in the order of the list', async () => {
    const { page, url } = app()
    await route(page, url, '#/rows/complaints?window=all')
    const [all, [first = '']] = [await count(page), await loadedAt(page, 1)]
    const coming = page.waitForEvent('download', { timeout: 100_000 })
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Text (CSV)' }).click()
    const { name, text, bytes } = await saved(await coming)
    expect(name).toBe('complaints 2025-06-30.csv')
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(records(text)).toBe(all + 1)
    const [head, row] = text.slice(1).split('\r\n')
    expect(head).toContain('Complaint,Kind,Category')
    expect(row?.split(',')[0]).toBe(first)
    const ids = text
      .split('\r\n')
      .slice(1, -1)
      .map(line => line.slice(0, line.indexOf(',')))
    expect(new Set(ids).size).toBeGreaterThan(all * 0.99)
  })

  it('that a filter leaves none of say so and offer the way back', async () => {
    const { page, url } = app()
    await route(page, url, '#/rows/complaints?categories=none-of-these')
    expect(await page.locator('main').innerText()).toContain('No rows match the filters in force')
    await page.getByRole('button', { name: 'Remove all filters' }).click()
    await page.waitForURL(/rows\/complaints$/)
    await ready(page)
    expect(await count(page)).toBeGreaterThan(0)
  })
})

describe('rows with words that a spreadsheet could run', () => {
  const dangerous = ['=HYPERLINK("http://evil.test";"x")', '+1+1', '-2', '@SUM(A1)', '\tx', 'a,"b"\nc', '＝1', 'plain']
  const extracts = writeFolder(scratchFolder('cells'), {
    ...goodFolder(dangerous.length),
    'permits.parquet': changed(good.permits(dangerous.length), { entity_name: texts('entity_name', dangerous) }),
  })
  const app = sharedApp({ extracts, context: english })

  it('are exported as texts', async () => {
    const { page, url } = app()
    await route(page, url, '#/rows/permits?window=all')
    const coming = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Text (CSV)' }).click()
    const { text } = await saved(await coming)
    expect(records(text)).toBe(dangerous.length + 1)
    for (const words of ['"\'=HYPERLINK(""http', "'+1+1", "'-2", "'@SUM(A1)", "'＝1", 'a,""b""\nc', ',plain,'])
      expect(text).toContain(words)
    expect(text).not.toMatch(/[,\n]"?[=+@＝]/)
  })

  it('are texts in a workbook and in Parquet', async () => {
    const { page } = app()
    const save = async (entry: string) => {
      const coming = page.waitForEvent('download')
      await page.getByRole('button', { name: 'Export', exact: true }).click()
      await page.getByRole('menuitem', { name: entry }).click()
      return saved(await coming)
    }
    const workbook = await save('Workbook (XLSX)')
    const [listed, about] = await readSheets(workbook.bytes)
    const cells = (listed?.data ?? []).slice(1).flat()
    // The reader trims what it reads.
    for (const words of dangerous) expect(cells).toContain(words.trim())
    expect(about?.data.map(row => row[0])).toEqual(expect.arrayContaining(['As of', 'Version of the data', 'Rows']))
    const parquet = await save('Columns (Parquet)')
    const file = await openDecoder().open('rows', new Blob([new Uint8Array(parquet.bytes)]))
    expect(file.rows).toBe(dangerous.length)
    expect(new Set(file.columns.map(({ type }) => type))).toContain('date')
  })
})
