import { dayNumber } from '../dayNumber'
import type { AsOf } from '../factsSql'
import { numericFeatures } from './features'
import type { History } from './history'
import { explainRow, type FeatureShare, predict } from './predict'
import { placeOf, type RiskModel } from './riskModel'
import type { RosterRow } from './roster'
import { type Samples, samplesAt } from './samples'

/** What a list says of a feature: its key, points, and the number or level; null where that is not known. */
export type Why = readonly [key: string, points: number, value: number | string | null]

/** A model's scores of a roster, column by column, in the roster's order. */
export interface Foretold {
  readonly entities: Int32Array
  /** 100 times the probability of a critical finding at a visit on the day after. */
  readonly scores: Float64Array
  /** Share of the model's features that are known of the business, 0-1. */
  readonly coverage: Float64Array
  /** JSON of the features that raise the score most, at most three (`Why`). */
  readonly why: readonly string[]
}

/** Features that are told in a list, and the points that are worth a word. */
const told = 3
const leastPoints = 0.5
/** Of the season and the city's own rate nobody can be blamed: they are the same for all. */
const ofNobody = ['season_cos', 'season_sin', 'drift']

/** The features of a roster on the day after `at`: all rows up to it are seen, none after it. */
export const rosterSamples = (history: History, model: RiskModel, subjects: readonly RosterRow[], at: AsOf): Samples =>
  samplesAt(history, model.settings, subjects, dayNumber(at.day) + 1)

export function foretell(model: RiskModel, samples: Samples, subjects: readonly RosterRow[]): Foretold {
  const width = numericFeatures.length
  const places = model.numbers.map(({ key }) => placeOf(key))
  const all = places.length + model.factors.length
  return {
    entities: Int32Array.from(subjects, ({ entity }) => entity),
    scores: predict(model, samples).map(chance => 100 * chance),
    coverage: Float64Array.from(subjects, (_, row) => {
      const numbers = places.filter(place => !Number.isNaN(samples.numbers[row * width + place] ?? Number.NaN)).length
      const factors = model.factors.filter(({ key }) => samples.levels[key][row] !== null).length
      return all === 0 ? 0 : (numbers + factors) / all
    }),
    why: subjects.map((_, row) => JSON.stringify(raising(explainRow(model, samples, row)))),
  }
}

function raising(shares: readonly FeatureShare[]): Why[] {
  return shares
    .filter(({ key, points }) => points >= leastPoints && !ofNobody.includes(key))
    .slice(0, told)
    .map(({ key, points, value }) => [key, round(points), typeof value === 'number' ? round(value) : value])
}

const round = (value: number): number => Math.round(value * 1000) / 1000
