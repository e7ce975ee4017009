import type { ChartMap } from '../../charts/chart'
import type { RegionPoint } from '../../charts/regionMap'
import type { Profile } from '../../extracts/report'
import { type Counts, type Measured, type MeasureKey, measured } from './measures'

/** One row of the ranking, a region or what lies beside the regions (`~outside`, `~none`, `~coarser`). */
export interface PlaceLine extends Measured {
  readonly code: string
  readonly name: string
}

/** Every region of a level with its measure, those without rows too; then what lies beside them, if it has rows. */
export function placeLines(
  rows: readonly (Counts & { readonly region: string })[],
  profile: Profile,
  level: string,
  measure: MeasureKey,
  besideName: (code: string) => string,
): PlaceLine[] {
  const counts = new Map(rows.map(row => [row.region, row]))
  const regions = profile.regions.regions.filter(region => region.level === level)
  // Without region files nobody knows more of a region than its code.
  const stated = profile.regions.regions.length === 0 ? rows.filter(row => !row.region.startsWith('~')) : []
  const beside = rows.filter(row => row.region.startsWith('~'))
  return [
    ...regions.map(region => ({ code: region.code, name: region.name, ...measured(measure, counts.get(region.code)) })),
    ...stated.map(row => ({ code: row.region, name: row.region, ...measured(measure, row) })),
    ...beside.map(row => ({ code: row.region, name: besideName(row.region), ...measured(measure, row) })),
  ]
}

/** Regions first that can be relied on, then small denominators, then what has no value; each by value, most first. */
export function ranked(lines: readonly PlaceLine[]): PlaceLine[] {
  const group = (line: PlaceLine): number =>
    line.value === null ? 3 : line.code.startsWith('~') ? 2 : line.few ? 1 : 0
  return [...lines].sort((a, b) => group(a) - group(b) || (b.value ?? 0) - (a.value ?? 0) || b.numerator - a.numerator)
}

export const regionPoints = (lines: readonly PlaceLine[]): RegionPoint[] =>
  lines.filter(line => !line.code.startsWith('~'))

/** The shapes of a level for the map; the version keeps shapes of other extracts apart. */
export function mapOf(profile: Profile, level: string, version: string): ChartMap | null {
  const shapes = profile.regions.shapes.find(each => each.level === level)
  return shapes ? { name: `${version}/${level}`, geojson: shapes.geojson } : null
}
