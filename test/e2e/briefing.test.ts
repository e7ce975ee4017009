import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openOverview } from './app'
import { chicagoFolder, facts, noFacts } from './chicagoFacts'
import { bare, type PdfPage, pdfPages } from './pdfText'
import { card, english, figures, hashOf, type Language, leftovers, ready, route, speak } from './reading'
import { sharedApp } from './sharedApp'

/** What the sheets on screen hold: pieces of tables by sheet, each with its head and its rows as bare texts. */
interface Sheet {
  readonly text: string
  readonly overflow: number
  readonly tables: readonly { readonly key: string; readonly head: string; readonly rows: readonly string[] }[]
}

async function sheetsOf(page: Page): Promise<Sheet[]> {
  const found = await page.locator('.ui-sheets .ui-sheet').evaluateAll(sheets =>
    sheets.map(sheet => {
      const body = sheet.querySelector('.ui-sheet-body')!
      return {
        text: body.textContent ?? '',
        overflow: Math.max(body.scrollHeight - body.clientHeight, body.scrollWidth - body.clientWidth),
        tables: [...sheet.querySelectorAll('[data-table]')].map(table => ({
          key: table.getAttribute('data-table') ?? '',
          head: table.querySelector('thead')?.textContent ?? '',
          rows: [...table.querySelectorAll('tbody tr')].map(row => row.textContent ?? ''),
        })),
      }
    }),
  )
  return found.map(sheet => ({
    ...sheet,
    text: bare(sheet.text),
    tables: sheet.tables.map(({ key, head, rows }) => ({ key, head: bare(head), rows: rows.map(bare) })),
  }))
}

const times = (text: string, part: string): number => text.split(part).length - 1

/** Printed pages are the sheets on screen: all of them, whole, in their order. */
function agree(pages: readonly PdfPage[], sheets: readonly Sheet[], [width, height]: readonly [number, number]): void {
  expect(pages.length).toBe(sheets.length)
  expect(sheets.map(sheet => sheet.overflow).filter(pixels => pixels > 0)).toEqual([])
  const all = pages.map(page => page.text).join('\n')
  for (const [i, page] of pages.entries()) {
    const sheet = sheets[i]
    const number = `${i + 1}/${pages.length}`
    expect(Math.abs(page.width - width), number).toBeLessThan(1.5)
    expect(Math.abs(page.height - height), number).toBeLessThan(1.5)
    expect(page.text.endsWith(number), `${number}: ${page.text.slice(-40)}`).toBe(true)
    expect(sheet?.text.length, number).toBeGreaterThan(10)
    // Nothing reaches beyond the paper, nor into the foot.
    const foot = page.items.at(-1)?.y ?? 0
    for (const item of page.items) {
      expect(item.x, item.text).toBeGreaterThanOrEqual(0)
      expect(item.x + item.width, item.text).toBeLessThanOrEqual(page.width + 0.5)
      expect(item.y, item.text).toBeLessThanOrEqual(page.height)
      expect(item.y, item.text).toBeGreaterThanOrEqual(foot - 2)
    }
    for (const table of sheet?.tables ?? []) {
      expect(page.text, `${number} ${table.key}`).toContain(table.head)
      for (const row of table.rows) expect(times(page.text, row), `${number} ${row}`).toBeGreaterThanOrEqual(1)
    }
  }
  // A region is in the whole report with its code, its name and its counts as often as in its table: once.
  const rows = sheets.flatMap(sheet =>
    sheet.tables.filter(table => table.key.startsWith('regions-')).flatMap(table => table.rows),
  )
  expect(rows.length).toBeGreaterThan(10)
  // Rows beside the regions are the same on every level.
  expect(rows.filter(row => times(all, row) !== rows.filter(other => other === row).length)).toEqual([])
}

const papers = { a4: [595.28, 841.89], wide: [960, 540] } as const

async function printed(page: Page, url: string, hash: string, language: Language, size: readonly [number, number]) {
  await route(page, url, hash)
  await speak(page, language)
  await ready(page)
  const sheets = await sheetsOf(page)
  const pages = await pdfPages(await page.pdf({ preferCSSPageSize: true }))
  agree(pages, sheets, size)
  expect(await leftovers(page)).toEqual([])
  return sheets
}

const keysOf = (sheets: readonly Sheet[]): string[] => [
  ...new Set(sheets.flatMap(sheet => sheet.tables.map(table => table.key))),
]
const rowsOf = (sheets: readonly Sheet[], key: string): string[] =>
  sheets.flatMap(sheet => sheet.tables.filter(table => table.key === key).flatMap(table => table.rows))

describe('the report of the sample city', () => {
  const app = sharedApp({ context: english })

  it('is led to from the overview, with its filters, and has its figures', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/overview?window=90d&measure=problem_rate', 110_000)
    const tiles = await figures(page)
    const regions = await card(page, 'regions').locator('tr[data-key]').count()
    await page.getByRole('link', { name: 'Briefing' }).click()
    await ready(page)
    expect(hashOf(page)).toBe('#/briefing?window=90d&measure=problem_rate')
    const sheets = await sheetsOf(page)
    const rows = rowsOf(sheets, 'figures')
    for (const key of ['businesses', 'inspections', 'complaints', 'permits_issued', 'high_risk'] as const)
      expect(
        rows.filter(row => row.includes((tiles[key] ?? Number.NaN).toLocaleString('en-US'))),
        key,
      ).not.toEqual([])
    for (const key of ['problem_rate', 'critical_rate'] as const)
      expect(
        rows.filter(row => row.includes(`${((tiles[key] ?? Number.NaN) * 100).toFixed(1)}%`)),
        key,
      ).not.toEqual([])
    // Its sentences say what the tiles say, and who is late is named as on the page of services.
    const text = sheets.map(sheet => sheet.text).join('')
    expect(text).toContain(bare(`Complaints: ${tiles.complaints?.toLocaleString('en-US')}`))
    expect(text).toContain(bare(`Problem rate: ${((tiles.problem_rate ?? Number.NaN) * 100).toFixed(1)}%`))
    expect(text).toMatch(/Complaints:住房和城乡建设局[\d.]+%latebeyondchance/)
    const [late] = rowsOf(sheets, 'late-complaints')
    expect(late).toMatch(/^住房和城乡建设局.*▲▲higherthanchanceexplains$/)
    // As many regions as the overview has, those without a place too.
    expect(rowsOf(sheets, 'regions-district').length).toBe(regions)
    expect(rowsOf(sheets, 'regions-subdistrict').length).toBeGreaterThanOrEqual(96)
    await page.emulateMedia({ media: 'print' })
    expect(await page.locator('nav, .briefing-tools').filter({ visible: true }).count()).toBe(0)
    await page.emulateMedia({ media: null })
    // What it can be checked by: whole hashes of all files.
    expect(rowsOf(sheets, 'sources').filter(row => /[0-9a-f]{64}$/.test(row)).length).toBe(5)
  })

  it.each([
    ['zh', 'a4'],
    ['en', 'a4'],
    ['zh', 'wide'],
    ['en', 'wide'],
  ] as const)('in %s on %s is printed as its sheets stand', async (language, paper) => {
    const { page, url } = app()
    const sheets = await printed(page, url, `#/briefing?paper=${paper}`, language, papers[paper])
    expect(keysOf(sheets).filter(key => !/^(why-|alerts$)/.test(key))).toEqual(['figures', 'late-complaints', 'late-permits', 'classes', 'riskiest', 'regions-district', 'regions-subdistrict', 'categories', 'industries', 'departments', 'files', 'issues', 'definitions', 'about', 'sources']) // biome-ignore format: a list of names
    // The table of subdistricts goes on, and its head with it.
    const parts = sheets.flatMap(sheet => sheet.tables.filter(table => table.key === 'regions-subdistrict'))
    expect(parts.length).toBeGreaterThan(1)
    expect(new Set(parts.map(part => part.head)).size).toBe(1)
    expect(
      await page
        .locator('.ui-sheet img')
        .evaluateAll(all => all.filter(img => !(img as HTMLImageElement).naturalWidth).length),
    ).toBe(0)
  })

  it('leaves out what is left out, but never the quality of the data nor what it rests on', async () => {
    const { page, url } = app()
    await route(page, url, '#/briefing')
    await speak(page, 'en')
    const before = await page.locator('.ui-sheets .ui-sheet').count()
    for (const part of [
      'Tables',
      'Risk',
      'Alerts',
      'Handled in time',
      'What',
      'Where',
      'What comes next',
      'Course',
      'Why it changed',
      'Situation',
    ]) {
      await page.getByRole('checkbox', { name: part, exact: true }).uncheck()
    }
    await ready(page)
    expect(hashOf(page)).toMatch(/without=situation,why,trends,outlook,where,what,late,alerts,risk,tables$/)
    const sheets = await sheetsOf(page)
    expect(sheets.length).toBeLessThan(before)
    expect(keysOf(sheets)).toEqual(['files', 'issues', 'definitions', 'about', 'sources'])
  })

  it('of nothing says so, and is printed all the same', async () => {
    const { page, url } = app()
    const sheets = await printed(page, url, '#/briefing?window=2001-01-01..2001-12-31', 'en', papers.a4)
    const text = sheets.map(sheet => sheet.text).join('')
    expect(text).toContain(bare('Under these filters there are no rows in the window.'))
    expect(text).toContain(bare('no inspection took place in this window'))
  })

  it('has the same sheets at another size of the window and on a phone, where it fits', async () => {
    const { page, url } = app()
    await route(page, url, '#/briefing')
    const wide = (await sheetsOf(page)).map(sheet => sheet.text)
    await page.setViewportSize({ width: 390, height: 844 })
    await ready(page)
    expect((await sheetsOf(page)).map(sheet => sheet.text)).toEqual(wide)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    await page.setViewportSize(english.viewport)
  })
})

if (facts === null) {
  describe('the report of Chicago', () => {
    it.skip(noFacts, () => undefined)
  })
} else {
  describe('the report of Chicago', () => {
    const app = sharedApp({ extracts: chicagoFolder, context: english })

    it.each([
      ['en', 'a4'],
      ['zh', 'wide'],
    ] as const)('in %s on %s says what its data lack, and is printed whole', async (language, paper) => {
      const { page, url } = app()
      await page.goto(`${url}/#/briefing`)
      await ready(page, 110_000)
      const sheets = await printed(page, url, `#/briefing?paper=${paper}`, language, papers[paper])
      expect(rowsOf(sheets, 'regions-community_area').length).toBeGreaterThanOrEqual(77)
      const text = sheets.map(sheet => sheet.text).join('')
      expect(text).toContain(bare(language === 'en' ? 'The extracts state no departments.' : '数据中没有部门。'))
      expect(text).toContain(bare(language === 'en' ? 'no extract has' : '数据中没有“'))
    })
  })
}
