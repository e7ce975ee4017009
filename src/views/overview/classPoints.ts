import { useMemo } from 'react'
import type { Chart, ChartMap } from '../../charts/chart'
import { classMap } from '../../charts/classMap'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { RiskPlace } from '../../queries/riskList'
import { riskClasses } from '../../risk/scorecard'
import { useChartTheme } from '../../ui/useChartTheme'

/** Businesses in the colours of their classes; null while there is no answer. */
export function useClassPoints(
  places: readonly RiskPlace[] | null,
  map: ChartMap | null,
  profile: Profile,
): Chart | null {
  const texts = useTexts()
  const theme = useChartTheme()
  return useMemo(() => {
    if (places === null) return null
    const { t, formats } = texts
    return classMap(
      places.map(place => ({
        lon: place.lon,
        lat: place.lat,
        level: riskClasses.indexOf(place.class),
        name: place.entity_name ?? t('risk.noName'),
        text: t('risk.map.score', { score: place.score === null ? '–' : place.score.toFixed(1) }),
        key: String(place.entity_id),
      })),
      {
        map,
        label: t('risk.column.class'),
        classes: riskClasses.map(letter => t('risk.class', { letter })),
        open: null,
        extent: profile.regions.extent ?? undefined,
        summary: t('risk.map.summary', { n: formats.count(places.length) }),
      },
      theme,
    )
  }, [places, map, profile, theme, texts])
}
