import { type Counts, type Measured, type MeasureKey, measured } from './measures'

/** One row of the ranking, a region or what lies beside the regions (`~outside`, `~none`, `~coarser`). */
export interface PlaceLine extends Measured {
  readonly code: string
  readonly name: string
}

/** A region of the catalogue. */
export interface NamedRegion {
  readonly code: string
  readonly name: string
  readonly level: string
}

/** Every region of a level with its measure, those without rows too; then what lies beside them, if it has rows. */
export function placeLines(
  rows: readonly (Counts & { readonly region: string })[],
  all: readonly NamedRegion[],
  level: string,
  measure: MeasureKey,
  besideName: (code: string) => string,
): PlaceLine[] {
  const counts = new Map(rows.map(row => [row.region, row]))
  const regions = all.filter(region => region.level === level)
  // Without region files nobody knows more of a region than its code.
  const stated = all.length === 0 ? rows.filter(row => !row.region.startsWith('~')) : []
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
