import type { Unit } from './chart'
import type { Bucket, ChartTheme } from './theme'
import type { TrendPoint } from './trend'

/** From zero, or from `floor`, with few lines; a height even where nothing is there. A rate ends at 100 %. */
export function valueAxis(points: readonly TrendPoint[], unit: Unit, theme: ChartTheme, floor = 0) {
  const { muted, line } = theme.colours
  const { percent, compact } = theme.format
  return {
    id: 'y',
    type: 'value',
    min: floor,
    max: topOf(points, unit).fixed,
    minInterval: unit === 'count' ? 1 : undefined,
    splitNumber: trendParts,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: muted, fontSize: 11, formatter: unit === 'rate' ? percent : compact },
  }
}

/** The room around a trend's marks, in pixels. */
export const trendGrid = { left: 40, right: 8, top: 12, bottom: 36 } as const

/** About how many parts the axis of values has. */
export const trendParts = 3

/** The highest value, and where the axis ends if that is not for ECharts to choose. */
export function topOf(points: readonly TrendPoint[], unit: Unit): { highest: number; fixed: number | undefined } {
  const highest = Math.max(0, ...points.flatMap(point => [point.value ?? 0, point.compare ?? 0]))
  return { highest, fixed: highest === 0 || (unit === 'rate' && highest > 0.9 && highest <= 1) ? 1 : undefined }
}

/** Names of few periods; the year stands under the first and wherever it changes. */
export function timeAxis(points: readonly TrendPoint[], bucket: Bucket, theme: ChartTheme) {
  const { muted, line } = theme.colours
  const ticks = ticksOf(points, bucket, theme)
  return {
    id: 'x',
    type: 'category',
    data: points.map(point => point.start),
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    axisLabel: {
      color: muted,
      fontSize: 11,
      lineHeight: 13,
      margin: 6,
      // No `hideOverlap`: it takes two-line labels for wider than they are; at most seven fit.
      interval: (index: number) => ticks.has(index),
      formatter: (_start: string, index: number) => ticks.get(index) ?? '',
    },
  }
}

const steps: Readonly<Record<Bucket, readonly number[]>> = {
  day: [1, 2, 7, 14, 28],
  week: [1, 2, 4, 8, 13, 26],
  month: [1, 2, 3, 6, 12, 24, 60],
  quarter: [1, 2, 4, 8, 20],
  year: [1, 2, 5, 10],
}

/** Index of a period to what stands under it, at most seven, so that a narrow card holds them. */
export function ticksOf(points: readonly TrendPoint[], bucket: Bucket, theme: ChartTheme): Map<number, string> {
  const step = steps[bucket].find(size => points.length / size <= 7) ?? Math.ceil(points.length / 7)
  const anchor = Math.max(
    0,
    points.findIndex(({ start }) => isAnchor(start, bucket, step)),
  )
  const ticks = new Map<number, string>()
  let before = ''
  for (let i = anchor % step; i < points.length; i += step) {
    const { name, year } = theme.format.tick(points[i]?.start ?? '', bucket)
    ticks.set(i, bucket === 'year' || year === before ? name : `${name}\n${year}`)
    before = year
  }
  return ticks
}

/** Where counting in steps starts: January, a round year, a Monday. */
function isAnchor(start: string, bucket: Bucket, step: number): boolean {
  if (bucket === 'day') return step < 7 || new Date(`${start}T00:00:00Z`).getUTCDay() === 1
  if (bucket === 'week') return true
  if (bucket === 'year') return Number(start.slice(0, 4)) % step === 0
  const years = Math.max(1, step / (bucket === 'month' ? 12 : 4))
  return start.slice(5, 7) === '01' && Number(start.slice(0, 4)) % years === 0
}
