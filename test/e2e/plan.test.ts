import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { runVerifyDraw } from '../../src/cli/verifyDraw'
import type { DrawRecord, PlanFile } from '../../src/plan/record'
import { readRoundOrResults } from '../../src/round/files'
import { bare, pdfPages } from './pdfText'
import { english, leftovers, ready, route, settled, speak, themed } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'
import { violations } from './violations'

const folder = scratchFolder('plan')
const extracts = join(folder, 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

const button = (page: Page, name: string): Locator => page.getByRole('button', { name, exact: true })
async function saved(page: Page, name: string, as: string): Promise<string> {
  const coming = page.waitForEvent('download')
  await button(page, name).click()
  const path = join(folder, as)
  await (await coming).saveAs(path)
  return path
}
/** No part of the page lies beyond its right edge. */
const widest = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)

const tab = async (page: Page, name: string): Promise<void> => {
  await page.locator('.ui-segmented label', { hasText: name }).first().click()
  await ready(page)
}

describe('the page of plans', () => {
  it('explains itself while there is none, and begins one from the rules of use', async () => {
    const { page, url } = app()
    await route(page, url, '#/plan')
    expect(await page.locator('.plan-how > li').count()).toBe(3)
    await button(page, 'New plan').click()
    await page.waitForURL(/plan=/)
    await page.waitForSelector('[data-plan-drawn]')
    await ready(page)
    expect(await page.locator('[data-plan-preview] tbody tr').count()).toBe(4)
    expect(Number(await page.locator('[data-plan-drawn]').getAttribute('data-plan-drawn'))).toBeGreaterThan(20)
    expect(await leftovers(page)).toEqual([])
    expect(await violations(page)).toEqual([])
    // A draft has more in a line than a plan that was committed to.
    await page.setViewportSize({ width: 390, height: 844 })
    await settled(page)
    expect(await widest(page)).toBe(0)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('works out anew what changed rules draw, and keeps them over a reload', async () => {
    const { page } = app()
    const drawn = page.locator('[data-plan-drawn]')
    const before = Number(await drawn.getAttribute('data-plan-drawn'))
    await page.getByLabel('Line 4: Draw').fill('0')
    await page.waitForFunction(
      n => Number(document.querySelector('[data-plan-drawn]')?.getAttribute('data-plan-drawn')) < n,
      before,
    )
    // No share below 20 % is taken over: at least a fifth is drawn without regard to the class.
    await page.getByLabel('Drawn without regard to class').fill('10')
    expect(await page.getByLabel('Drawn without regard to class').getAttribute('aria-invalid')).toBe('true')
    await page.getByLabel('Drawn without regard to class').fill('20')
    await page.getByLabel('Working days').fill('40')
    await page.waitForTimeout(1000)
    const after = Number(await drawn.getAttribute('data-plan-drawn'))
    await page.reload()
    await page.waitForSelector('[data-plan-drawn]')
    await ready(page)
    expect(await page.getByLabel('Line 4: Draw').inputValue()).toBe('0')
    expect(await page.getByLabel('Working days').inputValue()).toBe('40')
    expect(Number(await drawn.getAttribute('data-plan-drawn'))).toBe(after)
  })

  it('takes the inspectors of the extracts, and commits once office and source are named', async () => {
    const { page } = app()
    await tab(page, 'Inspectors')
    await page.getByRole('button', { name: /^Add the \d+ who made visits/ }).click()
    await tab(page, 'Commit and draw')
    const commit = button(page, 'Make the commitment')
    expect(await commit.isDisabled()).toBe(true)
    expect(await page.locator('.plan-lacking').textContent()).toContain('Name the office')
    await page.getByLabel('Office').fill('City of Tests')
    await page.getByLabel('Where the public number comes from').fill('The number of tomorrow')
    // A worker that takes its time: what is typed until it is done is not what was committed to.
    await page.evaluate(() => {
      const post = Worker.prototype.postMessage
      Worker.prototype.postMessage = function (...sent: unknown[]) {
        setTimeout(() => post.apply(this, sent as Parameters<typeof post>), 1_500)
      }
      Object.assign(window, { post })
    })
    await commit.click()
    await page.getByRole('dialog').getByRole('button', { name: 'Make the commitment' }).click()
    await page.getByRole('button', { name: 'Working…' }).waitFor()
    expect(await page.getByLabel('Office').isDisabled()).toBe(true)
    await page.locator('.ui-segmented label', { hasText: 'Scope and rules' }).first().click()
    await page.getByLabel('Working days').fill('55')
    await page.locator('.plan-state[data-state="committed"]').waitFor({ timeout: 60_000 })
    await page.evaluate(() => {
      Worker.prototype.postMessage = (window as unknown as { post: typeof Worker.prototype.postMessage }).post
    })
    expect(await page.getByLabel('Working days').inputValue()).toBe('40')
    await tab(page, 'Commit and draw')
    await page.getByLabel('Public number', { exact: true }).waitFor({ timeout: 60_000 })
    await ready(page)
    const plan = JSON.parse(await readFile(await saved(page, 'Download the plan', 'plan.json'), 'utf8')) as PlanFile
    const commitment = await readFile(await saved(page, 'Download the commitment', 'commitment.json'), 'utf8')
    expect(JSON.parse(commitment)).toMatchObject({ office: 'City of Tests', source: 'The number of tomorrow' })
    expect(plan.inspectors.length).toBeGreaterThan(1)
    expect(plan.rules.days).toBe(40)
    await tab(page, 'Scope and rules')
    expect(await page.getByLabel('Working days').isDisabled()).toBe(true)
  })

  it('draws with a number that was typed twice alike, and everything verifies', async () => {
    const { page, url } = app()
    await tab(page, 'Commit and draw')
    const draw = button(page, 'Draw')
    await page.getByLabel('Public number').fill('11 22 33')
    await page.getByLabel('Once more').fill('11 22 34')
    expect(await draw.isDisabled()).toBe(true)
    await page.getByText('The two differ: compare them').waitFor()
    await page.getByLabel('Once more').fill('11 22 33')
    await page.waitForTimeout(1100)
    await draw.click()
    await page.waitForSelector('[data-plan-result]', { timeout: 60_000 })
    await ready(page)
    const record = JSON.parse(
      await readFile(await saved(page, 'Download the record', 'record.json'), 'utf8'),
    ) as DrawRecord
    expect(Number(await page.locator('[data-plan-result]').getAttribute('data-plan-result'))).toBe(
      record.drawn.visits.length,
    )
    expect(record.drawn.visits.some(({ inspectors }) => inspectors.length === 2)).toBe(true)
    expect(await violations(page)).toEqual([])
    const paths = ['plan.json', 'commitment.json', 'record.json'].map(name => join(folder, name))
    // What was published before the draw did not tell the secret.
    for (const before of paths.slice(0, 2)) expect(await readFile(before, 'utf8')).not.toContain(record.secret)
    const lines: string[] = []
    expect(await runVerifyDraw(paths, line => lines.push(line))).toBe(true)
    await page.goto(`${url}/#/plan/verify`)
    await page.locator('input[type="file"]').first().setInputFiles(paths)
    await page.waitForSelector('.plan-verify-verdict[data-holds="true"]', { timeout: 60_000 })
    expect(await leftovers(page)).toEqual([])
    expect(await violations(page)).toEqual([])
  })

  it('lays out the rounds by days of work, and a visit can be moved and put back', async () => {
    const { page, url } = app()
    await route(page, url, '#/plan')
    await page.locator('.plan-card-name').first().click()
    await page.waitForSelector('[data-plan-result]')
    await tab(page, 'Rounds')
    // A Saturday: the first day of work is the Monday after it.
    await page.getByLabel('First day').fill('2026-12-05')
    const day = page.locator('select:has(option[value="2026-12-07"])').first()
    await page.waitForSelector('option[value="2026-12-07"]', { state: 'attached' })
    expect(await page.locator('option[value="2026-12-06"]').count()).toBe(0)
    await ready(page)
    expect(await leftovers(page)).toEqual([])
    expect(await violations(page)).toEqual([])

    await day.selectOption('2026-12-07')
    const visits = page.locator('button[aria-haspopup="menu"]', { hasText: 'Move' })
    const before = await visits.count()
    expect(before).toBeGreaterThan(1)
    await visits.first().click()
    await page.getByRole('menuitem', { name: /^8 Dec 2026/ }).click()
    await page.getByText(/stands on 8 Dec 2026 now/).waitFor()
    expect(await visits.count()).toBe(before - 1)
    await page.waitForTimeout(1000)
    await page.reload()
    await page.waitForSelector('option[value="2026-12-07"]', { state: 'attached' })
    await day.selectOption('2026-12-07')
    expect(await visits.count()).toBe(before - 1)
    await day.selectOption('2026-12-08')
    await page
      .getByText(/moved by hand, planned for 7 Dec 2026/)
      .first()
      .waitFor()
    await page.getByText(/The extracts end on 30 Jun 2025/).waitFor()

    // However it is asked for, what is printed is the sheet of the day that is shown.
    const paper = (await pdfPages(await page.pdf({ format: 'A4' }))).map(({ text }) => text).join('')
    expect(paper).toContain(bare('rounds of 8 Dec 2026'))
    expect(paper).toContain(bare('Signature of the business'))
    expect(paper).not.toContain(bare('Print this day'))
    expect(await page.locator('.plan-sheet').count()).toBe(0)

    // As if it had begun half a year before the extracts end.
    await page.getByLabel('First day').fill('2025-01-06')
    await page.waitForFunction(
      () => Number(document.querySelector('[data-plan-done]')?.getAttribute('data-plan-done')) > 0,
    )
    const [all] = await page.locator('[data-plan-done] tbody tr').allInnerTexts()
    expect(all).toMatch(/^All\s+[\d,]+\s+[\d,]+\s+[\d,]+/)
    expect(await violations(page)).toEqual([])
  })

  it('gives each inspector a file for the phone, with what is known of the businesses', async () => {
    const { page } = app()
    await button(page, 'To a phone').click()
    const dialog = page.getByRole('dialog')
    expect(await dialog.locator('code').innerText()).toMatch(/\/#\/round$/)
    expect(await violations(page)).toEqual([])
    const who = dialog.getByLabel('Inspector')
    const second = await who.locator('option').nth(1).getAttribute('value')
    await who.selectOption(second ?? '')
    const read = readRoundOrResults(
      await readFile(await saved(page, 'Save the file', 'round.json'), 'utf8'),
      'round.json',
    )
    if (read.kind !== 'round') throw new Error('no round')
    const { stops, inspector, plan } = read.value
    expect(plan.office).toBe('City of Tests')
    expect(stops.length).toBeGreaterThan(0)
    expect(stops.every(({ team }) => team.some(({ id }) => id === inspector?.id))).toBe(true)
    expect(new Set(stops.map(({ id }) => id)).size).toBe(stops.length)
    expect(stops.some(({ business }) => business.score !== null && business.why !== null)).toBe(true)
    expect(stops.some(({ inspections }) => inspections.all > 0)).toBe(true)
    // All of them, each in a file of their own.
    await who.selectOption('')
    expect((await readFile(await saved(page, 'Save the file', 'rounds.zip'))).subarray(0, 2).toString()).toBe('PK')
    await page.keyboard.press('Escape')
  })

  it.each(['zh', 'en'] as const)('fits a phone and a laptop, light and dark: %s', async language => {
    const { page } = app()
    await speak(page, language)
    for (const theme of ['light', 'dark'] as const) {
      await themed(page, theme)
      for (const size of [
        { width: 390, height: 844 },
        { width: 1440, height: 900 },
      ]) {
        await page.setViewportSize(size)
        for (const name of language === 'zh'
          ? ['范围与规则', '检查人员', '承诺与抽取', '检查安排']
          : ['Scope and rules', 'Inspectors', 'Commit and draw', 'Rounds']) {
          await tab(page, name)
          await settled(page)
          expect({ name, theme, size, beyond: await widest(page) }).toEqual({ name, theme, size, beyond: 0 })
        }
      }
    }
    expect(await violations(page)).toEqual([])
    await themed(page, 'light')
  })

  it('is copied for the next quarter, chained to this one, and removed only when asked twice', async () => {
    const { page, url } = app()
    await speak(page, 'en')
    await route(page, url, '#/plan')
    await button(page, 'Copy as a new plan').first().click()
    await page.waitForSelector('[data-plan-drawn]')
    await ready(page)
    expect(await page.getByLabel('Working days').inputValue()).toBe('40')
    await button(page, '← All plans').click()
    expect(await page.locator('.plan-card').count()).toBe(2)
    await page.locator('.plan-card', { hasText: 'Draft' }).getByRole('button', { name: 'Remove' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click()
    await page.waitForFunction(() => document.querySelectorAll('.plan-card').length === 1)
  })
})
