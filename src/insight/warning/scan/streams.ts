import type { ScanColumns } from './columns'

/** Rings of hexagons around the middle of a circle, none to two: on a grid of 500 m a radius of 0.5, 1.4 or 2.2 km. */
export const levels = 3
/** A cluster lasts so many steps at most. */
export const longest = 4

/**
 * Cases of one category, a place in the list each, by rows of hexagons and along each row: a circle is then a few runs of
 * the list, and a permutation of the list's steps moves every case in time and none in space.
 */
export interface Stream {
  readonly category: string | null
  readonly cases: number
  /** Step of each case as it was. */
  readonly steps: Uint16Array
  /** Hexagons with cases: the middles of circles. */
  readonly q: Int32Array
  readonly r: Int32Array
  /**
   * Runs of the list, `[from, to)` by pairs: ring `level` of middle `m` has those from `offsets[m × levels + level]` to
   * the next offset.
   */
  readonly runs: Int32Array
  readonly offsets: Int32Array
  /** Cases in the circle of `level` rings around middle `m`, at `m × levels + level`. */
  readonly inside: Int32Array
  /** Cases of the last 1 to `longest` steps up to step `t`, at `(length − 1) × steps + t`; fewer steps where it begins. */
  readonly during: Float64Array
  /** The smallest of those by length. */
  readonly fewest: Float64Array
}

/** Streams of the categories that have cases. `steps`: how many steps of time there are. */
export function streamsOf(columns: ScanColumns, steps: number): Stream[] {
  const { category, categories } = columns
  const found: Stream[] = []
  for (let from = 0; from < category.length; ) {
    let to = from
    while (to < category.length && category[to] === category[from]) to++
    const stream = streamOf(columns, categories[category[from] ?? 0] ?? null, from, to, steps)
    if (stream.cases > 0) found.push(stream)
    from = to
  }
  return found
}

function streamOf(columns: ScanColumns, category: string | null, from: number, to: number, steps: number): Stream {
  const place = { q: [] as number[], r: [] as number[], first: [] as number[] }
  const list: number[] = []
  for (let i = from; i < to; i++) {
    const [q, r, step] = [columns.q[i] ?? 0, columns.r[i] ?? 0, columns.step[i] ?? 0]
    // A step that is not of the span is of no use.
    if (step < 0 || step >= steps) continue
    const last = place.q.length - 1
    if (last < 0 || place.q[last] !== q || place.r[last] !== r) {
      place.q.push(q)
      place.r.push(r)
      place.first.push(list.length)
    }
    for (let n = columns.complaints[i] ?? 0; n > 0; n--) list.push(step)
  }
  place.first.push(list.length)
  return {
    category,
    cases: list.length,
    steps: Uint16Array.from(list),
    q: Int32Array.from(place.q),
    r: Int32Array.from(place.r),
    ...circles(place),
    ...margins(list, steps),
  }
}

interface Places {
  readonly q: readonly number[]
  readonly r: readonly number[]
  /** Of the list, one more than there are hexagons. */
  readonly first: readonly number[]
}

function circles({ q, r, first }: Places): Pick<Stream, 'runs' | 'offsets' | 'inside'> {
  /** The first hexagon at or behind `[q, r]`. */
  const seek = (atQ: number, atR: number): number => {
    let low = 0
    let high = q.length
    while (low < high) {
      const middle = (low + high) >> 1
      const row = r[middle] ?? 0
      if (row < atR || (row === atR && (q[middle] ?? 0) < atQ)) low = middle + 1
      else high = middle
    }
    return low
  }
  const runs: number[] = []
  const offsets: number[] = [0]
  const inside: number[] = []
  for (let m = 0; m < q.length; m++) {
    let count = 0
    for (let level = 0; level < levels; level++) {
      for (const [row, left, right] of ring(level)) {
        const at = (r[m] ?? 0) + row
        const from = first[seek((q[m] ?? 0) + left, at)] ?? 0
        const to = first[seek((q[m] ?? 0) + right + 1, at)] ?? 0
        if (to === from) continue
        count += to - from
        runs.push(from, to)
      }
      inside.push(count)
      offsets.push(runs.length)
    }
  }
  return { runs: Int32Array.from(runs), offsets: Int32Array.from(offsets), inside: Int32Array.from(inside) }
}

/** Hexagons at a distance of `level` as pieces of rows: row, first and last `q`, all from the middle. */
function ring(level: number): [row: number, left: number, right: number][] {
  if (level === 0) return [[0, 0, 0]]
  const found: [number, number, number][] = []
  for (let row = -level; row <= level; row++) {
    const [left, right] = [Math.max(-level, -row - level), Math.min(level, -row + level)]
    if (Math.abs(row) === level) found.push([row, left, right])
    else found.push([row, left, left], [row, right, right])
  }
  return found
}

function margins(list: readonly number[], steps: number): Pick<Stream, 'during' | 'fewest'> {
  const single = new Float64Array(steps)
  for (const step of list) single[step] = (single[step] ?? 0) + 1
  const during = new Float64Array(longest * steps)
  const fewest = new Float64Array(longest).fill(Number.POSITIVE_INFINITY)
  for (let length = 1; length <= longest; length++) {
    let sum = 0
    for (let t = 0; t < steps; t++) {
      sum += (single[t] ?? 0) - (single[t - length] ?? 0)
      during[(length - 1) * steps + t] = sum
      if (t >= length - 1 && sum < (fewest[length - 1] ?? 0)) fewest[length - 1] = sum
    }
  }
  return { during, fewest }
}
