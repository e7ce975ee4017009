import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { figureKeys } from '../../src/schema'
import { openOverview } from './app'
import { choose, english, figures, hashOf, ready, route, tile, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('sql'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const editor = (page: Page) => page.locator('.cm-content')
const said = (page: Page) => page.locator('.cm-line').allInnerTexts()

/** Writes as a person does, in place of what stood there; lines are not indented by the editor. */
async function write(page: Page, sql: string): Promise<void> {
  await editor(page).focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.press('Delete')
  await page.keyboard.insertText(sql)
  await page.keyboard.press('Escape')
}

async function answered(page: Page, sql: string, keys = 'Control+Enter'): Promise<string[][]> {
  await write(page, sql)
  await page.keyboard.press(keys)
  await page.locator('.sql-answer [data-rows]').waitFor()
  return page
    .locator('.ui-data-body [role="row"]')
    .evaluateAll(rows => rows.map(row => [...row.children].map(cell => cell.textContent ?? '')))
}

describe('the console', () => {
  it('answers with exact values, and their types under the names', async () => {
    const { page, url } = app()
    await openOverview(page, url, '#/sql', 110_000)
    expect(await page.title()).toMatch(/^SQL · /)
    const rows = await answered(
      page,
      `SELECT 1.10::DECIMAL(9,2) AS d, 170141183460469231731687303715884105727 AS big, NULL AS none, '' AS empty, [1, NULL] AS list, 7 AS d`,
    )
    expect(rows).toEqual([['1.10', '170141183460469231731687303715884105727', 'NULL', 'empty text', '[1, NULL]', '7']])
    const heads = await page.getByRole('columnheader').allInnerTexts()
    expect(heads.map(head => head.split(/\s+/))).toEqual([
      ['d', 'DECIMAL(9,2)'],
      ['big', 'HUGEINT'],
      ['none', 'INTEGER'],
      ['empty', 'VARCHAR'],
      ['list', 'INTEGER[]'],
      ['d_1', 'INTEGER'],
    ])
  })

  it('runs one statement or all, and marks what is wrong', async () => {
    const { page } = app()
    await write(page, "SELECT ';' AS a;\nSELECT 2 AS b;\nSELECT nope\nFROM permits;\nSELECT 4")
    await page.keyboard.press('Control+Shift+Enter')
    await page.getByRole('alert').waitFor()
    const runs = await page.locator('.sql-runs li').allInnerTexts()
    expect(runs.map(text => text.split('\n')[0])).toEqual([
      "SELECT ';' AS a",
      'SELECT 2 AS b',
      'SELECT nope FROM permits',
      'SELECT 4',
    ])
    expect(runs[3]).toContain('not run')
    expect(await page.getByRole('alert').innerText()).toContain('"nope" not found')
    expect(await page.locator('.cm-sql-error').innerText()).toBe('nope')
    await page.keyboard.press('Control+Home')
    await page.keyboard.press('Control+Enter')
    await page.locator('.sql-answer [data-rows]').waitFor()
    expect(await page.locator('.sql-runs li').count()).toBe(0)
  })

  it('changes nothing and fetches nothing', async () => {
    const { page, requests } = app()
    const rows = () => answered(page, 'SELECT count(*) AS n FROM permits')
    const before = await rows()
    for (const sql of ['DELETE FROM permits', 'WITH a AS (SELECT 1) DELETE FROM permits', "COPY permits TO 'x.csv'"]) {
      await write(page, sql)
      await page.keyboard.press('Control+Enter')
      await page.getByRole('alert').getByText('is not allowed').waitFor()
    }
    const sent = requests.length
    for (const sql of ["FROM read_csv('http://example.test/a.csv')", "FROM 'x.parquet'"]) {
      await write(page, sql)
      await page.keyboard.press('Control+Enter')
      await page
        .getByRole('alert')
        .getByText(/disabled|does not exist/)
        .waitFor()
    }
    expect(requests.slice(sent)).toEqual([])
    expect(await rows()).toEqual(before)
  })

  it('shows the first rows of a great many, and lets go of a statement at once', async () => {
    const { page } = app()
    await answered(page, 'SELECT i FROM range(4000000000) r(i)')
    expect(await page.locator('.sql-answer [data-rows]').getAttribute('data-rows')).toBe('100000')
    expect(await page.locator('.sql-answer').innerText()).toContain('there are more')
    await write(page, 'SELECT sum(a.i * b.i) AS s FROM range(1000000) a(i), range(1000000) b(i)')
    await page.keyboard.press('Control+Enter')
    await page.waitForTimeout(500)
    const before = Date.now()
    await page.getByRole('button', { name: 'Cancel' }).click()
    await page.getByText('Cancelled or not run').waitFor()
    expect(Date.now() - before).toBeLessThan(1_500)
    expect(await answered(page, 'SELECT 5 AS five')).toEqual([['5']])
  })

  it('draws an answer and saves it as CSV', async () => {
    const { page } = app()
    await answered(page, "SELECT result, count(*) AS n, '=1+1' AS f FROM inspections GROUP BY result ORDER BY n DESC")
    const coming = page.waitForEvent('download')
    await choose(page.locator('.sql-answer .ui-card-head'), 'Export table (CSV)')
    const text = await readFile(await (await coming).path(), 'utf8')
    expect(text).toMatch(/^\uFEFFresult,n,f\r\n\w+,\d+,'=1\+1\r\n/)
    await page.getByText('Bars', { exact: true }).click()
    await page.locator('.sql-answer canvas').waitFor()
  })

  it('keeps a statement by name, and one in the address', async () => {
    const { page } = app()
    await write(page, 'SELECT 42 AS kept')
    await page.getByRole('button', { name: 'Saved', exact: true }).click()
    await page.getByLabel('Name').fill('Mine')
    await page.getByRole('button', { name: 'Save this statement' }).click()
    await page.locator('.sql-saved').getByText('Mine').waitFor()
    await page.keyboard.press('Escape')
    await until(async () => /q=/.test(hashOf(page)))
    await write(page, 'SELECT 1')
    await page.getByRole('button', { name: 'Saved', exact: true }).click()
    await page.getByRole('button', { name: /^Mine/ }).click()
    expect(await said(page)).toEqual(['SELECT 42 AS kept'])
    await page.waitForTimeout(600)
    await page.reload()
    await ready(page, 110_000)
    expect(await said(page)).toEqual(['SELECT 42 AS kept'])
  })

  it('is left by Esc and Tab', async () => {
    const { page } = app()
    await editor(page).focus()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Tab')
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Run')
  })

  it('opens the statement of a tile, which gives its figure', async () => {
    const { page, url } = app()
    await route(page, url, '#/overview?window=all')
    const { businesses } = await figures(page)
    await choose(tile(page, 'businesses'), 'Show SQL')
    await page.getByRole('link', { name: 'Open in the SQL console' }).click()
    await page.waitForURL(/#\/sql\?q=/)
    await ready(page)
    expect((await said(page)).join('\n')).toContain('first_seen_on')
    await editor(page).press('Control+Enter')
    await page.locator('.sql-answer [data-rows]').waitFor()
    expect(await page.locator('.ui-data-body').innerText()).toContain(String(businesses))
  })
})

describe('the dictionary', () => {
  it('is searched, and says where a column comes from and how often it is empty', async () => {
    const { page, url } = app()
    await route(page, url, '#/sql')
    await page.getByRole('link', { name: 'Data dictionary' }).click()
    await page.waitForURL(/dictionary/)
    await page.locator('#permits[data-live="true"]').waitFor()
    expect(await page.locator('h1').innerText()).toBe('Data dictionary')
    expect(await page.locator('#figures dt').count()).toBe(figureKeys.length)
    const row = page.locator('[id="permits.permit_id"]')
    expect(await row.innerText()).toContain('permits.parquet')
    expect(await row.innerText()).toContain('0.0%')
    await page.getByRole('searchbox').fill('satisfaction')
    await until(async () => (await page.locator('.dictionary-part').count()) < 6)
    expect(await page.locator('tbody tr').first().innerText()).toContain('satisfaction')
  })

  it('is led to by an anchor', async () => {
    const { page, url } = app()
    await route(page, url, '#/dictionary?at=words.result')
    const top = await page.locator('[id="words.result"]').evaluate(element => element.getBoundingClientRect().top)
    expect(Math.abs(top)).toBeLessThan(400)
  })
})
