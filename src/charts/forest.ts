import type { Chart, Tip } from './chart'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A ratio with its interval. */
export interface ForestPoint {
  readonly name: string
  readonly value: number
  readonly low: number
  readonly high: number
  /** What else is told of it. */
  readonly rows: Tip['rows']
}

export interface ForestLook {
  /** What is measured: "Found over expected". */
  readonly label: string
  readonly intervalLabel: string
  /** What points are called whose whole interval lies above 1, below 1, or holds it. */
  readonly above: string
  readonly below: string
  readonly within: string
  /** The drawing in a sentence. */
  readonly summary: string
}

interface DrawApi {
  coord(place: readonly [number, number]): number[]
}

/** Up to so many names stand beside their points; of more, only those whose interval leaves 1 out. */
export const mostNames = 24

/** Where the interval lies: 1 above 1, -1 below, 0 around it. */
export const sideOf = ({ low, high }: Pick<ForestPoint, 'low' | 'high'>): -1 | 0 | 1 =>
  low > 1 ? 1 : high < 1 ? -1 : 0

/** A forest plot: a point and its interval a row, in the order given, with a line at 1. Shapes and names say what colours do. */
export function forest(points: readonly ForestPoint[], look: ForestLook, theme: ChartTheme): Chart {
  const { muted, line, compare, text } = theme.colours
  const looks = {
    1: { colour: theme.colours.classes[3], symbol: 'triangle', label: look.above },
    [-1]: { colour: theme.colours.classes[0], symbol: 'diamond', label: look.below },
    0: { colour: compare, symbol: 'circle', label: look.within },
  } as const
  const colourAt = (i: number): string => looks[sideOf(points[i] ?? { low: 0, high: 2 })].colour
  const named = (i: number): boolean => {
    const point = points[i]
    return point !== undefined && (points.length <= mostNames || sideOf(point) !== 0)
  }
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 92, right: 12, top: 8, bottom: 24, outerBoundsMode: 'none' },
      tooltip: tooltipLook(theme, 'item'),
      xAxis: {
        id: 'x',
        type: 'value',
        min: 0,
        max: points.length === 0 ? 2 : undefined,
        splitNumber: 4,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: line } },
        axisLabel: { color: muted, fontSize: 11, formatter: theme.format.number },
      },
      yAxis: {
        id: 'y',
        type: 'category',
        inverse: true,
        data: points.map(point => point.name),
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: text, fontSize: 11, hideOverlap: true, width: 84, overflow: 'truncate', interval: named },
      },
      series: [
        {
          id: 'intervals',
          type: 'custom',
          z: 2,
          encode: { x: [0, 2], y: 1 },
          data: points.map((point, i) => [point.low, i, point.high]),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawApi) => {
            const point = points[dataIndex]
            if (point === undefined) return
            const [[x1 = 0, y = 0], [x2 = 0]] = [api.coord([point.low, dataIndex]), api.coord([point.high, dataIndex])]
            const style = { stroke: colourAt(dataIndex), lineWidth: sideOf(point) === 0 ? 1 : 1.75 }
            return { type: 'line', shape: { x1, y1: y, x2, y2: y }, style }
          },
        },
        {
          id: 'points',
          type: 'scatter',
          z: 3,
          emphasis: { disabled: true },
          data: points.map((point, i) => ({
            value: [point.value, i],
            symbol: looks[sideOf(point)].symbol,
            symbolSize: sideOf(point) === 0 ? 6 : 9,
            itemStyle: { color: colourAt(i) },
          })),
        },
        {
          id: 'one',
          type: 'line',
          silent: true,
          z: 1,
          symbol: 'none',
          lineStyle: { color: text, width: 1, type: [4, 3] },
          data: points.length === 0 ? [] : [[1, 0], [1, points.length - 1]],
        },
      ],
    },
    tip: (series, item) => {
      const point = series > 1 ? undefined : points[item]
      if (point === undefined) return null
      const number = (value: number): string => theme.format.number(value)
      return {
        title: point.name,
        rows: [
          { label: look.label, value: number(point.value) },
          { label: look.intervalLabel, value: `${number(point.low)} – ${number(point.high)}` },
          ...point.rows,
        ],
        ...(sideOf(point) !== 0 && { note: looks[sideOf(point)].label }),
      }
    },
    pick: () => null,
    summary: look.summary,
    legend: ([1, -1, 0] as const)
      .filter(side => points.some(point => sideOf(point) === side))
      .map(side => ({ label: looks[side].label, colour: looks[side].colour, hatched: false })),
    maps: [],
  } // biome-ignore format: short lists
}
