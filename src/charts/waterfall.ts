import type { Chart, Tip } from './chart'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A step between two levels, both as a change against the first of all. */
export interface WaterfallStep {
  /** What a click chooses; null cannot be chosen. */
  readonly key: string | null
  readonly name: string
  readonly from: number
  readonly to: number
  /** `level` stands at one level, `sum` leads from 0 to the last; a `part` moves. */
  readonly kind: 'level' | 'part' | 'sum'
  /** Stands beside the bar: "+420". */
  readonly text: string
  readonly rows: Tip['rows']
}

export interface WaterfallLook {
  readonly up: string
  readonly down: string
  readonly sum: string
  readonly summary: string
  /** A level on the axis, in words. */
  axis(value: number): string
}

interface DrawApi {
  coord(place: readonly [number, number]): number[]
  size(span: readonly [number, number]): number[]
}

/** Pixels that a text of the labels' size takes, roughly: wide characters are as wide as they are high. */
const widthOf = (text: string): number => [...text].reduce((sum, char) => sum + (char > '\u2e7f' ? 11 : 6.4), 0)

/**
 * A waterfall lying on its side: each step begins where the one above ends, 0 is the level before. Arrows point up (right) and
 * down (left), so that neither sign nor colour alone says which.
 */
export function waterfall(steps: readonly WaterfallStep[], look: WaterfallLook, theme: ChartTheme): Chart {
  const { muted, line, text, compare } = theme.colours
  const colours = { up: theme.colours.classes[2], down: theme.colours.classes[0], sum: compare }
  const sideOf = (step: WaterfallStep): 'up' | 'down' | 'sum' =>
    step.kind === 'sum' ? 'sum' : step.to >= step.from ? 'up' : 'down'
  const ends = steps.flatMap(step => [step.from, step.to])
  const [low, high] = [Math.min(0, ...ends), Math.max(0, ...ends)]
  const left = Math.min(132, Math.max(48, ...steps.map(step => widthOf(step.name) + 12)))
  const right = Math.min(120, Math.max(40, ...steps.map(step => widthOf(step.text) + 12)))
  return {
    option: {
      ...still,
      textStyle: { fontFamily: theme.font },
      grid: { id: 'grid', left, right, top: 8, bottom: 24, outerBoundsMode: 'none' },
      tooltip: tooltipLook(theme, 'item'),
      xAxis: {
        id: 'x',
        type: 'value',
        min: low === 0 ? 0 : undefined,
        // Without a step there is nothing to scale by.
        max: high > 0 ? undefined : low < 0 ? 0 : 1,
        splitNumber: 4,
        axisLine: { show: false },
        axisTick: { show: false },
        splitLine: { lineStyle: { color: line } },
        axisLabel: { color: muted, fontSize: 11, hideOverlap: true, formatter: look.axis },
      },
      yAxis: {
        id: 'y',
        type: 'category',
        inverse: true,
        data: steps.map(step => step.name),
        axisLine: { onZero: false, lineStyle: { color: line } },
        axisTick: { show: false },
        axisLabel: { color: text, fontSize: 11, interval: 0, width: left - 8, overflow: 'truncate' },
      },
      series: [
        {
          id: 'steps',
          type: 'custom',
          z: 2,
          encode: { x: [0, 2], y: 1 },
          data: steps.map((step, i) => [step.from, i, step.to]),
          renderItem: ({ dataIndex }: { dataIndex: number }, api: DrawApi) => {
            const step = steps[dataIndex]
            if (step === undefined) return
            const [[x1 = 0, y = 0], [x2 = 0]] = [api.coord([step.from, dataIndex]), api.coord([step.to, dataIndex])]
            const [, row = 0] = api.size([0, 1])
            const half = Math.max(3, Math.min(9, row * 0.32))
            const colour = colours[sideOf(step)]
            return {
              type: 'group',
              children: [
                shapeOf(step, x1, x2, y, half, colour, text),
                ...link(steps[dataIndex + 1], x2, y, row, muted),
                {
                  type: 'text',
                  style: {
                    x: Math.max(x1, x2) + 5,
                    y,
                    text: step.text,
                    fill: text,
                    font: `500 11px ${theme.font}`,
                    verticalAlign: 'middle',
                  },
                },
              ],
            }
          },
        },
      ],
    },
    tip: (_series, item) => {
      const step = steps[item]
      return step === undefined ? null : { title: step.name, rows: step.rows }
    },
    pick: (_series, item) => {
      const key = steps[item]?.key ?? null
      return key === null ? null : { kind: 'item', key }
    },
    summary: look.summary,
    legend: (['up', 'down', 'sum'] as const)
      .filter(side => steps.some(step => step.kind !== 'level' && sideOf(step) === side))
      .map(side => ({ label: look[side], colour: colours[side], hatched: false })),
    maps: [],
  }
}

/** An arrow from one level to the other; a level is a mark, a sum a plain bar. */
function shapeOf(step: WaterfallStep, x1: number, x2: number, y: number, half: number, fill: string, mark: string) {
  if (step.kind === 'level')
    return { type: 'rect', shape: { x: x1 - 1, y: y - half, width: 2, height: 2 * half }, style: { fill: mark } }
  const head = step.kind === 'sum' ? 0 : Math.sign(x2 - x1) * Math.min(Math.abs(x2 - x1), half)
  // What moves less than a pixel is still to be seen.
  const end = Math.abs(x2 - x1) < 1 ? x1 + 1 : x2
  const points = [[x1, y - half], [end - head, y - half], [end, y], [end - head, y + half], [x1, y + half]] // biome-ignore format: a line
  const plain = [[x1, y - half], [end, y - half], [end, y + half], [x1, y + half]] // biome-ignore format: a line
  return { type: 'polygon', shape: { points: step.kind === 'sum' ? plain : points }, style: { fill } }
}

/** The thin line down to where the next step begins. */
function link(next: WaterfallStep | undefined, x: number, y: number, row: number, stroke: string) {
  if (next === undefined) return []
  const shape = { x1: x, y1: y, x2: x, y2: y + row }
  return [{ type: 'line', z2: -1, shape, style: { stroke, lineWidth: 1, lineDash: [2, 2] } }]
}
