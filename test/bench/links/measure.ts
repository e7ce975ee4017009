import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { launch } from '../../browser'
import { readRenderers } from '../memory'
import { beside } from '../options'
import { median, type Reach } from '../result'
import { openPage } from '../risk/serve'
import { citySized } from '../sizedCity'
import { newProfile } from '../visits'
import { type LinkKind, linkKinds } from './kinds'
import type { Links } from './page'

/** A kind of selection: milliseconds of the first one of a page and the median of those after it. */
export interface Selected {
  readonly first: number
  readonly later: number
}

export interface LinksResult {
  /** Complaints of the city. */
  readonly complaints: number
  readonly rows: number
  /** Rows a second, from the open engine until the extracts are loaded. */
  readonly rate: number
  readonly kinds: Readonly<Record<LinkKind, Selected>>
  /** Mosaic on a table of as many rows; null where the anchors are absent. */
  readonly mosaic: Readonly<Record<'point' | 'interval', Selected>> | null
  /** MB of the page's process at its peak; null where the system does not tell. */
  readonly memory: number | null
}

/** Selections on the overview of a city with so many complaints, beside Mosaic; each run in a browser of its own. */
export async function measureLinks(folder: string, runs: number, complaints: number): Promise<LinksResult> {
  const city = await citySized(complaints)
  const page = await openPage(import.meta.dirname, join(folder, `links-${complaints}`), { city })
  try {
    const all: { links: Links; memory: number | null; mosaic: LinksResult['mosaic'] }[] = []
    for (let run = 1; run <= runs; run++) {
      all.push({ ...(await oneRun(page.url)), mosaic: await mosaicOf(complaints) })
      console.error(`links, ${complaints} complaints: run ${run} of ${runs}: ${JSON.stringify(all.at(-1))}`)
    }
    return resultOf(complaints, all)
  } finally {
    page.close()
  }
}

async function oneRun(url: string): Promise<{ links: Links; memory: number | null }> {
  const browser = await launch()
  try {
    const page = await (await newProfile(browser)).newPage()
    await page.goto(`${url}/?catalog=city/catalog.json`)
    await page.waitForFunction(() => window.linkBench !== undefined)
    const links = await page.evaluate(() => window.linkBench.run())
    const memory =
      process.platform === 'linux' ? Math.max(...(await readRenderers(browser)).map(each => each.peak)) : null
    return { links, memory }
  } finally {
    await browser.close()
  }
}

/** Mosaic's own measurement, one line of JSON for each number of rows; null without the anchors or their packages. */
async function mosaicOf(rows: number): Promise<LinksResult['mosaic']> {
  const script = join(beside('anchors'), 'mosaic.sh')
  if (!existsSync(script)) return null
  try {
    const { stdout } = await promisify(execFile)('bash', [script, String(rows)])
    const { point, interval } = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as Record<
      'point' | 'interval',
      { readonly first: number; readonly then: number }
    >
    const of = (each: typeof point): Selected => ({ first: each.first, later: each.then })
    return { point: of(point), interval: of(interval) }
  } catch (error) {
    console.error(`mosaic is left out: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`)
    return null
  }
}

function resultOf(
  complaints: number,
  runs: readonly { links: Links; memory: number | null; mosaic: LinksResult['mosaic'] }[],
): LinksResult {
  const middle = (of: (run: (typeof runs)[number]) => number): number => median(runs.map(of))
  const selected = (times: (run: (typeof runs)[number]) => readonly number[]): Selected => ({
    first: middle(run => times(run)[0] ?? 0),
    later: middle(run => median(times(run).slice(1))),
  })
  const theirs = runs.flatMap(({ mosaic }) => mosaic ?? [])
  const of = (kind: 'point' | 'interval'): Selected => ({
    first: median(theirs.map(each => each[kind].first)),
    later: median(theirs.map(each => each[kind].later)),
  })
  return {
    complaints,
    rows: runs[0]?.links.rows ?? 0,
    rate: middle(({ links }) => (1000 * links.rows) / links.load),
    kinds: Object.fromEntries(
      linkKinds.map(kind => [kind, selected(({ links }) => links.times[kind])]),
    ) as LinksResult['kinds'],
    mosaic: theirs.length === 0 ? null : { point: of('point'), interval: of('interval') },
    memory: runs.some(({ memory }) => memory === null) ? null : middle(({ memory }) => memory ?? 0),
  }
}

/** Milliseconds that are to be reached at 1,000,000 complaints and from 10,000,000 on. */
const most: Readonly<Record<LinkKind, readonly [number, number]>> = {
  region: [30, 30],
  months: [50, 50],
  days: [150, 600],
  category: [150, 600],
  class: [150, 600],
  area: [150, 600],
}

export const reachOfLinks = (all: readonly LinksResult[]): Reach[] =>
  all.flatMap(({ complaints, kinds }) =>
    linkKinds.map(kind => {
      const bound = most[kind][complaints >= 10_000_000 ? 1 : 0]
      const value = Math.max(kinds[kind].first, kinds[kind].later)
      return {
        what: `links: ${kind} at ${complaints} complaints, ms`,
        value: Math.round(value),
        most: bound,
        met: value <= bound,
      }
    }),
  )
