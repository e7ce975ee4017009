import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { cpus, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { runCommand } from '../../src/cli/args'
import { build, distFolder } from '../../src/cli/build'
import { publishExtracts } from '../../src/cli/publish'
import { startServer } from '../../src/cli/server'
import { cityFolder, makeCity } from '../../src/cli/start'
import { launch } from '../browser'
import { type BytesResult, measureBytes, reachOfBytes } from './bytes'
import { measureClicks } from './clicks'
import { measureUploads } from './csv'
import { type FirstResult, measureFirst, reachOfFirst } from './first'
import { type FloorPage, openFloor } from './floor'
import { type Course, growthOf } from './growth'
import { growthChart } from './growthChart'
import { type LinksResult, measureLinks, reachOfLinks } from './links/measure'
import { type LoadResult, loadKinds, measureLoad, reachOfLoads } from './load/measure'
import { measureMemory } from './memory'
import { beside, type Options, type Place, readOptions } from './options'
import { measurePlan, type PlanResult, reachOfPlan } from './plan/measure'
import {
  type PlaceResult,
  placeResult,
  type Reach,
  reachOf,
  reachOfUpload,
  type UploadResult,
  uploadResult,
} from './result'
import { measureRisk } from './risk/measure'
import { type RiskResult, reachOfRisk, riskResult } from './risk/result'
import { measureWarning, reachOfWarning, type WarningResult } from './scan/measure'
import { eachSize, type Failure } from './sizedCity'
import { markdown } from './table'
import { coldVisit, type Round, round, type Visit } from './visits'

export interface Machine {
  readonly processor: string
  readonly cores: number
  /** GB. */
  readonly memory: number
  readonly browser: string
  readonly node: string
}

export interface Bench {
  readonly machine: Machine
  readonly runs: number
  /** What was left out, and why. */
  readonly notes: readonly string[]
  readonly places: readonly PlaceResult[]
  readonly bytes: BytesResult | null
  readonly upload: UploadResult | null
  readonly risk: RiskResult | null
  readonly warning: WarningResult | null
  readonly plan: PlanResult | null
  readonly links: readonly LinksResult[]
  readonly load: readonly LoadResult[]
  readonly first: readonly FirstResult[]
  /** By the number of complaints, where several were measured. */
  readonly growth: readonly Course[]
  /** What could not be measured. */
  readonly failed: readonly Failure[]
  readonly reach: readonly Reach[]
}

async function bench(options: Options): Promise<Bench> {
  await build()
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const notes: string[] = []
  const floor = await floorFor(options, notes)
  const browser = await launch()
  try {
    const places: PlaceResult[] = []
    for (const place of options.places) {
      places.push(await measure(place, options.runs, browser, place === 'chicago' ? floor : null, folder))
    }
    const bytes = options.bytes ? await bytesIn(folder, browser) : null
    const upload = options.upload ? uploadResult(await measureUploads(folder, options.runs)) : null
    const risk = options.risk ? await riskOf(folder, options.runs, notes) : null
    const warning = options.warning ? await measureWarning(folder, options.runs) : null
    const plan = options.plan ? await measurePlan(folder, options.runs) : null
    const failed: Failure[] = []
    const first = await eachSize('first', options.first, failed, complaints =>
      measureFirst(folder, options.runs, complaints, browser, { floor: options.floor, notes }),
    )
    const links = await eachSize('links', options.links, failed, complaints =>
      measureLinks(folder, options.runs, complaints),
    )
    const load: LoadResult[] = []
    for (const kind of loadKinds)
      load.push(
        ...(await eachSize(`load, ${kind}`, options.load, failed, complaints =>
          measureLoad(folder, options.runs, complaints, kind),
        )),
      )
    const reach = [
      ...places.flatMap(reachOf),
      ...(bytes ? reachOfBytes(bytes) : []),
      ...(upload ? reachOfUpload(upload) : []),
      ...(risk ? reachOfRisk(risk) : []),
      ...(warning ? reachOfWarning(warning) : []),
      ...(plan ? reachOfPlan(plan) : []),
      ...reachOfFirst(first),
      ...reachOfLinks(links),
      ...reachOfLoads(load),
    ]
    return {
      machine: machineOf(browser),
      runs: options.runs,
      notes,
      places,
      bytes,
      upload,
      risk,
      warning,
      plan,
      links,
      load,
      first,
      growth: growthOf(first, links, load),
      failed,
      reach,
    }
  } finally {
    await browser.close()
    floor?.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

/** In the sample city, published. */
async function bytesIn(folder: string, browser: Browser): Promise<BytesResult> {
  const extracts = join(folder, 'bytes')
  await makeCity()
  await publishExtracts({ dir: cityFolder, out: extracts })
  return measureBytes(extracts, browser)
}

async function riskOf(folder: string, runs: number, notes: string[]): Promise<RiskResult> {
  const chicago = existsSync(join(beside('chicago'), 'catalog.json')) ? beside('chicago') : null
  if (chicago === null) notes.push('risk: Chicago is skipped, ../shared/chicago is not there')
  return riskResult(await measureRisk(folder, chicago, runs))
}

async function floorFor(options: Options, notes: string[]): Promise<FloorPage | null> {
  if (!options.floor || !options.places.includes('chicago')) return null
  const floor = await openFloor()
  if (typeof floor !== 'string') return floor
  notes.push(floor)
  console.error(floor)
  return null
}

async function measure(
  place: Place,
  runs: number,
  browser: Browser,
  floor: FloorPage | null,
  folder: string,
): Promise<PlaceResult> {
  const extracts = join(folder, place)
  if (place === 'city') await makeCity()
  await publishExtracts({ dir: place === 'city' ? cityFolder : beside('chicago'), out: extracts })
  const server = await startServer({ root: distFolder, extracts })
  try {
    writePlainCatalogue(extracts)
    const [rounds, plain]: [Round[], Visit[]] = [[], []]
    for (let run = 1; run <= runs; run++) {
      rounds.push(await round(browser, server.url, floor?.url ?? null))
      plain.push(await coldVisit(browser, `${server.url}/?catalog=data/${plainCatalogue}`))
      console.error(`${place}: run ${run} of ${runs}`)
    }
    const clicks = await measureClicks(browser, server.url, asOfIn(extracts))
    return placeResult(place, rounds, plain, clicks, await measureMemory(server.url))
  } finally {
    await server.close()
  }
}

const plainCatalogue = 'plain.json'

/** The same folder as it was before it was published: no answers, no loaded tables. */
function writePlainCatalogue(extracts: string): void {
  const published = JSON.parse(readFileSync(join(extracts, 'catalog.json'), 'utf8')) as Record<string, unknown>
  const { answers: _, tables: __, ...plain } = published
  writeFileSync(join(extracts, plainCatalogue), JSON.stringify(plain))
}

/** The as-of day of a published folder, as its answers state it. */
function asOfIn(extracts: string): string {
  const { asOf } = JSON.parse(readFileSync(join(extracts, 'answers.json'), 'utf8')) as { asOf: string }
  return asOf
}

function machineOf(browser: Browser): Machine {
  const all = cpus()
  return {
    processor: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memory: Math.round(totalmem() / 2 ** 30),
    browser: `Chromium ${browser.version()}`,
    node: process.versions.node,
  }
}

await runCommand(async () => {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return
  const found = await bench(options)
  if (options.chart !== null) writeFileSync(options.chart, growthChart(found.growth))
  console.log(options.json ? JSON.stringify(found, null, 2) : markdown(found))
})
