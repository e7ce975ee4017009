import { useMemo } from 'react'
import type { Chart } from '../../charts/chart'
import { hexMap } from '../../charts/hexMap'
import { pointMap } from '../../charts/pointMap'
import { regionMap } from '../../charts/regionMap'
import type { Sql } from '../../engine/sql'
import { useEngine, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { type HexagonCounts, type HexGrid, hexagons, hexCentre } from '../../queries/hexagons'
import type { OverviewQuestions } from '../../queries/overview'
import { type PlaceRow, places } from '../../queries/places'
import { type RegionCounts, regionFigures } from '../../queries/regionFigures'
import { useChartTheme } from '../../ui/useChartTheme'
import { type MeasureKey, measured, measures } from './measures'
import { mapOf, type PlaceLine, regionPoints } from './places'
import type { MapChoices } from './useMapChoices'

/** Points on a map: more are neither seen nor drawn quickly. */
export const mostPoints = 20_000

/** The grid for an extent: about forty hexagons across, edges of 250, 500, 1,000 metres and so on. */
export function gridOf(profile: Profile): HexGrid {
  const [west, south, east, north] = profile.regions.extent ?? [-180, -85, 180, 85]
  const across = Math.max(
    (east - west) * 111_195 * Math.cos((((south + north) / 2) * Math.PI) / 180),
    (north - south) * 111_195,
  )
  let edge = 250
  while (across / (edge * Math.sqrt(3)) > 60) edge *= 2
  return { lon: (west + east) / 2, lat: (south + north) / 2, edge }
}

/** The question behind the map's form; the regions' one is the ranking's too. */
export function mapQuestion(
  form: MapChoices['form'],
  asked: OverviewQuestions,
  level: string,
  grid: HexGrid,
  measure: MeasureKey,
): Sql<RegionCounts | HexagonCounts | PlaceRow> {
  if (form === 'hexagons') return hexagons(asked.filters, grid)
  if (form === 'points')
    return places(
      asked.filters,
      measures[measure].numerator === 'complaints' ? 'complaints' : 'inspections',
      mostPoints,
    )
  return regionFigures(asked.filters, level)
}

/** The map as a chart: null until its answer is there. */
export function useMapChart(
  choices: MapChoices,
  asked: OverviewQuestions,
  profile: Profile,
  lines: readonly PlaceLine[] | null,
  chosen: readonly string[],
) {
  const { t, formats } = useTexts()
  const { extractVersion } = useEngine()
  const theme = useChartTheme()
  const { form, measure, level } = choices
  const grid = useMemo(() => gridOf(profile), [profile])
  const question = useMemo(() => mapQuestion(form, asked, level, grid, measure), [form, asked, level, grid, measure])
  const answer = useRows<RegionCounts | HexagonCounts | PlaceRow>(question)
  const map = useMemo(() => mapOf(profile, level, extractVersion), [profile, level, extractVersion])
  const chart = useMemo((): Chart | null => {
    const { unit, numerator, denominator } = measures[measure]
    const look = {
      map,
      unit,
      label: t(`overview.measure.${measure}`),
      numeratorLabel: t(`overview.counts.${numerator}`),
      denominatorLabel: denominator === null ? undefined : t(`overview.counts.${denominator}`),
      selected: chosen,
      extent: profile.regions.extent ?? undefined,
    }
    if (form === 'regions') return lines === null ? null : regionMap(regionPoints(lines), look, theme)
    const rows = answer.rows
    // While another form's answer stays in sight its rows are of another kind.
    if (rows === undefined) return null
    if (form === 'hexagons') {
      const cells = rows.filter((row): row is HexagonCounts => 'q' in row)
      const points = cells.map(cell => {
        const [lon, lat] = hexCentre(grid, cell.q, cell.r)
        return { lon, lat, edge: grid.edge, ...measured(measure, cell) }
      })
      const shown = points.filter(
        point => point.denominator !== 0 && (point.denominator !== null || point.numerator > 0),
      )
      return hexMap(
        shown,
        { ...look, latitude: grid.lat, cell: t('overview.map.cell', { metres: formats.count(grid.edge) }) },
        theme,
      )
    }
    const spots = rows.filter((row): row is PlaceRow => 'took_place' in row && 'lat' in row)
    const counted = measures[measure].numerator === 'complaints'
    const points = spots.map(row => ({
      lon: row.lon,
      lat: row.lat,
      count: row.rows,
      value:
        counted || unit === 'count'
          ? row.rows
          : row.took_place === 0
            ? null
            : (numerator === 'critical' ? row.critical : row.problem) / row.took_place,
    }))
    const pointLook = {
      ...look,
      unit: counted ? ('count' as const) : unit,
      label: counted ? t('overview.measure.complaints') : look.label,
    }
    return pointMap(
      points,
      {
        ...pointLook,
        place: t('overview.map.place'),
        countLabel: t(counted ? 'overview.counts.complaints' : 'overview.counts.inspections'),
      },
      theme,
    )
  }, [form, measure, lines, answer.rows, map, profile, grid, chosen, theme, t, formats])
  return { chart, question, answer, grid }
}
