import type { AlertPlace } from './alert'
import type { KnownRegions } from './places'

/** `[lon, lat]` in degrees, not closed. */
export type Ring = readonly (readonly [number, number])[]

/** Metres of one degree of latitude on the mean sphere (radius 6,371,008.8 m). */
const metresPerDegree = 111_195.08

/** A circle of `radius` metres on the local plane, from north clockwise. Nothing for what is no place. */
export function circleRing(lon: number, lat: number, radius: number, corners = 48): Ring {
  if (![lon, lat, radius].every(Number.isFinite) || radius <= 0 || Math.abs(lat) >= 90) return []
  const scale = Math.cos((lat * Math.PI) / 180)
  return Array.from({ length: corners }, (_, k) => {
    const angle = (2 * Math.PI * k) / corners
    const east = (radius * Math.sin(angle)) / (metresPerDegree * scale)
    const north = (radius * Math.cos(angle)) / metresPerDegree
    return [lon + east, lat + north] as const
  })
}

/** The outlines of a shape, holes among them. */
function ringsOf(geometry: GeoJSON.Geometry | null): Ring[] {
  const rings = (polygon: readonly (readonly GeoJSON.Position[])[]): Ring[] =>
    polygon.map(ring => ring.map(([lon = 0, lat = 0]) => [lon, lat] as const))
  if (geometry?.type === 'Polygon') return rings(geometry.coordinates)
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flatMap(rings) : []
}

/** What marks a place on a map: a circle, or the borders of a region of any level; nothing where it has no shape. */
export function outlinesOf(place: AlertPlace, { shapes }: Pick<KnownRegions, 'shapes'>): Ring[] {
  if ('lon' in place) return [circleRing(place.lon, place.lat, place.radius)].filter(ring => ring.length > 0)
  for (const { geojson } of shapes) {
    const feature = geojson.features.find(({ properties }) => String(properties?.code) === place.region)
    if (feature !== undefined) return ringsOf(feature.geometry)
  }
  return []
}
