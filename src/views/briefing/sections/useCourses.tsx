import { useMemo } from 'react'
import type { Chart } from '../../../charts/chart'
import { trend } from '../../../charts/trend'
import { useRows } from '../../../engine/useRows'
import { figureLabel, tableLabel } from '../../../i18n'
import { courseOf } from '../../../insight/course'
import { isCourse } from '../../../queries/activity'
import { type AnyCourse, count, courseValue, definitions } from '../../../queries/figures'
import type { TableName } from '../../../schema'
import type { Block } from '../../../ui/sheets/blocks'
import { type Brief, failureOf, isPending, type Part } from '../brief'
import { enlarged, failed, heading, Picture, said } from '../pieces'
import { refText } from '../sentences'

const courses = [
  { figure: 'complaints', table: 'complaints', title: 'complaints', mark: 'bar' },
  { figure: 'inspections', table: 'inspections', title: 'inspections', mark: 'bar' },
  { figure: 'problem_rate', table: 'inspections', title: 'problem_rate', mark: 'line' },
  { figure: 'permits_issued', table: 'permits', title: 'permits', mark: 'bar' },
] as const

/** How it went, bucket by bucket, the compared window dashed; on wide sheets a chart a sheet. */
export function useCourses(brief: Brief, may: boolean): Part {
  const { asked } = brief
  const inspections = useRows(asked.inspections, may)
  const complaints = useRows(asked.complaints, may)
  const permits = useRows(asked.permits, may)
  const answers = [inspections, complaints, permits]
  const pending = isPending(answers) || brief.runtime === null
  const error = failureOf(answers)
  return useMemo((): Part => {
    const head = heading('trends', brief)
    const { texts, paper, profile } = brief
    const done = (blocks: readonly Block[]): Part => ({ key: 'trends', pending, blocks: [head, ...blocks] })
    if (error !== null) return done([failed('trends-failed', error, texts)])
    const rows: Record<TableName, readonly AnyCourse[]> = {
      inspections: (inspections.rows ?? []).filter(isCourse),
      complaints: (complaints.rows ?? []).filter(isCourse),
      permits: permits.rows ?? [],
    }
    const drawn = courses.map(course => ({ ...course, chart: chartOf(course, rows[course.table], brief) }))
    const size = paper === 'wide' ? { width: 306, height: 116 } : { width: 87, height: 50 }
    const pictures = drawn.map(({ figure, table, title, chart }) =>
      profile.rows[table] === 0 ? (
        <p key={figure} className="briefing-said">
          {texts.t('briefing.noChart', { table: tableLabel(table, texts.language) })}
        </p>
      ) : (
        <Picture
          key={figure}
          brief={brief}
          title={texts.t(`overview.trend.${title}`)}
          subtitle={subtitleOf(rows[table], brief)}
          chart={chart}
          size={{ ...size, enlarged: enlarged(paper) }}
        />
      ),
    )
    if (paper === 'wide')
      return done(
        pictures.flatMap((picture, i): Block[] => [
          { kind: 'whole', key: `trend-${i}`, newSheet: i > 0, withNext: true, node: picture },
          said(`trend-${i}-said`, drawn[i]?.chart.summary),
        ]),
      )
    const pairs = [pictures.slice(0, 2), pictures.slice(2)]
    return done(
      pairs.map((pair, i) => ({ kind: 'whole', key: `trend-${i}`, node: <div className="briefing-pair">{pair}</div> })),
    )
  }, [brief, error, pending, inspections.rows, complaints.rows, permits.rows])
}

function subtitleOf(rows: readonly AnyCourse[], { asked, against, texts: { t }, texts }: Brief): string {
  const dashed = against !== null && rows.some(row => row.period === 'compare')
  return [
    t(`overview.trend.by.${asked.bucket}`),
    ...(dashed ? [t('overview.trend.dashed', { compare: refText(against, texts) })] : []),
  ].join(' · ')
}

function chartOf({ figure, table, mark }: (typeof courses)[number], rows: readonly AnyCourse[], brief: Brief): Chart {
  const { asked, profile, against, texts, theme } = brief
  const { unit, of, value } = definitions[figure]
  const compared = rows.some(row => row.period === 'compare')
  const points = courseOf(rows, asked, profile, table).map(point => ({
    start: point.start,
    value: courseValue(figure, point.now),
    compare: compared ? courseValue(figure, point.before) : null,
    partial: point.partial,
    ...(of === null ? {} : { numerator: count(point.now, value), denominator: count(point.now, of) }),
  }))
  const look = {
    mark,
    unit,
    bucket: asked.bucket,
    label: figureLabel(figure, texts.language),
    ...(against === null ? {} : { compareLabel: refText(against, texts) }),
  }
  // A period that the window cuts is low for that alone: it is drawn, but nothing is said of it.
  return {
    ...trend(points, look, theme),
    summary: trend(
      points.filter(point => !point.partial),
      look,
      theme,
    ).summary,
  }
}
