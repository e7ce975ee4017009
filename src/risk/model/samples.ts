import { type FactorKey, type FeatureSettings, factorKeys, numericFeatures } from './features'
import type { History, Subject, Visit } from './history'
import { FeatureStream } from './stream'

/** Features of some visits, one after another, with what came of them. */
export interface Samples {
  readonly rows: number
  /** `rows × numericFeatures.length`. */
  readonly numbers: Float64Array
  readonly levels: Readonly<Record<FactorKey, readonly (string | null)[]>>
  /** Days since the business was last visited; infinite for a first visit. */
  readonly unvisited: Float64Array
}

/** Samples with their visits. */
export interface VisitSamples extends Samples {
  readonly visits: readonly Visit[]
  readonly outcomes: Uint8Array
}

const width = numericFeatures.length

function gather(
  subjects: readonly Subject[],
  make: (subject: Subject, i: number) => readonly [Float64Array, number | null],
) {
  const numbers = new Float64Array(subjects.length * width)
  const unvisited = new Float64Array(subjects.length)
  subjects.forEach((subject, i) => {
    const [values, since] = make(subject, i)
    numbers.set(values, i * width)
    unvisited[i] = since ?? Number.POSITIVE_INFINITY
  })
  const levels = Object.fromEntries(
    factorKeys.map(key => [key, subjects.map(subject => subject[key])]),
  ) as unknown as Samples['levels']
  return { rows: subjects.length, numbers, unvisited, levels }
}

/** Every visit as of its own day: nothing dated on the day or later is seen. `onShare` is told each hundredth, 0-1. */
export function samplesOf(
  history: History,
  settings: FeatureSettings,
  onShare?: (share: number) => void,
): VisitSamples {
  const stream = new FeatureStream(history, settings)
  const { visits } = history
  const hundredth = Math.max(1, Math.ceil(visits.length / 100))
  const made = gather(visits, (subject, i) => {
    const day = visits[i]?.day ?? 0
    if (i % hundredth === 0) onShare?.(i / visits.length)
    stream.advance(day)
    return [stream.features(subject, day), stream.daysSince(subject, day)]
  })
  return { ...made, visits, outcomes: Uint8Array.from(visits, visit => visit.critical) }
}

/** Subjects as of one day, from what is dated before it. */
export function samplesAt(
  history: History,
  settings: FeatureSettings,
  subjects: readonly Subject[],
  day: number,
): Samples {
  const stream = new FeatureStream(history, settings)
  stream.advance(day)
  return gather(subjects, subject => [stream.features(subject, day), stream.daysSince(subject, day)])
}

/** The samples at some places. */
export function picked(samples: VisitSamples, places: readonly number[]): VisitSamples {
  const numbers = new Float64Array(places.length * width)
  places.forEach((place, i) => {
    numbers.set(samples.numbers.subarray(place * width, (place + 1) * width), i * width)
  })
  const at = <Value>(list: ArrayLike<Value>): Value[] => places.map(place => list[place] as Value)
  return {
    rows: places.length,
    numbers,
    levels: Object.fromEntries(factorKeys.map(key => [key, at(samples.levels[key])])) as unknown as Samples['levels'],
    unvisited: Float64Array.from(at(samples.unvisited)),
    visits: at(samples.visits),
    outcomes: Uint8Array.from(at(samples.outcomes)),
  }
}
