import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { launch } from '../../browser'
import { readRenderers } from '../memory'
import { median, type Reach } from '../result'
import { openPage } from '../risk/serve'
import { citySized } from '../sizedCity'
import { newProfile } from '../visits'
import type { Load } from './page'

/** A folder that is loaded: all of the city, or its complaints alone with twelve columns. */
export const loadKinds = ['twelve', 'city'] as const
type LoadKind = (typeof loadKinds)[number]

export interface LoadResult {
  readonly complaints: number
  readonly kind: LoadKind
  readonly load: Load
  /** MB of the page's process at its peak; null where the system does not tell. */
  readonly memory: number | null
  /** Milliseconds of the processor that it took in all, compiling and the bench included; null likewise. */
  readonly processor: number | null
}

type Run = Omit<LoadResult, 'complaints' | 'kind'>

/** The twelve columns of complaints. */
const twelve = {
  ...{
    complaint_id: '工单编号',
    kind: '诉求类型',
    category: '诉求类别',
    received_at: '受理时间',
    closed_at: '办结时间',
  },
  ...{ status: '办理状态', entity_code: '统一社会信用代码', entity_name: '被投诉单位', region_code: '行政区划代码' },
  ...{ lon: '经度', lat: '纬度', department: '承办单位' },
}

/** Loads a city of so many complaints, and its complaints alone; each run in a browser of its own. */
export async function measureLoad(
  folder: string,
  runs: number,
  complaints: number,
  kind: LoadKind,
): Promise<LoadResult> {
  const city = await citySized(complaints)
  const alone = join(folder, `twelve-${complaints}`)
  writeTwelve(city, alone)
  const page = await openPage(import.meta.dirname, join(folder, `load-${complaints}-${kind}`), { city, twelve: alone })
  try {
    const all: Run[] = []
    for (let run = 1; run <= runs; run++) {
      all.push(await oneRun(`${page.url}/?catalog=${kind}/catalog.json`))
      console.error(`load, ${complaints} complaints, ${kind}: run ${run} of ${runs}: ${JSON.stringify(all.at(-1))}`)
    }
    return { complaints, kind, ...middle(all) }
  } finally {
    page.close()
  }
}

/** A folder whose catalogue names the complaints of a city, their twelve columns and its regions. */
function writeTwelve(city: string, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const catalogue = JSON.parse(readFileSync(join(city, 'catalog.json'), 'utf8')) as {
    readonly extracts: readonly { readonly table: string; readonly file: string }[]
    readonly regions: readonly { readonly file: string }[]
    readonly calendar: string
    readonly targets: string
  }
  const extracts = catalogue.extracts
    .filter(({ table }) => table === 'complaints')
    .map(extract => ({ ...extract, columns: twelve, guess: false }))
  const files = [...extracts, ...catalogue.regions].map(({ file }) => file)
  for (const file of [...files, catalogue.calendar, catalogue.targets])
    if (!existsSync(join(folder, file))) symlinkSync(resolve(city, file), join(folder, file))
  writeFileSync(join(folder, 'catalog.json'), JSON.stringify({ ...catalogue, extracts }))
}

async function oneRun(url: string): Promise<Run> {
  const browser = await launch()
  try {
    const page = await (await newProfile(browser)).newPage()
    await page.goto(url)
    await page.waitForFunction(() => window.loadBench !== undefined)
    const load = await page.evaluate(() => window.loadBench.run())
    if (process.platform !== 'linux') return { load, memory: null, processor: null }
    const all = await readRenderers(browser)
    const memory = Math.max(...all.map(each => each.peak))
    return { load, memory, processor: Math.max(...all.map(each => each.processor)) }
  } finally {
    await browser.close()
  }
}

function middle(runs: readonly Run[]): Run {
  const of = (value: (load: Load) => number): number => median(runs.map(({ load }) => value(load)))
  const files = Object.keys(runs[0]?.load.files ?? {})
  const load: Load = {
    rows: runs[0]?.load.rows ?? 0,
    files: Object.fromEntries(files.map(file => [file, of(each => each.files[file] ?? 0)])),
    ...{ loaded: of(each => each.loaded), live: of(each => each.live) },
    // The worst of all runs: it must never be longer.
    ...{ gap: Math.max(...runs.map(each => each.load.gap)), task: Math.max(...runs.map(each => each.load.task)) },
  }
  const told = (values: readonly (number | null)[]): number | null =>
    values.includes(null) ? null : median(values.map(value => value ?? 0))
  return { load, memory: told(runs.map(each => each.memory)), processor: told(runs.map(each => each.processor)) }
}

/** Rows a second until the overview is live. */
export const rateOf = ({ load }: LoadResult): number => Math.round((1000 * load.rows) / load.live)

/** What is to be reached with twelve columns: rows a second by the number of complaints, memory, and a page that moves. */
export const reachOfLoads = (all: readonly LoadResult[]): Reach[] =>
  all
    .filter(({ kind }) => kind === 'twelve')
    .flatMap(result => {
      const { complaints, load, memory } = result
      const least = complaints >= 10_000_000 ? 800_000 : 700_000
      const reach = (what: string, value: number, most: number): Reach => ({
        ...{ what: `load: ${what} of ${complaints} complaints`, value: Math.round(value), most },
        met: value <= most,
      })
      return [
        // A rate is to be high, its inverse low.
        reach(`ns a row until live`, (1e6 * load.live) / load.rows, Math.floor(1e9 / least)),
        reach('ms between two signs of progress', load.gap, 500),
        reach('ms of the longest task', load.task, 100),
        ...(memory === null || complaints < 10_000_000 ? [] : [reach('MB at the peak', memory, 2200)]),
      ]
    })
