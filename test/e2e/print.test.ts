import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { type PdfPage, pdfPages } from './pdfText'
import { english, leftovers, route } from './reading'
import { sharedApp } from './sharedApp'

/** A4 with the margins of a browser's own dialog: in points, and the width that is left in the page's pixels. */
const margin = 28.35
const paper = { width: 718, height: 1047 } as const

/** What is cut on paper: boxes that hide a part of what they hold, and tables wider than their card. */
const cut = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const named = (element: Element): string =>
      `${element.closest('[data-chart]')?.getAttribute('data-chart') ?? ''} ${element.tagName.toLowerCase()}.${element.getAttribute('class') ?? ''}: ${(element.textContent ?? '').slice(0, 40)}`
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('main *')) {
      const { overflowX, overflowY, display, clipPath } = getComputedStyle(element)
      // Boxes of one pixel are for readers of screens.
      if (display === 'none' || element.clientWidth <= 1 || clipPath !== 'none') continue
      const hidden =
        (overflowX !== 'visible' && element.scrollWidth > element.clientWidth + 1) ||
        (overflowY !== 'visible' && element.scrollHeight > element.clientHeight + 1)
      if (hidden && !element.closest('.ui-drawing')) found.push(`hidden: ${named(element)}`)
    }
    for (const table of document.querySelectorAll('main :is(table, [role="grid"])')) {
      const card = table.closest('.ui-card') ?? document.querySelector('main')
      const [inner, outer] = [table.getBoundingClientRect(), card?.getBoundingClientRect()]
      if (outer === undefined || inner.width <= 1) continue
      if (inner.right > outer.right + 1 || inner.bottom > outer.bottom + 1) found.push(`beyond: ${named(table)}`)
    }
    return found.slice(0, 20)
  })

/** Figures as they were pinned a year before, with much to say, as a file. */
const notebook = JSON.stringify({
  kind: 'decision-notebook',
  format: 1,
  catalogue: { zh: '云岭市', en: 'Yunling' },
  pins: (['complaints', 'closed_on_time', 'businesses', 'critical_rate', 'permits_issued'] as const).map(figure => ({
    id: `pin-of-${figure.replaceAll('_', '-')}`,
    figure,
    path: '/overview',
    search: '?categories=食品安全',
    window: { from: '2023-07-01', to: '2024-06-30' },
    compare: null,
    value: 0.5,
    numerator: 5,
    denominator: 10,
    before: null,
    missing: null,
    asOf: '2024-06-30',
    version: 'of then',
    card: null,
    entries: [
      {
        when: '2024-07-01T08:00:00Z',
        who: 'Wang',
        note: 'Complaints of food rose in the west of the city. '.repeat(12),
        decision: 'Ask the district for a plan. '.repeat(8),
        expects: { way: 'fall', by: '2025-06-30' },
      },
    ],
    removed: null,
  })),
})

const marks = /^\p{P}+$/u

/** Texts that reach into the margin, or are painted over another one. */
function spoilt({ items, width }: PdfPage): string[] {
  const found: string[] = []
  for (const [i, item] of items.entries()) {
    if (item.x < margin - 1 || item.x + item.width > width - margin + 1) found.push(`margin: ${item.text}`)
    for (const other of items.slice(i + 1)) {
      const both = Math.min(item.x + item.width, other.x + other.width) - Math.max(item.x, other.x)
      // Marks of Chinese that follow one another share the space that each leaves.
      if (marks.test(item.text) && marks.test(other.text)) continue
      if (both > 2 && Math.abs(item.y - other.y) < 3) found.push(`over: ${item.text} | ${other.text}`)
    }
  }
  return found
}

describe('on paper', () => {
  const app = sharedApp({ context: english })

  it.each([
    '#/overview',
    '#/changes',
    '#/why',
    '#/outlook',
    '#/alerts',
    '#/services',
    '#/services?tab=permits',
    '#/services?tab=due',
    '#/services?tab=calendar',
    '#/burden',
    '#/burden?tab=repeats',
    '#/burden?tab=joint',
    '#/burden?tab=coverage',
    '#/burden?tab=silos',
    '#/burden?tab=silos&count=rows',
    '#/notebook',
  ])('%s is printed without a cut table', async hash => {
    const { page, url } = app()
    await route(page, url, hash)
    if (hash === '#/notebook') {
      await page
        .locator('.notebook-tools input[type="file"]')
        .setInputFiles({ name: 'notebook.json', mimeType: 'application/json', buffer: Buffer.from(notebook) })
      const other = page.getByRole('button', { name: 'Import it all the same' })
      await other.or(page.locator('[data-pin]').first()).first().waitFor()
      if (await other.isVisible()) await other.click()
      await page.waitForSelector('[data-pin="permits_issued"] [data-verdict]:not([data-verdict="asking"])')
    }
    await page.waitForSelector('main:not(:has([aria-busy="true"]))')
    const pages = await pdfPages(
      await page.pdf({ format: 'A4', margin: { top: '10mm', right: '10mm', bottom: '10mm', left: '10mm' } }),
    )
    expect(pages.flatMap(spoilt)).toEqual([])
    expect(await leftovers(page)).toEqual([])
    await page.setViewportSize(paper)
    await page.emulateMedia({ media: 'print' })
    await page.waitForTimeout(200)
    expect(await cut(page)).toEqual([])
    await page.emulateMedia({ media: null })
    await page.setViewportSize(english.viewport)
  })
})
