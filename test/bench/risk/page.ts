import { loadEngine } from '../../../src/app/live'
import { openCatalogue } from '../../../src/app/opened'
import { type DuckDbEngine, openDuckDb } from '../../../src/engine/duckdb'
import { browserPlatform } from '../../../src/engine/duckdbBrowser'
import { sql } from '../../../src/engine/sql'
import { fillKeptIndicators } from '../../../src/extracts/fillIndicators'
import { makeEnums } from '../../../src/extracts/words'
import type { Filters } from '../../../src/filters/filters'
import { type RiskListInput, riskMix, riskPage } from '../../../src/queries/riskList'
import { dayNumber } from '../../../src/risk/dayNumber'
import { asOfDay } from '../../../src/risk/factsSql'
import { defaultFeatureSettings } from '../../../src/risk/model/features'
import { readHistory } from '../../../src/risk/model/history'
import { samplesOf } from '../../../src/risk/model/samples'
import { defaultRidge, trainModel } from '../../../src/risk/model/train'
import { defaultScorecard, type Scorecard } from '../../../src/risk/scorecard'
import { madeUpCity, madeUpDay } from './madeUpCity'

/** Milliseconds of one scoring of all businesses, one part after another. */
export interface Scoring {
  /** The kept indicators: from the script to its end. */
  readonly indicators: number
  /** All scored and counted by class. */
  readonly classes: number
  /** The first page of the list: the 200 riskiest, ranked among all. */
  readonly page: number
}

/** Milliseconds of one training. */
export interface Training {
  readonly history: number
  readonly features: number
  readonly fit: number
  /** Inspections that were read, and those that were learned from. */
  readonly visits: number
  readonly rows: number
}

export interface RiskBench {
  /** Makes a city up in an engine of its own. */
  makeUp(businesses: number, rows: number): Promise<void>
  /** Loads the extracts of the page's catalogue, as the page does. */
  load(): Promise<void>
  businesses(): Promise<number>
  score(): Promise<Scoring>
  /** Milliseconds of each change of a weight: the first page of the list and the mix of classes, asked together. */
  rerank(times: number): Promise<number[]>
  train(before: string): Promise<Training>
}

declare global {
  interface Window {
    riskBench: RiskBench
  }
}

let engine: DuckDbEngine
let asOf = madeUpDay

const filters: Filters = {
  window: { from: '1900-01-01', to: '2100-01-01' },
  regions: [],
  area: null,
  industries: [],
  departments: [],
  kinds: [],
  categories: [],
  results: [],
  classes: null,
}
const input = (card: Scorecard): RiskListInput => ({ filters, card, at: asOfDay(asOf, asOf), search: null })
const firstPage = (card: Scorecard) =>
  engine.rows(riskPage(input(card), { column: 'score', descending: true }, { offset: 0, limit: 200 }))

async function timed(work: () => Promise<unknown>): Promise<number> {
  const from = performance.now()
  await work()
  return performance.now() - from
}

window.riskBench = {
  async makeUp(businesses, rows) {
    engine = openDuckDb(browserPlatform())
    await engine.run(madeUpCity(businesses, rows))
  },

  async load() {
    const opened = await openCatalogue(new AbortController().signal)
    const whole = { ...opened, effective: (catalogue: typeof opened.catalogue) => catalogue }
    const loaded = await loadEngine(whole, { signal: new AbortController().signal, onProgress: () => {} })
    engine = loaded.engine
    asOf = loaded.profile.asOf
    await makeEnums(engine)
  },

  async businesses() {
    const [row] = await engine.rows<{ n: number }>(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM entities`)
    return row?.n ?? 0
  },

  async score() {
    const indicators = await timed(() => fillKeptIndicators(engine, asOf))
    const classes = await timed(() => engine.rows(riskMix(input(defaultScorecard))))
    const page = await timed(() => firstPage(defaultScorecard))
    return { indicators, classes, page }
  },

  async rerank(times) {
    const found: number[] = []
    for (let i = 0; i < times; i++) {
      const { weights } = defaultScorecard
      const card = { ...defaultScorecard, weights: { ...weights, I2: weights.I2 + 1 + i } }
      found.push(await timed(() => Promise.all([firstPage(card), engine.rows(riskMix(input(card)))])))
    }
    return found
  },

  async train(before) {
    const from = performance.now()
    const history = await readHistory(query => engine.rows(query))
    const read = performance.now()
    const samples = samplesOf(history, defaultFeatureSettings)
    const made = performance.now()
    const model = trainModel(samples, {
      name: 'bench',
      settings: defaultFeatureSettings,
      inspector: true,
      ridge: defaultRidge,
      before: dayNumber(before),
      extracts: {},
    })
    const fitted = performance.now()
    const rows = model.training.rows
    return { history: read - from, features: made - read, fit: fitted - made, visits: history.visits.length, rows }
  },
}
