import { dayText } from '../../engine/civilTimes'
import type { Sql } from '../../engine/sql'
import { dayNumber } from '../dayNumber'
import { type RiskError, riskError } from '../faults'
import type { JudgeTools } from '../model/doing'
import { defaultFeatureSettings, type FeatureSettings } from '../model/features'
import { type Ask, type History, readHistory } from '../model/history'
import { type InspectorEffect, inspectorEffects } from '../model/inspectors'
import { predict } from '../model/predict'
import type { RiskModel } from '../model/riskModel'
import { picked, type Samples, samplesAt, samplesOf, type VisitSamples } from '../model/samples'
import { defaultRidge, trainModel } from '../model/train'
import { actualOrder, auc, aucInterval, daysEarlier, firstHalf, type Outcome, orderBy, type Tenth, tenths, topTenthLift } from './metrics' // biome-ignore format: one line

/** Scores of all businesses as of a day, from rows dated up to it. */
export type ScorecardAt = (day: string) => Sql<{ readonly entity_id: number; readonly score: number | null }>

export interface JudgeOptions {
  /** First and last day of the window, ISO. */
  readonly from: string
  readonly to: string
  readonly score: 'model' | 'scorecard'
  /** Whether the model may know who inspects. */
  readonly inspector: boolean
  readonly settings?: FeatureSettings
  readonly ridge?: number
  /** Hashes of the extracts, by file. */
  readonly extracts?: Readonly<Record<string, string>>
  /** A model that was trained before; its training must end before the window. One is trained where there is none. */
  readonly model?: RiskModel
}

export interface BacktestOptions extends JudgeOptions {
  readonly scorecard: ScorecardAt
}

/** A visit of a window: what a scorecard must score. `day` is days since 1970-01-01. */
export interface WindowVisit {
  readonly id: string
  readonly day: number
  readonly entity: number | null
  readonly critical: number
}

/** A scorecard's scores of the window's visits, in their order: as of the day before each, and of the day before the window. */
export interface Cards {
  readonly asOfDay: Float64Array
  readonly frozen: Float64Array
}

/** What an order finds, and when. */
export interface Findings {
  /** Share of the critical findings in the first half, 0-1. */
  readonly firstHalf: number | null
  /** Mean days that critical findings come earlier than they did. */
  readonly daysEarlier: number | null
  readonly auc: number | null
}

export interface Scored extends Findings {
  readonly aucInterval: readonly [number, number] | null
  /** Critical rate in the first tenth over that of all. */
  readonly lift: number | null
  readonly tenths: readonly Tenth[]
}

export type Warning =
  | { readonly kind: 'leakage'; readonly auc: number }
  | { readonly kind: 'few_outcomes'; readonly critical: number }
  | { readonly kind: 'overlap'; readonly trainedTo: string; readonly from: string }
  | { readonly kind: 'uninspected' }
  | { readonly kind: 'inspectors_missing'; readonly missing: number; readonly of: number }

export interface Backtest {
  readonly from: string
  readonly to: string
  readonly score: 'model' | 'scorecard'
  /** Whether the inspector term was used. */
  readonly inspector: boolean
  readonly inspections: number
  readonly critical: number
  /** Each inspection as of its own day. */
  readonly asOfDay: Scored
  /** Everything as of the day before the window: an earlier visit would not have had the later rows. */
  readonly frozen: Scored
  readonly baselines: {
    readonly actual: Findings
    readonly unvisited: Findings
    /** Expected values of a random order. */
    readonly random: Findings
    readonly scorecard: Findings
  }
  /** What inspectors found in the training, against what a model that does not know them expects; none without inspectors. */
  readonly inspectors: readonly InspectorEffect[]
  readonly warnings: readonly Warning[]
  readonly model: RiskModel | null
  /** By the side of `scores`: a probability of the model, points of the scorecard. */
  readonly outcomes: readonly Outcome[]
  readonly scores: ArrayLike<number>
}

/** From here on such data is too good to be true. */
export const suspiciousAuc = 0.85
export const fewOutcomes = 200

/**
 * How well an order would have worked: learns from outcomes before `from` alone, scores every visit of the window that
 * took place as of its own day, and compares. Throws a RiskError that names what is missing: a window that runs backwards,
 * no inspections in it, no critical finding in it or nothing but, nothing to learn from. Rejects as `ask` does.
 */
export async function backtest(ask: Ask, options: BacktestOptions): Promise<Backtest> {
  const history = await readHistory(ask)
  return backtestOf(history, samplesOf(history, options.settings ?? defaultFeatureSettings), ask, options)
}

/** The same on a history that was read and whose samples were made: several windows share them. */
export async function backtestOf(
  history: History,
  samples: VisitSamples,
  ask: Ask,
  options: BacktestOptions,
): Promise<Backtest> {
  const window = windowOf(samples, options.from, options.to)
  const cards = await scorecardScores(ask, options.scorecard, window, dayNumber(options.from))
  return judge(history, samples, options, cards)
}

/** The visits of a window. Throws a RiskError for one that runs backwards or has none, or outcomes of one kind only. */
export function windowOf(samples: VisitSamples, from: string, to: string): VisitSamples {
  const [first, last] = [dayNumber(from), dayNumber(to)]
  if (first > last)
    throw riskError('window_backwards', { from, to }, `the window runs backwards: ${from} lies after ${to}`)
  const places = samples.visits.flatMap(({ day }, i) => (day >= first && day <= last ? [i] : []))
  if (places.length === 0) throw noneIn(samples, from, to)
  const window = picked(samples, places)
  const critical = window.outcomes.reduce((sum, each) => sum + each, 0)
  if (critical === 0 || critical === places.length)
    throw riskError(
      'one_outcome',
      { from, to, n: places.length, critical },
      `${critical} of ${places.length} inspections from ${from} to ${to} are critical: there is nothing to tell apart`,
    )
  return window
}

/** A backtest where the scorecard's scores are there already. Throws as `backtest` rejects. */
export function judge(
  history: History,
  samples: VisitSamples,
  options: JudgeOptions,
  cards: Cards,
  { tell, train = trainModel }: JudgeTools = {},
): Backtest {
  const { from, to, score } = options
  tell?.({ step: score === 'model' && options.model === undefined ? 'learning' : 'judging', share: null })
  const first = dayNumber(from)
  const window = windowOf(samples, from, to)
  const outcomes: Outcome[] = window.visits.map(({ id, day, critical }) => ({ id, day, critical }))
  const critical = outcomes.reduce((sum, each) => sum + each.critical, 0)
  const warnings: Warning[] = [{ kind: 'uninspected' }]
  if (critical < fewOutcomes) warnings.push({ kind: 'few_outcomes', critical })
  const missing = window.visits.filter(({ inspector }) => inspector === null).length
  const inspector = options.inspector && 2 * missing <= outcomes.length
  if (options.inspector && !inspector) warnings.push({ kind: 'inspectors_missing', missing, of: outcomes.length })

  const frozenSamples = samplesAt(history, options.settings ?? defaultFeatureSettings, window.visits, first)
  // One that knows the inspector is of no use where most are missing.
  const given = options.model?.inspector && !inspector ? undefined : options.model
  let model: RiskModel | null = null
  let scores: Float64Array = cards.asOfDay
  let frozen: Float64Array = cards.frozen
  if (score === 'model') {
    model = given ?? train(samples, {
      name: `${inspector ? 'inspector' : 'business'} to ${dayText(first - 1)}`,
      settings: options.settings ?? defaultFeatureSettings,
      ridge: options.ridge ?? defaultRidge,
      inspector,
      before: first,
      extracts: options.extracts ?? {},
    }) // biome-ignore format: one record
    if (model.training.to >= from) warnings.push({ kind: 'overlap', trainedTo: model.training.to, from })
    scores = predict(model, window)
    frozen = predict(model, frozenSamples)
  }
  tell?.({ step: 'judging', share: null })
  const asOfDay = scoredBy(outcomes, scores)
  if (asOfDay.auc !== null && asOfDay.auc > suspiciousAuc) warnings.push({ kind: 'leakage', auc: asOfDay.auc })
  const judged = {
    asOfDay,
    frozen: scoredBy(outcomes, frozen),
    baselines: {
      actual: { ...findings(outcomes, actualOrder(outcomes)), auc: null },
      unvisited: findingsBy(outcomes, unvisitedOf(window)),
      random: randomFindings(outcomes),
      scorecard: findingsBy(outcomes, cards.asOfDay),
    },
  }
  tell?.({ step: 'inspectors', share: null })
  return {
    ...judged,
    from,
    to,
    score,
    inspector: model?.inspector ?? false,
    inspections: outcomes.length,
    critical,
    inspectors: inspectorsOf(samples, first, options, train),
    warnings,
    model,
    outcomes,
    scores,
  }
}

/** Inspectors by their visits before the window; none where there is too little to learn from. */
function inspectorsOf(
  samples: VisitSamples,
  before: number,
  options: JudgeOptions,
  train: typeof trainModel,
): readonly InspectorEffect[] {
  const places = samples.visits.flatMap(({ day, inspector }, i) => (day < before && inspector !== null ? [i] : []))
  if (places.length === 0) return []
  const plain = train(samples, {
    name: 'without inspectors',
    settings: options.settings ?? defaultFeatureSettings,
    ridge: options.ridge ?? defaultRidge,
    inspector: false,
    before,
    extracts: {},
  })
  return inspectorEffects(plain, picked(samples, places)).effects
}

/** The longest unvisited first; never visited is longest. */
const unvisitedOf = ({ unvisited }: Samples): Float64Array => unvisited.map(days => Math.min(days, 1e6))

function noneIn({ visits }: VisitSamples, from: string, to: string): RiskError {
  const none = `no inspection took place from ${from} to ${to}`
  const [first, last] = [visits[0], visits.at(-1)].map(visit => dayText(visit?.day ?? 0))
  if (first === undefined || last === undefined || visits.length === 0)
    return riskError('no_inspections', {}, `${none}, nor at any time`)
  return riskError('window_empty', { from, to, first, last }, `${none}; there are some from ${first} to ${last}`)
}

const findings = (outcomes: readonly Outcome[], order: readonly number[]) => ({
  firstHalf: firstHalf(outcomes, order),
  daysEarlier: daysEarlier(outcomes, order),
})

const findingsBy = (outcomes: readonly Outcome[], scores: ArrayLike<number>): Findings => ({
  ...findings(outcomes, orderBy(outcomes, scores)),
  auc: auc(outcomes.map(({ critical }) => critical), scores), // biome-ignore format: one line
})

function scoredBy(outcomes: readonly Outcome[], scores: ArrayLike<number>): Scored {
  const order = orderBy(outcomes, scores)
  return {
    ...findingsBy(outcomes, scores),
    aucInterval: aucInterval(outcomes.map(({ critical }) => critical), scores), // biome-ignore format: one line
    lift: topTenthLift(outcomes, order),
    tenths: tenths(outcomes, scores, order),
  }
}

/** What a random order gives on average: every visit is as likely on each slot. */
function randomFindings(outcomes: readonly Outcome[]): Findings {
  const critical = outcomes.filter(each => each.critical === 1)
  const mean = (list: readonly Outcome[]): number => list.reduce((sum, { day }) => sum + day, 0) / list.length
  return {
    firstHalf: Math.floor(outcomes.length / 2) / outcomes.length,
    daysEarlier: mean(critical) - mean(outcomes),
    auc: 0.5,
  }
}

/** The scorecard's scores of the window's visits, as of the day before each and as of the day before the window. */
async function scorecardScores(ask: Ask, scorecard: ScorecardAt, window: VisitSamples, from: number): Promise<Cards> {
  const scoresOn = async (day: number): Promise<ReadonlyMap<number, number | null>> =>
    new Map((await ask(scorecard(dayText(day - 1)))).map(row => [row.entity_id, row.score]))
  // A business that no row names before its visit has no score yet: it stands at the mean of the others.
  const fill = (known: ReadonlyMap<number, number | null>, places: readonly number[], into: Float64Array): void => {
    const all = [...known.values()].filter(score => score !== null)
    const mean = all.reduce((sum, score) => sum + score, 0) / Math.max(1, all.length)
    for (const place of places) into[place] = known.get(window.visits[place]?.entity ?? -1) ?? mean
  }
  const asOfDay = new Float64Array(window.rows)
  const frozen = new Float64Array(window.rows)
  const byDay = new Map<number, number[]>()
  window.visits.forEach(({ day }, place) => {
    byDay.set(day, [...(byDay.get(day) ?? []), place])
  })
  for (const [day, places] of byDay) fill(await scoresOn(day), places, asOfDay)
  fill(await scoresOn(from), [...window.visits.keys()], frozen)
  return { asOfDay, frozen }
}
