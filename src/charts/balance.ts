import type { Chart, Tip } from './chart'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A place by what is expected of it and what was done there, both over the city's. */
export interface BalancePoint {
  readonly name: string
  readonly expected: number
  readonly done: number
  /** The interval of `done`. */
  readonly low: number
  readonly high: number
  /** Cases behind it: the size of the dot, by area. */
  readonly size: number
  readonly side: 'more' | 'less' | null
  /** Too few cases to judge. */
  readonly few: boolean
  readonly rows: Tip['rows']
}

export interface BalanceLook {
  /** Names of the axes. */
  readonly expectedLabel: string
  readonly doneLabel: string
  readonly more: string
  readonly less: string
  readonly within: string
  readonly least: number
  /** The drawing in a sentence. */
  readonly summary: string
}

interface DrawApi {
  coord(place: readonly [number, number]): number[]
}

/** Dots around a diagonal: above it more was done than expected, below it less. Only those that are judged so have their names. */
export function balance(points: readonly BalancePoint[], look: BalanceLook, theme: ChartTheme): Chart {
  const { muted, line, compare, text, noData, hatch, classes } = theme.colours
  const looks = {
    more: { colour: classes[3], symbol: 'triangle', label: look.more },
    less: { colour: classes[0], symbol: 'diamond', label: look.less },
    within: { colour: compare, symbol: 'circle', label: look.within },
    few: { colour: noData, symbol: 'circle', label: theme.words.few(look.least) },
  } as const
  const kindOf = (point: BalancePoint): keyof typeof looks => (point.few ? 'few' : (point.side ?? 'within'))
  const largest = points.reduce((high, point) => Math.max(high, point.size), 1)
  const end = Math.max(2, ...points.filter(point => !point.few).flatMap(point => [point.expected, point.high])) * 1.05
  // One that nobody judges must not make all others small.
  const inside = (value: number): number => Math.min(value, end)
  const axis = (name: string) => ({
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 24,
    nameTextStyle: { color: muted, fontSize: 11 },
    min: 0,
    max: end,
    splitNumber: 4,
    axisLine: { lineStyle: { color: line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: line } },
    axisLabel: { color: muted, fontSize: 11, formatter: theme.format.number, showMaxLabel: false },
  })
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 46, right: 12, top: 10, bottom: 40, outerBoundsMode: 'none' },
      tooltip: tooltipLook(theme, 'item'),
      xAxis: { id: 'x', ...axis(look.expectedLabel) },
      yAxis: { id: 'y', ...axis(look.doneLabel), nameGap: 28 },
      series: [
        {
          id: 'intervals',
          type: 'custom',
          z: 2,
          encode: { x: 0, y: [1, 2] },
          data: points.map(point => [point.expected, point.low, point.high]),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawApi) => {
            const point = points[dataIndex]
            if (point === undefined) return
            const x0 = inside(point.expected)
            const [[x = 0, y1 = 0], [, y2 = 0]] = [
              api.coord([x0, inside(point.low)]),
              api.coord([x0, inside(point.high)]),
            ]
            const style = { stroke: point.few ? hatch : looks[kindOf(point)].colour, lineWidth: 1, opacity: 0.7 }
            return { type: 'line', shape: { x1: x, y1, x2: x, y2 }, style }
          },
        },
        {
          id: 'points',
          type: 'scatter',
          z: 3,
          emphasis: { disabled: true },
          labelLayout: { hideOverlap: true },
          data: points.map(point => {
            const { colour, symbol } = looks[kindOf(point)]
            return {
              value: [inside(point.expected), inside(point.done)],
              symbol,
              symbolSize: 6 + 10 * Math.sqrt(point.size / largest),
              itemStyle: { color: colour, borderColor: point.few ? hatch : theme.colours.surface, borderWidth: 1 },
              label: {
                show: !point.few && point.side !== null,
                formatter: () => point.name,
                position: 'right',
                color: text,
                fontSize: 11,
                textBorderColor: theme.colours.surface,
                textBorderWidth: 2,
              },
            }
          }),
        },
        {
          id: 'even',
          type: 'line',
          silent: true,
          z: 1,
          symbol: 'none',
          lineStyle: { color: muted, width: 1, type: [4, 3] },
          data: [
            [0, 0],
            [end, end],
          ],
        },
      ],
    },
    tip: (series, item) => {
      const point = series > 1 ? undefined : points[item]
      if (point === undefined) return null
      const kind = kindOf(point)
      return { title: point.name, rows: point.rows, ...(kind !== 'within' && { note: looks[kind].label }) }
    },
    pick: () => null,
    summary: look.summary,
    legend: (['more', 'less', 'within', 'few'] as const)
      .filter(kind => points.some(point => kindOf(point) === kind))
      .map(kind => ({ label: looks[kind].label, colour: looks[kind].colour, hatched: kind === 'few' })),
    maps: [],
  }
}
