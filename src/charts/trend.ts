import type { Chart, Tip, Unit } from './chart'
import { type Bucket, type ChartTheme, printed, still, tooltipLook } from './theme'
import { timeAxis, trendGrid, valueAxis } from './trendAxes'
import { trendSketch } from './trendSketch'

export interface TrendPoint {
  /** First day of the period, ISO. */
  readonly start: string
  /** Null is a gap: nothing was recorded, or the rate has no denominator. */
  readonly value: number | null
  /** The value of the period at the same place in the compare window. */
  readonly compare: number | null
  /** The window cuts the period, or it is not over yet. */
  readonly partial: boolean
  readonly numerator?: number
  readonly denominator?: number
}

export interface TrendLook {
  readonly mark: 'bar' | 'line'
  readonly unit: Unit
  readonly bucket: Bucket
  /** What is measured: "Problem rate". */
  readonly label: string
  /** What the dashed line is: "a year ago". */
  readonly compareLabel?: string
  readonly numeratorLabel?: string
  readonly denominatorLabel?: string
  /** Where the axis of a line begins, for rates that all lie near 100 %; zero when absent. */
  readonly floor?: number
}

/** Values by period, from zero; the compare window dashed, partial periods pale and hatched. */
export function trend(points: readonly TrendPoint[], look: TrendLook, theme: ChartTheme): Chart {
  const compared = points.some(point => point.compare !== null)
  const main = look.mark === 'bar' ? [bars(points, theme)] : lines(points, theme, look.floor === undefined)
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', ...trendGrid, outerBoundsMode: 'none' },
      tooltip: { ...tooltipLook(theme, 'axis'), axisPointer: pointer(look.mark, theme) },
      xAxis: timeAxis(points, look.bucket, theme),
      yAxis: valueAxis(points, look.unit, theme, look.mark === 'line' ? look.floor : 0),
      series: [...main, ...(compared ? [dashed(points, theme)] : [])],
    },
    tip: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : tipOf(point, look, theme, compared)
    },
    pick: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : { kind: 'item', key: point.start }
    },
    summary: summaryOf(points, look, theme),
    legend: [],
    maps: [],
    ...(look.floor === undefined && {
      sketch: (width: number, height: number) => trendSketch(points, look, theme, width, height),
    }),
  }
}

const pointer = (mark: 'bar' | 'line', theme: ChartTheme) =>
  mark === 'bar'
    ? { type: 'shadow', shadowStyle: { color: theme.colours.line, opacity: 0.5 } }
    : { type: 'line', lineStyle: { color: theme.colours.muted, width: 1, type: 'solid' } }

function bars(points: readonly TrendPoint[], theme: ChartTheme) {
  const { accent, surface } = theme.colours
  const hatch = { color: surface, dashArrayX: [1, 0], dashArrayY: [2, 3], rotation: -Math.PI / 4 }
  return {
    id: 'value',
    type: 'bar',
    barCategoryGap: '40%',
    barMaxWidth: 40,
    itemStyle: { color: accent },
    emphasis: { disabled: true },
    data: points.map(({ value, partial }) =>
      partial ? { value, itemStyle: { opacity: 0.75, decal: hatch } } : { value },
    ),
  }
}

/** The finished periods as a line, over a pale area where it is measured from zero, and the way to and from partial ones as dots. */
function lines(points: readonly TrendPoint[], theme: ChartTheme, filled: boolean) {
  const { accent, surface } = theme.colours
  const near = (i: number): boolean => points[i]?.partial === true
  const lone = (i: number): boolean =>
    points[i]?.value != null && points[i - 1]?.value == null && points[i + 1]?.value == null
  const common = { type: 'line', emphasis: { disabled: true }, z: 3, symbol: 'circle' }
  return [
    {
      ...common,
      id: 'value',
      symbolSize: 5,
      showSymbol: true,
      itemStyle: { color: accent },
      lineStyle: { color: accent, width: 2 },
      ...(filled && { areaStyle: { color: accent, opacity: 0.09 } }),
      data: points.map(({ value, partial }, i) => ({
        value: partial ? null : value,
        symbol: lone(i) ? 'circle' : 'none',
      })),
    },
    {
      ...common,
      id: 'partial',
      symbolSize: 6,
      showSymbol: true,
      itemStyle: { color: surface, borderColor: accent, borderWidth: 1.5 },
      lineStyle: { color: accent, width: 1.5, type: [1, 3], cap: 'round' },
      data: points.map(({ value, partial }, i) => ({
        value: partial || near(i - 1) || near(i + 1) ? value : null,
        symbol: partial ? 'circle' : 'none',
      })),
    },
  ]
}

const dashed = (points: readonly TrendPoint[], theme: ChartTheme) => ({
  id: 'compare',
  type: 'line',
  silent: true,
  z: 4,
  symbol: 'none',
  emphasis: { disabled: true },
  lineStyle: { color: theme.colours.compare, width: 1.25, type: [5, 3] },
  data: points.map(point => point.compare),
})

function tipOf(point: TrendPoint, look: TrendLook, theme: ChartTheme, compared: boolean): Tip {
  const { format, words } = theme
  const rows = [{ label: look.label, value: printed(point.value, look.unit, theme) }]
  if (look.numeratorLabel !== undefined && point.numerator !== undefined)
    rows.push({ label: look.numeratorLabel, value: format.count(point.numerator) })
  if (look.denominatorLabel !== undefined && point.denominator !== undefined)
    rows.push({ label: look.denominatorLabel, value: format.count(point.denominator) })
  if (compared)
    rows.push({ label: look.compareLabel ?? words.compare, value: printed(point.compare, look.unit, theme) })
  const title = format.bucket(point.start, look.bucket)
  return point.partial ? { title, rows, note: words.partial } : { title, rows }
}

function summaryOf(points: readonly TrendPoint[], look: TrendLook, theme: ChartTheme): string {
  const present = points.filter(point => point.value !== null)
  const first = points[0]
  const last = present.at(-1)
  if (first === undefined || last === undefined) return theme.words.empty(look.label)
  const high = present.reduce((a, b) => ((b.value ?? 0) > (a.value ?? 0) ? b : a))
  const low = present.reduce((a, b) => ((b.value ?? 0) < (a.value ?? 0) ? b : a))
  const when = (point: TrendPoint): string => theme.format.bucket(point.start, look.bucket)
  const what = (point: TrendPoint): string => printed(point.value, look.unit, theme)
  return theme.words.trend({
    label: look.label,
    from: when(first),
    to: when(last),
    last: what(last),
    high: what(high),
    highAt: when(high),
    low: what(low),
    lowAt: when(low),
  })
}
