import type { FeatureCollection, Polygon } from 'geojson'
import { type Layout, layOut, MAP_SEED, type Point } from './layout'
import { districtNames, subdistrictNames } from './names'
import { at, Rng } from './rng'

/** Degrees, WGS-84. */
export type LonLat = readonly [lon: number, lat: number]

export const CENTRE: LonLat = [110.52, 31.04]
const KM_PER_LAT = 110.9
const KM_PER_LON = 111.32 * Math.cos((CENTRE[1] * Math.PI) / 180)

/** Rounded to five decimals, about one metre: the precision of every coordinate of the sample. */
export const round5 = (degrees: number): number => Math.round(degrees * 1e5) / 1e5

export const toLonLat = ([x, y]: Point): LonLat => [
  round5(CENTRE[0] + x / KM_PER_LON),
  round5(CENTRE[1] + y / KM_PER_LAT),
]
export const toKm = ([lon, lat]: LonLat): Point => [(lon - CENTRE[0]) * KM_PER_LON, (lat - CENTRE[1]) * KM_PER_LAT]

/** Kilometres between two places of the city. */
export function kmBetween(a: LonLat, b: LonLat): number {
  const [ax, ay] = toKm(a)
  const [bx, by] = toKm(b)
  return Math.hypot(ax - bx, ay - by)
}

export interface Region {
  code: string
  name: string
  nameEn: string
  /** Counter-clockwise, the first point repeated at the end. */
  ring: readonly LonLat[]
}

export interface Subdistrict extends Region {
  index: number
  district: Region
  /** Kilometres east and north of the city's centre, inside the ring. */
  site: Point
}

export interface CityMap {
  districts: readonly Region[]
  subdistricts: readonly Subdistrict[]
}

/** Points of the edge between two corners, both ends included: halves are moved aside, again and again. */
function roughEdge(from: Point, to: Point, rng: Rng): LonLat[] {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1])
  let points = [from, to]
  for (let step = length; step > 0.16; step /= 2) {
    points = points.flatMap((point, i): Point[] => {
      const next = points[i + 1]
      if (next === undefined) return [point]
      const shift = (rng.next() - 0.5) * 0.34
      const dx = next[0] - point[0]
      const dy = next[1] - point[1]
      return [point, [(point[0] + next[0]) / 2 - dy * shift, (point[1] + next[1]) / 2 + dx * shift]]
    })
  }
  return points.map(toLonLat)
}

/** An edge is drawn once, from its lower corner to its higher one, so both sides have the same points. */
function edgeDrawer({ corners }: Layout): (from: number, to: number) => LonLat[] {
  const drawn = new Map<string, LonLat[]>()
  return (from, to) => {
    const [low, high] = from < to ? [from, to] : [to, from]
    const key = `${low}-${high}`
    const edge = drawn.get(key) ?? roughEdge(at(corners, low), at(corners, high), new Rng(MAP_SEED, key))
    drawn.set(key, edge)
    return from < to ? edge : [...edge].reverse()
  }
}

/** Twice the signed area in square degrees; positive when counter-clockwise. */
export function signedArea(ring: readonly LonLat[]): number {
  let sum = 0
  for (let i = 0; i + 1 < ring.length; i++) {
    const [ax, ay] = at(ring, i)
    const [bx, by] = at(ring, i + 1)
    sum += (ax - CENTRE[0]) * (by - CENTRE[1]) - (bx - CENTRE[0]) * (ay - CENTRE[1])
  }
  return sum
}

function closed(points: LonLat[]): LonLat[] {
  const ring = points.filter((p, i) => i === 0 || p[0] !== points[i - 1]?.[0] || p[1] !== points[i - 1]?.[1])
  const [first, last] = [at(ring, 0), at(ring, ring.length - 1)]
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push(first)
  return signedArea(ring) > 0 ? ring : ring.reverse()
}

/** Links edges that start where another ends into one ring; a second ring (a hole, an island) is an error of the layout. */
function linkRing(edges: ReadonlyMap<number, { to: number; points: LonLat[] }>): LonLat[] {
  const [start] = edges.keys()
  if (start === undefined) throw new Error('a region has no edges')
  const points: LonLat[] = []
  let used = 0
  let corner = start
  do {
    const edge = edges.get(corner)
    if (edge === undefined) throw new Error(`the ring is open at corner ${corner}`)
    points.push(...edge.points.slice(0, -1))
    corner = edge.to
    used++
  } while (corner !== start)
  if (used !== edges.size) throw new Error('a region is in several pieces')
  return closed(points)
}

/** The city's two levels of regions. A district is the exact union of its subdistricts. */
export function drawMap(): CityMap {
  const layout = layOut()
  const edgeOf = edgeDrawer(layout)
  const names = subdistrictNames(new Rng(MAP_SEED, 'subdistrict names'))
  const districts = districtNames.map(({ zh, en }, d): Region => {
    const edges = new Map<number, { to: number; points: LonLat[] }>()
    layout.cells.forEach((cell, i) => {
      if (layout.districts[i] !== d) return
      cell.forEach(({ corner, beyond }, k) => {
        if (layout.districts[beyond] === d) return
        const to = at(cell, (k + 1) % cell.length).corner
        edges.set(corner, { to, points: edgeOf(corner, to) })
      })
    })
    return { code: String(990101 + d), name: zh, nameEn: en, ring: linkRing(edges) }
  })
  const serials = districts.map(() => 0)
  const subdistricts = layout.cells.map((cell, index): Subdistrict => {
    const d = at(layout.districts, index)
    const serial = at(serials, d) + 1
    serials[d] = serial
    const district = at(districts, d)
    const site = at(layout.sites, index)
    const { zh, en } = at(names, index)
    const rural = Math.hypot(...site) > 10.5
    const points = cell.flatMap(({ corner }, k) => edgeOf(corner, at(cell, (k + 1) % cell.length).corner).slice(0, -1))
    return {
      index,
      district,
      site,
      code: district.code + String(serial).padStart(3, '0'),
      name: zh + (rural ? '镇' : '街道'),
      nameEn: `${en} ${rural ? 'Town' : 'Subdistrict'}`,
      ring: closed(points),
    }
  })
  subdistricts.sort((a, b) => (a.code < b.code ? -1 : 1))
  return { districts, subdistricts: subdistricts.map((region, index) => ({ ...region, index })) }
}

/** Whether a place lies inside a ring. */
export function contains(ring: readonly LonLat[], [lon, lat]: LonLat): boolean {
  let inside = false
  let previous = at(ring, ring.length - 1)
  for (const corner of ring) {
    if (
      corner[1] > lat !== previous[1] > lat &&
      lon < ((previous[0] - corner[0]) * (lat - corner[1])) / (previous[1] - corner[1]) + corner[0]
    )
      inside = !inside
    previous = corner
  }
  return inside
}

export function geoJson(regions: readonly (Region | Subdistrict)[]): FeatureCollection<Polygon> {
  return {
    type: 'FeatureCollection',
    features: regions.map(region => ({
      type: 'Feature',
      properties: {
        code: region.code,
        name: region.name,
        name_en: region.nameEn,
        ...('district' in region ? { parent: region.district.code } : {}),
      },
      geometry: { type: 'Polygon', coordinates: [region.ring.map(([lon, lat]) => [lon, lat])] },
    })),
  }
}
