import { type Backtest, type Cards, type JudgeOptions, judge, type WindowVisit, windowOf } from '../backtest/backtest'
import { modelHash } from '../derived'
import type { AsOf } from '../factsSql'
import type { JudgeTools, OnDoing } from './doing'
import { defaultFeatureSettings, type FeatureSettings } from './features'
import { type Foretold, foretell, rosterSamples } from './foretell'
import type { History } from './history'
import { type Integrity, type IntegrityWindow, integrityOf } from './integrity'
import { explainRow, type FeatureShare } from './predict'
import type { RiskModel } from './riskModel'
import type { RosterRow } from './roster'
import { type Samples, samplesOf, type VisitSamples } from './samples'
import { type TrainOptions, trainModel } from './train'

/** Businesses whose features are kept for whoever asks what makes up a score, in a few rosters: some 200 bytes each. */
const mostKept = 480_000
const mostRosters = 8
/** Models that are kept: a backtest with all days judges what it learned for the one before. */
const mostLearned = 6

/**
 * Learns, foretells and judges in a thread of its own, on a history that it is given once. Every method rejects with what
 * its task throws, and with an Error before there is a history.
 */
export class Workshop {
  #history: History | null = null
  readonly #samples = new Map<string, VisitSamples>()
  readonly #learned = new Map<string, RiskModel>()
  readonly #rosters = new Map<string, { readonly samples: Samples; readonly rows: ReadonlyMap<number, number> }>()

  async learnFrom(history: History): Promise<void> {
    this.#history = history
    this.#samples.clear()
    this.#learned.clear()
    this.#rosters.clear()
  }

  async train(options: TrainOptions, tell?: OnDoing): Promise<RiskModel> {
    const samples = this.#samplesBy(options.settings, tell)
    tell?.({ step: 'learning', share: null })
    return this.#train(samples, options)
  }

  /** The visits of a window, in the order in which `judge` wants scores of them. */
  async window(from: string, to: string, tell?: OnDoing): Promise<readonly WindowVisit[]> {
    return windowOf(this.#samplesBy(defaultFeatureSettings, tell), from, to).visits.map(
      ({ id, day, entity, critical }) => ({
        id,
        day,
        entity,
        critical,
      }),
    )
  }

  async judge(options: JudgeOptions, cards: Cards, tell?: OnDoing): Promise<Backtest> {
    const samples = this.#samplesBy(options.settings ?? defaultFeatureSettings, tell)
    return judge(this.#known(), samples, options, cards, this.#tools(tell))
  }

  /** What inspectors of a window find, adjusted for what they visited. */
  async integrity(window: IntegrityWindow, tell?: OnDoing): Promise<Integrity> {
    const samples = this.#samplesBy(defaultFeatureSettings, tell)
    return integrityOf(this.#known(), window, samples, this.#tools(tell))
  }

  async foretell(model: RiskModel, subjects: readonly RosterRow[], at: AsOf): Promise<Foretold> {
    const samples = rosterSamples(this.#known(), model, subjects, at)
    const rows = new Map(subjects.map(({ entity }, row) => [entity, row]))
    this.#rosters.set(rosterKey(model, at), { samples, rows })
    const most = Math.min(mostRosters, Math.max(1, Math.floor(mostKept / Math.max(subjects.length, 1))))
    for (const oldest of [...this.#rosters.keys()].slice(0, Math.max(0, this.#rosters.size - most)))
      this.#rosters.delete(oldest)
    return foretell(model, samples, subjects)
  }

  /**
   * What makes up one business's score, the weightiest first; null where the roster lacks it, undefined where none of
   * that day is known (any more).
   */
  async explain(model: RiskModel, at: AsOf, entity: number): Promise<readonly FeatureShare[] | null | undefined> {
    const roster = this.#rosters.get(rosterKey(model, at))
    if (roster === undefined) return undefined
    const row = roster.rows.get(entity)
    return row === undefined ? null : explainRow(model, roster.samples, row)
  }

  #known(): History {
    if (this.#history === null) throw new Error('there is no history to learn from yet')
    return this.#history
  }

  #samplesBy(settings: FeatureSettings, tell?: OnDoing): VisitSamples {
    const key = JSON.stringify(settings)
    const onShare = (share: number): void => tell?.({ step: 'visits', share })
    const samples = this.#samples.get(key) ?? samplesOf(this.#known(), settings, onShare)
    this.#samples.set(key, samples)
    return samples
  }

  #tools(tell: OnDoing | undefined): JudgeTools {
    return { ...(tell && { tell }), train: (samples, options) => this.#train(samples, options) }
  }

  /** What is learned follows from the history, the settings and the day: a name and the hashes of extracts do not matter. */
  #train(samples: VisitSamples, { name, extracts, ...by }: TrainOptions): RiskModel {
    const key = JSON.stringify([by.settings, by.inspector, by.ridge, by.before])
    const model = this.#learned.get(key) ?? trainModel(samples, { name, extracts, ...by })
    this.#learned.delete(key)
    this.#learned.set(key, model)
    for (const oldest of [...this.#learned.keys()].slice(0, Math.max(0, this.#learned.size - mostLearned)))
      this.#learned.delete(oldest)
    return { ...model, name, extracts: { ...extracts } }
  }
}

const rosterKey = (model: RiskModel, at: AsOf): string => `${modelHash(model)} ${at.day}`
