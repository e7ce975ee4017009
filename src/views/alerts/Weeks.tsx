import { useMemo } from 'react'
import { weekMarks } from '../../charts/weekMarks'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { defaults, resolve } from '../../filters/filters'
import { useTexts } from '../../i18n'
import { allRegions, type UnusualCount } from '../../insight/warning/findings'
import { mondayOf, seriesOf } from '../../insight/warning/series'
import { categoryName, regionName } from '../../parts/alertTexts'
import { useFrameState, useOrigin } from '../../parts/frame'
import { weeklyCounts, weeksUntil } from '../../queries/weeklyCounts'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'

/** A year, and some weeks to see the same season before. */
const shownWeeks = 60

export interface WeeksProps {
  /** The unusual weeks of one region and category; at least one. */
  readonly weeks: readonly UnusualCount[]
  readonly profile: Profile
}

/** How many complaints of the category the region had by week, the unusual weeks with what was expected and the limit. */
export function Weeks({ weeks, profile }: WeeksProps) {
  const texts = useTexts()
  const { t } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { asOf, regions } = profile
  const region = weeks[0]?.region ?? ''
  const category = weeks[0]?.category ?? null
  const span = useMemo(() => weeksUntil(asOf, shownWeeks), [asOf])
  const question = useMemo(
    () => weeklyCounts(resolve(defaults, asOf, regions.regions).filters, regions.levels[0] ?? '', span),
    [asOf, regions, span],
  )
  const answer = useRows(question)
  const points = useMemo(() => {
    if (answer.rows === undefined) return null
    const of = seriesOf(answer.rows, span).find(each => each.category === category)
    const counts = region === allRegions ? of?.all : of?.regions.find(each => each.region === region)?.counts
    const flagged = new Map(weeks.map(week => [week.week, week]))
    return Array.from({ length: span.weeks }, (_, i) => {
      const start = mondayOf(span, i)
      const found = flagged.get(start)
      return { start, value: counts?.[i] ?? 0, expected: found?.expected ?? null, limit: found?.limit ?? null }
    })
  }, [answer.rows, span, region, category, weeks])
  const chart = useMemo(
    () =>
      points &&
      weekMarks(
        points,
        {
          label: t('alerts.weeks.count'),
          expectedLabel: t('alerts.weeks.expected'),
          limitLabel: t('alerts.weeks.limit'),
          flaggedLabel: t('alerts.weeks.flagged'),
        },
        theme,
      ),
    [points, theme, t],
  )
  const name = { region: regionName(region, regions, texts), category: categoryName(category, texts) }
  return (
    <ChartFrame
      id="alerts-weeks"
      className="alerts-weeks"
      title={t('alerts.weeks.title')}
      subtitle={t('alerts.weeks.subtitle', name)}
      chart={chart}
      state={stateOf(answer)}
      origin={originOf(question, answer)}
      table={{
        columns: [
          { key: 'start', label: t('alerts.weeks.week') },
          { key: 'value', label: t('alerts.weeks.count'), align: 'right' },
          { key: 'expected', label: t('alerts.weeks.expected'), align: 'right' },
          { key: 'limit', label: t('alerts.weeks.limit'), align: 'right' },
        ],
        rows: points ?? [],
      }}
    />
  )
}
