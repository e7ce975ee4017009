import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { startServer } from '../../src/cli/server'
import { launch } from '../browser'
import { openCsvFloor } from './csvFloor'
import { readRenderers } from './memory'
import { newProfile } from './visits'

/** One file brought in as an analyst does, in milliseconds, and what it is measured by. */
export interface Upload {
  /** From the opening of the page until its workers have practised: a file that comes earlier waits longer. */
  readonly ready: number
  /** From the choice of the file to a mapping that can be checked. */
  readonly read: number
  /** From the click on "Check" to an engine that answers. */
  readonly load: number
  /** From the same click to the report, with what is asked for it. */
  readonly report: number
  /** DuckDB-WASM's own reader on the same file, in a page of the same browser. */
  readonly floor: number
  /** MB; null where the system does not tell. */
  readonly memory: number | null
  /** The longest task of the page's own thread. */
  readonly task: number
}

export const uploadRows = 1_000_000
const timeout = 180_000

/** Writes the file, then brings it in and reads it with the floor, `runs` times in turn, each in a browser of its own. */
export async function measureUploads(folder: string, runs: number): Promise<Upload[]> {
  const extracts = join(folder, 'upload')
  const csv = join(folder, 'complaints.csv')
  writeFolder(extracts)
  writeComplaints(csv, uploadRows)
  const floor = await openCsvFloor(join(folder, 'csv-floor'))
  const server = await startServer({ root: distFolder, extracts })
  try {
    const uploads: Upload[] = []
    for (let run = 1; run <= runs; run++) {
      uploads.push(await upload(server.url, floor.url, csv))
      console.error(`upload: run ${run} of ${runs}: ${JSON.stringify(uploads.at(-1))}`)
    }
    return uploads
  } finally {
    floor.close()
    await server.close()
  }
}

async function upload(url: string, floor: string, csv: string): Promise<Upload> {
  const browser = await launch()
  try {
    const context = await newProfile(browser)
    await context.addInitScript(watchTasks)
    const page = await context.newPage()
    await page.goto(new URL('#/extracts', url).href)
    const check = page.getByRole('button', { name: 'Check', exact: true })
    await page.locator('.ex-invite input[type=file]').waitFor({ state: 'attached', timeout })
    // While an analyst looks for a file, the page opens its engines and practises.
    await page.waitForFunction(() => performance.getEntriesByName('practised').length > 0, null, { timeout })
    await page.waitForTimeout(1000)
    await page.locator('.ex-invite input[type=file]').setInputFiles(csv)
    await page.locator('.ex-foot button[data-primary]:enabled').waitFor({ timeout })
    await check.click()
    await page.locator('.ex-report').first().waitFor({ timeout })
    const times = await page.evaluate(() => window.uploadTimes())
    if ((await provenTask(page)) < 100) throw new Error('This browser does not tell of long tasks')
    const memory =
      process.platform === 'linux' ? Math.max(...(await readRenderers(browser)).map(each => each.peak)) : null
    await page.close()
    return { ...times, memory, floor: await readFloor(await context.newPage(), floor, csv) }
  } finally {
    await browser.close()
  }
}

/** The longest task once there was one of 120 ms for certain: that none was seen before means something. */
async function provenTask(page: Page): Promise<number> {
  await page.evaluate(() => {
    setTimeout(() => {
      for (const from = performance.now(); performance.now() - from < 120; );
    })
  })
  await page.waitForTimeout(1000)
  return page.evaluate(() => window.uploadTimes().task)
}

async function readFloor(page: Page, url: string, csv: string): Promise<number> {
  await page.goto(url)
  await page.waitForFunction(() => window.readCsv !== undefined, null, { timeout })
  await page.locator('input').setInputFiles(csv)
  const found = await page.evaluate(async () => {
    const [file] = document.querySelector('input')?.files ?? []
    return file ? await window.readCsv(file) : null
  })
  if (found?.rows !== uploadRows) throw new Error(`The floor read ${found?.rows} of ${uploadRows} rows`)
  return Math.round(found.milliseconds)
}

declare global {
  interface Window {
    uploadTimes(): Omit<Upload, 'floor' | 'memory'>
  }
}

/** Runs in the page before its own scripts: notes when the file came, when it could be checked, what took long. */
function watchTasks(): void {
  if (window.top !== window) return
  const at: Record<string, number> = {}
  let task = 0
  new PerformanceObserver(list => {
    for (const entry of list.getEntries()) if (at.dropped !== undefined) task = Math.max(task, entry.duration)
  }).observe({ type: 'longtask' })
  const note = (name: string): void => {
    at[name] ??= performance.now()
  }
  document.addEventListener(
    'change',
    event => (event.target as HTMLInputElement).type === 'file' && note('dropped'),
    true,
  )
  document.addEventListener('click', event => at.mapped !== undefined && event.isTrusted && note('clicked'), true)
  new MutationObserver(() => {
    if (document.querySelector('.ex-foot button[data-primary]:enabled')) note('mapped')
    if (document.querySelector('.ex-report')) note('report')
  }).observe(document, { subtree: true, childList: true, attributeFilter: ['disabled'] })
  window.uploadTimes = () => {
    const prepared = performance.getEntriesByName('prepared').at(-1)?.startTime ?? Number.NaN
    const { dropped = Number.NaN, mapped = Number.NaN, clicked = Number.NaN, report = Number.NaN } = at
    return {
      ready: Math.round(performance.getEntriesByName('practised').at(-1)?.startTime ?? Number.NaN),
      read: Math.round(mapped - dropped),
      load: Math.round(prepared - clicked),
      report: Math.round(report - clicked),
      task: Math.round(task),
    }
  }
}

/** A city without extracts, of sixteen squares. */
function writeFolder(folder: string): void {
  const { west, south, step } = city
  const features = Array.from({ length: 16 }, (_, i) => {
    const [x, y] = [west + step * (i % 4), south + step * (i >> 2)]
    const ring = [[x, y], [x + step, y], [x + step, y + step], [x, y + step], [x, y]] // biome-ignore format: a ring
    const properties = { code: String(i + 1), name: `Square ${i + 1}` }
    return { type: 'Feature', properties, geometry: { type: 'Polygon', coordinates: [ring] } }
  })
  const catalogue = {
    name: { en: 'Squares', zh: '方格' },
    extracts: [],
    regions: [{ level: 'district', file: 'regions.geojson', code: 'code', name: 'name' }],
  }
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'regions.geojson'), JSON.stringify({ type: 'FeatureCollection', features }))
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify(catalogue))
}

const city = { west: -87.95, south: 41.6, step: 0.11 }
const natures = ['Noise at night', 'Garbage in yard', 'Dumpster not being emptied', 'Spoiled food', 'Rodents', 'Other']
const statuses = ['Open', 'Completed', 'Completed - Dup']
const header =
  'Service Request Number,Creation Date,Completion Date,Status,Type,Nature,Address,Ward,Square,Latitude,Longitude,Channel'

/** Some 160 bytes a row, as open data portals write them; the same for every run. */
function writeComplaints(path: string, rows: number): void {
  let seed = 20_261_125
  const random = (): number => {
    // mulberry32
    seed = (seed + 0x6d2b79f5) | 0
    let t = Math.imul(seed ^ (seed >>> 15), 1 | seed)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(random() * n)
  const time = (at: number): string => new Date(at).toISOString().slice(0, 19).replace('T', ' ')
  const from = Date.UTC(2020, 0, 1)
  const file = openSync(path, 'w')
  try {
    let text = `${header}\n`
    for (let row = 0; row < rows; row++) {
      const received = from + below(4 * 365 * 86_400) * 1000
      const [x, y] = [random() * 4, random() * 4]
      const cells = [
        `20-${String(row).padStart(8, '0')}`,
        time(received),
        time(received + below(14 * 86_400) * 1000),
        statuses[below(3)],
        'complaint',
        natures[below(natures.length)],
        `"${below(8000)} W ${below(130)}TH ST, CHICAGO"`,
        1 + below(50),
        1 + (Math.floor(y) * 4 + Math.floor(x)),
        (city.south + y * city.step).toFixed(12),
        (city.west + x * city.step).toFixed(12),
        'phone call',
      ]
      text += `${cells.join(',')}\n`
      if (text.length > 4_000_000 || row === rows - 1) {
        writeSync(file, text)
        text = ''
      }
    }
  } finally {
    closeSync(file)
  }
}
