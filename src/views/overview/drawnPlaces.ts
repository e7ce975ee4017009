import { type Counts, isByClass, type Measured, type MeasureKey, measured, measures } from '../../insight/measures'
import { type HexGrid, hexCentre } from '../../queries/hexagons'
import type { PlaceRow } from '../../queries/places'
import type { RiskPlace } from '../../queries/riskList'
import type { MapChoices } from './useMapChoices'

/** What is drawn where there are no regions: cells by their centre, or points. */
export interface DrawnPlace extends Measured {
  readonly lon: number
  readonly lat: number
  /** Rows at a point; 0 for a cell. */
  readonly rows: number
}

export type Cell = Counts & { readonly q: number; readonly r: number }
export type MapRow = (Counts & { readonly region: string }) | Cell | PlaceRow | RiskPlace

/** Businesses of an answer, each at its place. */
export const classedPlaces = (rows: readonly MapRow[]): RiskPlace[] =>
  rows.filter((row): row is RiskPlace => 'class' in row && 'lat' in row)

/** The cells or points of an answer; null while there is none, for regions, and where points are businesses. */
export function drawnPlaces(
  form: MapChoices['form'],
  measure: MeasureKey,
  rows: readonly MapRow[] | undefined,
  grid: HexGrid,
): DrawnPlace[] | null {
  if (rows === undefined || form === 'regions' || (form === 'points' && isByClass(measure))) return null
  if (form === 'hexagons') {
    return (
      rows
        // While the answer to another measure's question stays in sight, its rows have other counts.
        .filter((row): row is Cell => 'q' in row && 'scored' in row === isByClass(measure))
        .map(cell => {
          const [lon, lat] = hexCentre(grid, cell.q, cell.r)
          return { lon, lat, rows: 0, ...measured(measure, cell) }
        })
        .filter(place => place.denominator !== 0 && (place.denominator !== null || place.numerator > 0))
    )
  }
  const { numerator, unit } = measures[measure]
  return rows
    .filter((row): row is PlaceRow => 'took_place' in row && 'lat' in row)
    .map(row => {
      const place = { lon: row.lon, lat: row.lat, rows: row.rows, few: false }
      if (numerator === 'complaints' || unit === 'count')
        return { ...place, value: row.rows, numerator: row.rows, denominator: null }
      const part = numerator === 'critical' ? row.critical : row.problem
      const value = row.took_place === 0 ? null : part / row.took_place
      return { ...place, value, numerator: part, denominator: row.took_place }
    })
}
