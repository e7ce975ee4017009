import type { Chart, Tip } from './chart'
import { type Box, type Mark, placeNames } from './placeNames'
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

type Domain = readonly [low: number, high: number]

/** From the least to the greatest with room around, 1 within. */
function domainOf(values: readonly number[]): Domain {
  const [low, high] = [Math.min(0.9, ...values), Math.max(1.1, ...values)]
  const room = 0.08 * (high - low)
  return [Math.max(0, low - room), high + room]
}

/** The part of the line x = y that lies within both. */
function diagonal(xs: Domain, ys: Domain): (readonly [number, number])[] {
  const [low, high] = [Math.max(xs[0], ys[0]), Math.min(xs[1], ys[1])]
  return [
    [low, low],
    [high, high],
  ]
}

/** The points whose names may be shown: judged to be more or less, those furthest off first. */
function nameable(points: readonly BalancePoint[]): BalancePoint[] {
  const off = (point: BalancePoint): number => Math.abs(point.done - point.expected)
  return points.filter(point => point.side !== null).sort((a, b) => off(b) - off(a))
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
  // One that nobody judges must not make all others small.
  const judged = points.filter(point => !point.few)
  const [xs, ys] = [
    domainOf(judged.map(point => point.expected)),
    domainOf(judged.flatMap(point => [point.done, point.low, point.high])),
  ]
  const inside = (value: number, [low, high]: Domain): number => Math.max(low, Math.min(value, high))
  const named = nameable(judged)
  const sizeOf = (point: BalancePoint): number => 6 + 10 * Math.sqrt(point.size / largest)
  const markOf = (point: BalancePoint, api: DrawApi): Mark => {
    const y = (value: number): number => api.coord([xs[0], inside(value, ys)])[1] ?? 0
    const x = api.coord([inside(point.expected, xs), ys[0]])[0] ?? 0
    return { x, y: y(point.done), radius: sizeOf(point) / 2, top: y(point.high), bottom: y(point.low) }
  }
  const axis = (name: string, [min, max]: Domain) => ({
    type: 'value',
    name,
    nameLocation: 'middle',
    nameGap: 24,
    nameTextStyle: { color: muted, fontSize: 11 },
    min,
    max,
    splitNumber: 4,
    axisLine: { show: true, onZero: false, lineStyle: { color: line } },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: line } },
    axisLabel: {
      color: muted,
      fontSize: 11,
      formatter: (value: number) => String(Number(value.toFixed(2))),
      showMinLabel: false,
      showMaxLabel: false,
    },
  })
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 58, right: 12, top: 10, bottom: 40, outerBoundsMode: 'none' },
      tooltip: tooltipLook(theme, 'item'),
      xAxis: { id: 'x', ...axis(look.expectedLabel, xs) },
      yAxis: { id: 'y', ...axis(look.doneLabel, ys), nameGap: 40 },
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
            const x0 = inside(point.expected, xs)
            const [[x = 0, y1 = 0], [, y2 = 0]] = [
              api.coord([x0, inside(point.low, ys)]),
              api.coord([x0, inside(point.high, ys)]),
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
          data: points.map(point => {
            const { colour, symbol } = looks[kindOf(point)]
            return {
              value: [inside(point.expected, xs), inside(point.done, ys)],
              symbol,
              symbolSize: sizeOf(point),
              itemStyle: { color: colour, borderColor: point.few ? hatch : theme.colours.surface, borderWidth: 1 },
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
          data: diagonal(xs, ys),
        },
        {
          // One item that has all names, as they make room for each other in pixels; above all marks.
          id: 'names',
          type: 'custom',
          silent: true,
          z: 4,
          data: [[xs[0], ys[0]]],
          renderItem: ({ coordSys }: { coordSys: Box }, api: DrawApi) => {
            const spots = named.map(point => ({ ...markOf(point, api), name: point.name }))
            const marks = points.map(point => markOf(point, api))
            const style = { fill: text, font: `11px ${theme.font}`, stroke: theme.colours.surface, lineWidth: 2 }
            const children = placeNames(spots, marks, coordSys).map(({ name, x, y }) => ({
              type: 'text',
              style: { ...style, text: name, x, y, align: 'center', verticalAlign: 'middle' },
            }))
            return { type: 'group', children }
          },
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
