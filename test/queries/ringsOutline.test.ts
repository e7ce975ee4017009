import { expect, it } from 'vitest'
import { hexCentre, hexCorners, ringsOutline } from '../../src/queries/hexagons'

const grid = { lon: 112, lat: 31, edge: 40_000 }

it('hexagons within some rings of one have one border, which holds those and no other', () => {
  const inside = (ring: readonly (readonly [number, number])[], [lon, lat]: readonly [number, number]): boolean =>
    ring.filter(([x1, y1], i) => {
      const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1]
      return y1 > lat !== y2 > lat && lon < x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1)
    }).length %
      2 ===
    1
  for (const rings of [0, 1, 2, 3]) {
    const border = ringsOutline(grid, 2, -1, rings)
    expect(border).toHaveLength(6 + 12 * rings)
    for (let q = -5; q <= 5; q++) {
      for (let r = -5; r <= 5; r++) {
        const near = Math.max(Math.abs(q), Math.abs(r), Math.abs(q + r)) <= rings
        // Its middle, and a place in each of its corners.
        const [lon, lat] = hexCentre(grid, 2 + q, r - 1)
        const places = hexCorners(grid, 2 + q, r - 1).map(
          ([x, y]) => [lon + 0.98 * (x - lon), lat + 0.98 * (y - lat)] as const,
        )
        for (const place of [[lon, lat] as const, ...places]) expect(inside(border, place)).toBe(near)
      }
    }
  }
})
