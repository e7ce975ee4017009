import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { publishExtracts } from '../../src/cli/publish'
import { startServer } from '../../src/cli/server'
import { median } from './result'
import { citySized } from './sizedCity'
import { type Round, round } from './visits'

/** Medians of visits to a published city, in milliseconds since navigation, until what is told is on screen. */
export interface FirstResult {
  readonly complaints: number
  readonly firstAnswers: number
  readonly allLive: number
  /** The same on a second visit of the same profile. */
  readonly secondAnswers: number
  readonly secondLive: number
}

/** First answers and all live by the number of complaints of a published sample city; each run is an empty profile. */
export async function measureFirst(
  folder: string,
  runs: number,
  complaints: number,
  browser: Browser,
): Promise<FirstResult> {
  const extracts = join(folder, `first-${complaints}`)
  await publishExtracts({ dir: await citySized(complaints), out: extracts })
  const server = await startServer({ root: distFolder, extracts })
  try {
    const rounds: Round[] = []
    for (let run = 1; run <= runs; run++) {
      rounds.push(await round(browser, server.url, null))
      console.error(`first, ${complaints} complaints: run ${run} of ${runs}`)
    }
    const middle = (of: (round: Round) => number | undefined): number =>
      median(rounds.map(each => of(each) ?? Number.NaN))
    return {
      complaints,
      firstAnswers: middle(each => each.cold.painted.all),
      allLive: middle(each => each.cold.painted.live),
      secondAnswers: middle(each => each.second.painted.all),
      secondLive: middle(each => each.second.painted.live),
    }
  } finally {
    await server.close()
  }
}
