import type { GeometryCollection, Topology } from 'topojson-specification'
import type { Polygon, Ring } from './regionParse'

/** A map this many pixels wide shows the whole extent; what is below a fraction of one of them is left out. */
const screen = 1000
/** Points whose triangle with their neighbours is smaller than this many square pixels go. */
const smallestTriangle = 1
/** Islands and holes below this many square pixels go, unless a region would vanish. */
const smallestRing = 2

/**
 * Shapes for a screen, `properties.code` on each; regions without a shape are absent. Neighbours keep sharing their
 * borders, because borders are simplified once, as arcs (Visvalingam). `extent` is west, south, east, north of all.
 */
export async function simplifiedShapes(
  codes: readonly string[],
  shapes: readonly (readonly Polygon[] | null)[],
  extent: readonly [number, number, number, number],
): Promise<GeoJSON.FeatureCollection> {
  const [{ topology }, { presimplify, simplify }, { feature }] = await Promise.all([
    import('topojson-server'),
    import('topojson-simplify'),
    import('topojson-client'),
  ])
  const pixel = Math.max(extent[2] - extent[0], extent[3] - extent[1], 1e-6) / screen
  const geometry: GeoJSON.GeometryCollection = {
    type: 'GeometryCollection',
    geometries: shapes.map(polygons => ({ type: 'MultiPolygon', coordinates: [...(polygons ?? [])] })),
  }
  const weighed = presimplify(
    topology({ regions: geometry }) as Topology<{ regions: GeometryCollection<{ code?: string }> }>,
  )
  const simple = simplify(weighed, smallestTriangle * pixel * pixel)
  const digits = Math.min(7, Math.max(2, Math.ceil(0.5 - Math.log10(pixel))))
  simple.arcs = simple.arcs.map(arc => rounded(arc, digits))
  const features: GeoJSON.Feature[] = []
  for (const [index, part] of simple.objects.regions.geometries.entries()) {
    const original = shapes[index]
    if (!original?.length || part.type !== 'MultiPolygon') continue
    const { coordinates } = feature(simple, part).geometry
    const polygons = visible(coordinates as Polygon[], original, pixel)
    features.push({
      type: 'Feature',
      properties: { code: codes[index] },
      geometry:
        polygons.length === 1
          ? { type: 'Polygon', coordinates: polygons[0]! }
          : { type: 'MultiPolygon', coordinates: polygons },
    })
  }
  return { type: 'FeatureCollection', features }
}

/** Without islands and holes too small to see; a region that has nothing else keeps its largest part, as it was. */
function visible(polygons: readonly Polygon[], original: readonly Polygon[], pixel: number): Polygon[] {
  const smallest = smallestRing * pixel * pixel
  const kept = polygons
    .filter(([outer]) => outer && area(outer) >= smallest)
    .map(([outer, ...holes]) => [outer!, ...holes.filter(hole => area(hole) >= smallest)])
  if (kept.length > 0) return kept
  const largest = original.reduce((best, polygon) => (area(polygon[0]!) > area(best[0]!) ? polygon : best))
  return [[largest[0]!]]
}

function rounded(arc: readonly (readonly number[])[], digits: number): [number, number][] {
  const unit = 10 ** digits
  const out: [number, number][] = []
  for (const [lon, lat] of arc) {
    const point: [number, number] = [Math.round(lon! * unit) / unit, Math.round(lat! * unit) / unit]
    const last = out.at(-1)
    // An arc needs two points; beyond these, equal neighbours say nothing.
    if (!last || last[0] !== point[0] || last[1] !== point[1]) out.push(point)
  }
  if (out.length === 1) out.push([...out[0]!])
  return out
}

function area(ring: Ring): number {
  let twice = 0
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1]!
    const [bx, by] = ring[i]!
    twice += ax * by - bx * ay
  }
  return Math.abs(twice) / 2
}
