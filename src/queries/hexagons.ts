import { rounded } from '../engine/dialect'
import { type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type PlaceCounts, placeCounts, placeSums } from './regionFigures'

/** Axial coordinates of a hexagon and its counts. */
export type HexagonCounts = PlaceCounts & { q: number; r: number }

/** The plane of the hexagons: a local equirectangular one around `lon`, `lat`; `edge` in metres. */
export interface HexGrid {
  readonly lon: number
  readonly lat: number
  readonly edge: number
}

/** Metres of a degree of latitude, and of longitude at the equator, on the WGS-84 sphere of 6,371,008.8 m. */
const metres = 111_195.08

const metresEast = (grid: HexGrid): number => metres * Math.cos((grid.lat * Math.PI) / 180)

/**
 * Counts by hexagon: pointy-top axial coordinates with cube rounding (redblobgames.com/grids/hexagons, "Pixel to Hex").
 * Rows without coordinates have no hexagon.
 */
export const hexagons = (filters: Filters, grid: HexGrid): Sql<HexagonCounts> =>
  byHexagon(
    placeCounts(hexagonKey(grid), t => sql`lon IS NOT NULL AND ${where(t, filters)}`),
    placeSums,
  )

/** `sums` of `parts` (with the columns of `hexagonKey`) by hexagon. */
export const byHexagon = <Row>(parts: Sql, sums: Sql): Sql<Row> =>
  sql`SELECT CAST(q AS DOUBLE) AS q, CAST(r AS DOUBLE) AS r, ${sums} FROM (${parts}) GROUP BY q, r ORDER BY q, r`

/** The hexagon of a row as columns `q` and `r`. */
export function hexagonKey(grid: HexGrid): Sql {
  const x = sql`(lon - CAST(${grid.lon} AS DOUBLE)) * CAST(${metresEast(grid) / grid.edge} AS DOUBLE)`
  const y = sql`(lat - CAST(${grid.lat} AS DOUBLE)) * CAST(${metres / grid.edge} AS DOUBLE)`
  const q = sql`(${x} * CAST(${Math.sqrt(3) / 3} AS DOUBLE) - (${y}) / 3)`
  const r = sql`((${y}) * 2 / 3)`
  const s = sql`(-(${q}) - ${r})`
  const off = (value: Sql): Sql => sql`abs(${rounded(value)} - ${value})`
  const qRounded = sql`CASE WHEN ${off(q)} > ${off(r)} AND ${off(q)} > ${off(s)} THEN -${rounded(r)} - ${rounded(s)} ELSE ${rounded(q)} END`
  const rRounded = sql`CASE WHEN ${off(q)} > ${off(r)} AND ${off(q)} > ${off(s)} THEN ${rounded(r)} WHEN ${off(r)} > ${off(s)} THEN -${rounded(q)} - ${rounded(s)} ELSE ${rounded(r)} END`
  return sql`CAST(${qRounded} AS INTEGER) AS q, CAST(${rRounded} AS INTEGER) AS r`
}

/** Centre of a hexagon in degrees. */
export const hexCentre = (grid: HexGrid, q: number, r: number): readonly [lon: number, lat: number] => [
  grid.lon + (grid.edge * Math.sqrt(3) * (q + r / 2)) / metresEast(grid),
  grid.lat + (grid.edge * 1.5 * r) / metres,
]

/** Axial steps to the neighbour behind each side, that between corner k and the next of `hexCorners`. */
const neighbours = [[0, 1], [-1, 1], [-1, 0], [0, -1], [1, -1], [1, 0]] as const // biome-ignore format: one line

/**
 * The border of all hexagons within `rings` steps of one, in degrees, counter-clockwise and not closed: six corners for
 * none, twelve more for each ring.
 */
export function ringsOutline(
  grid: HexGrid,
  q: number,
  r: number,
  rings: number,
): (readonly [lon: number, lat: number])[] {
  const inside = (dq: number, dr: number): boolean => Math.max(Math.abs(dq), Math.abs(dr), Math.abs(dq + dr)) <= rings
  const border: (readonly [lon: number, lat: number])[] = []
  // From the easternmost hexagon of the middle row on: along its sides that face outwards, then to the hexagon behind the next.
  let [dq, dr, side] = [rings, 0, 5]
  do {
    const corner = hexCorners(grid, q + dq, r + dr)[side]
    if (corner !== undefined) border.push(corner)
    side = (side + 1) % 6
    const [aq, ar] = neighbours[side] ?? [0, 0]
    if (inside(dq + aq, dr + ar)) {
      // The corner is shared: the walk goes on along that hexagon, from the side after the one between the two.
      ;[dq, dr, side] = [dq + aq, dr + ar, (side + 4) % 6]
    }
  } while (!(dq === rings && dr === 0 && side === 5))
  return border
}

/** Corners of a hexagon in degrees, counter-clockwise from the north-east. */
export const hexCorners = (grid: HexGrid, q: number, r: number): (readonly [lon: number, lat: number])[] => {
  const [lon, lat] = hexCentre(grid, q, r)
  return Array.from({ length: 6 }, (_, i) => {
    const angle = (Math.PI / 180) * (60 * i + 30)
    return [
      lon + (grid.edge * Math.cos(angle)) / metresEast(grid),
      lat + (grid.edge * Math.sin(angle)) / metres,
    ] as const
  })
}
