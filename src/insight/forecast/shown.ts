import type { Day } from '../../filters/days'
import { type Coming, comingOf, type Outlook, type Verdict, verdictOf } from './outlook'
import type { Step } from './slots'

/** A bucket of the past or to come as it is drawn; see `OutlookPoint` of the charts. */
export interface ShownPoint {
  readonly start: Day
  readonly actual: number | null
  readonly soFar: number | null
  readonly expected: number | null
  readonly within80: readonly [low: number, high: number] | null
  readonly within95: readonly [low: number, high: number] | null
  readonly before: number | null
  readonly naive: number | null
}

/** What is shown of an outlook for a horizon. */
export interface Shown {
  readonly outlook: Outlook
  readonly horizon: number
  readonly verdict: Verdict
  readonly coming: readonly Coming[]
  /** The last years and what comes next. */
  readonly points: readonly ShownPoint[]
  /** The count a year before each of `coming`; null where it is not known. */
  readonly yearBefore: readonly (number | null)[]
}

/** Buckets of the past that are drawn. */
const drawn: Readonly<Record<Step, number>> = { month: 36, week: 78 }

/** Joins everything that a card or a sentence needs. */
export function shownOf(outlook: Outlook, horizon: number): Shown {
  const verdict = verdictOf(outlook, horizon)
  const coming = comingOf(outlook, verdict, horizon)
  const { course } = outlook
  if (course === null) return { outlook, horizon, verdict, coming, points: [], yearBefore: [] }
  const { values, slots, period, unfinished } = course
  const method = verdict.shown
  const earlier = new Map(
    outlook.trials.flatMap(({ at, ahead, by }) =>
      ahead === 1 && method !== null && by[method] !== null ? [[at, by[method]?.point ?? null] as const] : [],
    ),
  )
  const from = Math.max(0, values.length - drawn[course.step])
  const past = values.slice(from).map(
    (actual, i): ShownPoint => ({
      start: slots[from + i]?.start ?? '',
      actual,
      soFar: null,
      expected: null,
      within80: null,
      within95: null,
      before: earlier.get(from + i) ?? null,
      naive: null,
    }),
  )
  const next = coming.map(
    (each): ShownPoint => ({
      start: each.start,
      actual: null,
      soFar: each.start === unfinished?.start ? unfinished.soFar : null,
      expected: each.point,
      within80: [each.low80, each.high80],
      within95: [each.low95, each.high95],
      before: null,
      naive: each.naive,
    }),
  )
  const open = coming.length === 0 && unfinished !== null
  const left = open
    ? [{ start: unfinished.start, actual: null, soFar: unfinished.soFar, expected: null, within80: null, within95: null, before: null, naive: null }]
    : [] // biome-ignore format: one point
  const yearBefore = coming.map((_, i) => (i < period ? (values[values.length - period + i] ?? null) : null))
  return { outlook, horizon, verdict, coming, points: [...past, ...next, ...left], yearBefore }
}
