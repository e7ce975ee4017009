import { memo, useMemo } from 'react'
import { trend } from '../../charts/trend'
import type { Profile } from '../../extracts/report'
import { notRestricting } from '../../filters/filters'
import { figureLabel, useTexts } from '../../i18n'
import { comparisonOf } from '../../insight/comparison'
import { courseOf } from '../../insight/course'
import { tableLink } from '../../parts/figureLinks'
import { comparedText } from '../../parts/figureTexts'
import { useFrameState, useOrigin } from '../../parts/frame'
import { useFilterNames } from '../../parts/useFilterNames'
import { whyLink } from '../../parts/whyLink'
import { bucketPair } from '../../queries/buckets'
import { type AnyCourse, count, courseValue, definitions } from '../../queries/figures'
import type { FigureKey } from '../../schema'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'
import type { Overview } from './useOverview'

const trends = [
  { id: 'trend-complaints', figure: 'complaints', title: 'complaints', mark: 'bar' },
  { id: 'trend-inspections', figure: 'inspections', title: 'inspections', mark: 'bar' },
  { id: 'trend-problem-rate', figure: 'problem_rate', title: 'problem_rate', mark: 'line' },
  { id: 'trend-permits', figure: 'permits_issued', title: 'permits', mark: 'bar' },
] as const

export interface TrendsProps {
  readonly overview: Overview
  readonly profile: Profile
  onOpen(address: string): void
}

/** How it went: the same windows as the tiles, bucket by bucket, the compare window dashed. */
export const Trends = memo(function Trends(props: TrendsProps) {
  return trends.map(each => <Trend key={each.id} {...each} {...props} />)
})

function Trend({ id, figure, title, mark, overview, profile, onOpen }: TrendsProps & (typeof trends)[number]) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const names = useFilterNames()
  const { asked, choices, updating } = overview
  const key: FigureKey = figure
  const { table, unit, of, value } = definitions[key]
  const source = table === 'entities' ? 'inspections' : table
  const answer = overview[source]
  const { filters, compare } = asked
  const compareLabel = comparedText(compare ? comparisonOf(choices, filters.window, compare) : 'periodOnPeriod', texts)
  const rows: readonly AnyCourse[] | undefined = answer.rows
  const points = useMemo(() => {
    if (rows === undefined) return null
    const compared = rows.some(row => row.period === 'compare')
    return courseOf(rows, asked, profile, source).map(point => ({
      start: point.start,
      value: courseValue(key, point.now),
      compare: compared ? courseValue(key, point.before) : null,
      partial: point.partial,
      ...(of === null ? {} : { numerator: count(point.now, value), denominator: count(point.now, of) }),
    }))
  }, [rows, asked, profile, source, key, of, value])
  const label = figureLabel(key, language)
  const chart = useMemo(
    () =>
      points === null
        ? null
        : trend(
            points,
            {
              mark,
              unit,
              bucket: asked.bucket,
              label,
              compareLabel,
              numeratorLabel: t('overview.counts.problem'),
              denominatorLabel: t('overview.counts.took_place'),
            },
            theme,
          ),
    [points, mark, unit, asked.bucket, label, compareLabel, theme, t],
  )
  // A period beside its counterpart, or beside the period before.
  const explain = (start: string): void => {
    const pair = bucketPair(asked.bucket, start, asked.filters.window, asked.compare)
    onOpen(whyLink(key, { ...choices, ...pair }))
  }
  const last = points?.findLast(point => !point.partial)
  const untouched = notRestricting(asked.filters, source)
  const subtitle = [
    t(`overview.trend.by.${asked.bucket}`),
    ...(points?.some(p => p.compare !== null) ? [t('overview.trend.dashed', { compare: compareLabel })] : []),
  ]
  return (
    <ChartFrame
      id={id}
      title={t(`overview.trend.${title}`)}
      subtitle={subtitle.join(' · ')}
      chart={chart}
      state={stateOf(answer, updating)}
      origin={originOf(asked[source], answer)}
      note={untouched.length > 0 ? t('overview.notFiltered', { filters: names(untouched) }) : undefined}
      onSelect={event => event.kind === 'item' && explain(event.key)}
      actions={[
        { key: 'rows', label: t('overview.rows'), onSelect: () => onOpen(tableLink(source, choices)) },
        { key: 'why', label: t('why.open'), onSelect: () => onOpen(whyLink(key, choices)) },
        ...(last === undefined
          ? []
          : [
              {
                key: 'why-last',
                label: t('why.open.bucket', { bucket: theme.format.bucket(last.start, asked.bucket) }),
                onSelect: () => explain(last.start),
              },
            ]),
      ]}
      table={{
        columns: [
          { key: 'start', label: t('overview.trend.start') },
          { key: 'value', label, align: 'right' },
          ...(of === null
            ? []
            : [
                { key: 'numerator', label: t('overview.counts.problem'), align: 'right' as const },
                { key: 'denominator', label: t('overview.counts.took_place'), align: 'right' as const },
              ]),
          { key: 'compare', label: compareLabel, align: 'right' },
          { key: 'partial', label: t('overview.trend.partial') },
        ],
        rows: (points ?? []).map(p => ({
          ...p,
          numerator: p.numerator ?? null,
          denominator: p.denominator ?? null,
          partial: p.partial ? formats.day(p.start) : '',
        })),
      }}
    />
  )
}
