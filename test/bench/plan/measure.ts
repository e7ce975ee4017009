import { join } from 'node:path'
import { launch } from '../../browser'
import { median, type Reach } from '../result'
import { openPage } from '../risk/serve'
import { newProfile } from '../visits'
import type { PlanTimes } from './page'

/** Medians of as many browsers. */
export type PlanResult = PlanTimes

/** Draws a plan of 100,000 businesses and 300 inspectors; each run is in a browser of its own. */
export async function measurePlan(folder: string, runs: number): Promise<PlanResult> {
  const page = await openPage(import.meta.dirname, join(folder, 'plan'), {})
  const all: PlanTimes[] = []
  try {
    for (let run = 1; run <= runs; run++) {
      const browser = await launch()
      try {
        const tab = await (await newProfile(browser)).newPage()
        await tab.goto(page.url)
        await tab.waitForFunction(() => window.planBench !== undefined)
        all.push(await tab.evaluate(() => window.planBench.run()))
      } finally {
        await browser.close()
      }
      console.error(`plan: run ${run} of ${runs}: ${JSON.stringify(all.at(-1))}`)
    }
  } finally {
    page.close()
  }
  const of = (key: keyof PlanTimes): number => median(all.map(each => each[key]))
  return { visits: of('visits'), draw: of('draw'), commit: of('commit'), reveal: of('reveal'), task: of('task') }
}

export const reachOfPlan = ({ draw }: PlanResult): Reach[] => [
  {
    what: 'plan: 100,000 businesses and 300 inspectors drawn, ms',
    value: Math.round(draw),
    most: 2000,
    met: draw <= 2000,
  },
]
