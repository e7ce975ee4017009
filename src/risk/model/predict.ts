import { numericFeatures } from './features'
import { logistic } from './ridge'
import { levelOf, placeOf, type RiskModel, rareLevel } from './riskModel'
import type { Samples } from './samples'

const width = numericFeatures.length

/** One feature's part in a score, against the average business; all of them and the intercept are the score's log-odds. */
export interface FeatureShare {
  /** A numeric feature or a factor. */
  readonly key: string
  readonly logOdds: number
  /** Ten points double the odds. */
  readonly points: number
  /** The number, or the level; null where it is missing and scores as the mean. */
  readonly value: number | string | null
}

const meanOf = ({ levels }: RiskModel['factors'][number]): number =>
  levels.reduce((sum, { share, coefficient }) => sum + share * coefficient, 0)

/** Points of a difference in log-odds: ten double the odds. */
export const pointsOfLogOdds = (logOdds: number): number => (10 * logOdds) / Math.LN2

/** Probability of a critical finding at each row, 0-1. */
export function predict(model: RiskModel, samples: Samples): Float64Array {
  const numbers = model.numbers.map(each => ({ ...each, at: placeOf(each.key) }))
  const factors = model.factors.map(factor => {
    const mean = meanOf(factor)
    const parts = new Map(factor.levels.map(({ level, coefficient }) => [level, coefficient - mean]))
    for (const level of factor.rare) parts.set(level, parts.get(rareLevel) ?? 0)
    return { key: factor.key, parts }
  })
  return Float64Array.from({ length: samples.rows }, (_, row) => {
    let eta = model.intercept
    for (const { at, mean, scale, coefficient } of numbers) {
      const value = samples.numbers[row * width + at] ?? Number.NaN
      if (!Number.isNaN(value)) eta += (coefficient * (value - mean)) / scale
    }
    for (const { key, parts } of factors) {
      const value = samples.levels[key][row] ?? null
      // Nothing is known of a level that was never seen: it scores as the mean.
      if (value !== null) eta += parts.get(value) ?? 0
    }
    return logistic(eta)
  })
}

/** What makes up one row's score, the weightiest first. Their sum is the difference to the intercept in log-odds. */
export function explainRow(model: RiskModel, samples: Samples, row: number): FeatureShare[] {
  const numbers = model.numbers.map(({ key, mean, scale, coefficient }): FeatureShare => {
    const value = samples.numbers[row * width + placeOf(key)] ?? Number.NaN
    const missing = Number.isNaN(value)
    const logOdds = missing ? 0 : (coefficient * (value - mean)) / scale
    return { key, logOdds, points: pointsOfLogOdds(logOdds), value: missing ? null : value }
  })
  const factors = model.factors.map((factor): FeatureShare => {
    const { key } = factor
    const value = samples.levels[key][row] ?? null
    const level = levelOf(factor, value)
    const found = factor.levels.find(each => each.level === level)
    const logOdds = found === undefined ? 0 : found.coefficient - meanOf(factor)
    return { key, logOdds, points: pointsOfLogOdds(logOdds), value: found === undefined ? null : value }
  })
  return [...numbers, ...factors].sort((a, b) => Math.abs(b.logOdds) - Math.abs(a.logOdds))
}
