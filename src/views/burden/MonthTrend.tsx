import { useMemo } from 'react'
import { trend } from '../../charts/trend'
import type { Sql } from '../../engine/sql'
import type { Rows } from '../../engine/useRows'
import { useFrameState, useOrigin } from '../../parts/frame'
import { bucketsOf } from '../../queries/buckets'
import { ChartFrame } from '../../ui/ChartFrame'
import { useChartTheme } from '../../ui/useChartTheme'
import { numbers } from './burdenTexts'
import type { Burden } from './useBurden'

export interface MonthPoint {
  /** First day of the month. */
  readonly month: string
  readonly value: number
  readonly of?: number
}

export interface MonthTrendProps {
  readonly burden: Burden
  readonly id: string
  readonly title: string
  readonly subtitle: string
  readonly label: string
  /** With it the values are its shares; of a month without any there is none. */
  readonly ofLabel?: string
  readonly points: readonly MonthPoint[]
  readonly question: Sql
  readonly answer: Rows<unknown>
}

/** A count or a share by month of the window; months that the window cuts are marked. */
export function MonthTrend({ burden, id, title, subtitle, label, ofLabel, points, question, answer }: MonthTrendProps) {
  const { filters, profile, texts } = burden
  const { t, formats } = texts
  const theme = useChartTheme()
  const stateOf = useFrameState()
  const originOf = useOrigin()
  const { from, to } = filters.window
  const shown = useMemo(() => {
    const start = from ?? profile.spans.inspections?.first ?? to
    const by = new Map(points.map(point => [point.month, point]))
    return bucketsOf('month', start > to ? to : start, to).map(({ start: month, partial }) => {
      const { value = 0, of = 0 } = by.get(month) ?? {}
      const share = of === 0 ? null : value / of
      return {
        start: month,
        value: ofLabel === undefined ? value : share,
        compare: null,
        partial,
        numerator: value,
        denominator: of,
      }
    })
  }, [points, from, to, profile, ofLabel])
  const chart = useMemo(
    () =>
      answer.rows === undefined
        ? null
        : trend(
            shown,
            {
              mark: ofLabel === undefined ? 'bar' : 'line',
              unit: ofLabel === undefined ? 'count' : 'rate',
              bucket: 'month',
              label,
              ...(ofLabel !== undefined && { numeratorLabel: label, denominatorLabel: ofLabel }),
            },
            theme,
          ),
    [answer.rows, shown, label, ofLabel, theme],
  )
  return (
    <ChartFrame
      id={id}
      className="burden-trend"
      title={title}
      subtitle={subtitle}
      chart={chart}
      state={stateOf(answer)}
      origin={originOf(question, answer)}
      table={{
        columns: [
          { key: 'month', label: t('burden.month'), text: value => formats.month(String(value)) },
          numbers('numerator', label, formats.count),
          ...(ofLabel === undefined
            ? []
            : [numbers('denominator', ofLabel, formats.count), numbers('value', t('burden.share'), formats.rate)]),
          { key: 'partial', label: t('burden.partial'), text: value => t(value === true ? 'words.yes' : 'words.no') },
        ],
        rows: shown.map(({ start, numerator, denominator, value, partial }) => ({
          month: start,
          numerator,
          denominator,
          value,
          partial,
        })),
      }}
    />
  )
}
