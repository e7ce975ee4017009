import { describe, expect, it } from 'vitest'
import { sheetData, textCell, xlsxBytes } from '../fixtures/xlsxFiles'
import { goodFolder, writeFolder } from './extractFolders'
import {
  button,
  check,
  commit,
  complaintHeads,
  complaintRows,
  confirmLoss,
  csvText,
  dropFiles,
  gb18030,
  inspectionHeads,
  inspectionRows,
  mapped,
  openExtracts,
  overview,
  tables,
} from './importing'
import { english, figures } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

/** A worksheet of texts. */
const sheetOf = (rows: readonly (readonly string[])[]): string =>
  sheetData(
    ...rows.map((row, i) =>
      row.map((value, at) => textCell(`${String.fromCharCode(65 + at)}${i + 1}`, value)).join(''),
    ),
  )

describe('what only the analyst can say', () => {
  const app = sharedApp({ extracts: writeFolder(scratchFolder('choices'), goodFolder(24)), context: english })

  it('which columns tell the rows apart, in a file without an id: suggested, taken away, added', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    const rows = inspectionRows(240).map(([_, __, ...row], i) => [`2024-01-0${1 + (i % 4)}`, ...row, `事项${i}`])
    await dropFiles(page, [gb18030('双随机.csv', csvText([[...inspectionHeads.slice(1), '检查事项'], ...rows]))])
    await mapped(page)
    const row = page.locator('.ex-grid tbody tr').filter({ hasText: 'Inspection' }).first()
    await page.getByText('No column is an id of the rows').waitFor()
    expect(await row.locator('.ex-idpart').allInnerTexts()).toEqual(['+ 检查日期\n×', '+ 检查事项\n×'])
    expect(await row.locator('.ex-samples').innerText()).toContain('第0商行 / 2024-01-01 / 事项0')
    await button(page, 'Without 检查事项').click()
    await button(page, 'Without 检查日期').click()
    expect(await row.locator('.ex-idpart').count()).toBe(0)
    await row.getByLabel(/^Further columns of/).selectOption('检查日期')
    expect(await row.locator('.ex-idpart').allInnerTexts()).toEqual(['+ 检查日期\n×'])
    await check(page)
    // Ten businesses on four days.
    expect(await page.locator('.ex-report').first().innerText()).toMatch(/same id/i)
    await button(page, 'Back to the mapping').click()
    await row.getByLabel(/^Further columns of/).selectOption('检查事项')
    await check(page)
    expect(await page.locator('.ex-report').first().innerText()).not.toMatch(/same id/i)
    await confirmLoss(page)
    await commit(page)
    await overview(page, url)
    expect((await figures(page)).inspections).toBe(240)
  })

  it('which of the rows with the same id stay', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    const rows = complaintRows(240, (row, i) => [i < 30 ? 'GD1' : (row[0] ?? ''), ...row.slice(1)])
    await dropFiles(page, [gb18030('投诉.csv', csvText([complaintHeads, ...rows]))])
    await mapped(page)
    await check(page)
    const choices = page.getByRole('group', { name: 'Rows with the same id' })
    await choices.getByText('Keep the last').click()
    // The trial is loaded anew; until then the choice waits.
    await choices.locator('input[value="last"]:checked:enabled').waitFor({ state: 'attached' })
    await confirmLoss(page)
    await commit(page)
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(211)
  })

  it('whether a hidden sheet is brought in', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    const sheets = {
      投诉: sheetOf([complaintHeads, ...complaintRows(210)]),
      检查: sheetOf([inspectionHeads, ...inspectionRows(220)]),
    }
    await dropFiles(page, [{ name: '台账.xlsx', bytes: xlsxBytes({ sheets, hidden: ['检查'] }) }])
    await mapped(page)
    const hidden = tables(page).getByRole('button', { name: /检查/ })
    expect(await hidden.innerText()).toContain('hidden sheet, left out')
    await hidden.click()
    await page.locator('.ex-map').getByText('Inspections', { exact: true }).click()
    await tables(page).getByText('hidden sheet, left out').waitFor({ state: 'detached' })
    await check(page)
    await confirmLoss(page)
    await commit(page)
    await overview(page, url)
    expect(await figures(page)).toMatchObject({ complaints: 210, inspections: 220 })
  })
})
