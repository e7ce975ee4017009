import type { Polygon } from './regionParse'

/**
 * All edges of a region by grid row: `starts[row]` to `starts[row + 1]` are those that reach into the row. Each runs
 * upwards (y1 ≤ y2), whichever way its ring runs, so that two regions compute the same crossing for a shared edge.
 */
export interface Edges {
  readonly starts: Int32Array
  readonly x1: Float64Array
  readonly y1: Float64Array
  readonly x2: Float64Array
  readonly y2: Float64Array
}

/** `south` and `scale` (rows per degree) place the rows; `margin` is how far, in rows, a row reaches over its borders. */
export function edgesOf(
  polygons: readonly Polygon[],
  south: number,
  scale: number,
  rows: number,
  margin: number,
): Edges {
  const span = (low: number, high: number): [number, number] => [
    Math.min(rows - 1, Math.max(0, Math.floor((low - south) * scale - margin))),
    Math.min(rows - 1, Math.max(0, Math.floor((high - south) * scale + margin))),
  ]
  const starts = new Int32Array(rows + 1)
  eachEdge(polygons, (_x1, y1, _x2, y2) => {
    const [first, last] = span(y1, y2)
    for (let row = first; row <= last; row++) starts[row + 1]!++
  })
  for (let row = 0; row < rows; row++) starts[row + 1]! += starts[row]!
  const count = starts[rows]!
  const edges = {
    starts,
    x1: new Float64Array(count),
    y1: new Float64Array(count),
    x2: new Float64Array(count),
    y2: new Float64Array(count),
  }
  const next = starts.slice(0, rows)
  eachEdge(polygons, (x1, y1, x2, y2) => {
    const [first, last] = span(y1, y2)
    for (let row = first; row <= last; row++) {
      const at = next[row]!++
      edges.x1[at] = x1
      edges.y1[at] = y1
      edges.x2[at] = x2
      edges.y2[at] = y2
    }
  })
  return edges
}

/**
 * Even-odd: whether a ray to the east crosses an odd number of edges. Half open both ways: an edge holds its lower end
 * but not its upper, and a point on an edge lies west of it in no region, so it belongs to the region on its east.
 */
export function inRow({ starts, x1, y1, x2, y2 }: Edges, row: number, x: number, y: number): boolean {
  let inside = false
  const end = starts[row + 1]!
  for (let edge = starts[row]!; edge < end; edge++) {
    const bottom = y1[edge]!
    const top = y2[edge]!
    if (bottom > y === top > y) continue
    if (x < ((x2[edge]! - x1[edge]!) * (y - bottom)) / (top - bottom) + x1[edge]!) inside = !inside
  }
  return inside
}

function eachEdge(polygons: readonly Polygon[], take: (x1: number, y1: number, x2: number, y2: number) => void): void {
  for (const polygon of polygons) {
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1]!
        const [bx, by] = ring[i]!
        const upwards = ay < by || (ay === by && ax <= bx)
        if (upwards) take(ax, ay, bx, by)
        else take(bx, by, ax, ay)
      }
    }
  }
}
