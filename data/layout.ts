import { Delaunay } from 'd3-delaunay'
import { at, Rng } from './rng'

/** Kilometres east and north of the city's centre. */
export type Point = readonly [x: number, y: number]

/** The map does not follow the seed of the rows: a city keeps its districts, and a truth its place. */
export const MAP_SEED = 12

export const DISTRICTS = 12
export const SUBDISTRICTS = 96

/** The cells of the map before its edges are roughened. */
export interface Layout {
  sites: readonly Point[]
  /** District of each of the 96 subdistricts, 0-11. */
  districts: readonly number[]
  /** Corners of the straight-edged cells. */
  corners: readonly Point[]
  /** For each subdistrict its corners in order, each with the cell that lies beyond the edge that starts there. */
  cells: readonly (readonly { corner: number; beyond: number }[])[]
}

const distance = (a: Point, b: Point): number => Math.hypot(a[0] - b[0], a[1] - b[1])

/** Sites spread over a disc, closer together in the middle, by Lloyd's rounds over a sample of points. */
function spreadSites(rng: Rng, count: number, radius: number): Point[] {
  const sample: Point[] = []
  while (sample.length < 12_000) {
    const r = radius * Math.sqrt(rng.next())
    const angle = 2 * Math.PI * rng.next()
    const density = 0.22 + Math.exp(-((r / 5.5) ** 2))
    if (rng.next() * 1.22 < density) sample.push([r * Math.cos(angle), r * Math.sin(angle)])
  }
  let sites = sample.slice(0, count)
  for (let round = 0; round < 14; round++) {
    const cells = Delaunay.from(sites as [number, number][])
    const sums = sites.map(() => ({ x: 0, y: 0, n: 0 }))
    let near = 0
    for (const [x, y] of sample) {
      near = cells.find(x, y, near)
      const sum = at(sums, near)
      sum.x += x
      sum.y += y
      sum.n++
    }
    sites = sites.map((site, i) => {
      const { x, y, n } = at(sums, i)
      return n === 0 ? site : [x / n, y / n]
    })
  }
  return sites
}

/** Where a site lies in relation to the city's outline: below 1 inside. */
function depth(rng: Rng): (site: Point) => number {
  const waves = [2, 3, 5].map(k => ({ k, phase: 2 * Math.PI * rng.next(), size: 0.24 / k }))
  return ([x, y]) => {
    const angle = Math.atan2(y, x)
    return Math.hypot(x, y) / waves.reduce((r, { k, phase, size }) => r + size * Math.cos(k * angle + phase), 1)
  }
}

/** Groups neighbouring cells to districts: the smallest one takes the nearest free neighbour, until none is free. */
function groupDistricts(rng: Rng, sites: readonly Point[], neighbours: readonly (readonly number[])[]): number[] {
  let centres: Point[] = []
  while (centres.length < DISTRICTS) {
    // Each new centre is the one of a few random sites that is farthest from the others.
    const candidates = Array.from({ length: 8 }, () => rng.pick(sites))
    const gap = (site: Point) => Math.min(99, ...centres.map(centre => distance(centre, site)))
    centres.push(candidates.reduce((best, site) => (gap(site) > gap(best) ? site : best)))
  }
  for (let round = 0; round < 8; round++) {
    const nearest = sites.map(site =>
      centres.reduce((best, centre, d) => (distance(centre, site) < distance(at(centres, best), site) ? d : best), 0),
    )
    centres = centres.map((centre, d) => {
      const own = sites.filter((_, i) => nearest[i] === d)
      if (own.length === 0) return centre
      return [own.reduce((s, p) => s + p[0], 0) / own.length, own.reduce((s, p) => s + p[1], 0) / own.length]
    })
  }
  const district = new Array<number>(sites.length).fill(-1)
  const sizes = new Array<number>(DISTRICTS).fill(0)
  const take = (site: number, d: number) => {
    district[site] = d
    sizes[d] = at(sizes, d) + 1
  }
  centres.forEach((centre, d) => {
    const free = sites.map((_, i) => i).filter(i => district[i] === -1)
    take(
      free.reduce((best, i) => (distance(at(sites, i), centre) < distance(at(sites, best), centre) ? i : best)),
      d,
    )
  })
  for (let left = sites.length - DISTRICTS; left > 0; left--) {
    let best = { cost: Number.POSITIVE_INFINITY, site: -1, d: -1 }
    district.forEach((d, from) => {
      if (d === -1) return
      for (const site of at(neighbours, from)) {
        if (district[site] !== -1) continue
        const cost = at(sizes, d) * 1.1 + distance(at(sites, site), at(centres, d))
        if (cost < best.cost) best = { cost, site, d }
      }
    })
    take(best.site, best.d)
  }
  return district
}

/** Corners (one for each triangle of the dual) and cells of the first `count` sites. */
function cellsOf(delaunay: Delaunay<Delaunay.Point>, count: number): Layout['cells'] {
  const { triangles, halfedges, inedges } = delaunay
  const sitesOf = (t: number) => [at(triangles, 3 * t), at(triangles, 3 * t + 1), at(triangles, 3 * t + 2)]
  return Array.from({ length: count }, (_, site) => {
    const around: number[] = []
    const first = at(inedges, site)
    let edge = first
    do {
      around.push(Math.floor(edge / 3))
      edge = at(halfedges, edge % 3 === 2 ? edge - 2 : edge + 1)
      if (edge === -1) throw new Error(`the cell of site ${site} is open`)
    } while (edge !== first)
    return around.map((corner, i) => {
      const next = new Set(sitesOf(at(around, (i + 1) % around.length)))
      const beyond = sitesOf(corner).find(other => other !== site && next.has(other))
      if (beyond === undefined) throw new Error(`corner ${corner} has no edge`)
      return { corner, beyond }
    })
  })
}

/** The map: 96 cells of a Voronoi diagram whose outer cells, those beyond the outline, are left out. */
export function layOut(): Layout {
  const rng = new Rng(MAP_SEED, 'layout')
  const spread = spreadSites(rng, 190, 24)
  const depthOf = depth(rng)
  const sites = spread.sort((a, b) => depthOf(a) - depthOf(b))
  const delaunay = Delaunay.from(sites as [number, number][])
  const centres = delaunay.voronoi([-60, -60, 60, 60]).circumcenters
  const corners = Array.from(
    { length: centres.length / 2 },
    (_, t): Point => [at(centres, 2 * t), at(centres, 2 * t + 1)],
  )
  const cells = cellsOf(delaunay, SUBDISTRICTS)
  const neighbours = cells.map(cell => cell.map(({ beyond }) => beyond).filter(beyond => beyond < SUBDISTRICTS))
  const inside = sites.slice(0, SUBDISTRICTS)
  return { sites: inside, districts: groupDistricts(rng, inside, neighbours), corners, cells }
}
