import { describe, expect, it } from 'vitest'
import type { Chart } from '../../src/charts/chart'
import type { SketchPath } from '../../src/charts/sketch'
import { type TrendLook, type TrendPoint, trend } from '../../src/charts/trend'
import { register } from '../../src/ui/echartsRuntime'
import { svgDrawing } from '../../src/ui/svgRuntime'
import { sweep } from '../sweep'
import { chart as example, theme } from './draw'
import { random } from './random'

const [width, height] = [420, 260]

interface Placed {
  readonly text: string
  readonly x: number
  readonly y: number
}

/** What ECharts itself draws: its texts, and the corners of its paths by their colour. */
function drawn(chart: Chart): { texts: Placed[]; boxes: Map<string, string[]>; lines: string[] } {
  for (const map of chart.maps) register(map.name, map.geojson)
  const svg = svgDrawing(chart.option, width, height)
  const texts = [...svg.matchAll(/<text ([^>]*)>([^<]*)<\/text>/g)].map(([, attributes = '', text = '']) => {
    const [, x, y] = /translate\(([-\d.]+) ([-\d.]+)\)/.exec(attributes) ?? []
    const [, lower = '0'] = / y="([-\d.]+)"/.exec(attributes) ?? []
    return { text: text.replaceAll('&lt;', '<'), x: Number(x), y: Number(y) + Number(lower) }
  })
  const boxes = new Map<string, string[]>()
  const lines: string[] = []
  const [shapes = ''] = svg.split('<defs')
  for (const [tag] of shapes.matchAll(/<(?:path|polygon) [^>]*>/g)) {
    const of = (name: string): string => new RegExp(` ${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
    const d = of('d') || `M${of('points')}Z`
    if (of('fill') === 'none') lines.push(`${of('stroke')} ${of('stroke-dasharray') || 'solid'} ${boxOf(d)}`)
    else if (!of('transform')) boxes.set(of('fill'), [...(boxes.get(of('fill')) ?? []), ...pieces(d).map(boxOf)])
  }
  return { texts, boxes, lines }
}

const pieces = (d: string): string[] => d.split(/(?=M)/).filter(piece => piece.trim() !== '')

/** The box around a path of lines, in whole pixels. */
function boxOf(d: string): string {
  let [x, y] = [0, 0]
  const [xs, ys]: [number[], number[]] = [[], []]
  for (const [, command = '', rest = ''] of d.matchAll(/([MLlHhVv])([^A-Za-z]*)/g)) {
    const numbers = [...rest.matchAll(/-?[\d.]+/g)].map(Number)
    const paired = /[MLl]/.test(command)
    for (let i = 0; i < numbers.length; i += paired ? 2 : 1) {
      const [a = 0, b = 0] = [numbers[i], numbers[i + 1]]
      if (command === 'M' || command === 'L') [x, y] = [a, b]
      else if (command === 'l') [x, y] = [x + a, y + b]
      else if (command === 'h') x += a
      else if (command === 'H') x = a
      else if (command === 'v') y += a
      else y = a
      xs.push(x)
      ys.push(y)
    }
  }
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)].map(Math.round).join(' ')
}

function sketched(chart: Chart) {
  const sketch = chart.sketch?.(width, height)
  if (sketch === undefined) throw new Error('the chart has no sketch')
  const filled = (path: SketchPath): boolean => path.fill !== undefined && !path.d.includes('a')
  const boxes = new Map<string, string[]>()
  for (const path of sketch.paths.filter(filled))
    boxes.set(path.fill ?? '', [...(boxes.get(path.fill ?? '') ?? []), ...pieces(path.d).map(boxOf)])
  return { ...sketch, boxes }
}

/** Each text of one at the place of the same text of the other. */
function expectTexts(sketch: readonly Placed[], echarts: readonly Placed[]): void {
  const inOrder = (all: readonly Placed[]): Placed[] =>
    [...all].sort((a, b) => a.text.localeCompare(b.text) || a.x - b.x || a.y - b.y)
  const [ours, theirs] = [inOrder(sketch), inOrder(echarts)]
  expect(ours.map(({ text }) => text)).toEqual(theirs.map(({ text }) => text))
  ours.forEach(({ text, x, y }, i) => {
    expect(Math.abs(x - (theirs[i]?.x ?? Number.NaN)), `${text}: x`).toBeLessThan(0.6)
    expect(Math.abs(y - (theirs[i]?.y ?? Number.NaN)), `${text}: y`).toBeLessThan(0.6)
  })
}

describe('the sketch of a trend', () => {
  it.each(['trend bars', 'trend line', 'trend empty'])('has the texts of ECharts in their places: %s', name => {
    const chart = example(name.replaceAll(' ', '-'))
    expectTexts(sketched(chart).texts, drawn(chart).texts)
  })

  it('has its bars and its dashed line', () => {
    const chart = example('trend-bars')
    const [ours, theirs] = [sketched(chart), drawn(chart)]
    const { accent, compare } = theme.colours
    expect(ours.boxes.get(accent)?.sort()).toEqual(theirs.boxes.get(accent)?.sort())
    const dashed = ours.paths.find(path => path.stroke === compare)
    expect(theirs.lines).toContain(`${compare} 5,3 ${boxOf(dashed?.d ?? '')}`)
    expect(ours.paths.filter(path => path.hatch !== undefined)).toHaveLength(1)
  })

  it('has its line with its gaps, its area and its dots', () => {
    const chart = example('trend-line')
    const [ours, theirs] = [sketched(chart), drawn(chart)]
    const { accent, surface } = theme.colours
    const solid = ours.paths.find(path => path.stroke === accent && path.dash === undefined)
    expect(theirs.lines).toContain(`${accent} solid ${boxOf(solid?.d ?? '')}`)
    expect(pieces(solid?.d ?? '')).toHaveLength(2)
    const area = ours.paths.find(path => path.fill === accent && path.opacity === 0.09)
    expect(pieces(area?.d ?? '').map(boxOf)).toEqual(theirs.boxes.get(accent)?.slice(0, 2))
    expect(pieces(ours.paths.find(path => path.fill === surface)?.d ?? '')).toHaveLength(2)
  })

  it('ends its axis and names it as ECharts does, whatever the values', () => {
    const next = random(20261129)
    for (let i = 0; i < sweep(600); i++) {
      const unit = i % 2 ? 'count' : 'rate'
      const most = unit === 'rate' ? 10 ** (-3 * next()) * (i % 10 === 0 ? 3 : 1) : 10 ** (7 * next()) - 1
      const points: TrendPoint[] = Array.from({ length: 1 + Math.floor(next() * 40) }, (_, k) => ({
        start: new Date(Date.UTC(2020, k, 1)).toISOString().slice(0, 10),
        value: next() < 0.1 ? null : unit === 'count' ? Math.round(next() * most) : next() * most,
        compare: next() < 0.5 ? null : next() * most,
        partial: next() < 0.1,
      }))
      const look: TrendLook = { mark: i % 3 ? 'bar' : 'line', unit, bucket: 'month', label: 'x' }
      const chart = trend(points, look, theme)
      expectTexts(sketched(chart).texts, drawn(chart).texts)
    }
  })

  it('is not there where the axis does not begin at zero', () => {
    const look = { mark: 'line', unit: 'rate', bucket: 'month', label: 'x', floor: 0.9 } as const
    expect(trend([], look, theme).sketch).toBeUndefined()
  })
})

describe('the sketch of a map', () => {
  it.each(['region map', 'hex map', 'hex map without shapes'])(
    'has the shapes of ECharts in their places: %s',
    name => {
      const chart = example(name.replaceAll(' ', '-'))
      const [ours, theirs] = [sketched(chart), drawn(chart)]
      // A hatched shape is drawn twice, once with stripes.
      const plain = [...theirs.boxes].filter(([fill]) => !fill.startsWith('url(') && fill !== 'transparent')
      expect(ours.boxes.size).toBeGreaterThan(2)
      for (const [fill, boxes] of plain) expect(ours.boxes.get(fill)?.sort(), fill).toEqual(boxes.sort())
      expect(ours.boxes.size).toBe(plain.length)
    },
  )

  it('has the chosen region on top, with its border', () => {
    const { paths } = sketched(example('region-map'))
    expect(paths.at(-1)).toMatchObject({ stroke: theme.colours.strong, width: 2.5 })
  })

  it.each(['point map', 'class map', 'point map many', 'class map many'])('has all dots: %s', name => {
    const chart = example(name.replaceAll(' ', '-'))
    const series = chart.option.series as { data: ArrayLike<unknown> }[]
    const many = name.endsWith('many')
    // In bulk places are numbers in turn.
    const all = series.reduce((sum, { data }) => sum + data.length / (data instanceof Float64Array ? 2 : 1), 0)
    const marks = sketched(chart).paths.filter(({ d }) =>
      many ? d.includes('h0') || d.includes('a') : d.includes('a'),
    )
    expect(marks.reduce((sum, { d }) => sum + pieces(d).length, 0)).toBe(all)
  })
})
