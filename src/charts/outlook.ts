import type { Chart, Tip } from './chart'
import { type Bucket, type ChartTheme, still, tooltipLook } from './theme'
import { timeAxis, valueAxis } from './trendAxes'

/** Two bounds of a count. */
export type Bounds = readonly [low: number, high: number]

export interface OutlookPoint {
  /** First day of the period, ISO. */
  readonly start: string
  /** A whole period's count; null where it is missing or still to come. */
  readonly actual: number | null
  /** What a period that is not over has so far. */
  readonly soFar: number | null
  /** What is foretold of a period to come, with its intervals. */
  readonly expected: number | null
  readonly within80: Bounds | null
  readonly within95: Bounds | null
  /** What was foretold of a past period one before, from what was known then. */
  readonly before: number | null
  readonly naive: number | null
}

export interface OutlookLook {
  readonly bucket: Bucket
  readonly label: string
  readonly expectedLabel: string
  readonly within80Label: string
  readonly within95Label: string
  readonly beforeLabel: string
  readonly naiveLabel: string
  readonly soFarLabel: string
  /** Beside a period that is not over. */
  readonly unfinished: string
  readonly summary: string
}

/** A count's past and what comes next: bands of 80 and 95 % around a line, and beside the past what was foretold of it. */
export function outlook(points: readonly OutlookPoint[], look: OutlookLook, theme: ChartTheme): Chart {
  const { accent, compare, surface } = theme.colours
  const last = points.findLastIndex(point => point.actual !== null)
  const common = { type: 'line', symbol: 'none', emphasis: { disabled: true } }
  /** From the last count on, so that the fan opens where the past ends. */
  const joined = (of: (point: OutlookPoint) => number | null): (number | null)[] =>
    points.map((point, i) => (i === last && points[i + 1]?.expected != null ? point.actual : of(point)))
  const band = (id: string, of: (point: OutlookPoint) => Bounds | null, opacity: number) => {
    const low = joined(point => of(point)?.[0] ?? null)
    const high = joined(point => of(point)?.[1] ?? null)
    const flat = { ...common, stack: id, silent: true, z: 1, lineStyle: { opacity: 0 } }
    return [
      { ...flat, id: `${id}-low`, data: low },
      {
        ...flat,
        id: `${id}-high`,
        areaStyle: { color: accent, opacity },
        data: high.map((value, i) => (value === null ? null : value - (low[i] ?? 0))),
      },
    ]
  }
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 40, right: 8, top: 12, bottom: 36, outerBoundsMode: 'none' },
      tooltip: { ...tooltipLook(theme, 'axis'), axisPointer: { type: 'line', lineStyle: { color: compare, width: 1 } } },
      xAxis: timeAxis(points.map(asTrend), look.bucket, theme),
      yAxis: { ...valueAxis(points.map(asTrend), 'count', theme), max: highest(points) },
      series: [
        ...band('within95', point => point.within95, 0.13),
        ...band('within80', point => point.within80, 0.2),
        {
          ...common,
          id: 'naive',
          z: 2,
          silent: true,
          lineStyle: { color: compare, width: 1.25, type: [5, 3] },
          data: points.map(point => point.naive),
        },
        { ...common, id: 'actual', z: 4, lineStyle: { color: accent, width: 2 }, itemStyle: { color: accent }, data: points.map(lone) },
        { ...common, id: 'expected', z: 4, lineStyle: { color: accent, width: 2, type: [2, 2] }, data: joined(point => point.expected) },
        {
          ...common,
          id: 'before',
          type: 'scatter',
          z: 5,
          symbol: 'circle',
          symbolSize: points.length > 60 ? 4 : 6,
          itemStyle: { color: surface, borderColor: theme.colours.sequential[3], borderWidth: 1.5 },
          data: points.map(point => point.before),
        },
        {
          ...common,
          id: 'so-far',
          type: 'scatter',
          z: 5,
          symbol: 'rect',
          symbolSize: 7,
          itemStyle: { color: surface, borderColor: accent, borderWidth: 1.5 },
          data: points.map(point => point.soFar),
        },
      ],
    },
    tip: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : tipOf(point, look, theme)
    },
    pick: () => null,
    summary: look.summary,
    legend: legendOf(points, look, theme),
    maps: [],
  } // biome-ignore format: a series a line
}

/** A count that has no neighbour would be a line of no length. */
function lone(point: OutlookPoint, i: number, all: readonly OutlookPoint[]) {
  const alone = point.actual !== null && all[i - 1]?.actual == null && all[i + 1]?.actual == null
  return alone ? { value: point.actual, symbol: 'circle', symbolSize: 5 } : point.actual
}

/** What the axes read: the highest of a period. */
const asTrend = (point: OutlookPoint) => ({
  start: point.start,
  value: Math.max(point.actual ?? 0, point.expected ?? 0, point.within95?.[1] ?? 0, point.before ?? 0),
  compare: point.naive,
  partial: false,
})

/** An interval that reaches far beyond everything else runs out of the drawing, or the past would be a flat line at its foot. */
function highest(points: readonly OutlookPoint[]): number | undefined {
  const usual = Math.max(
    1,
    ...points.map(p => Math.max(p.actual ?? 0, p.expected ?? 0, p.before ?? 0, p.naive ?? 0, p.soFar ?? 0)),
  )
  const widest = Math.max(usual, ...points.map(p => p.within95?.[1] ?? 0))
  return widest > 3 * usual ? rounded(3 * usual) : widest === 1 ? 1 : undefined
}

/** The next number up that an axis can end with. */
function rounded(value: number): number {
  const unit = 10 ** Math.floor(Math.log10(value))
  return ([1, 1.5, 2, 3, 4, 5, 6, 8].find(step => step * unit >= value) ?? 10) * unit
}

function tipOf(point: OutlookPoint, look: OutlookLook, theme: ChartTheme): Tip {
  const { count, bucket } = theme.format
  const range = ([low, high]: Bounds): string => `${count(low)} – ${count(high)}`
  const title = bucket(point.start, look.bucket)
  const future = point.expected !== null
  const rows = [
    ...(future
      ? []
      : [{ label: look.label, value: point.actual === null ? theme.words.missing : count(point.actual) }]),
    ...(point.soFar === null ? [] : [{ label: look.soFarLabel, value: count(point.soFar) }]),
    ...(point.expected === null ? [] : [{ label: look.expectedLabel, value: count(point.expected) }]),
    ...(point.within80 === null ? [] : [{ label: look.within80Label, value: range(point.within80) }]),
    ...(point.within95 === null ? [] : [{ label: look.within95Label, value: range(point.within95) }]),
    ...(point.before === null ? [] : [{ label: look.beforeLabel, value: count(point.before) }]),
    ...(point.naive === null ? [] : [{ label: look.naiveLabel, value: count(point.naive) }]),
  ]
  return point.soFar === null ? { title, rows } : { title, rows, note: look.unfinished }
}

/** Colours as they look on the card: the bands are pale, one over the other. */
function legendOf(points: readonly OutlookPoint[], look: OutlookLook, theme: ChartTheme) {
  const { accent, compare, sequential } = theme.colours
  const pale = (share: number): string => mixed(accent, theme.colours.surface, share)
  const some = (of: (point: OutlookPoint) => unknown): boolean => points.some(point => of(point) !== null)
  return [
    { label: look.label, colour: accent, hatched: false, here: true },
    // Drawn dotted: what it is, a forecast or the past repeated, is said here too.
    { label: look.expectedLabel, colour: accent, hatched: true, here: some(point => point.expected) },
    { label: look.within80Label, colour: pale(0.3), hatched: false, here: some(point => point.within80) },
    { label: look.within95Label, colour: pale(0.13), hatched: false, here: some(point => point.within95) },
    { label: look.beforeLabel, colour: sequential[3], hatched: false, here: some(point => point.before) },
    { label: look.naiveLabel, colour: compare, hatched: false, here: some(point => point.naive) },
  ]
    .filter(entry => entry.here)
    .map(({ here: _, ...entry }) => entry)
}

/** `share` of one `#rrggbb` over another. */
function mixed(over: string, under: string, share: number): string {
  const part = (from: number): string => {
    const [a, b] = [over, under].map(colour => Number.parseInt(colour.slice(from, from + 2), 16))
    return Math.round((a ?? 0) * share + (b ?? 0) * (1 - share))
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(1)}${part(3)}${part(5)}`
}
