import { mkdtempSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Locator, Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import { card, english, hashOf, ready, tableOf, until } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('model'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: english })

async function open(page: Page, url: string, hash: string): Promise<void> {
  await page.goto(`${url}/${hash}`)
  await ready(page)
}
const button = (of: Page | Locator, name: string): Locator => of.getByRole('button', { name, exact: true })
const weight = (page: Page, label: string): Locator => page.getByRole('spinbutton', { name: label, exact: true })
/** Businesses of a class by the draft: the third column of the mix. */
const draftOf = (page: Page, letter: string): Promise<string> =>
  page
    .locator('.model-mix tbody tr')
    .filter({ has: page.locator('.ui-class', { hasText: letter }) })
    .locator('td')
    .nth(1)
    .innerText()
const version = (page: Page, name: string): Locator => page.locator('.model-list li').filter({ hasText: name })
/** The chooser of the first or the second version of a comparison. */
const compared = (page: Page, place: number): Locator =>
  page.locator('.model-results .model-head .model-pick select').nth(place)
const names = (page: Page): Promise<string[]> => page.locator('.risk-name strong').allInnerTexts()

describe('the page of the model', () => {
  it('writes nothing into the record until somebody says who they are', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=learn')
    await button(page, 'Learn').click()
    const dialog = page.getByRole('dialog', { name: 'Who does this?' })
    expect(await button(dialog, 'Go on').isDisabled()).toBe(true)
    await button(dialog, 'Cancel').click()
    await page.waitForTimeout(300)
    expect(await button(page, 'Learn').isEnabled()).toBe(true)
    await page.getByText('None yet: learn one').waitFor()
  })

  it('shows at once what a weight does, keeps the draft, and saves it with who and why', async () => {
    const { page, url } = app()
    await open(page, url, '#/model')
    const before = await until(async () => (await draftOf(page, 'D').catch(() => '')) || undefined)
    await weight(page, 'Time since visit').fill('40')
    await until(async () => (await draftOf(page, 'D')) !== before)
    await page.getByText('Differences: 1').waitFor()
    expect(await page.locator('.model-moves a').count()).toBeGreaterThan(0)
    // A bar is as long as its share, at every width.
    for (const width of [1440, 390]) {
      await page.setViewportSize({ width, height: 900 })
      const bars = await page.locator('.model-mix-share').evaluateAll(cells =>
        cells.map(cell => ({
          share: Number.parseFloat(cell.textContent ?? '') / 100,
          of: (cell.querySelector('i')?.getBoundingClientRect().width ?? 0) / (cell.getBoundingClientRect().width - 12),
        })),
      )
      expect(bars).toHaveLength(4)
      for (const { share, of } of bars) expect(of).toBeCloseTo(share, 2)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
    // On past data, day by day, the default beside it.
    await page.getByText('Each inspection is scored by what was known the day before').waitFor({ timeout: 90_000 })
    await page.reload()
    await ready(page)
    await page.getByText('Differences: 1').waitFor()
    expect(await weight(page, 'Time since visit').inputValue()).toBe('40')

    await button(page, 'Save as a version').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Name').fill('Visit the forgotten')
    // The record names somebody.
    expect(await button(dialog, 'Save').isDisabled()).toBe(true)
    await dialog.getByLabel('Who').fill('Wang')
    await dialog.getByLabel('Note').fill('=too long unvisited')
    await dialog.getByLabel(/Use it from now on/).check()
    await button(dialog, 'Save').click()
    await page.getByText('In use: Visit the forgotten', { exact: true }).waitFor()
  }, 150_000)

  it('takes numbers as they are typed, and bounds as shares', async () => {
    const { page, url } = app()
    await open(page, url, '#/model')
    const box = weight(page, 'Complaint halves in')
    await box.selectText()
    await page.keyboard.type('120')
    expect(await box.inputValue()).toBe('120')
    // Empty, and what is beyond the bounds, waits until the box is left.
    await box.selectText()
    await page.keyboard.press('Delete')
    expect(await box.inputValue()).toBe('')
    await page.keyboard.press('Tab')
    expect(await box.inputValue()).toBe('120')
    await box.selectText()
    await page.keyboard.type('700.4')
    await page.keyboard.press('Enter')
    expect(await box.inputValue()).toBe('365')
    await box.fill('90')
    await page.getByRole('radio', { name: 'By share' }).check({ force: true })
    await weight(page, 'Class C from').fill('80')
    expect(await weight(page, 'Class B from').inputValue()).not.toBe('NaN')
    await until(async () => (await draftOf(page, 'D').catch(() => '')) || undefined)
    expect(await page.getByText('could not be compared').count()).toBe(0)
    await page.getByText('By score', { exact: true }).click()
    await page.getByRole('radio', { name: 'By score', checked: true }).waitFor({ state: 'attached' })
  })

  it('orders the list by the version in use, in every later visit, until it is stopped', async () => {
    const { page, url } = app()
    await open(page, url, '#/risk')
    await page.getByText('Ordered by Visit the forgotten').waitFor()
    const theirs = await until(async () => ((await names(page)).length > 5 ? await names(page) : undefined))
    await page.reload()
    await ready(page)
    await page.getByText('Ordered by Visit the forgotten').waitFor()
    await page.getByText('Ordered by Visit the forgotten').click()
    await page.getByText('Uses "Visit the forgotten"').waitFor()
    await page.getByText('the chain holds').waitFor()
    expect(await page.locator('.model-history').innerText()).toContain('Wang')
    expect(await page.locator('.model-history td:nth-child(3)').allInnerTexts()).toEqual(['Wang', 'Wang'])
    // Who comes next says so there.
    await button(page, 'Signed by Wang').click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Who' }).fill('Li')
    await button(page.getByRole('dialog'), 'Go on').click()
    await button(page, 'Signed by Li').waitFor()
    await button(version(page, 'Visit the forgotten'), 'Stop using').click()
    await page.getByText('In use: the default scorecard').waitFor()
    await open(page, url, '#/risk')
    await page.getByText('Ordered by the default scorecard').waitFor()
    const ours = await until(async () => ((await names(page)).length > 5 ? await names(page) : undefined))
    expect(ours).not.toEqual(theirs)
  })

  it('puts two versions side by side: what differs, with both values, and who enters and leaves the top', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=versions')
    await compared(page, 0).selectOption({ label: 'Default scorecard' })
    await compared(page, 1).selectOption({ label: 'Visit the forgotten' })
    const differing = page.locator('.model-results tr').filter({ hasText: 'Weight: Time since visit' })
    await differing.waitFor()
    expect(await differing.locator('td').allInnerTexts()).toEqual(['8', '40'])
    expect(await page.getByText('Weight:').count()).toBe(1)
    // Who enters was behind the first hundred and is among them; who leaves the other way round.
    const lists = page.locator('.model-moves > div')
    await page.locator('.model-moves li').first().waitFor()
    const counts = /^(\d+) enter, (\d+) leave/.exec(await page.getByText(/\d+ enter, \d+ leave/).innerText())
    for (const side of [0, 1]) {
      const ranks = await lists.nth(side).locator('li > span:last-child').allInnerTexts()
      expect(ranks).toHaveLength(Math.min(12, Number(counts?.[side + 1])))
      for (const text of ranks) {
        const [before = 0, after = 0] = text.split('→').map(each => Number(each.replaceAll(/\D/g, '')))
        expect([before > 100, after <= 100]).toEqual([side === 0, side === 0])
      }
    }
    // The other way round, who entered leaves.
    const entering = (await lists.nth(0).locator('a').allInnerTexts()).sort()
    expect(entering.length).toBeGreaterThan(0)
    await compared(page, 0).selectOption({ label: 'Visit the forgotten' })
    await compared(page, 1).selectOption({ label: 'Default scorecard' })
    await until(async () => (await differing.locator('td').allInnerTexts()).join() === '40,8')
    await until(async () => {
      const leaving = (await lists.nth(1).locator('a').allInnerTexts()).sort()
      return leaving.join() === entering.join()
    })
  })

  it('takes a version along as a file, and refuses one that was edited by hand', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=versions')
    const coming = page.waitForEvent('download')
    await button(version(page, 'Visit the forgotten'), 'Export').click()
    const text = await readFile(await (await coming).path(), 'utf8')
    expect(text).toContain('"I5": 40')
    const folder = mkdtempSync(join(tmpdir(), 'versions-'))
    const files = { 'edited.json': text.replace('"I5": 40', '"I5": 39'), 'whole.json': text }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    const choose = (name: string) => page.locator('input[type=file]').setInputFiles(join(folder, name))
    await choose('edited.json')
    await page.getByText('edited.json: its content is not the one that was exported').waitFor()
    await choose('whole.json')
    // A name that is taken is not overwritten.
    await page.getByText(/^Imported: Visit the forgotten \(/).waitFor()
    expect(await page.locator('.model-list li').count()).toBe(3)
    await button(version(page, 'Visit the forgotten (').first(), 'Remove').click()
    await button(page.getByRole('dialog'), 'Remove').click()
    await until(async () => (await page.locator('.model-list li').count()) === 2)
  })

  it('learns a model, orders by it, and explains every point', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=learn')
    await button(page, 'Learn').click()
    await page.locator('.model-coefficients').waitFor({ timeout: 60_000 })
    await page.getByText(/and saved as "Learned to/).waitFor()
    // The form that nobody touched since warns of nothing; to learn the same again takes a second press.
    const warning = page.getByText('exists: the name will stand for the new one')
    expect(await warning.count()).toBe(0)
    await button(page, 'Learn').click()
    await warning.waitFor()
    expect(await page.getByText('See the versions').getAttribute('href')).toContain('tab=versions')
    const learned = page.locator('.model-list li').first()
    await button(learned, 'Use').click()
    await page.getByText(/^In use: Learned to/).waitFor()
    await open(page, url, '#/risk')
    await page.getByText(/^Ordered by Learned to/).waitFor()
    const why = await until(
      async () =>
        (await page
          .locator('.risk-why')
          .first()
          .innerText()
          .catch(() => '')) || undefined,
    )
    expect(why).toMatch(/\+\d/)
    await page.locator('.ui-data-body [role="row"]').first().click()
    const panel = page.locator('.risk-panel')
    await panel.locator('.parts-model li').first().waitFor({ timeout: 30_000 })
    // Beside the model the scorecard's bars still open their rows.
    expect(await panel.locator('.ui-waterfall-bar').count()).toBeGreaterThan(0)
    // A class is one of the model's.
    await page.getByRole('button', { name: /^D \d/ }).click()
    await until(async () => hashOf(page).includes('classes=D'))
    await ready(page)
    await open(page, url, '#/overview?classes=D')
    expect(Number(await page.locator('[data-kpi="inspections"]').getAttribute('data-value'))).toBeGreaterThan(0)
    // Classes of a model are shares: they cannot be chosen otherwise, nor compared through time.
    expect(await page.locator('[data-kpi="high_risk"]').innerText()).toContain('by share: not compared')
    const feet = page.locator('[data-kpi="high_risk"] .ui-tile-foot span')
    expect(await feet.evaluateAll(all => all.filter(each => each.scrollWidth > each.clientWidth).length)).toBe(0)
    await open(page, url, '#/risk?by=percentile')
    expect(await page.getByText('By share').count()).toBe(0)
    // The same name again: what is in use stays what it was, and can be stopped.
    await open(page, url, '#/model?tab=learn')
    await page.getByLabel('The inspector is a feature').check()
    const taken = (await page.locator('.model-list li .ui-link').first().innerText()).trim()
    await page.getByLabel('Name').fill(taken)
    await page.getByText('exists: the name will stand for the new one').waitFor()
    await button(page, 'Learn').click()
    await page.getByText('is a feature', { exact: true }).waitFor({ timeout: 60_000 })
    await open(page, url, '#/model?tab=versions')
    await button(page.locator('.model-list li').first(), 'Use').click()
    await page.getByText('In use: the default scorecard').waitFor()
  }, 120_000)

  it('judges a learned model beside a scorecard, and says that it learned from the window', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=versions')
    const name = (
      await page.locator('.model-list li', { hasText: 'learned model' }).locator('strong').first().innerText()
    ).trim()
    await compared(page, 0).selectOption({ label: 'Default scorecard' })
    await compared(page, 1).selectOption({ label: name })
    const judged = page
      .locator('.model-results section')
      .filter({ has: page.getByRole('heading', { name: 'On past data' }) })
    for (const row of ['Default scorecard', name])
      await until(async () => {
        const cells = await judged.locator('tr').filter({ hasText: row }).locator('td').allInnerTexts()
        return cells.length === 3 && cells.every(text => /\d/.test(text))
      })
    await judged.getByText(/^The model learned/).waitFor()
  }, 120_000)

  it('says in Chinese what is wrong with a file or a window, and what to do', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=versions')
    const coming = page.waitForEvent('download')
    await button(page.locator('.model-list li', { hasText: 'learned model' }).first(), 'Export').click()
    const text = await readFile(await (await coming).path(), 'utf8')
    const { model } = (JSON.parse(text) as { card: { model: { intercept: number } } }).card
    const folder = mkdtempSync(join(tmpdir(), 'versions-'))
    const files = {
      'edited.json': text.replace(/"intercept": -?/, '"intercept": 1'),
      'bare.json': JSON.stringify(model),
      'resealed.json': JSON.stringify({ ...model, hash: 'a'.repeat(64) }),
      'cut.json': text.slice(0, 200),
    }
    for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content)
    await page.evaluate(() => localStorage.setItem('language', 'zh'))
    await page.reload()
    await ready(page)
    const versions = await page.locator('.model-list li').count()
    const said = page.locator('.model-list').locator('..').getByRole('alert')
    for (const [name, why] of [
      ['edited.json', /edited\.json 的内容与导出时的校验值（[0-9a-f]{12}）不符/],
      ['bare.json', /bare\.json 没有校验值，无法判断是否被改动过/],
      ['resealed.json', /resealed\.json 的内容与导出时的校验值/],
      ['cut.json', /cut\.json 不是 JSON 文件/],
    ] as const) {
      await page.locator('input[type=file]').setInputFiles(join(folder, name))
      await said.getByText(why).waitFor()
      expect(await said.getByText('没有导入', { exact: true }).count()).toBe(1)
    }
    expect(await page.locator('.model-list li').count()).toBe(versions)
    await open(page, url, '#/model?tab=backtest')
    for (const name of ['从', '到']) await page.getByRole('textbox', { name, exact: true }).fill('2025-01-01')
    await button(page, '开始回测').click()
    const failed = page.getByRole('alert').filter({ hasText: '无法回测' })
    await failed.getByText(/没有已完成的检查；数据中的检查在 .* 之间，请选择其中的一段/).waitFor({ timeout: 60_000 })
    expect(await failed.innerText()).not.toMatch(/[A-Za-z]{3,}/)
    await page.evaluate(() => localStorage.setItem('language', 'en'))
    await page.reload()
    await ready(page)
  }, 150_000)

  it('judges an order on the past and hands over the scores', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=backtest')
    await page.getByRole('textbox', { name: 'From' }).fill('2025-01-01')
    await page.getByRole('textbox', { name: 'to', exact: true }).fill('2025-05-31')
    await button(page, 'Run').click()
    await page.locator('.model-verdict').waitFor({ timeout: 120_000 })
    expect(await page.locator('.model-verdict').innerText()).toMatch(/first half finds \d+\.\d%/)
    await page.getByText('Businesses that were not inspected').waitFor()
    await page.getByText('Longest unvisited first').waitFor()
    const coming = page.waitForEvent('download')
    await button(page, 'Export the scores').click()
    const lines = (await readFile(await (await coming).path(), 'utf8')).trim().split('\n')
    expect(lines[0]).toBe('inspection_id,date,critical,score')
    expect(lines.length).toBeGreaterThan(100)
    // The other orders that it stands beside take as long again.
    await button(page, 'Run').waitFor({ timeout: 120_000 })
    // A window without inspections says so.
    await page.getByRole('textbox', { name: 'to', exact: true }).fill('2025-01-01')
    await button(page, 'Run').click()
    await page.getByText('No backtest').waitFor()
  }, 300_000)

  it('tells what inspectors find by number alone, in the window that the address says', async () => {
    const { page, url } = app()
    await open(page, url, '#/model?tab=integrity')
    await page
      .locator('[data-chart="integrity-effects"] canvas, [data-chart="integrity-effects"] svg')
      .first()
      .waitFor()
    const rows = await tableOf(card(page, 'integrity-effects'))
    expect(rows.length).toBeGreaterThan(5)
    expect(rows.every(row => /^Inspector \d+$/.test(Object.values(row)[0] ?? ''))).toBe(true)
    // The filter bar stands over this part of the page alone.
    expect(await page.locator('.integrity').count()).toBe(1)
    await page.getByText('Learned model', { exact: true }).click()
    await until(async () => hashOf(page).includes('tab=learn'))
    expect(await page.locator('.integrity').count()).toBe(0)
  })

  it('fits a phone', async () => {
    const { page, url } = app()
    await page.setViewportSize({ width: 390, height: 844 })
    for (const tab of ['', '?tab=learn', '?tab=backtest', '?tab=versions', '?tab=integrity']) {
      await open(page, url, `#/model${tab}`)
      await page.waitForTimeout(300)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390)
    }
    await page.setViewportSize({ width: 1440, height: 900 })
  })
})
