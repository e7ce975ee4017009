import type { ChartMap } from './chart'
import type { ChartTheme } from './theme'

/** West, south, east, north in degrees. */
export type Extent = readonly [number, number, number, number]

/** Metres of one degree of latitude on the mean sphere (radius 6,371,008.8 m). */
export const metresPerDegree = 111_195.08

const extents = new WeakMap<GeoJSON.FeatureCollection, Extent>()

/** The box around all shapes; a unit box around 0, 0 when there is none. */
export function extentOf(geojson: GeoJSON.FeatureCollection): Extent {
  const known = extents.get(geojson)
  if (known !== undefined) return known
  const extent = boxOf(cornersOf(geojson))
  extents.set(geojson, extent)
  return extent
}

/** The box around `[lon, lat]` positions with some room, never flat, so that it can be divided by. */
export function boxOf(positions: readonly (readonly number[])[]): Extent {
  const [west, south, east, north] = boundsOf(positions)
  if (west > east) return [-0.5, -0.5, 0.5, 0.5]
  const pad = Math.max(east - west, north - south, 0.002) * 0.02
  return [west - pad, south - pad, east + pad, north + pad]
}

/** The box itself; turned inside out where there is no position. */
export function boundsOf(positions: readonly (readonly number[])[]): Extent {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const [lon = Number.NaN, lat = Number.NaN] of positions) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat)) continue
    west = Math.min(west, lon)
    east = Math.max(east, lon)
    south = Math.min(south, lat)
    north = Math.max(north, lat)
  }
  return [west, south, east, north]
}

/** All corners of all shapes. */
export const cornersOf = (geojson: GeoJSON.FeatureCollection): readonly GeoJSON.Position[] =>
  geojson.features.flatMap(feature => ringsOf(feature.geometry).flat())

/** Outlines and holes of a shape; none of what is no area. */
export function ringsOf(geometry: GeoJSON.Geometry | null): readonly GeoJSON.Position[][] {
  if (geometry?.type === 'Polygon') return geometry.coordinates
  return geometry?.type === 'MultiPolygon' ? geometry.coordinates.flat() : []
}

/** An invisible box in place of shapes, so that places can be drawn where there are no regions. */
function plane(extent: Extent): ChartMap {
  const [west, south, east, north] = extent
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ]
  const geometry: GeoJSON.Polygon = { type: 'Polygon', coordinates: [ring] }
  const features: GeoJSON.Feature[] = [{ type: 'Feature', properties: { code: '~plane' }, geometry }]
  return { name: `~plane ${extent.join(' ')}`, geojson: { type: 'FeatureCollection', features } }
}

/** Fits the drawing into its card, north up, with true proportions in the middle of the extent. */
export function frameOf(extent: Extent) {
  return {
    left: 8,
    right: 8,
    top: 8,
    bottom: 8,
    preserveAspect: 'contain',
    aspectScale: Math.cos((((extent[1] + extent[3]) / 2) * Math.PI) / 180),
    roam: true,
    roamTrigger: 'global',
    scaleLimit: { min: 1, max: 60 },
  } as const
}

/** Region borders under marks, or the plane where there are no regions. Selected regions have a strong border. */
export function ground(map: ChartMap | null, extent: Extent, selected: readonly string[], theme: ChartTheme) {
  const { outline, noData, strong } = theme.colours
  const used = map ?? plane(extent)
  const hidden = { areaColor: 'transparent', borderColor: 'transparent' }
  const geo = {
    id: `geo ${used.name}`,
    map: used.name,
    nameProperty: 'code',
    silent: true,
    ...frameOf(map === null ? extent : extentOf(map.geojson)),
    itemStyle: map === null ? hidden : { areaColor: noData, borderColor: outline, borderWidth: 0.7, opacity: 0.9 },
    regions: selected.map(name => ({ name, itemStyle: { borderColor: strong, borderWidth: 2 } })),
    label: { show: false },
    emphasis: { disabled: true },
  }
  return { geo, maps: [used] as const }
}
