import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { distFolder } from '../../src/cli/build'
import { publishExtracts } from '../../src/cli/publish'
import { startServer } from '../../src/cli/server'
import { type FloorTimes, openFloorOf } from './floor'
import { median, overFloor, type Reach } from './result'
import { citySized } from './sizedCity'
import { type Round, round } from './visits'

/** Medians of visits to a published city, in milliseconds since navigation, until what is told is on screen. */
export interface FirstResult {
  /** The floor's `answered` on the same extracts, of cold and of second visits; null where it was not measured. */
  readonly floor: { readonly cold: number; readonly second: number } | null
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
  beside: { readonly floor: boolean; readonly notes: string[] },
): Promise<FirstResult> {
  const extracts = join(folder, `first-${complaints}`)
  const city = await citySized(complaints)
  await publishExtracts({ dir: city, out: extracts })
  const opened = beside.floor ? await openFloorOf(city, join(folder, `floor-${complaints}`)) : null
  const floor = typeof opened === 'string' ? null : opened
  if (typeof opened === 'string') beside.notes.push(`first, ${complaints} complaints: ${opened}`)
  const server = await startServer({ root: distFolder, extracts })
  try {
    const rounds: Round[] = []
    for (let run = 1; run <= runs; run++) {
      rounds.push(await round(browser, server.url, floor?.url ?? null))
      console.error(`first, ${complaints} complaints: run ${run} of ${runs}`)
    }
    const middle = (of: (round: Round) => number | undefined): number =>
      median(rounds.map(each => of(each) ?? Number.NaN))
    const answered = (of: (round: Round) => FloorTimes | null): number =>
      median(rounds.map(each => of(each)?.answered ?? Number.NaN))
    return {
      complaints,
      floor: floor && { cold: answered(each => each.coldFloor), second: answered(each => each.secondFloor) },
      firstAnswers: middle(each => each.cold.painted.all),
      allLive: middle(each => each.cold.painted.live),
      secondAnswers: middle(each => each.second.painted.all),
      secondLive: middle(each => each.second.painted.live),
    }
  } finally {
    await server.close()
    floor?.close()
  }
}

/** What visits are to reach, as with the real extracts; without a floor nothing. */
export const reachOfFirst = (all: readonly FirstResult[]): Reach[] =>
  all.flatMap(({ complaints, floor, ...visits }) => {
    if (floor === null) return []
    const reach = (what: string, value: number, most: number): Reach => ({
      ...{ what: `first: ${what} over the floor, ${complaints} complaints`, value: Math.round(1000 * value) / 1000 },
      ...{ most, met: value <= most },
    })
    return [
      reach('first answers', visits.firstAnswers / floor.cold, overFloor.first.cold),
      reach('first answers of a second visit', visits.secondAnswers / floor.second, overFloor.first.second),
      reach('all live', visits.allLive / floor.cold, overFloor.live),
      reach('all live of a second visit', visits.secondLive / floor.second, overFloor.live),
    ]
  })
