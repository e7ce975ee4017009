import type { Day } from '../../filters/days'
import type { HistoryRow } from '../../queries/history'
import { type Course, courseOf } from './course'
import { type Errors, errorsOf, type Method, methods, scaleOf, type Trial, trials, wideningOf } from './evaluate'
import { bestModel, type Foretold, type Model } from './models'
import { naive } from './naive'
import { type Step, seasonOf, type WorkCalendar } from './slots'

/** Choices of how far to look, in buckets; the second is the default. */
export const horizons: Readonly<Record<Step, readonly [number, number, number]>> = {
  month: [3, 6, 12],
  week: [4, 8, 13],
}
/** Buckets held out to judge by: a whole year, so that no season is left out. */
const heldOut: Readonly<Record<Step, number>> = { month: 12, week: 52 }
/** With fewer of them nothing is proven. */
const leastHeldOut: Readonly<Record<Step, number>> = { month: 6, week: 26 }
/** A model is chosen anew after so many held-out buckets, a quarter; between, what is linear in it is estimated anew. */
const chosenAnew: Readonly<Record<Step, number>> = { month: 3, week: 13 }
/** From fewer values nothing can be told. */
export const leastValues = 3

/** Buckets from which on a season can be learned, in two years, and proven. */
export const leastHistory = (step: Step): number => 2 * seasonOf[step] + leastHeldOut[step]

export interface OutlookInput {
  readonly rows: readonly HistoryRow[]
  readonly step: Step
  /** The last day that counts: the window's end, and no later than the as-of day. */
  readonly to: Day
  readonly calendar: WorkCalendar
}

/** Why there is no model to judge: too few values at all; too few for a season that is proven; nothing but zeros; nothing fits. */
export type Lack = 'few' | 'short' | 'zero' | 'unfit'

/** A series with everything that is needed to show what comes next, and how good that is. */
export interface Outlook {
  /** Null where the table has no whole bucket. */
  readonly course: Course | null
  /** Known values of the series. */
  readonly known: number
  readonly lack: Lack | null
  /** Fitted to the whole series; null where there is a lack. */
  readonly model: Model | null
  readonly ahead: Readonly<Record<Method, readonly Foretold[] | null>>
  /** Held-out buckets, as they would have been foretold. */
  readonly trials: readonly Trial[]
  readonly held: number
  /** What errors are measured by, see `Errors.scaled`. */
  readonly scale: number | null
}

const nothing = { model: null, ahead: { model: null, season: null, last: null }, trials: [], held: 0, scale: null }

/** Works out a series' future and judges it by its own past. The same input gives the same answer, to the last digit. */
export function outlookOf({ rows, step, to, calendar }: OutlookInput): Outlook {
  const longest = horizons[step][2]
  // One more, for the bucket that is not over.
  const course = courseOf(rows, step, to, longest + 1, calendar)
  const known = course?.values.filter(value => value !== null).length ?? 0
  if (course === null || known < leastValues) return { course, known, lack: 'few', ...nothing }
  const zero = course.values.every(value => value === null || value === 0)
  const years = 2 * course.period
  const room = course.values.length - years
  const short = known < leastHistory(step) || room < leastHeldOut[step]
  const held = zero ? 0 : short ? Math.min(heldOut[step], Math.max(0, known - 2)) : Math.min(heldOut[step], room)
  const withModel = !zero && !short
  const model = withModel ? bestModel(course) : null
  const lack: Lack | null = zero ? 'zero' : short ? 'short' : model === null ? 'unfit' : null
  return {
    course,
    known,
    lack,
    model,
    ahead: {
      model: model?.ahead ?? null,
      season: known < years ? null : naive('season', course),
      last: naive('last', course),
    },
    trials: trials(course, { held, horizon: longest, anew: chosenAnew[step], withModel: model !== null }),
    held,
    scale: scaleOf(course, course.values.length - held),
  }
}

export interface Verdict {
  /** What is shown; null where nothing can be told. */
  readonly shown: Method | null
  /** The better of the naive forecasts; what a model has to beat. */
  readonly naive: Exclude<Method, 'model'> | null
  readonly errors: Readonly<Record<Method, Errors | null>>
  /** By how much the model's mean error is below that of the better naive forecast, as a fraction; negative: above. Null where they cannot be compared. */
  readonly gain: number | null
  /** How much wider the intervals are drawn than they were worked out, 1 or more: see `wideningOf`. */
  readonly widened: number
  /** By steps ahead, 1 to the horizon. */
  readonly byAhead: readonly { readonly ahead: number; readonly errors: Readonly<Record<Method, Errors | null>> }[]
}

/**
 * Whether the model may be shown for so many buckets ahead: only if its mean absolute error on what was held out is
 * below that of both naive forecasts. Else the better one of those is.
 */
export function verdictOf({ ahead, trials: all, scale, lack }: Outlook, horizon: number): Verdict {
  const judged = (chosen: readonly Trial[]): Record<Method, Errors | null> => {
    const of = (method: Method) => (ahead[method] === null ? null : errorsOf(chosen, method, scale))
    return { model: of('model'), season: of('season'), last: of('last') }
  }
  const within = all.filter(trial => trial.ahead <= horizon)
  const errors = judged(within)
  const byAhead = Array.from({ length: horizon }, (_, i) => ({
    ahead: i + 1,
    errors: judged(all.filter(trial => trial.ahead === i + 1)),
  })).filter(row => methods.some(method => row.errors[method] !== null))
  const candidates = (['season', 'last'] as const).filter(kind => ahead[kind] !== null)
  // Where neither can be judged, the season where it is known.
  const best = candidates.reduce<(typeof candidates)[number] | null>(
    (a, b) => (a === null || (errors[b]?.mae ?? Infinity) < (errors[a]?.mae ?? Infinity) ? b : a),
    null,
  )
  const [mine, theirs] = [errors.model?.mae, best === null ? undefined : errors[best]?.mae]
  const gain = mine === undefined || theirs === undefined || theirs === 0 ? null : 1 - mine / theirs
  const better = lack === null && mine !== undefined && theirs !== undefined && mine < theirs
  const shown = better ? 'model' : best
  return { shown, naive: best, errors, gain, widened: wideningOf(within, shown), byAhead }
}

/** A bucket to come, as it is shown. */
export interface Coming extends Foretold {
  readonly start: Day
  /** What the better naive forecast says, where a model is shown; else null. */
  readonly naive: number | null
}

/** The buckets to come: the one that is not over, if there is one, and `horizon` whole ones; empty where nothing can be told. */
export function comingOf({ course, ahead }: Outlook, verdict: Verdict, horizon: number): Coming[] {
  const { shown, naive, widened } = verdict
  const foretold = shown === null ? null : ahead[shown]
  if (course === null || foretold === null) return []
  const count = horizon + (course.unfinished === null ? 0 : 1)
  return foretold.slice(0, count).map((each, i): Coming => {
    const { point } = each
    // What a bucket has so far it keeps.
    const least = i === 0 && course.unfinished !== null ? course.unfinished.soFar : 0
    const wider = (edge: number): number => Math.max(least, point + widened * (edge - point))
    return {
      start: course.slots[course.values.length + i]?.start ?? '',
      point: Math.max(least, point),
      low80: wider(each.low80),
      high80: wider(each.high80),
      low95: wider(each.low95),
      high95: wider(each.high95),
      naive: shown === 'model' && naive !== null ? (ahead[naive]?.[i]?.point ?? null) : null,
    }
  })
}
