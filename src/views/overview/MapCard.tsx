import { memo, useMemo } from 'react'
import { withMarks } from '../../charts/alertMarks'
import type { Profile } from '../../extracts/report'
import type { Choices } from '../../filters/filters'
import type { ChoicesOfUrl } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { isByClass, measures } from '../../insight/measures'
import type { PlaceLine } from '../../insight/places'
import { useAlerts } from '../../parts/alertBoard'
import { useFrameState, useOrigin } from '../../parts/frame'
import { MeasureChoosers } from '../../parts/MeasureChoosers'
import { alertLink, alertOfKey, useAlertMarks } from '../../parts/useAlertMarks'
import type { OverviewQuestions } from '../../queries/overview'
import { ChartFrame } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { useChartTheme } from '../../ui/useChartTheme'
import type { Near } from './Rankings'
import { mostPoints, useMapChart } from './useMapChart'
import type { MapChoices, MapForm } from './useMapChoices'

export interface MapCardProps {
  readonly asked: OverviewQuestions
  readonly choices: Choices
  readonly url: ChoicesOfUrl
  readonly profile: Profile
  readonly map: MapChoices
  /** Null until the regions' answer is there. */
  readonly lines: readonly PlaceLine[] | null
  /** Regions of the answers on screen: marked with them, not before. */
  readonly chosen: readonly string[]
  onMap(change: Partial<MapChoices>): void
  /** Opens an address of the page. */
  onOpen(address: string): void
  readonly onNear: Near
}

/** Where: regions, hexagons or points by one measure. A click chooses, a box or a free hand chooses an area. */
export const MapCard = memo(function MapCard(props: MapCardProps) {
  const { asked, choices, url, profile, map, lines, chosen, onMap, onOpen, onNear } = props
  const { t, formats } = useTexts()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { chart: plain, table, question, answer, grid } = useMapChart(map, asked, profile, lines, chosen)
  const theme = useChartTheme()
  const { judged } = useAlerts()
  const { marks, look } = useAlertMarks(judged, profile.regions)
  const marked = map.alerts && marks.length > 0
  const chart = useMemo(
    () => (plain === null || !marked ? plain : withMarks(plain, marks, look, theme)),
    [plain, marked, marks, look, theme],
  )
  const { levels, problems } = profile.regions
  // A point has complaints, but no businesses to divide them by.
  const counted = map.form === 'points' && measures[map.measure].numerator === 'complaints'
  // A point is a business, which has no share but a class.
  const ofClass = map.form === 'points' && isByClass(map.measure)
  const unit = [
    ofClass ? t('risk.column.class') : t(`overview.measure.${counted ? 'complaints' : map.measure}`),
    map.form === 'points' && answer.rows?.length === mostPoints
      ? t(ofClass ? 'overview.map.mostRisky' : 'overview.map.mostPoints', { n: formats.count(mostPoints) })
      : '',
    map.form === 'hexagons' ? t('overview.map.edge', { metres: formats.count(grid.edge) }) : '',
    isByClass(map.measure)
      ? t('risk.asOf', { day: formats.day(asked.scored.at.day) })
      : formats.window(asked.filters.window),
  ].filter(Boolean)
  const forms: readonly MapForm[] = ['regions', 'hexagons', 'points']
  const noShapes = map.form === 'regions' && profile.regions.shapes.length === 0
  return (
    <ChartFrame
      id="map"
      className="overview-map"
      title={t(`overview.map.title.${map.measure}`)}
      subtitle={unit.join(' · ')}
      chart={chart}
      areas
      state={noShapes ? 'empty' : stateOf(answer)}
      empty={<EmptyState text={[t('overview.map.noRegions'), ...problems].join(' — ')} />}
      origin={originOf(question, answer)}
      note={!noShapes && problems.length > 0 ? problems[0] : undefined}
      table={table}
      controls={
        <>
          <MeasureChoosers
            label={t('overview.map.measure')}
            measure={map.measure}
            level={map.level}
            levels={levels}
            onChange={onMap}
          />
          {marks.length > 0 && (
            <button
              type="button"
              className="ui-button overview-map-alerts"
              aria-pressed={map.alerts}
              onClick={() => onMap({ alerts: !map.alerts })}
            >
              {t('alerts.marks.label')} {formats.count(marks.length)}
            </button>
          )}
          <Segmented
            label={t('overview.map.form')}
            value={map.form}
            onChange={form => onMap({ form })}
            options={forms.map(value => ({ value, label: t(`overview.map.${value}`) }))}
          />
        </>
      }
      onNear={key => onNear('regions', key === null || ofClass || alertOfKey(key) !== null ? undefined : key)}
      onSelect={event => {
        if (event.kind === 'area')
          url.set({ area: event.ring.map(([lon, lat]) => [Number(lon.toFixed(5)), Number(lat.toFixed(5))] as const) })
        else if (alertOfKey(event.key) !== null) onOpen(alertLink(alertOfKey(event.key) ?? '', choices))
        else if (ofClass) onOpen(url.href(`/business/${event.key}`).slice(1))
        else url.toggle('regions', event.key, event.additive)
      }}
      actions={
        choices.area === null
          ? []
          : [{ key: 'area', label: t('app.area.chip'), onSelect: () => url.set({ area: null }) }]
      }
    />
  )
})
