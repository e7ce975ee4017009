import { type HexagonCounts, type HexGrid, hexCentre } from '../../queries/hexagons'
import type { PlaceRow } from '../../queries/places'
import type { RegionCounts } from '../../queries/regionFigures'
import { type Measured, type MeasureKey, measured, measures } from './measures'
import type { MapChoices } from './useMapChoices'

/** What is drawn where there are no regions: cells by their centre, or points. */
export interface DrawnPlace extends Measured {
  readonly lon: number
  readonly lat: number
  /** Rows at a point; 0 for a cell. */
  readonly rows: number
}

/** The cells or points of an answer; null while there is none, and for regions. */
export function drawnPlaces(
  form: MapChoices['form'],
  measure: MeasureKey,
  rows: readonly (RegionCounts | HexagonCounts | PlaceRow)[] | undefined,
  grid: HexGrid,
): DrawnPlace[] | null {
  if (rows === undefined || form === 'regions') return null
  if (form === 'hexagons') {
    return rows
      .filter((row): row is HexagonCounts => 'q' in row)
      .map(cell => {
        const [lon, lat] = hexCentre(grid, cell.q, cell.r)
        return { lon, lat, rows: 0, ...measured(measure, cell) }
      })
      .filter(place => place.denominator !== 0 && (place.denominator !== null || place.numerator > 0))
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
