import { median, type Reach } from '../result'
import type { RiskCity, RiskRun, RiskRuns, TimedScoring } from './measure'

/** Medians, in milliseconds. */
export interface ScoringResult {
  readonly indicators: number
  readonly classes: number
  readonly page: number
  /** From the script to the classes of all businesses. */
  readonly total: number
  readonly processor: number | null
}

export interface RiskCityResult {
  readonly city: RiskCity
  readonly businesses: number
  readonly first: ScoringResult
  readonly again: ScoringResult
  readonly rerank: number
  readonly memory: number | null
}

export interface TrainingResult {
  readonly history: number
  readonly features: number
  readonly fit: number
  readonly total: number
  readonly visits: number
  readonly rows: number
}

export interface RiskResult {
  readonly cities: readonly RiskCityResult[]
  readonly training: TrainingResult | null
}

const middle = (values: readonly number[]): number => Math.round(median(values))

function scoringResult(runs: readonly TimedScoring[]): ScoringResult {
  const processor = runs.flatMap(run => run.processor ?? [])
  return {
    indicators: middle(runs.map(run => run.indicators)),
    classes: middle(runs.map(run => run.classes)),
    page: middle(runs.map(run => run.page)),
    total: middle(runs.map(run => run.indicators + run.classes)),
    processor: processor.length === 0 ? null : middle(processor),
  }
}

function cityResult(city: RiskCity, runs: readonly RiskRun[]): RiskCityResult {
  const memory = runs.flatMap(run => run.memory ?? [])
  return {
    city,
    businesses: runs[0]?.businesses ?? 0,
    first: scoringResult(runs.map(run => run.first)),
    again: scoringResult(runs.map(run => run.again)),
    // Of the changes in one page, then of the pages.
    rerank: middle(runs.map(run => median(run.rerank))),
    memory: memory.length === 0 ? null : Math.max(...memory),
  }
}

export function riskResult(runs: RiskRuns): RiskResult {
  const cities = Object.entries(runs).map(([city, all]) => cityResult(city as RiskCity, all))
  const trainings = Object.values(runs).flatMap(all => all.flatMap(run => run.training ?? []))
  const training = {
    history: middle(trainings.map(each => each.history)),
    features: middle(trainings.map(each => each.features)),
    fit: middle(trainings.map(each => each.fit)),
    total: middle(trainings.map(each => each.history + each.features + each.fit)),
    visits: trainings[0]?.visits ?? 0,
    rows: trainings[0]?.rows ?? 0,
  }
  return { cities, training: trainings.length === 0 ? null : training }
}

/** What scoring, ranking anew and training are to reach. */
export function reachOfRisk({ cities, training }: RiskResult): Reach[] {
  const of = (city: RiskCity): RiskCityResult | undefined => cities.find(each => each.city === city)
  const limits: readonly (readonly [string, number | undefined, number])[] = [
    ['1,000,000 businesses scored, first in a page, ms', of('million')?.first.total, 5000],
    ['the same once more, ms', of('million')?.again.total, 5000],
    ['40,000 ranked anew by a new weight, ms', of('city')?.rerank, 150],
    ['training on Chicago, ms', training?.total, 2000],
  ]
  return limits.flatMap(([what, value, most]) =>
    value === undefined ? [] : [{ what: `risk: ${what}`, value, most, met: value <= most }],
  )
}
