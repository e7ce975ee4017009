import { readFile } from 'node:fs/promises'
import iconv from 'iconv-lite'
import type { Locator, Page } from 'playwright-core'
import { ready } from './reading'

/** What tests do on the page of the extracts, in English. */

export interface Dropped {
  readonly name: string
  readonly bytes: Uint8Array
}

const cell = (value: string | number): string =>
  /[",\r\n]/.test(String(value)) ? `"${String(value).replaceAll('"', '""')}"` : String(value)
export const csvText = (rows: readonly (readonly (string | number)[])[]): string =>
  rows.map(row => `${row.map(cell).join(',')}\r\n`).join('')
export const utf8 = (name: string, text: string): Dropped => ({ name, bytes: new TextEncoder().encode(text) })
export const gb18030 = (name: string, text: string): Dropped => ({
  name,
  bytes: new Uint8Array(iconv.encode(text, 'gb18030')),
})

const day = (i: number): string =>
  `2024-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 27) + 1).padStart(2, '0')}`
const each = <T>(rows: number, make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i))

export const complaintHeads = ['工单编号', '诉求类型', '诉求类别', '受理时间', '状态', '主体名称', '经度', '纬度']
/** Complaints as a Chinese department might save them, below `complaintHeads`; cells as `change` leaves them. */
export const complaintRows = (rows: number, change: (row: string[], i: number) => string[] = row => row): string[][] =>
  each(rows, i =>
    change(
      [
        `GD${100000 + i}`,
        i % 5 === 0 ? '举报' : '投诉',
        i % 3 === 0 ? '噪声' : '食品安全',
        `${day(i)} 09:30:00`,
        i % 4 === 0 ? '处理中' : '已办结',
        `第${i % 10}商行`,
        String(0.1 + (i % 8) / 10),
        String(0.1 + (i % 7) / 10),
      ],
      i,
    ),
  )

export const inspectionHeads = ['检查编号', '检查日期', '检查类型', '检查结果', '主体名称', '经度', '纬度']
export const inspectionRows = (rows: number): string[][] =>
  each(rows, i => [
    `JC${100000 + i}`,
    day(i),
    '日常检查',
    i % 4 === 0 ? '不合格' : '合格',
    `第${i % 10}商行`,
    String(0.1 + (i % 8) / 10),
    String(0.1 + (i % 7) / 10),
  ])

/** Drops files on the window as a person does: dragged in, over it, let go. */
export async function dropFiles(page: Page, files: readonly Dropped[]): Promise<void> {
  const sent = files.map(({ name, bytes }) => ({ name, text: Buffer.from(bytes).toString('base64') }))
  await page.evaluate(all => {
    const dataTransfer = new DataTransfer()
    for (const { name, text } of all)
      dataTransfer.items.add(new File([Uint8Array.from(atob(text), character => character.charCodeAt(0))], name))
    for (const type of ['dragenter', 'dragover', 'drop'])
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }))
  }, sent)
}

/** Chooses files by the page's button. */
export async function chooseFiles(page: Page, files: readonly Dropped[]): Promise<void> {
  const input = page.locator('.ex-invite input[type="file"], .ex-foot input[type="file"]').first()
  await input.setInputFiles(
    files.map(({ name, bytes }) => ({ name, mimeType: 'application/octet-stream', buffer: Buffer.from(bytes) })),
  )
}

export async function openExtracts(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/extracts`)
  await page.getByRole('heading', { name: 'Extracts now' }).waitFor()
  // The engine answers: there is a day to which the extracts are.
  await page.locator('section[aria-labelledby="ex-now"] table').waitFor({ timeout: 60_000 })
}

export const tables = (page: Page): Locator => page.getByRole('navigation', { name: 'Tables of this import' })
export const now = (page: Page): Locator => page.locator('section[aria-labelledby="ex-now"]')
export const versions = (page: Page): Locator => page.locator('section[aria-labelledby="ex-versions"] li')
export const step = (page: Page): Locator => page.locator('.ex-steps [aria-current="step"]')
export const button = (page: Page, name: string | RegExp): Locator =>
  page.getByRole('button', typeof name === 'string' ? { name, exact: true } : { name })

/** Waits until every table is read and guessed: as long as a test has, so that what is slow is told from what is stuck. */
export async function mapped(page: Page): Promise<void> {
  await tables(page).waitFor()
  await tables(page).locator('progress').first().waitFor({ state: 'detached', timeout: 100_000 })
}

/** From the mapping to the report. */
export async function check(page: Page): Promise<void> {
  await button(page, 'Check').click()
  await page.locator('.ex-report').first().waitFor({ timeout: 60_000 })
}

/** Confirms what is lost, where the report asks for it. */
export async function confirmLoss(page: Page): Promise<void> {
  const asks = page.locator('.ex-foot input[type="checkbox"]')
  if ((await asks.count()) > 0) await asks.check()
}

/** From the report to the end; the name is optional. */
export async function commit(page: Page, by = ''): Promise<void> {
  if (by !== '') await page.getByLabel('Loaded by (optional)').fill(by)
  await page.locator('.ex-foot [data-primary]').click()
  await page.getByRole('heading', { name: 'It is in; the dashboard shows it' }).waitFor({ timeout: 60_000 })
}

/** The whole way of files that need no answer. */
export async function bringIn(page: Page, files: readonly Dropped[], by = ''): Promise<void> {
  await dropFiles(page, files)
  await mapped(page)
  await check(page)
  await confirmLoss(page)
  await commit(page, by)
}

/** Goes to the overview by the rail. */
export async function overview(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/overview?window=all`)
  await page.locator('[data-kpi]').first().waitFor()
  await ready(page)
}

/** What a click saves. */
export async function downloaded(page: Page, click: () => Promise<void>): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download', { timeout: 60_000 })
  await click()
  const download = await coming
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) }
}

/** Every file below this page's folder in the private file system, by name; bytes as base64. */
export async function opfsFiles(page: Page): Promise<{ name: string; bytes: Buffer }[]> {
  const found = await page.evaluate(async () => {
    const all: { name: string; text: string }[] = []
    const walk = async (folder: FileSystemDirectoryHandle): Promise<void> => {
      for await (const [name, handle] of folder as unknown as AsyncIterable<[string, FileSystemHandle]>) {
        if (handle.kind === 'directory') await walk(handle as FileSystemDirectoryHandle)
        else {
          const bytes = new Uint8Array(await (await (handle as FileSystemFileHandle).getFile()).arrayBuffer())
          let text = ''
          for (const byte of bytes) text += String.fromCharCode(byte)
          all.push({ name, text: btoa(text) })
        }
      }
    }
    await walk(await navigator.storage.getDirectory())
    return all
  })
  return found.map(({ name, text }) => ({ name, bytes: Buffer.from(text, 'base64') }))
}

/** The page where nothing is loaded yet. */
export async function openEmptyExtracts(page: Page, url: string): Promise<void> {
  await page.goto(`${url}/#/extracts`)
  await page.getByText('Nothing is loaded yet.').waitFor({ timeout: 60_000 })
}
