import { useMemo } from 'react'
import type { Chart } from '../../charts/chart'
import { hexMap } from '../../charts/hexMap'
import { pointMap } from '../../charts/pointMap'
import { regionMap } from '../../charts/regionMap'
import type { Sql } from '../../engine/sql'
import { useEngine, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { isByClass, type MeasureKey, measures } from '../../insight/measures'
import type { PlaceLine } from '../../insight/places'
import { type HexGrid, hexagons } from '../../queries/hexagons'
import { classPlaces, riskByHexagon } from '../../queries/highRisk'
import type { OverviewQuestions } from '../../queries/overview'
import { places } from '../../queries/places'
import type { TableData } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import { useClassPoints } from './classPoints'
import { classedPlaces, drawnPlaces, type MapRow } from './drawnPlaces'
import { mapOf, regionPoints } from './places'
import { classTable, placeTable, spotTable } from './placeTable'
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
  grid: HexGrid,
  measure: MeasureKey,
): Sql<MapRow> {
  const byClass = isByClass(measure)
  if (form === 'hexagons') return byClass ? riskByHexagon(asked.scored, grid) : hexagons(asked.filters, grid)
  if (form === 'regions') return asked.regions
  if (byClass) return classPlaces(asked.scored, mostPoints)
  return places(asked.filters, measures[measure].numerator === 'complaints' ? 'complaints' : 'inspections', mostPoints)
}

/** The map as a chart: null until its answer is there. */
export function useMapChart(
  choices: MapChoices,
  asked: OverviewQuestions,
  profile: Profile,
  lines: readonly PlaceLine[] | null,
  chosen: readonly string[],
) {
  const { t, formats, language } = useTexts()
  const { extractVersion } = useEngine()
  const theme = useChartTheme()
  const { form, measure, level } = choices
  const grid = useMemo(() => gridOf(profile), [profile])
  const question = useMemo(() => mapQuestion(form, asked, grid, measure), [form, asked, grid, measure])
  const answer = useRows<MapRow>(question)
  const map = useMemo(() => mapOf(profile, level, extractVersion), [profile, level, extractVersion])
  // While another form's answer stays in sight its rows are of another kind.
  const drawn = useMemo(() => drawnPlaces(form, measure, answer.rows, grid), [form, measure, answer.rows, grid])
  const counted = measures[measure].numerator === 'complaints'
  const ofClass = form === 'points' && isByClass(measure)
  const businesses = useMemo(
    () => (ofClass && answer.rows !== undefined ? classedPlaces(answer.rows) : null),
    [ofClass, answer.rows],
  )
  const classPoints = useClassPoints(businesses, map, profile)
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
    if (ofClass) return classPoints
    if (form === 'regions') return lines === null ? null : regionMap(regionPoints(lines), look, theme)
    if (drawn === null) return null
    if (form === 'hexagons') {
      const cells = drawn.map(place => ({ ...place, edge: grid.edge }))
      const cell = t('overview.map.cell', { metres: formats.count(grid.edge) })
      return hexMap(cells, { ...look, latitude: grid.lat, cell }, theme)
    }
    const pointLook = {
      ...look,
      unit: counted ? ('count' as const) : unit,
      label: counted ? t('overview.measure.complaints') : look.label,
    }
    return pointMap(
      drawn.map(({ lon, lat, value, rows }) => ({ lon, lat, value, count: rows })),
      {
        ...pointLook,
        place: t('overview.map.place'),
        countLabel: t(counted ? 'overview.counts.complaints' : 'overview.counts.inspections'),
      },
      theme,
    )
  }, [form, measure, counted, ofClass, classPoints, lines, drawn, map, profile, grid, chosen, theme, t, formats])
  const table = useMemo((): TableData | undefined => {
    if (businesses !== null) return classTable(businesses, t, language)
    if (form === 'regions') return lines === null ? undefined : placeTable(lines, measure, t)
    // A point has complaints, but no businesses to divide them by.
    const shown = form === 'points' && counted ? 'complaints' : measure
    return drawn === null ? undefined : spotTable(drawn, shown, t, language)
  }, [form, measure, counted, businesses, lines, drawn, t, language])
  return { chart, table, question, answer, grid }
}
