import { dayText } from '../../engine/civilTimes'
import { riskError } from '../faults'
import { type FeatureSettings, factorKeys, numericFeatures } from './features'
import { fitRidge } from './ridge'
import { levelOf, type RiskModel, rareLevel } from './riskModel'
import { picked, type VisitSamples } from './samples'

export interface TrainOptions {
  readonly name: string
  readonly settings: FeatureSettings
  readonly inspector: boolean
  readonly ridge: number
  /** Outcomes from this day on are not learned from (days since 1970-01-01). */
  readonly before: number
  readonly extracts: Readonly<Record<string, string>>
}

export const defaultRidge = 10
/** Days at the beginning of an extract in which there is no history to look back at. */
const burnIn = 60
/** A level with fewer visits is pooled with other rare ones. */
const leastLevel = 20

const width = numericFeatures.length

/**
 * Learns from the visits before a day: a ridge logistic regression of critical findings on centred features. Throws a
 * RiskError that says what is missing: no visits before the day, or outcomes of one kind only.
 */
export function trainModel(samples: VisitSamples, options: TrainOptions): RiskModel {
  const first = samples.visits[0]?.day
  const places = samples.visits.flatMap(({ day }, i) =>
    day < options.before && day >= (first ?? 0) + burnIn ? [i] : [],
  )
  if (first === undefined) throw riskError('no_inspections', {}, 'there are no inspections to learn from')
  if (places.length === 0) {
    const told = { before: dayText(options.before), first: dayText(first), days: burnIn }
    throw riskError(
      'train_early',
      told,
      `there are no inspections to learn from before ${told.before} and ${burnIn} days after the first, ${told.first}`,
    )
  }
  const train = picked(samples, places)
  const numbers = numericFeatures.flatMap(({ key, inspector }, at) => {
    if (inspector && !options.inspector) return []
    const { mean, scale } = spreadOf(train, at)
    return [{ key, at, mean, scale }]
  })
  // What is the same everywhere, or missing everywhere, says nothing.
  const used = numbers.filter(({ scale }) => scale > 1e-9)
  const factors = factorKeys
    .map(key => ({ key, ...levelsOf(train.levels[key]) }))
    .filter(({ levels }) => levels.length > 1)
  const columns = used.length + factors.reduce((sum, { levels }) => sum + levels.length, 0)
  const blank: RiskModel = {
    format: 1,
    kind: 'risk-model',
    name: options.name,
    inspector: options.inspector,
    ridge: options.ridge,
    settings: { ...options.settings },
    training: {
      from: dayText(train.visits[0]?.day ?? options.before),
      to: dayText(train.visits.at(-1)?.day ?? options.before),
      rows: train.rows,
      critical: train.outcomes.reduce((sum, y) => sum + y, 0),
    },
    extracts: { ...options.extracts },
    intercept: 0,
    numbers: used.map(({ key, mean, scale }) => ({ key, mean, scale, coefficient: 0 })),
    factors: factors.map(({ key, levels, rare }) => ({
      key,
      rare,
      levels: levels.map(level => ({ ...level, coefficient: 0 })),
    })),
    dropped: [
      ...numbers.filter(each => !used.includes(each)).map(({ key }) => key),
      ...factorKeys.filter(key => factors.every(each => each.key !== key)),
    ],
  }
  const data = new Float64Array(train.rows * columns)
  for (let i = 0; i < train.rows; i++) encodeRow(blank, train, i, data, i * columns)
  const { intercept, coefficients } = fitRidge({ rows: train.rows, columns, data }, train.outcomes, options.ridge)
  let next = 0
  const take = (): number => coefficients[next++] ?? 0
  return {
    ...blank,
    intercept,
    numbers: blank.numbers.map(each => ({ ...each, coefficient: take() })),
    factors: blank.factors.map(factor => ({
      ...factor,
      levels: factor.levels.map(level => ({ ...level, coefficient: take() })),
    })),
  }
}

function spreadOf({ numbers, rows }: VisitSamples, at: number): { mean: number; scale: number } {
  let [sum, n, squares] = [0, 0, 0]
  for (let i = 0; i < rows; i++) {
    const value = numbers[i * width + at] ?? Number.NaN
    if (Number.isNaN(value)) continue
    sum += value
    n++
  }
  const mean = n === 0 ? 0 : sum / n
  for (let i = 0; i < rows; i++) {
    const value = numbers[i * width + at] ?? Number.NaN
    if (!Number.isNaN(value)) squares += (value - mean) ** 2
  }
  return { mean, scale: n === 0 ? 0 : Math.sqrt(squares / n) }
}

/** Levels by their names, the rare ones as one; shares are of all rows. */
function levelsOf(values: readonly (string | null)[]) {
  const counts = new Map<string, number>()
  for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1)
  const common = [...counts].filter(([, n]) => n >= leastLevel).sort(([a], [b]) => (a < b ? -1 : 1))
  const rare = [...counts].filter(([, n]) => n < leastLevel)
  const pooled = rare.reduce((sum, [, n]) => sum + n, 0)
  const all = pooled > 0 ? [...common, [rareLevel, pooled] as const] : common
  return {
    levels: all.map(([level, n]) => ({ level, share: n / values.length })),
    rare: rare.map(([level]) => level).sort(),
  }
}

/** Writes one row, centred and scaled, in the order of the model's numbers and levels; a missing number is its mean. */
function encodeRow(model: RiskModel, samples: VisitSamples, row: number, into: Float64Array, at: number): void {
  let next = at
  for (const { key, mean, scale } of model.numbers) {
    const value = samples.numbers[row * width + numericFeatures.findIndex(each => each.key === key)] ?? Number.NaN
    into[next++] = Number.isNaN(value) ? 0 : (value - mean) / scale
  }
  for (const factor of model.factors) {
    const level = levelOf(factor, samples.levels[factor.key][row] ?? null)
    for (const each of factor.levels) into[next++] = level === null ? 0 : (each.level === level ? 1 : 0) - each.share
  }
}
