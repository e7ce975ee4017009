import type { ChartMap } from '../../charts/chart'
import type { RegionPoint } from '../../charts/regionMap'
import type { Profile } from '../../extracts/report'
import type { PlaceLine } from '../../insight/places'

export const regionPoints = (lines: readonly PlaceLine[]): RegionPoint[] =>
  lines.filter(line => !line.code.startsWith('~'))

/** The shapes of a level for the map; the version keeps shapes of other extracts apart. */
export function mapOf(profile: Profile, level: string, version: string): ChartMap | null {
  const shapes = profile.regions.shapes.find(each => each.level === level)
  return shapes ? { name: `${version}/${level}`, geojson: shapes.geojson } : null
}
