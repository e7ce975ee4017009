import type { Chart, Tip } from './chart'
import { type Box, type Mark, placeNames } from './placeNames'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A unit by its number of cases and its share. */
export interface FunnelPoint {
  readonly key: string
  readonly name: string
  readonly cases: number
  /** 0-1. */
  readonly rate: number
  /** `none`: not judged. */
  readonly verdict: 'worse' | 'higher' | 'within' | 'lower' | 'better' | 'none'
  /** The filter holds it, or there is no filter. */
  readonly chosen: boolean
  readonly rows: Tip['rows']
}

/** Control limits at a number of cases, 0-1. */
export interface FunnelLine {
  readonly cases: number
  readonly low998: number
  readonly low95: number
  readonly high95: number
  readonly high998: number
}

export interface FunnelLook {
  /** Names of the axes. */
  readonly casesLabel: string
  readonly rateLabel: string
  readonly verdicts: Readonly<Record<FunnelPoint['verdict'], string>>
  readonly inner: string
  readonly outer: string
  /** What all are held against, 0-1; null where nothing is judged. */
  readonly centre: number | null
  /** A click on a dot means its unit. */
  readonly pickable: boolean
  /** The drawing in a sentence. */
  readonly summary: string
}

interface DrawApi {
  coord(place: readonly [number, number]): number[]
}

/** The axis of shares: all points, and the limits where units are; even steps, at most five. */
function scaleOf(points: readonly FunnelPoint[], lines: readonly FunnelLine[]) {
  const limit = lines[Math.floor(lines.length / 4)]?.high998 ?? 0
  const most = Math.max(0.02, limit, ...points.map(point => point.rate))
  const step = [0.005, 0.01, 0.02, 0.05, 0.1, 0.2].find(each => most * 1.04 <= 5 * each) ?? 0.25
  return { step, top: Math.min(1, Math.ceil((most * 1.04) / step) * step) }
}

/** Units as dots within control limits (Spiegelhalter 2005): the fewer cases, the wider the funnel. Shapes and names say what colours do. */
export function funnel(
  points: readonly FunnelPoint[],
  lines: readonly FunnelLine[],
  look: FunnelLook,
  theme: ChartTheme,
): Chart {
  const { muted, line, compare, text, noData, hatch, classes, surface, accent, strong } = theme.colours
  const looks = {
    worse: { colour: classes[3], symbol: 'triangle', size: 12 },
    higher: { colour: classes[2], symbol: 'triangle', size: 9 },
    within: { colour: accent, symbol: 'circle', size: 8 },
    lower: { colour: classes[1], symbol: 'diamond', size: 9 },
    better: { colour: classes[0], symbol: 'diamond', size: 12 },
    none: { colour: noData, symbol: 'circle', size: 7 },
  } as const
  const sizes = [...points.map(point => point.cases), ...lines.map(each => each.cases)].filter(n => n > 0)
  const [low, high] = sizes.length === 0 ? [1, 10] : [Math.max(1, Math.min(...sizes)), Math.max(2, ...sizes)]
  const { step, top } = scaleOf(points, lines)
  const inside = (rate: number): number => Math.max(0, Math.min(top, rate))
  const order = ['worse', 'better', 'higher', 'lower'] as const
  // Few units are all named; of many, those beyond the outer limits.
  const named = [
    ...order.flatMap(verdict => points.filter(point => point.verdict === verdict)),
    ...(points.length <= 12 ? points.filter(point => point.verdict === 'within') : []),
  ].filter(point => points.length <= 12 || point.verdict === 'worse' || point.verdict === 'better')
  const curve = (id: string, of: (each: FunnelLine) => number, type: 'solid' | number[], colour: string) => ({
    id,
    type: 'line',
    silent: true,
    z: 2,
    symbol: 'none',
    lineStyle: { color: colour, width: 1, type },
    data: lines.map(each => [each.cases, inside(of(each))]),
  })
  const ends = lines.length === 0 ? [] : [lines[0], lines.at(-1)]
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left: 52, right: 16, top: 12, bottom: 40, outerBoundsMode: 'none' },
      tooltip: tooltipLook(theme, 'item'),
      xAxis: {
        id: 'x',
        type: 'log',
        name: look.casesLabel,
        nameLocation: 'middle',
        nameGap: 24,
        nameTextStyle: { color: muted, fontSize: 11 },
        min: low,
        max: high,
        axisLine: { lineStyle: { color: line } },
        axisTick: { show: false },
        splitLine: { show: false },
        axisLabel: {
          color: muted,
          fontSize: 11,
          hideOverlap: true,
          formatter: (n: number) => theme.format.compact(Math.round(n)),
        },
      },
      yAxis: {
        id: 'y',
        type: 'value',
        min: 0,
        max: top,
        interval: step,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: line } },
        axisLabel: { color: muted, fontSize: 11, formatter: theme.format.percent },
      },
      series: [
        {
          id: 'points',
          type: 'scatter',
          z: 3,
          emphasis: { disabled: true },
          cursor: look.pickable ? 'pointer' : 'default',
          data: points.map(({ cases, rate, verdict, chosen }) => ({
            value: [Math.max(low, cases), inside(rate)],
            symbol: looks[verdict].symbol,
            symbolSize: looks[verdict].size,
            itemStyle: {
              color: looks[verdict].colour,
              opacity: chosen ? 1 : 0.35,
              borderColor: verdict === 'none' ? hatch : chosen ? surface : strong,
              borderWidth: 1,
            },
          })),
        },
        curve('low998', each => each.low998, 'solid', compare),
        curve('low95', each => each.low95, [4, 3], compare),
        curve('high95', each => each.high95, [4, 3], compare),
        curve('high998', each => each.high998, 'solid', compare),
        {
          id: 'centre',
          type: 'line',
          silent: true,
          z: 1,
          symbol: 'none',
          lineStyle: { color: text, width: 1, type: 'solid' },
          data: look.centre === null ? [] : ends.map(end => [end?.cases ?? 1, inside(look.centre ?? 0)]),
        },
        {
          id: 'names',
          type: 'custom',
          silent: true,
          z: 4,
          data: [[low, 0]],
          renderItem: ({ coordSys }: { coordSys: Box }, api: DrawApi) => {
            const markOf = (point: FunnelPoint): Mark => {
              const [x = 0, y = 0] = api.coord([Math.max(low, point.cases), inside(point.rate)])
              return { x, y, radius: looks[point.verdict].size / 2, top: y, bottom: y }
            }
            const spots = named.map(point => ({ ...markOf(point), name: point.name }))
            const style = { fill: text, font: `11px ${theme.font}`, stroke: surface, lineWidth: 2 }
            const children = placeNames(spots, points.map(markOf), coordSys).map(({ name, x, y }) => ({
              type: 'text',
              style: { ...style, text: name, x, y, align: 'center', verticalAlign: 'middle' },
            }))
            return { type: 'group', children }
          },
        },
      ],
    },
    tip: (series, item) => {
      const point = series === 0 ? points[item] : undefined
      return point === undefined ? null : { title: point.name, rows: point.rows, note: look.verdicts[point.verdict] }
    },
    pick: (series, item) => {
      const point = series === 0 && look.pickable ? points[item] : undefined
      return point === undefined ? null : { kind: 'item', key: point.key }
    },
    summary: look.summary,
    legend: [
      ...(['worse', 'higher', 'within', 'lower', 'better', 'none'] as const)
        .filter(verdict => points.some(point => point.verdict === verdict))
        .map(verdict => ({
          label: look.verdicts[verdict],
          colour: looks[verdict].colour,
          hatched: verdict === 'none',
        })),
      ...(lines.length === 0
        ? []
        : [{ label: `– – ${look.inner} · —— ${look.outer}`, colour: compare, hatched: false }]),
    ],
    maps: [],
  }
}
