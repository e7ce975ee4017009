import { type Design, type Fitted, fitted, type Smoothing } from './innovations'
import { minimise } from './minimise'
import { studentQuantile } from './quantiles'
import { type Scale, scales } from './scales'
import type { Slot } from './slots'

export type Trend = 'none' | 'damped' | 'linear'
/** `waves`: so many pairs of sine and cosine over the year; `renewed`: one value a month that follows what comes (Holt-Winters). */
export type Season =
  | { readonly kind: 'none' }
  | { readonly kind: 'waves'; readonly pairs: number }
  | { readonly kind: 'renewed' }

export interface ModelSpec {
  readonly scale: Scale
  readonly trend: Trend
  readonly season: Season
  /** What a day off counts, where counts are per working day; null: buckets are not adjusted for their days. */
  readonly restDay: number | null
}

/** A count that is foretold: its middle (as likely above as below) and intervals, none below 0. */
export interface Foretold {
  readonly point: number
  readonly low80: number
  readonly high80: number
  readonly low95: number
  readonly high95: number
}

export interface Model {
  readonly spec: ModelSpec
  /** The point of the search that `smoothing` stands for. */
  readonly found: readonly number[]
  readonly smoothing: Smoothing
  readonly aicc: number
  /** Number of estimated values, the variance among them. */
  readonly parameters: number
  /** Of one-step errors on the model's scale. */
  readonly sigma: number
  readonly ahead: readonly Foretold[]
}

/** A series with the calendar of its past and of what is to come: `slots` are longer than `values` by the horizon. */
export interface Past {
  /** Null is missing: nobody knows how many. */
  readonly values: readonly (number | null)[]
  readonly slots: readonly Slot[]
  /** Buckets of a year. */
  readonly period: number
}

const leastExposure = 0.25

/** Days of a bucket over those of a usual one, days off counting `rest` of a working day. */
export function exposures(slots: readonly Slot[], rest: number | null): Float64Array {
  if (rest === null) return new Float64Array(slots.length).fill(1)
  const days = slots.map(slot => Math.max(leastExposure, slot.workdays + rest * (slot.days - slot.workdays)))
  const mean = days.reduce((sum, each) => sum + each, 0) / Math.max(1, days.length)
  return Float64Array.from(days, each => each / mean)
}

const off: Smoothing = { alpha: 0, beta: 0, phi: 0, gamma: 0 }

/** What a point of the unit cube stands for: level, slope, damping and season within the usual bounds (FPP3 8.6). */
function smoothingOf(spec: ModelSpec, at: readonly number[]): Smoothing {
  const alpha = at[0] ?? 0
  let next = 1
  const beta = spec.trend === 'none' ? 0 : alpha * (at[next++] ?? 0)
  const phi = spec.trend === 'none' ? 0 : spec.trend === 'linear' ? 1 : 0.8 + 0.18 * (at[next++] ?? 0)
  const gamma = spec.season.kind === 'renewed' ? (1 - alpha) * (at[next++] ?? 0) : 0
  return { ...off, alpha, beta, phi, gamma }
}

/** Numbers of the cube. */
const dimensionsOf = ({ trend, season }: ModelSpec): number =>
  1 + (trend === 'none' ? 0 : trend === 'linear' ? 1 : 2) + (season.kind === 'renewed' ? 1 : 0)

/** Constant and season; the slope's column comes with its damping. */
function fixedColumns({ season }: ModelSpec, { slots, period }: Past): Float64Array[] {
  const columns = [new Float64Array(slots.length).fill(1)]
  if (season.kind === 'waves') {
    for (let k = 1; k <= season.pairs; k++) {
      const angles = slots.map(slot => 2 * Math.PI * k * slot.phase)
      columns.push(Float64Array.from(angles, Math.cos), Float64Array.from(angles, Math.sin))
    }
  }
  if (season.kind === 'renewed') {
    for (let place = 1; place < period; place++) {
      columns.push(Float64Array.from(slots, (_, t) => (t % period === place ? 1 : 0)))
    }
  }
  return columns
}

/** What a first slope of one gives by then; over ten, so that numbers stay of one size. */
function slopeColumn(length: number, phi: number): Float64Array {
  const column = new Float64Array(length)
  let sum = 0
  for (let t = 0; t < length; t++) {
    sum += phi ** (t + 1)
    column[t] = sum / 10
  }
  return column
}

/** A model that is ready to be fitted; `coarse` tries a few smoothings, `fine` searches on from the best of them. */
interface Fitting {
  readonly spec: ModelSpec
  coarse(): { readonly aicc: number; readonly at: readonly number[] }
  fine(from: readonly number[]): Model | null
  /** With just that smoothing. */
  exact(at: readonly number[]): Model | null
}

function fitting(spec: ModelSpec, past: Past): Fitting {
  const { values, slots, period } = past
  const scale = scales[spec.scale]
  const days = exposures(slots, spec.restDay)
  const n = values.length
  const z = new Float64Array(n)
  const seen = new Uint8Array(n)
  let slopes = 0
  let size = 0
  for (const [t, y] of values.entries()) {
    if (y === null) continue
    const exposure = days[t] ?? 1
    z[t] = scale.to(y, exposure)
    seen[t] = 1
    slopes += scale.slope(y, exposure)
    size += (z[t] ?? 0) ** 2
  }
  const fixed = fixedColumns(spec, past)
  const horizon = slots.length - n
  const dimensions = dimensionsOf(spec)
  const linear = fixed.length + (spec.trend === 'none' ? 0 : 1)
  const parameters = linear + dimensions + (spec.restDay === null ? 0 : 1) + 1

  const at = (cube: readonly number[], wanted: boolean): { fit: Fitted | null; smoothing: Smoothing } => {
    const smoothing = smoothingOf(spec, cube)
    const columns = spec.trend === 'none' ? fixed : [...fixed, slopeColumn(slots.length, smoothing.phi)]
    const design: Design = { values: z, seen, columns, period, horizon: wanted ? horizon : 0 }
    return { fit: fitted(design, smoothing, wanted), smoothing }
  }
  /** Akaike's criterion, corrected for short series (FPP3 8.6); Infinity where the model has too many values to tell. */
  const aiccOf = (fit: Fitted | null): number => {
    if (fit === null) return Number.POSITIVE_INFINITY
    const left = fit.observed - parameters - 1
    if (left < 1) return Number.POSITIVE_INFINITY
    // A series without any error has no likelihood: below this all models are as good, and the one with fewest values wins.
    const least = 1e-12 * Math.max(size, 1e-12)
    const variance = Math.max(fit.squares, least) / fit.observed
    const logLikelihood = -0.5 * fit.observed * (Math.log(2 * Math.PI * variance) + 1) + slopes
    return -2 * logLikelihood + 2 * parameters + (2 * parameters * (parameters + 1)) / left
  }
  const value = (cube: readonly number[]): number => aiccOf(at(cube, false).fit)
  const model = (cube: readonly number[]): Model | null => {
    const { fit, smoothing } = at(cube, true)
    const aicc = aiccOf(fit)
    if (fit === null || !Number.isFinite(aicc)) return null
    const freedom = Math.max(1, fit.observed - linear - dimensions)
    const sigma = Math.sqrt(fit.squares / freedom)
    const [t80, t95] = [studentQuantile(0.9, freedom), studentQuantile(0.975, freedom)]
    const ahead = Array.from(fit.ahead, (mean, h): Foretold => {
      const exposure = days[n + h] ?? 1
      const error = sigma * Math.sqrt(fit.spread[h] ?? 1)
      const back = (by: number): number => scale.from(mean + by * error, exposure)
      return { point: back(0), low80: back(-t80), high80: back(t80), low95: back(-t95), high95: back(t95) }
    })
    return { spec, found: cube, smoothing, aicc, parameters, sigma, ahead }
  }

  return {
    spec,
    coarse() {
      const starts = [0.02, 0.2, 0.5, 0.9].map(alpha => [alpha, 0.1, 0.9, 0.1].slice(0, dimensions))
      const least = minimise(value, starts, 0)
      return { aicc: least.value, at: least.at }
    },
    fine: from => model(minimise(value, [from], 30 * dimensions).at),
    exact: model,
  }
}

const seasonsOf = (past: Past): readonly Season[] => {
  const years = past.values.length / past.period
  if (years < 2) return [{ kind: 'none' }]
  const waves = (past.period <= 12 ? [1, 2, 3, 4] : [1, 2, 3, 4, 6]).map((pairs): Season => ({ kind: 'waves', pairs }))
  // One value a week would be more values than a few years can tell.
  return [{ kind: 'none' }, ...waves, ...(past.period <= 12 ? [{ kind: 'renewed' } as const] : [])]
}

/** What a day off may count: nothing, as for visits, or about as much as a working day, as for calls. */
const restDays: readonly (number | null)[] = [null, 0, 0.35, 0.7, 1]
/** So many of the candidates are searched finely: the others are too far behind to catch up. */
const finalists = 4

/** The model with the least AICc of those that the series can carry; null where it carries none (fewer than some eight values). */
export function bestModel(past: Past): Model | null {
  const positive = past.values.every(y => y === null || y > 0)
  const curved: Scale = positive ? 'log' : 'sqrt'
  const seasons = seasonsOf(past)
  const usual: Season = seasons.length > 1 ? { kind: 'waves', pairs: 2 } : { kind: 'none' }
  const scored = (specs: readonly ModelSpec[]) =>
    specs
      .map(spec => fitting(spec, past))
      .map(each => ({ each, ...each.coarse() }))
      .filter(({ aicc }) => Number.isFinite(aicc))
      .sort((a, b) => a.aicc - b.aicc)
  const [days] = scored(restDays.map(restDay => ({ scale: curved, trend: 'none', season: usual, restDay })))
  const restDay = days?.each.spec.restDay ?? null
  const specs = ([curved, 'identity'] as const).flatMap(scale =>
    (['none', 'damped', 'linear'] as const).flatMap(trend =>
      seasons.map((season): ModelSpec => ({ scale, trend, season, restDay })),
    ),
  )
  return scored(specs)
    .slice(0, finalists)
    .map(({ each, at }) => each.fine(at))
    .filter(model => model !== null)
    .reduce<Model | null>((best, model) => (best === null || model.aicc < best.aicc ? model : best), null)
}

/** The same model on more of the series: its form and smoothing stay, what is linear in it is estimated anew. */
export const refitted = (model: Model, past: Past): Model | null => fitting(model.spec, past).exact(model.found)
