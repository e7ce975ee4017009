import { describe, expect, it } from 'vitest'
import { goodFolder, writeFolder } from './extractFolders'
import {
  button,
  check,
  chooseFiles,
  commit,
  complaintHeads,
  complaintRows,
  csvText,
  downloaded,
  dropFiles,
  gb18030,
  mapped,
  now,
  openExtracts,
  overview,
  step,
  tables,
  versions,
} from './importing'
import { english, figures, leftovers, ready } from './reading'
import { sharedApp } from './sharedApp'
import { scratchFolder } from './smallCity'

const rows = 900
/** A word that no vocabulary has, days that are none, an id that stands twice. */
const file = gb18030(
  '投诉.csv',
  csvText([
    complaintHeads,
    ...complaintRows(rows, (row, i) => {
      if (i % 10 === 1) row[4] = '归口处理'
      if (i % 100 === 7) row[3] = i % 200 === 7 ? '=1+1' : '不详'
      if (i === 500) row[0] = 'GD100499'
      return row
    }),
  ]),
)
const badDays = 9

describe('a file of a department, from drop to dashboard and back', () => {
  const extracts = writeFolder(scratchFolder('extracts'), goodFolder(240))
  const app = sharedApp({ extracts, context: english })
  const shown: Record<string, Awaited<ReturnType<typeof figures>>> = {}

  it('is read whole and mapped by guesses', async () => {
    const { page, url } = app()
    await overview(page, url)
    shown.before = await figures(page)
    expect(shown.before.complaints).toBe(240)
    await openExtracts(page, url)
    await dropFiles(page, [file])
    await mapped(page)
    expect(await step(page).innerText()).toBe('Map')
    const map = page.getByRole('article', { name: '投诉.csv' })
    expect(await map.locator('header').innerText()).toContain('900 rows, 8 columns')
    expect(await page.getByLabel('Encoding').inputValue()).toMatch(/gb/i)
    expect(await map.getByRole('radio', { name: 'Complaints' }).isChecked()).toBe(true)
    for (const [column, source] of [
      ['Complaint', '工单编号'],
      ['Kind', '诉求类型'],
      ['Received', '受理时间'],
      ['Status', '状态'],
    ])
      expect(await map.getByLabel(`Source of “${column}”`).inputValue(), column).toBe(source)
    expect(await leftovers(page)).toEqual([])
  })

  it('an unknown word is given its meaning', async () => {
    const { page } = app()
    const meaning = page.getByLabel('Meaning of “归口处理”')
    expect(await page.locator('.ex-wordlist tr[data-state="lacks"]').allInnerTexts()).toEqual([
      expect.stringContaining('归口处理'),
    ])
    expect(await meaning.inputValue()).toBe('')
    await meaning.selectOption('transferred')
    await page.locator('.ex-wordlist tr[data-state="lacks"]').waitFor({ state: 'detached' })
  })

  it('is checked before anyone sees it; exactly the rows behind an issue are listed and saved', async () => {
    const { page } = app()
    await check(page)
    expect(await step(page).innerText()).toBe('Check')
    const issues = page.locator('.ex-report table', { has: page.getByText('Dimension') })
    const ofDays = issues.locator('tr', { hasText: 'Received' }).first()
    expect(await ofDays.locator('td').nth(2).innerText()).toBe(String(badDays))
    await ofDays.getByRole('button', { name: /Show rows/ }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText(`${badDays} rows`).waitFor()
    const { name, bytes } = await downloaded(page, () => dialog.getByRole('button', { name: 'Export' }).click())
    expect(name).toMatch(/\.csv$/)
    const text = bytes.toString('utf8')
    const saved = text
      .slice(1)
      .split('\r\n')
      .slice(1, -1)
      .map(line => line.split(','))
    expect(saved.map(cells => cells.find(value => value.startsWith('GD')))).toEqual(
      Array.from({ length: badDays }, (_, i) => `GD${100007 + i * 100}`),
    )
    // Formulas of the file are texts in what is saved.
    expect(text).toContain("'=1+1")
    expect(text).not.toMatch(/[,\n]"?=/)
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
    expect(await leftovers(page)).toEqual([])
  })

  it('is kept under a name and is on the dashboard at once', async () => {
    const { page, url } = app()
    const asks = page.locator('.ex-foot input[type="checkbox"]')
    await asks.check()
    await commit(page, '王检查')
    await page.getByRole('link', { name: 'Open the overview' }).click()
    await overview(page, url)
    shown.after = await figures(page)
    expect(shown.after.complaints).toBe(rows - badDays)
    expect(shown.after.inspections).toBe(shown.before?.inspections)
  })

  it('is still there after reloading, and listed with who loaded it', async () => {
    const { page, url } = app()
    await page.reload()
    await ready(page)
    expect(await figures(page)).toEqual(shown.after)
    await openExtracts(page, url)
    const [version] = await versions(page).allInnerTexts()
    expect(version).toMatch(/Replaced/)
    expect(version).toContain('王检查')
    expect(version).toContain('current')
    const row = now(page).locator('tr', { hasText: '投诉.csv' })
    expect(await row.innerText()).toContain('this browser')
    expect(await row.innerText()).toContain('王检查')
  })

  it('is taken back, and brought in once more', async () => {
    const { page, url } = app()
    await versions(page).last().getByRole('button', { name: 'Bring back' }).click()
    await button(page, 'Undo the last step').waitFor()
    await overview(page, url)
    expect(await figures(page)).toEqual(shown.before)
    await page.reload()
    await ready(page)
    expect(await figures(page)).toEqual(shown.before)
    await openExtracts(page, url)
    await versions(page)
      .first()
      .getByRole('button', { name: /Bring back/ })
      .click()
    await button(page, 'Undo the last step').click()
    await page.locator('.ex-undo').waitFor({ state: 'detached' })
    await overview(page, url)
    expect(await figures(page)).toEqual(shown.before)
  })

  it('can be undone where it was loaded', async () => {
    const { page, url } = app()
    await openExtracts(page, url)
    await chooseFiles(page, [file])
    await mapped(page)
    expect(await tables(page).innerText()).toContain('ready')
    await page.getByText('Append', { exact: true }).click()
    await check(page)
    await commit(page)
    expect(await page.locator('.ex-done').innerText()).toContain(`appended: ${rows - badDays} rows`)
    await overview(page, url)
    expect((await figures(page)).complaints).toBe(240 + rows - badDays)
    await page.goBack()
    await button(page, 'Undo the last step').click()
    await page.getByRole('heading', { name: 'Bring in new files' }).waitFor()
    await overview(page, url)
    expect(await figures(page)).toEqual(shown.before)
  })
})
