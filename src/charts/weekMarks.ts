import type { Chart } from './chart'
import { type ChartTheme, still, tooltipLook } from './theme'
import { timeAxis, valueAxis } from './trendAxes'

export interface WeekPoint {
  /** Monday, ISO. */
  readonly start: string
  readonly value: number
  /** Of a week that is unusual: what was expected, and the limit above which a count is unusual; null of the others. */
  readonly expected: number | null
  readonly limit: number | null
}

export interface WeekLook {
  readonly label: string
  readonly expectedLabel: string
  readonly limitLabel: string
  /** The unusual weeks in the legend. */
  readonly flaggedLabel: string
}

/** Counts by week; unusual weeks stand out by colour and by two lines across them: the limit, and what was expected, dashed. */
export function weekMarks(points: readonly WeekPoint[], look: WeekLook, theme: ChartTheme): Chart {
  const { colours, format, words } = theme
  const flagged = colours.classes[3]
  const axis = points.map(({ start, value, limit }) => ({ start, value, compare: limit, partial: false }))
  const line = (id: string, of: (point: WeekPoint) => number | null, dashed: boolean) => ({
    id,
    type: 'scatter',
    silent: true,
    z: 4,
    symbol: dashed ? 'path://M0 0h3v1h-3zM5 0h3v1h-3zM10 0h3v1h-3z' : 'rect',
    symbolSize: [12, 2],
    itemStyle: { color: colours.text },
    emphasis: { disabled: true },
    data: points.map(point => of(point)),
  })
  const many = points.filter(({ limit }) => limit !== null)
  const high = points.reduce((most, point) => (point.value > most.value ? point : most), points[0] ?? nothing)
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 40, right: 8, top: 12, bottom: 36, outerBoundsMode: 'none' },
      tooltip: { ...tooltipLook(theme, 'axis'), axisPointer: { type: 'shadow', shadowStyle: { opacity: 0.3 } } },
      xAxis: timeAxis(axis, 'week', theme),
      yAxis: valueAxis(axis, 'count', theme),
      series: [
        {
          id: 'value',
          type: 'bar',
          barCategoryGap: '20%',
          emphasis: { disabled: true },
          data: points.map(({ value, limit }) => ({
            value,
            itemStyle: { color: limit === null ? colours.compare : flagged },
          })),
        },
        line('limit', ({ limit }) => limit, false),
        line('expected', ({ expected }) => expected, true),
      ],
    },
    tip: (_series, item) => {
      const point = points[item]
      if (point === undefined) return null
      const rows = [{ label: look.label, value: format.count(point.value) }]
      if (point.expected !== null) rows.push({ label: look.expectedLabel, value: format.number(point.expected) })
      if (point.limit !== null) rows.push({ label: look.limitLabel, value: format.count(point.limit) })
      return { title: format.bucket(point.start, 'week'), rows }
    },
    pick: () => null,
    summary:
      points.length === 0
        ? words.empty(look.label)
        : `${look.label}: ${format.bucket(high.start, 'week')} ${format.count(high.value)}; ${look.flaggedLabel}: ${format.count(many.length)}`,
    legend: [
      { label: look.label, colour: colours.compare, hatched: false },
      { label: look.flaggedLabel, colour: flagged, hatched: false },
    ],
    maps: [],
  }
}

const nothing: WeekPoint = { start: '', value: 0, expected: null, limit: null }
