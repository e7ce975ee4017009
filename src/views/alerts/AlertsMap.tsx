import { useMemo } from 'react'
import { alertMap } from '../../charts/alertMarks'
import { useEngine } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { Judged } from '../../insight/alerts/seen'
import { alertOfKey, useAlertMarks } from '../../parts/useAlertMarks'
import { ChartFrame } from '../../ui/ChartFrame'
import { EmptyState } from '../../ui/EmptyState'
import { useChartTheme } from '../../ui/useChartTheme'

export interface AlertsMapProps {
  readonly judged: readonly Judged[]
  readonly profile: Profile
  readonly chosen: string | null
  onChoose(id: string): void
}

/** Where the open alerts of the list are; a click on one opens it there. */
export function AlertsMap({ judged, profile, chosen, onChoose }: AlertsMapProps) {
  const { t } = useTexts()
  const theme = useChartTheme()
  const { extractVersion } = useEngine()
  const { shapes, extent } = profile.regions
  const { marks, look } = useAlertMarks(judged, profile.regions, chosen)
  const [coarsest] = shapes
  const chart = useMemo(() => {
    const map =
      coarsest === undefined ? null : { name: `${extractVersion}/${coarsest.level}`, geojson: coarsest.geojson }
    return marks.length === 0 ? null : alertMap(marks, map, extent, look, theme)
  }, [marks, coarsest, extractVersion, extent, look, theme])
  return (
    <ChartFrame
      id="alerts-map"
      className="alerts-map"
      title={t('alerts.map.title')}
      subtitle={t('alerts.map.subtitle')}
      chart={chart}
      state={chart === null ? 'empty' : 'ready'}
      empty={<EmptyState text={t('alerts.map.none')} />}
      onSelect={event => {
        const id = event.kind === 'item' ? alertOfKey(event.key) : null
        if (id !== null) onChoose(id)
      }}
    />
  )
}
