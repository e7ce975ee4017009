import { useMemo } from 'react'
import { series } from '../../charts/series'
import { useTexts } from '../../i18n'
import type { Scorecard } from '../../risk/scorecard'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'
import { useScoreCourse } from './useScoreCourse'

/** How the score came to be what it is, quarter by quarter. */
export function ScoreCourse({
  entity,
  card,
  day,
  note,
}: {
  readonly entity: number
  readonly card: Scorecard
  readonly day: string
  /** Said before what the line is; may be empty. */
  readonly note: string
}) {
  const { t, formats } = useTexts()
  const theme = useChartTheme()
  const { points, waiting, failed } = useScoreCourse(entity, card, day)
  const chart = useMemo(
    () =>
      waiting
        ? null
        : series(
            points.map(point => formats.month(point.day)),
            [{ label: t('risk.column.score'), values: points.map(({ score }) => score) }],
            { mark: 'line', label: t('risk.column.score') },
            theme,
          ),
    [points, waiting, theme, formats, t],
  )
  const table = useMemo(
    () => ({
      columns: [
        { key: 'day', label: t('risk.course.day') },
        { key: 'score', label: t('risk.column.score'), align: 'right' as const },
      ],
      rows: points.map(({ day: each, score }) => ({ day: formats.day(each), score })),
    }),
    [points, formats, t],
  )
  return (
    <ChartFrame
      id="score-course"
      className="business-course"
      title={t('risk.course')}
      subtitle={`${note}${t('risk.course.sub')}`}
      chart={chart}
      table={table}
      state={
        failed !== null
          ? { error: { what: t('overview.failed'), detail: failed.message } }
          : waiting
            ? 'loading'
            : 'ready'
      }
    />
  )
}
