import { join } from 'node:path'
import { cityFolder, makeCity } from '../../../src/cli/start'
import { launch } from '../../browser'
import { median, type Reach } from '../result'
import { openPage } from '../risk/serve'
import { newProfile } from '../visits'
import type { Warning } from './page'

/** Medians, in milliseconds: in a page that has just loaded the sample city, and once more in the same page. */
export interface WarningResult {
  readonly first: Warning
  readonly again: Warning
}

/** Early warning on the sample city, each run in a browser of its own. */
export async function measureWarning(folder: string, runs: number): Promise<WarningResult> {
  await makeCity()
  const page = await openPage(import.meta.dirname, join(folder, 'scan'), { city: cityFolder })
  try {
    const found: (readonly [Warning, Warning])[] = []
    for (let run = 1; run <= runs; run++) {
      found.push(await oneRun(page.url))
      console.error(`warning: run ${run} of ${runs}: ${JSON.stringify(found.at(-1))}`)
    }
    return { first: middle(found.map(([first]) => first)), again: middle(found.map(([, again]) => again)) }
  } finally {
    page.close()
  }
}

async function oneRun(url: string): Promise<readonly [Warning, Warning]> {
  const browser = await launch()
  try {
    const page = await (await newProfile(browser)).newPage()
    await page.goto(`${url}/?catalog=city/catalog.json`)
    await page.waitForFunction(() => window.scanBench !== undefined)
    const run = (): Promise<Warning> => page.evaluate(() => window.scanBench.run())
    return [await run(), await run()]
  } finally {
    await browser.close()
  }
}

function middle(runs: readonly Warning[]): Warning {
  const [first] = runs
  if (!first) throw new RangeError('there is no run')
  const of = (key: 'counts' | 'scan' | 'weeks' | 'limits'): number => Math.round(median(runs.map(run => run[key])))
  return { ...first, counts: of('counts'), scan: of('scan'), weeks: of('weeks'), limits: of('limits') }
}

/** What early warning is to reach. */
export const reachOfWarning = ({ first, again }: WarningResult): Reach[] =>
  (
    [
      ['scan of the sample city, 999 replications, first in a page, ms', first.scan, 5000],
      ['the question of the scan, ms', again.counts, 150],
      ['the question of the weekly counts, ms', again.weeks, 150],
    ] as const
  ).map(([what, value, most]) => ({ what: `warning: ${what}`, value, most, met: value <= most }))
