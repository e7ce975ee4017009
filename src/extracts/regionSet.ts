import { RegionIndex } from './regionIndex'
import { coarseToFine } from './regionLevels'
import { type ParsedRegion, type Polygon, parseRegions } from './regionParse'
import { simplifiedShapes } from './regionShapes'
import type { Region, RegionFile, RegionSet, RegionShapes } from './source'

type Extent = readonly [number, number, number, number]

/** Regions as the app sees them, and the way from places to them. */
export interface LoadedRegions {
  readonly set: RegionSet
  /** Region codes that `locate`'s numbers point to. */
  readonly codes: readonly string[]
  /** Numbers of the finest region of each place into `out`, -1 outside of all; lists of equal length. */
  locate(lon: ArrayLike<number>, lat: ArrayLike<number>, out: Int32Array): void
}

interface Level {
  readonly level: string
  readonly regions: ParsedRegion[]
}

/** Parses, orders, indexes and simplifies region files. Throws an `ExtractError` for a file without any usable region. */
export async function loadRegions(files: readonly RegionFile[]): Promise<LoadedRegions> {
  const problems: string[] = []
  const levels = coarseToFine(mergedLevels(files, problems))
  const regions: Region[] = []
  const shapes: RegionShapes[] = []
  const indices: { readonly index: RegionIndex; readonly first: number }[] = []
  let extent: Extent | null = null
  for (const level of levels) {
    const first = regions.length
    const coarser = new Set(regions.map(region => region.code))
    for (const { code, name, parent } of level.regions) {
      const known = parent === null || coarser.size === 0 || coarser.has(parent)
      if (!known)
        problems.push(`region ${code} (${level.level}): its parent ${parent} is not among the coarser regions`)
      regions.push({ code, name, level: level.level, parent: known ? parent : null })
    }
    const polygons = level.regions.map(region => region.polygons)
    const around = extentOf(polygons)
    if (!around) continue
    indices.push({ index: new RegionIndex(polygons, around), first })
    extent = extent ? united(extent, around) : around
    const codes = level.regions.map(region => region.code)
    shapes.push({ level: level.level, geojson: await simplifiedShapes(codes, polygons, around) })
  }
  indices.reverse()
  const set = { regions, levels: levels.map(level => level.level), shapes, extent, problems }
  return { set, codes: regions.map(region => region.code), locate: (lon, lat, out) => locate(indices, lon, lat, out) }
}

/** Finest level first; what it misses, a coarser one may have. */
function locate(
  indices: readonly { readonly index: RegionIndex; readonly first: number }[],
  lon: ArrayLike<number>,
  lat: ArrayLike<number>,
  out: Int32Array,
): void {
  for (let i = 0; i < out.length; i++) {
    out[i] = -1
    for (const { index, first } of indices) {
      const found = index.regionAt(lon[i]!, lat[i]!)
      if (found < 0) continue
      out[i] = first + found
      break
    }
  }
}

/** Files of one level together. A code is a region's key in every table, so it may occur once only over all levels. */
function mergedLevels(files: readonly RegionFile[], problems: string[]): Level[] {
  const levels = new Map<string, Level>()
  const seen = new Set<string>()
  for (const file of files) {
    const parsed = parseRegions(file)
    problems.push(...parsed.problems)
    const level = levels.get(file.level) ?? { level: file.level, regions: [] }
    levels.set(file.level, level)
    for (const region of parsed.regions) {
      if (seen.has(region.code)) {
        problems.push(`${file.name}: the code ${region.code} occurs in an earlier region file; the first stays`)
        continue
      }
      seen.add(region.code)
      level.regions.push(region)
    }
  }
  return [...levels.values()]
}

function extentOf(shapes: readonly (readonly Polygon[] | null)[]): Extent | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const polygons of shapes) {
    for (const polygon of polygons ?? []) {
      for (const ring of polygon) {
        for (const [lon, lat] of ring) {
          if (lon < west) west = lon
          if (lon > east) east = lon
          if (lat < south) south = lat
          if (lat > north) north = lat
        }
      }
    }
  }
  return west <= east ? [west, south, east, north] : null
}

function united(a: Extent, b: Extent): Extent {
  return [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[2], b[2]), Math.max(a[3], b[3])]
}
