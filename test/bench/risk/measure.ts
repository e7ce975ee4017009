import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { cityFolder, makeCity } from '../../../src/cli/start'
import { launch } from '../../browser'
import { readRenderers } from '../memory'
import { newProfile } from '../visits'
import type { Scoring, Training } from './page'
import { openPage } from './serve'

/** One scoring of all businesses, with the processor time of the page's process, all threads, in milliseconds. */
export interface TimedScoring extends Scoring {
  /** Null where the system does not tell. */
  readonly processor: number | null
}

/** What one browser of its own measured. */
export interface RiskRun {
  readonly businesses: number
  /** The first scoring of the page: the engine's functions are not compiled well yet. */
  readonly first: TimedScoring
  readonly again: TimedScoring
  readonly rerank: readonly number[]
  readonly training: Training | null
  /** MB of the page's process at its peak; null where the system does not tell. */
  readonly memory: number | null
}

export const riskCities = ['chicago', 'city', 'million'] as const
export type RiskCity = (typeof riskCities)[number]
export type RiskRuns = Readonly<Partial<Record<RiskCity, readonly RiskRun[]>>>

const million = 1_000_000
/** What the model learns from ends before the day after it. */
export const trainedTo = '2014-08-31'
const dayAfter = '2014-09-01'
const reranks = 20

/** `chicago`: the folder of the real extracts; null: left out. Each run is in a browser of its own. */
export async function measureRisk(folder: string, chicago: string | null, runs: number): Promise<RiskRuns> {
  await makeCity()
  const extracts = { city: cityFolder, ...(chicago === null ? {} : { chicago }) }
  const page = await openPage(import.meta.dirname, join(folder, 'risk'), extracts)
  try {
    const found: Partial<Record<RiskCity, RiskRun[]>> = {}
    for (const city of riskCities.filter(each => each !== 'chicago' || chicago !== null)) {
      const all: RiskRun[] = []
      found[city] = all
      for (let run = 1; run <= runs; run++) {
        all.push(await oneRun(page.url, city))
        console.error(`risk, ${city}: run ${run} of ${runs}: ${JSON.stringify(all.at(-1))}`)
      }
    }
    return found
  } finally {
    page.close()
  }
}

async function oneRun(url: string, city: RiskCity): Promise<RiskRun> {
  const browser = await launch()
  try {
    const page = await (await newProfile(browser)).newPage()
    await page.goto(city === 'million' ? url : `${url}/?catalog=${city}/catalog.json`)
    await page.waitForFunction(() => window.riskBench !== undefined)
    if (city === 'million') await page.evaluate(rows => window.riskBench.makeUp(rows, rows), million)
    else await page.evaluate(() => window.riskBench.load())
    const businesses = await page.evaluate(() => window.riskBench.businesses())
    const first = await scoring(browser, page)
    const again = await scoring(browser, page)
    const rerank = await page.evaluate(times => window.riskBench.rerank(times), reranks)
    const training = city === 'chicago' ? await page.evaluate(day => window.riskBench.train(day), dayAfter) : null
    const memory =
      process.platform === 'linux' ? Math.max(...(await readRenderers(browser)).map(each => each.peak)) : null
    return { businesses, first, again, rerank, training, memory }
  } finally {
    await browser.close()
  }
}

async function scoring(browser: Browser, page: Page): Promise<TimedScoring> {
  const before = await processorTime(browser)
  const times = await page.evaluate(() => window.riskBench.score())
  const after = await processorTime(browser)
  return { ...times, processor: before === null || after === null ? null : after - before }
}

/** Milliseconds that all renderers of a browser have computed: other work on the machine is not in it. On Linux alone. */
async function processorTime(browser: Browser): Promise<number | null> {
  if (process.platform !== 'linux') return null
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  return processInfo
    .filter(each => each.type === 'renderer')
    .reduce((sum, { id }) => {
      // After the name, which may hold spaces: state is the third field, utime and stime are the 14th and 15th.
      const fields = readFileSync(`/proc/${id}/stat`, 'utf8').split(') ').at(-1)?.split(' ') ?? []
      return sum + (Number(fields[11]) + Number(fields[12])) * 10
    }, 0)
}
