import type { ScanColumns } from './columns'

/** Rings of hexagons around the middle of a circle, none to two: on a grid of 500 m a radius of 0.5, 1.4 or 2.2 km. */
export const levels = 3
/** A cluster lasts so many steps at most. */
export const longest = 4

/**
 * Cases of one category, a place in the list each, hexagon by hexagon: a permutation of the list's steps moves every case
 * in time and none in space.
 */
export interface Stream {
  readonly category: string | null
  readonly cases: number
  /** Step of each case as it was. */
  readonly steps: Uint16Array
  /** Hexagons with cases: the middles of circles. */
  readonly q: Int32Array
  readonly r: Int32Array
  /** The first case of each hexagon, and behind the last one their number. */
  readonly first: Int32Array
  /** Hexagons with cases, by their place: ring `level` around middle `m` has those from `ringsOf[m × levels + level]` to the next. */
  readonly rings: Int32Array
  readonly ringsOf: Int32Array
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
    first: Int32Array.from(place.first),
    ...circles(place),
    ...margins(list, steps),
  }
}

interface Places {
  readonly q: readonly number[]
  readonly r: readonly number[]
  readonly first: readonly number[]
}

function circles({ q, r, first }: Places): Pick<Stream, 'rings' | 'ringsOf' | 'inside'> {
  const rows = new Map<number, Map<number, number>>()
  r.forEach((row, hex) => {
    const places = rows.get(row) ?? new Map<number, number>()
    rows.set(row, places.set(q[hex] ?? 0, hex))
  })
  const rings: number[] = []
  const ringsOf: number[] = [0]
  const inside: number[] = []
  const around = Array.from({ length: levels }, (_, level) => ring(level))
  for (let m = 0; m < q.length; m++) {
    let count = 0
    for (const steps of around) {
      for (const [dq, dr] of steps) {
        const hex = rows.get((r[m] ?? 0) + dr)?.get((q[m] ?? 0) + dq)
        if (hex === undefined) continue
        count += (first[hex + 1] ?? 0) - (first[hex] ?? 0)
        rings.push(hex)
      }
      inside.push(count)
      ringsOf.push(rings.length)
    }
  }
  return { rings: Int32Array.from(rings), ringsOf: Int32Array.from(ringsOf), inside: Int32Array.from(inside) }
}

/** Hexagons at a distance of `level`, from the middle (redblobgames.com/grids/hexagons, "Distances"). */
function ring(level: number): [dq: number, dr: number][] {
  const found: [number, number][] = []
  for (let dq = -level; dq <= level; dq++) {
    for (let dr = -level; dr <= level; dr++) {
      if (Math.max(Math.abs(dq), Math.abs(dr), Math.abs(dq + dr)) === level) found.push([dq, dr])
    }
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
