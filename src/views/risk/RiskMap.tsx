import { useMemo } from 'react'
import { classMap } from '../../charts/classMap'
import { useEngine, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { classLabel, useTexts } from '../../i18n'
import { useFrameState, useOrigin } from '../../parts/frame'
import { scoreText } from '../../parts/riskWhy'
import { type RiskListInput, riskPlaces } from '../../queries/riskList'
import { riskClasses } from '../../risk/scorecard'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'

/** Businesses on the map: more are neither seen nor drawn quickly. */
const mostPlaces = 20_000

export interface RiskMapProps {
  readonly input: RiskListInput
  readonly profile: Profile
  readonly open: number | null
  onOpen(entity: number): void
}

/** Where the businesses of the list are, the riskiest first; a click opens one. */
export function RiskMap({ input, profile, open, onOpen }: RiskMapProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const theme = useChartTheme()
  const { extractVersion } = useEngine()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const question = useMemo(() => riskPlaces(input, mostPlaces), [input])
  const answer = useRows(question)
  const shapes = profile.regions.shapes[0]
  const chart = useMemo(() => {
    if (answer.rows === undefined) return null
    const points = answer.rows.map(place => ({
      lon: place.lon,
      lat: place.lat,
      level: riskClasses.indexOf(place.class),
      name: place.entity_name ?? t('risk.noName'),
      text: t('risk.map.score', { score: scoreText(place.score) }),
      key: String(place.entity_id),
    }))
    return classMap(
      points,
      {
        map: shapes === undefined ? null : { name: `${extractVersion}/${shapes.level}`, geojson: shapes.geojson },
        label: t('risk.map.title'),
        classes: riskClasses.map(letter => classLabel(letter, texts)),
        open: open === null ? null : String(open),
        extent: profile.regions.extent ?? undefined,
        summary: t('risk.map.summary', { n: formats.count(points.length) }),
      },
      theme,
    )
  }, [answer.rows, shapes, extractVersion, open, profile, theme, t, formats, texts])
  const table = useMemo(
    () => ({
      columns: [
        { key: 'name', label: t('risk.column.entity_name') },
        { key: 'class', label: t('risk.column.class') },
        { key: 'score', label: t('risk.column.score'), align: 'right' as const },
      ],
      rows: (answer.rows ?? [])
        .slice(0, 1000)
        .map(place => ({ name: place.entity_name, class: place.class, score: place.score })),
    }),
    [answer.rows, t],
  )
  return (
    <ChartFrame
      id="risk-map"
      className="risk-map"
      title={t('risk.map.title')}
      subtitle={t((answer.rows?.length ?? 0) < mostPlaces ? 'risk.map.sub' : 'risk.map.cut', {
        n: formats.count(answer.rows?.length ?? 0),
      })}
      chart={chart}
      table={table}
      state={answer.rows?.length === 0 && !answer.older ? 'empty' : stateOf(answer)}
      origin={originOf(question, answer)}
      onSelect={event => {
        if (event.kind === 'item') onOpen(Number(event.key))
      }}
    />
  )
}
