import { bestModel, type Foretold, type Model, type Past, refitted } from './models'
import { naive } from './naive'

export const methods = ['model', 'season', 'last'] as const
/** A model; as many as a year before; as many as in the last bucket. */
export type Method = (typeof methods)[number]

/** One held-out bucket as it was foretold from `ahead` buckets before; a method that could not is null. */
export interface Trial {
  /** Index of the bucket in the series. */
  readonly at: number
  readonly ahead: number
  readonly actual: number
  readonly by: Readonly<Record<Method, Foretold | null>>
}

export interface Judging {
  /** The last buckets, which no forecast of the trials has seen. */
  readonly held: number
  readonly horizon: number
  /** The model is chosen anew after so many buckets; between, only what is linear in it is estimated anew. */
  readonly anew: number
  readonly withModel: boolean
}

/**
 * What would have been foretold of the last `held` buckets (rolling origin: FPP3, 5.10): from each of their days before,
 * with the buckets up to there alone, 1 to `horizon` ahead as far as they are held out.
 */
export function trials(past: Past, { held, horizon, anew, withModel }: Judging): Trial[] {
  const n = past.values.length
  const found: Trial[] = []
  let model: Model | null = null
  for (let origin = n - held; origin < n; origin++) {
    const known: Past = {
      values: past.values.slice(0, origin),
      slots: past.slots.slice(0, Math.min(origin + horizon, n)),
      period: past.period,
    }
    if (withModel) {
      const whole: boolean = model === null || (origin - (n - held)) % anew === 0
      model = whole || model === null ? bestModel(known) : refitted(model, known)
    }
    const season = naive('season', known)
    const last = naive('last', known)
    for (let h = 1; h <= horizon && origin + h <= n; h++) {
      const actual = past.values[origin + h - 1] ?? null
      if (actual === null) continue
      const by = { model: model?.ahead[h - 1] ?? null, season: season?.[h - 1] ?? null, last: last?.[h - 1] ?? null }
      found.push({ at: origin + h - 1, ahead: h, actual, by })
    }
  }
  return found
}

export interface Errors {
  readonly trials: number
  /** Mean of the absolute errors. */
  readonly mae: number
  /** Absolute errors over counts, both summed (weighted: no bucket without rows divides by zero); null without any rows. */
  readonly share: number | null
  /** `mae` over the mean error of repeating the year before within the known past (Hyndman and Koehler 2006); null where that is 0 or cannot be told. */
  readonly scaled: number | null
  /** Shares of the held-out counts within the 80 and 95 % intervals. */
  readonly within80: number
  readonly within95: number
}

/** The errors of a method among `chosen` trials; null where it foretold not all of them, or there are none. */
export function errorsOf(chosen: readonly Trial[], method: Method, scale: number | null): Errors | null {
  if (chosen.length === 0) return null
  let [sum, actual, in80, in95] = [0, 0, 0, 0]
  for (const trial of chosen) {
    const foretold = trial.by[method]
    if (foretold === null) return null
    sum += Math.abs(trial.actual - foretold.point)
    actual += trial.actual
    if (trial.actual >= foretold.low80 && trial.actual <= foretold.high80) in80 += 1
    if (trial.actual >= foretold.low95 && trial.actual <= foretold.high95) in95 += 1
  }
  const n = chosen.length
  const mae = sum / n
  return {
    trials: n,
    mae,
    share: actual > 0 ? sum / actual : null,
    scaled: scale === null || scale === 0 ? null : mae / scale,
    within80: in80 / n,
    within95: in95 / n,
  }
}

/** Mean absolute difference to the year before within the first `known` buckets, else to the bucket before; null where neither is known. */
export function scaleOf({ values, period }: Past, known: number): number | null {
  for (const lag of [period, 1]) {
    const steps = values.slice(lag, known).flatMap((y, i) => {
      const before = values[i] ?? null
      return y === null || before === null ? [] : [Math.abs(y - before)]
    })
    if (steps.length > 0) return steps.reduce((a, b) => a + b, 0) / steps.length
  }
  return null
}

/** Mean absolute value of a normal variable over its 80 % half-width. */
const usualMiss = Math.sqrt(2 / Math.PI) / 1.2815515655446004
/** With fewer trials nothing is said of intervals. */
export const leastTrials = 10

/**
 * By how much held-out errors were larger, on average, than the intervals of a method let expect: its intervals are drawn
 * so many times as wide, where the 80 % interval held fewer than 80 % of them. At least 1: a lucky year makes nothing
 * narrower. A model takes it for granted that a series keeps
 * its ways, so its own intervals are rather too narrow (FPP3, 5.5 and 8.7). 1 for fewer than ten trials.
 */
export function wideningOf(chosen: readonly Trial[], method: Method | null): number {
  if (method === null || chosen.length < leastTrials) return 1
  const misses = chosen.flatMap(({ actual, by }) => {
    const foretold = by[method]
    if (foretold === null) return []
    const edge = actual < foretold.point ? foretold.low80 : foretold.high80
    // What has no width cannot be widened.
    return edge === foretold.point ? [] : [(actual - foretold.point) / (edge - foretold.point)]
  })
  const held = misses.filter(miss => miss <= 1).length
  if (held >= 0.8 * misses.length) return 1
  const mean = misses.reduce((sum, each) => sum + each, 0) / Math.max(1, misses.length)
  return Math.max(1, mean / usualMiss)
}
