import { describe, expect, it } from 'vitest'
import { RegionIndex } from '../../src/extracts/regionIndex'
import type { Polygon, Ring } from '../../src/extracts/regionParse'
import { sweep } from '../sweep'

/** Numbers from 0 to 1 that are the same in every run. */
function randomOf(seed: number) {
  let state = seed
  return () => {
    state = (state * 1664525 + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** Even-odd over every edge of every ring, as the definition says: the first region that holds the point. */
function bruteForce(shapes: readonly (readonly Polygon[] | null)[], x: number, y: number): number {
  return shapes.findIndex(polygons => {
    let inside = false
    for (const ring of polygons?.flat() ?? []) {
      for (let i = 1; i < ring.length; i++) {
        let [[ax, ay], [bx, by]] = [ring[i - 1]!, ring[i]!]
        if (ay > by) [ax, ay, bx, by] = [bx, by, ax, ay]
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside
      }
    }
    return inside
  })
}

function star(random: () => number, x: number, y: number, radius: number, points: number): Ring {
  const ring: Ring = Array.from({ length: points }, (_, i) => {
    const angle = (2 * Math.PI * i) / points
    const reach = radius * (0.3 + 0.7 * random())
    return [x + reach * Math.cos(angle), y + reach * Math.sin(angle)]
  })
  return [...ring, ring[0]!]
}

const extentOf = (shapes: readonly (readonly Polygon[] | null)[]): [number, number, number, number] => {
  const points = shapes.flatMap(polygons => polygons?.flat(2) ?? [])
  const [xs, ys] = [points.map(point => point[0]), points.map(point => point[1])]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

describe('the region of a point', () => {
  it.each([1, 2, 3, 4])('is what brute force says, with holes, islands and overlaps (seed %i)', seed => {
    const random = randomOf(seed)
    const shapes = Array.from({ length: 12 }, (_, i) => {
      if (i === 7) return null
      const [x, y, radius] = [random() * 10, random() * 4, 0.2 + random() * 2]
      const outer = star(random, x, y, radius, 5 + Math.floor(random() * 60))
      const hole = star(random, x, y, radius * 0.25, 3 + Math.floor(random() * 9))
      return [[outer, hole], [star(random, random() * 10, random() * 4, 0.05, 7)]]
    })
    const extent = extentOf(shapes)
    const index = new RegionIndex(shapes, extent)
    const found = new Map<number, number>()
    for (let i = 0; i < sweep(60_000); i++) {
      const x = extent[0] - 0.1 + random() * (extent[2] - extent[0] + 0.2)
      const y = extent[1] - 0.1 + random() * (extent[3] - extent[1] + 0.2)
      const region = index.regionAt(x, y)
      if (region !== bruteForce(shapes, x, y)) expect.fail(`${x}, ${y}: ${region}, not ${bruteForce(shapes, x, y)}`)
      found.set(region, (found.get(region) ?? 0) + 1)
    }
    expect(found.size).toBeGreaterThan(6)
    for (const ring of shapes.flatMap(polygons => polygons?.flat() ?? [])) {
      for (const [x, y] of ring) expect(index.regionAt(x, y)).toBe(bruteForce(shapes, x, y))
    }
  })

  it('on a shared border belongs to exactly one', () => {
    // A grid of cells with bent borders that all neighbours share, point for point, in opposite directions.
    const random = randomOf(9)
    const size = 6
    const corner = new Map<string, [number, number]>()
    const at = (i: number, j: number): [number, number] => {
      const key = `${i},${j}`
      const edge = i === 0 || j === 0 || i === size || j === size
      const bend = () => (edge ? 0 : (random() - 0.5) * 0.6)
      if (!corner.has(key)) corner.set(key, [i + bend(), j + bend()])
      return corner.get(key)!
    }
    const shapes: Polygon[][] = []
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) shapes.push([[[at(i, j), at(i + 1, j), at(i + 1, j + 1), at(i, j + 1), at(i, j)]]])
    }
    const index = new RegionIndex(shapes, [0, 0, size, size])
    const holders = (x: number, y: number) => shapes.filter(shape => bruteForce([shape], x, y) === 0).length
    for (let i = 1; i < size; i++) {
      for (let j = 1; j < size; j++) {
        for (const [to, t] of [
          [at(i + 1, j), 0],
          [at(i + 1, j), 0.5],
          [at(i, j + 1), 0.25],
          [at(i, j + 1), random()],
        ] as const) {
          const [ax, ay] = at(i, j)
          const [x, y] = [ax + (to[0] - ax) * t, ay + (to[1] - ay) * t]
          expect(holders(x, y)).toBe(1)
          expect(index.regionAt(x, y)).toBe(bruteForce(shapes, x, y))
        }
      }
    }
  })

  it('on a straight shared border and on a shared corner belongs to exactly one', () => {
    const square = (x: number, y: number): Polygon[] => [
      [
        [
          [x, y],
          [x + 1, y],
          [x + 1, y + 1],
          [x, y + 1],
          [x, y],
        ],
      ],
    ]
    const index = new RegionIndex([square(1, 0), square(2, 0), square(1, 1), square(2, 1)], [1, 0, 3, 2])
    expect(index.regionAt(2, 0.5)).toBe(1)
    expect(index.regionAt(1.5, 1)).toBe(2)
    expect(index.regionAt(2, 1)).toBe(3)
  })

  it('without a place, at 0, 0 and outside is none', () => {
    const index = new RegionIndex(
      [
        [
          [
            [
              [-1, -1],
              [1, -1],
              [1, 1],
              [-1, 1],
              [-1, -1],
            ],
          ],
        ],
      ],
      [-1, -1, 1, 1],
    )
    const out = new Int32Array(7)
    const { NaN: nan } = Number
    index.regionsAt([0, nan, 0.5, 2, 0.5, -1, 1], [0, 0, nan, 0, 0.5, -1, 1], out)
    expect([...out]).toEqual([-1, -1, -1, -1, 0, 0, -1])
  })

  it('in a flat or pointlike extent is none, and nothing fails', () => {
    const line: Polygon[] = [
      [
        [
          [5, 5],
          [6, 5],
          [5, 5],
          [5, 5],
        ],
      ],
    ]
    expect(new RegionIndex([line], [5, 5, 6, 5]).regionAt(5.5, 5)).toBe(-1)
    expect(new RegionIndex([null], [5, 5, 5, 5]).regionAt(5, 5)).toBe(-1)
  })
})
