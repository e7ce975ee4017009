import { Search } from './search'
import { levels, type Stream } from './streams'

/** A cylinder of the cases as they are. */
export interface Candidate {
  readonly stream: Stream
  readonly ratio: number
  /** Place of its middle among the stream's hexagons, and rings around it. */
  readonly m: number
  readonly level: number
  /** Steps, and the last of them. */
  readonly length: number
  readonly t: number
  readonly cases: number
  readonly expected: number
}

/** Cylinders whose ratio reaches `bound`, the strongest first; of equals the smaller and shorter. */
export function candidatesOf(streams: readonly Stream[], steps: number, bound: number): Candidate[] {
  const found: Candidate[] = []
  for (const stream of streams) {
    new Search(stream, steps, bound).each(stream.steps, (ratio, m, level, length, t, cases) => {
      const inside = stream.inside[m * levels + level] ?? 0
      const expected = (inside * (stream.during[(length - 1) * steps + t] ?? 0)) / stream.cases
      found.push({ stream, ratio, m, level, length, t, cases, expected })
    })
  }
  return found.sort((a, b) => b.ratio - a.ratio || a.level - b.level || a.length - b.length)
}

/** Those that touch no stronger one of their category, in place and time: what moves on, or fades, is one event. */
export function standingApart(candidates: readonly Candidate[]): Candidate[] {
  const kept: Candidate[] = []
  for (const each of candidates) if (!kept.some(stronger => touches(stronger, each))) kept.push(each)
  return kept
}

function touches(a: Candidate, b: Candidate): boolean {
  if (a.stream !== b.stream) return false
  const q = (a.stream.q[a.m] ?? 0) - (b.stream.q[b.m] ?? 0)
  const r = (a.stream.r[a.m] ?? 0) - (b.stream.r[b.m] ?? 0)
  const distance = Math.max(Math.abs(q), Math.abs(r), Math.abs(q + r))
  const oneTime = a.t - a.length <= b.t && b.t - b.length <= a.t
  return oneTime && distance <= a.level + b.level + 1
}
