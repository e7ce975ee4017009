import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Locator } from 'playwright-core'
import readSheets from 'read-excel-file/node'
import { SaxesParser } from 'saxes'
import { beforeAll, describe, expect, it } from 'vitest'
import { openDecoder } from '../../src/extracts/decoderNode'
import { card, choose, english, numberOf, ready, route, tableOf, tile } from './reading'
import { sharedApp } from './sharedApp'
import { makeSmallCity, scratchFolder } from './smallCity'

const extracts = join(scratchFolder('exports'), 'city')
beforeAll(() => makeSmallCity(extracts))
const app = sharedApp({ extracts, context: { ...english, permissions: ['clipboard-read', 'clipboard-write'] } })

const drawings = ['map', 'trend-complaints', 'trend-inspections', 'trend-problem-rate', 'trend-permits']
const lists = ['regions', 'categories', 'industries', 'unvisited']

async function save(holder: Locator, entry: string): Promise<{ name: string; bytes: Buffer }> {
  const coming = holder.page().waitForEvent('download')
  await choose(holder, entry)
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

describe('every card', () => {
  it.each([...drawings, ...lists])('%s exports its points as CSV, as its table shows them', async id => {
    const { page, url } = app()
    await route(page, url, '#/overview')
    const shown = await tableOf(card(page, id))
    const { name, bytes } = await save(card(page, id), 'Export table (CSV)')
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
    expect(name).toBe(`${(await card(page, id).locator('h2').innerText()).replace('?', '').trim()}.csv`)
    const lines = bytes.toString('utf8').slice(1).split('\r\n')
    expect(lines[0]?.split(',')).toEqual(Object.keys(shown[0] ?? {}))
    expect(lines.length - 2).toBe(shown.length)
    expect(shown.length).toBeGreaterThan(0)
    // The table groups and rounds; the file is exact.
    const [first = {}] = shown
    const cells = lines[1]?.split(',') ?? []
    for (const [i, text] of Object.values(first).entries()) {
      if (/^[\d,]+(\.\d+)?$/.test(text)) expect(Number(cells[i])).toBeCloseTo(numberOf(text), 3)
      else expect(cells[i]).toBe(text === '–' ? '' : text)
    }
  })

  it.each(drawings)('%s exports a picture', async id => {
    const { page } = app()
    await card(page, id).locator('.ui-drawing[data-drawn]').waitFor()
    const { name, bytes } = await save(card(page, id), 'Export picture (PNG)')
    expect(name).toMatch(/\.png$/)
    expect([...bytes.subarray(0, 8)]).toEqual([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    const [width, height] = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]
    const box = await card(page, id).locator('.ui-drawing').boundingBox()
    expect(width).toBeGreaterThan((box?.width ?? 0) * 2)
    expect(height).toBeGreaterThan((box?.height ?? 0) * 1.9)
    expect(bytes.length).toBeGreaterThan(4000)
  })

  it.each(drawings)('%s exports a drawing of vectors', async id => {
    const { page } = app()
    const { name, bytes } = await save(card(page, id), 'Export drawing (SVG)')
    expect(name).toMatch(/\.svg$/)
    const text = bytes.toString('utf8')
    expect(text).toMatch(/^<svg xmlns=.*<\/svg>\s*$/s)
    expect(text).not.toContain('<script')
    expect(text).toContain('As of')
    new SaxesParser().write(text).close()
  })

  it.each([...drawings, ...lists])('%s exports its points as a workbook and as columns', async id => {
    const { page } = app()
    const shown = await tableOf(card(page, id))
    const workbook = await save(card(page, id), 'Export table (XLSX)')
    expect(workbook.name).toMatch(/\.xlsx$/)
    const [points, about] = await readSheets(workbook.bytes)
    expect(points?.data.length).toBe(shown.length + 1)
    expect(points?.data[0]).toEqual(Object.keys(shown[0] ?? {}))
    expect(about?.data.map(row => row[0])).toContain('As of')
    const parquet = await save(card(page, id), 'Export table (Parquet)')
    const file = await openDecoder().open('points', new Blob([new Uint8Array(parquet.bytes)]))
    expect(file.rows).toBe(shown.length)
  })

  it.each([...drawings, ...lists])('%s shows its SQL, how many rows it gave and how long it took', async id => {
    const { page } = app()
    await choose(card(page, id), 'Show SQL')
    const dialog = page.getByRole('dialog')
    const words = await dialog.innerText()
    expect(words).toMatch(/\d rows? · [\d.,]+ (ms|s)/)
    expect(words).toMatch(/\blive\b/)
    const statement = await dialog.locator('code').innerText()
    expect(statement).toMatch(/^\s*SELECT\b/)
    // Businesses are of the window's last day.
    expect(statement).toMatch(id === 'unvisited' ? /2025-06-30/ : /2024-07-01/)
    expect(statement).not.toMatch(/\?|\$\d/)
    await dialog.getByRole('button', { name: 'Copy' }).click()
    await dialog.getByText('Copied').waitFor()
    expect((await page.evaluate(() => navigator.clipboard.readText())).trim()).toBe(statement.trim())
    await page.keyboard.press('Escape')
    await dialog.waitFor({ state: 'detached' })
  })

  it('and every tile has its table and its SQL', async () => {
    const { page } = app()
    await ready(page)
    const rows = await tableOf(tile(page, 'complaints'))
    expect(rows.length).toBe(12)
    const { bytes } = await save(tile(page, 'complaints'), 'Export table (XLSX)')
    expect((await readSheets(bytes))[0]?.data.length).toBe(13)
    await choose(tile(page, 'critical_rate'), 'Show SQL')
    expect(await page.getByRole('dialog').locator('code').innerText()).toContain('inspections')
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  })

  it('leads to its rows', async () => {
    const { page } = app()
    await choose(card(page, 'trend-permits'), 'Show rows')
    await page.waitForURL(/rows\/permits/)
    await ready(page)
  })
})
