import type { Choices } from '../../filters/filters'
import type { Alert } from './alert'

/** A region with the one above it, and the shapes of a level by code: what a page knows of them. */
export interface KnownRegions {
  readonly regions: readonly { readonly code: string; readonly name: string; readonly parent: string | null }[]
  readonly shapes: readonly { readonly geojson: GeoJSON.FeatureCollection }[]
}

/** Whether a place lies in a shape: even-odd rule on the plane of degrees. */
export function holds(geometry: GeoJSON.Geometry | null, lon: number, lat: number): boolean {
  const polygons =
    geometry?.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry?.type === 'MultiPolygon'
        ? geometry.coordinates
        : []
  let inside = false
  for (const ring of polygons.flat()) {
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x1 = 0, y1 = 0] = ring[i] ?? []
      const [x2 = 0, y2 = 0] = ring[j] ?? []
      if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside
    }
  }
  return inside
}

/** Codes of the regions that hold a place, those of the finest level last; none outside all of them. */
export const regionsAt = ({ shapes }: KnownRegions, lon: number, lat: number): string[] =>
  shapes.flatMap(({ geojson }) =>
    geojson.features
      .filter(({ geometry }) => holds(geometry, lon, lat))
      .map(({ properties }) => String(properties?.code ?? '')),
  )

/** A region's code and those of all above it. */
export function withAbove(code: string, regions: KnownRegions['regions']): string[] {
  const found = [code]
  for (const each of found) {
    const parent = regions.find(region => region.code === each)?.parent
    if (parent != null && !found.includes(parent)) found.push(parent)
  }
  return found
}

/**
 * Whether an alert is about what the filters choose, as far as it says what it is about: one of the whole city, of every
 * category or of no department is about all of them. An alert of a region that holds a chosen one stays, too. `regions` are
 * the chosen ones with all below them.
 */
export function isAbout(
  alert: Alert,
  { regions, categories, departments }: Pick<Choices, 'regions' | 'categories' | 'departments'>,
  known: KnownRegions,
): boolean {
  const { place, category, department } = alert
  if (categories.length > 0 && category !== undefined && !categories.includes(category)) return false
  if (departments.length > 0 && department !== undefined && !departments.includes(department)) return false
  if (regions.length === 0 || place === null) return true
  if ('region' in place) {
    const chosen = new Set(regions.flatMap(code => withAbove(code, known.regions)))
    return chosen.has(place.region) || withAbove(place.region, known.regions).some(code => regions.includes(code))
  }
  return regionsAt(known, place.lon, place.lat).some(code => regions.includes(code))
}
