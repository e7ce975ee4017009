import { loadEngine } from '../../../src/app/live'
import { openCatalogue } from '../../../src/app/opened'
import { remoteScan } from '../../../src/app/remoteScanner'
import { makeEnums } from '../../../src/extracts/words'
import { defaults, resolve } from '../../../src/filters/filters'
import { unusualCounts } from '../../../src/insight/warning/limits'
import { scanColumns } from '../../../src/insight/warning/scan/columns'
import { scanCounts, stepsUntil } from '../../../src/queries/scanCounts'
import { weeklyCounts, weeksUntil } from '../../../src/queries/weeklyCounts'

/** Milliseconds of early warning on the page's extracts, one part after another. */
export interface Warning {
  /** The question of the scan, the scan in its worker from the call to its answer, and its least p. */
  readonly counts: number
  readonly scan: number
  readonly p: number | null
  readonly replications: number
  readonly cases: number
  /** The question of the weekly counts and what is worked out from its answer, by the finest level. */
  readonly weeks: number
  readonly limits: number
  readonly tested: number
}

export interface ScanBench {
  run(): Promise<Warning>
}

declare global {
  interface Window {
    scanBench: ScanBench
  }
}

async function timed<Value>(work: () => Promise<Value> | Value): Promise<readonly [number, Value]> {
  const from = performance.now()
  const value = await work()
  return [Math.round(performance.now() - from), value]
}

async function load() {
  const opened = await openCatalogue(new AbortController().signal)
  const whole = { ...opened, effective: (catalogue: typeof opened.catalogue) => catalogue }
  const loaded = await loadEngine(whole, { signal: new AbortController().signal, onProgress: () => {} })
  await makeEnums(loaded.engine)
  return loaded
}
let loading: ReturnType<typeof load> | undefined

window.scanBench = {
  async run() {
    loading ??= load()
    const { engine, profile } = await loading
    const { asOf, firstDay, regions } = profile
    const { filters } = resolve(defaults, asOf, regions.regions)
    const [west, south, east, north] = regions.extent ?? [0, 0, 0, 0]
    const grid = { lon: (west + east) / 2, lat: (south + north) / 2, edge: 500 }
    const span = stepsUntil(asOf, 26, firstDay)
    const [counts, rows] = await timed(() => engine.rows(scanCounts(filters, grid, span)))
    const input = { columns: scanColumns(rows), grid, span, replications: 999, seed: 1 }
    const [scan, found] = await timed(() => remoteScan()(input))
    const history = weeksUntil(asOf, 312)
    const level = regions.levels.at(-1) ?? ''
    const [weeks, weekly] = await timed(() => engine.rows(weeklyCounts(filters, level, history)))
    const [limits, unusual] = await timed(() => unusualCounts(weekly, history, { judged: 26 }))
    const { replications, cases, clusters } = found
    return { counts, scan, p: clusters[0]?.p ?? null, replications, cases, weeks, limits, tested: unusual.tested }
  },
}
