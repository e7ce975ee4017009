import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { withApp } from './app'
import { goodFolder, writeFolder } from './extractFolders'
import {
  bringIn,
  button,
  check,
  complaintHeads,
  complaintRows,
  confirmLoss,
  csvText,
  downloaded,
  dropFiles,
  gb18030,
  mapped,
  openExtracts,
  opfsFiles,
  overview,
  versions,
} from './importing'
import { english, figures, ready, until } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

const file = (rows: number) => gb18030('投诉.csv', csvText([complaintHeads, ...complaintRows(rows)]))
const parquetKept = async (page: Page) =>
  (await opfsFiles(page)).filter(({ bytes }) => bytes.subarray(0, 4).toString() === 'PAR1').length

/** Drops a file that takes a while to read: the same rows again and again. */
const dropLarge = (page: Page) =>
  page.evaluate(
    ([head, rows]) => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File([head, ...Array.from({ length: 400 }, () => rows)], 'large.csv'))
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
    },
    [csvText([complaintHeads]), csvText(complaintRows(1000))] as const,
  )

describe('an import that does not come to its end', () => {
  const folder = scratchFolder('life')
  const extracts = writeFolder(join(folder, 'data'), goodFolder(24))
  const app = sharedApp({ extracts, context: english })
  /** Nothing is kept, and the server's figures stand. */
  const untouched = async (): Promise<void> => {
    const { page, url } = app()
    await page.getByRole('heading', { name: 'Bring in new files' }).waitFor()
    expect(await versions(page).count()).toBe(1)
    expect(await parquetKept(page)).toBe(0)
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(24)
    await openExtracts(page, url)
  }

  it('never comes: the engine made ready for it is ended while it starts, and nothing is said of it', async () => {
    const { url, context } = app()
    const page = await context.newPage()
    const scripts = /duckdb-browser-eh\.worker/
    let engines = 0
    const started = new Promise<void>(resolve => {
      void context.route(scripts, async route => {
        if (++engines === 1) return route.continue()
        resolve()
        // It comes when nobody waits for it any more.
        setTimeout(() => void route.continue().catch(() => undefined), 3000)
      })
    })
    await openExtracts(page, url)
    await started
    await page.goto(`${url}/#/overview`)
    await ready(page)
    await page.waitForTimeout(1000)
    await context.unroute(scripts)
    await page.close()
    expect(engines).toBe(2)
  })

  it('is cancelled while it is read, and while it is checked', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    await dropLarge(page)
    await button(page, /Reading · Cancel/).click()
    await page.locator('.ex-map').getByText('Reading was cancelled').waitFor()
    await button(page, 'Discard this import').click()
    await untouched()
    await dropFiles(page, [file(300)])
    await mapped(page)
    await button(page, 'Check').click()
    await button(page, 'Cancel').click()
    await button(page, 'Check').waitFor()
    await button(page, 'Discard this import').click()
    await untouched()
  })

  it('leaves nothing when the page is loaded anew while it is read, checked or kept', async () => {
    const { page, url } = app()
    const again = async (): Promise<void> => {
      await page.reload()
      await openExtracts(page, url)
      await untouched()
    }
    await dropLarge(page)
    await button(page, /Reading · Cancel/).waitFor()
    await again()
    await dropFiles(page, [file(300)])
    await mapped(page)
    await button(page, 'Check').click()
    await button(page, 'Cancel').waitFor()
    await again()
    await dropFiles(page, [file(300)])
    await mapped(page)
    await check(page)
    await confirmLoss(page)
    // The bytes never come to their end.
    await page.evaluate(() => {
      FileSystemWritableFileStream.prototype.close = () => new Promise<void>(() => undefined)
    })
    await page.locator('.ex-foot [data-primary]').click()
    await button(page, 'Keeping the files').waitFor()
    await again()
  })

  it('is refused by name where the browser has no room, and may be tried again', async () => {
    const { page, url, context } = app()
    const session = await context.newCDPSession(page)
    await dropFiles(page, [file(300)])
    await mapped(page)
    await check(page)
    await confirmLoss(page)
    await session.send('Storage.overrideQuotaForOrigin', { origin: url, quotaSize: 1 })
    await page.locator('.ex-foot [data-primary]').click()
    const alert = page.locator('.ex-import').getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toMatch(/\S+\.csv: \d+ bytes cannot be kept/)
    expect(await parquetKept(page)).toBe(0)
    await session.send('Storage.overrideQuotaForOrigin', { origin: url })
    await button(page, 'Back to the mapping').click()
    await button(page, 'Discard this import').click()
    await untouched()
  })

  it('meets another tab that was first: told of it, refused, and nothing is lost', async () => {
    const { page, url, context } = app()
    await openExtracts(page, url)
    const other = await context.newPage()
    await openExtracts(other, url)
    // The very same file, so that both want to keep it under one name.
    await dropFiles(other, [file(300)])
    await mapped(other)
    await check(other)
    await confirmLoss(other)
    await bringIn(page, [file(300)], 'first')
    const notice = other.getByRole('region', { name: 'Notices' })
    await notice.getByText('newer').first().waitFor()
    await other.locator('.ex-foot [data-primary]').click()
    const alert = other.locator('.ex-import').getByRole('alert')
    await alert.waitFor()
    expect(await alert.innerText()).toContain('Another tab changed the extracts meanwhile')
    expect(await parquetKept(page)).toBe(1)
    await notice.getByRole('button').first().click()
    await openExtracts(other, url)
    await until(async () => (await versions(other).first().innerText()).includes('first'))
    await overview(other, url)
    expect((await figures(other)).complaints).toBe(300)
    await other.close()
    await page.reload()
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(300)
  })

  it('is published as a folder, whose figures and answers are the same on another server', async () => {
    const { page, url } = app()
    await page.goto(`${url}/#/overview`)
    await ready(page)
    const shown = await figures(page)
    await openExtracts(page, url)
    const { name, bytes } = await downloaded(page, () => button(page, 'Publish as folder').click())
    expect(name).toBe('extracts.zip')
    const out = join(folder, 'published')
    for (const [path, content] of Object.entries(unzipSync(new Uint8Array(bytes)))) {
      if (path.endsWith('/')) continue
      mkdirSync(dirname(join(out, path)), { recursive: true })
      writeFileSync(join(out, path), content)
    }
    await withApp({ extracts: out, context: english }, async published => {
      const warnings: string[] = []
      published.context.on('console', message => message.type() === 'warning' && warnings.push(message.text()))
      await published.page.goto(`${published.url}/#/overview`)
      await ready(published.page)
      expect(await figures(published.page)).toEqual(shown)
      await openExtracts(published.page, published.url)
      expect(await versions(published.page).count()).toBe(1)
      // Without an engine the published answers are all there is.
      const early = await published.context.newPage()
      await early.route('**/*.wasm', () => undefined)
      await early.addInitScript(() => indexedDB.deleteDatabase('smart-supervision'))
      await early.goto(`${published.url}/#/overview`)
      await until(async () => (await figures(early)).complaints === shown.complaints)
      await early.close()
      expect(warnings).toEqual([])
    })
  })
})
