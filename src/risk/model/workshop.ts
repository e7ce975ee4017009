import { type Backtest, type Cards, type JudgeOptions, judge, type WindowVisit, windowOf } from '../backtest/backtest'
import { modelHash } from '../derived'
import type { AsOf } from '../factsSql'
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

/**
 * Learns, foretells and judges in a thread of its own, on a history that it is given once. Every method rejects with what
 * its task throws, and with an Error before there is a history.
 */
export class Workshop {
  #history: History | null = null
  readonly #samples = new Map<string, VisitSamples>()
  readonly #rosters = new Map<string, { readonly samples: Samples; readonly rows: ReadonlyMap<number, number> }>()

  async learnFrom(history: History): Promise<void> {
    this.#history = history
    this.#samples.clear()
    this.#rosters.clear()
  }

  async train(options: TrainOptions): Promise<RiskModel> {
    return trainModel(this.#samplesBy(options.settings), options)
  }

  /** The visits of a window, in the order in which `judge` wants scores of them. */
  async window(from: string, to: string): Promise<readonly WindowVisit[]> {
    return windowOf(this.#samplesBy(defaultFeatureSettings), from, to).visits.map(({ id, day, entity, critical }) => ({
      id,
      day,
      entity,
      critical,
    }))
  }

  async judge(options: JudgeOptions, cards: Cards): Promise<Backtest> {
    return judge(this.#known(), this.#samplesBy(options.settings ?? defaultFeatureSettings), options, cards)
  }

  /** What inspectors of a window find, adjusted for what they visited. */
  async integrity(window: IntegrityWindow): Promise<Integrity> {
    return integrityOf(this.#known(), window, this.#samplesBy(defaultFeatureSettings))
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

  #samplesBy(settings: FeatureSettings): VisitSamples {
    const key = JSON.stringify(settings)
    const samples = this.#samples.get(key) ?? samplesOf(this.#known(), settings)
    this.#samples.set(key, samples)
    return samples
  }
}

const rosterKey = (model: RiskModel, at: AsOf): string => `${modelHash(model)} ${at.day}`
