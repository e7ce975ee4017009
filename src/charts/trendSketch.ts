import { crisp, dot, linePath, type Sketch, type SketchPath, type SketchText, tenth } from './sketch'
import type { ChartTheme } from './theme'
import type { TrendLook, TrendPoint } from './trend'
import { ticksOf, topOf, trendGrid, trendParts } from './trendAxes'

/** A trend from zero in a box of pixels. */
export function trendSketch(
  points: readonly TrendPoint[],
  look: TrendLook,
  theme: ChartTheme,
  width: number,
  height: number,
): Sketch {
  const { left, right, top, bottom } = trendGrid
  const [wide, foot] = [width - left - right, height - bottom]
  const { accent, surface, compare, line, muted } = theme.colours
  const { high, step } = axisOf(points, look)
  const band = wide / Math.max(1, points.length)
  const x = (i: number): number => left + band * (i + 0.5)
  const y = (value: number): number => foot - (value / high) * (foot - top)
  const at = (value: number, i: number): string => `${tenth(x(i))} ${tenth(y(value))}`
  const valueText = look.unit === 'rate' ? theme.format.percent : theme.format.compact

  const levels = Array.from({ length: Math.floor(high / step + 1e-9) + 1 }, (_, i) =>
    Number((i * step).toPrecision(12)),
  )
  if ((levels.at(-1) ?? 0) < high) levels.push(high)
  const rules: SketchPath = {
    d: levels.map(level => `M${left} ${crisp(y(level))}H${width - right}`).join(''),
    stroke: line,
    width: 1,
  }
  const texts: SketchText[] = levels.map(level => ({
    x: left - 8,
    y: y(level),
    text: valueText(level),
    anchor: 'end',
    fill: muted,
  }))
  for (const [i, name] of ticksOf(points, look.bucket, theme))
    name.split('\n').forEach((text, row) => {
      texts.push({ x: x(i), y: foot + 12.5 + 13 * row, text, anchor: 'middle', fill: muted })
    })

  const bar = Math.max(1, Math.min(40, band * 0.6))
  const bars = (partial: boolean): string =>
    points
      .map((point, i) =>
        point.value === null || point.partial !== partial
          ? ''
          : `M${tenth(x(i) - bar / 2)} ${foot}h${tenth(bar)}V${tenth(y(point.value))}h${-tenth(bar)}Z`,
      )
      .join('')
  const marks: SketchPath[] =
    look.mark === 'bar'
      ? [
          { d: bars(false), fill: accent },
          { d: bars(true), fill: accent, opacity: 0.75, hatch: { colour: surface, fine: false } },
        ]
      : lines(points, at, x, y, foot, accent, surface)
  const before = linePath(
    points.map(point => point.compare),
    at,
  )
  return {
    paths: [rules, ...marks, { d: before, stroke: compare, width: 1.25, dash: '5 3' }].filter(({ d }) => d !== ''),
    texts,
  }
}

function lines(
  points: readonly TrendPoint[],
  at: (value: number, i: number) => string,
  x: (i: number) => number,
  y: (value: number) => number,
  foot: number,
  accent: string,
  surface: string,
): SketchPath[] {
  const whole = points.map(({ value, partial }) => (partial ? null : value))
  const near = points.map(({ value, partial }, i) =>
    partial || points[i - 1]?.partial === true || points[i + 1]?.partial === true ? value : null,
  )
  const lone = points.flatMap(({ value, partial }, i) =>
    value === null || partial || points[i - 1]?.value != null || points[i + 1]?.value != null
      ? []
      : [dot(x(i), y(value), 2.5)],
  )
  const unfinished = points.flatMap(({ value, partial }, i) =>
    partial && value !== null ? [dot(x(i), y(value), 3)] : [],
  )
  return [
    { d: areaPath(whole, at, x, foot), fill: accent, opacity: 0.09 },
    { d: linePath(whole, at), stroke: accent, width: 2 },
    { d: lone.join(''), fill: accent },
    { d: linePath(near, at), stroke: accent, width: 1.5, dash: '1 3', round: true },
    { d: unfinished.join(''), fill: surface, stroke: accent, width: 1.5 },
  ]
}

/** What lies between each piece of the line and the axis. */
function areaPath(
  values: readonly (number | null)[],
  at: (value: number, i: number) => string,
  x: (i: number) => number,
  foot: number,
): string {
  let path = ''
  values.forEach((value, i) => {
    if (value === null) return
    const starts = i === 0 || values[i - 1] === null
    const ends = i === values.length - 1 || values[i + 1] === null
    path += starts ? `M${tenth(x(i))} ${foot}L${at(value, i)}` : `L${at(value, i)}`
    if (ends) path += `V${foot}Z`
  })
  return path
}

/**
 * The end of the axis of values, which begins at zero, and the distance of its lines, as ECharts chooses them: steps of 1, 2,
 * 3, 5 or 10 times a power of ten, about `trendParts` of them.
 */
function axisOf(points: readonly TrendPoint[], { unit }: Pick<TrendLook, 'unit'>): { high: number; step: number } {
  const { highest, fixed } = topOf(points, unit)
  const raw = (fixed ?? highest) / trendParts
  const power = 10 ** Math.floor(Math.log10(raw))
  const share = raw / power
  const nice = (share < 1.5 ? 1 : share < 2.5 ? 2 : share < 4 ? 3 : share < 7 ? 5 : 10) * power
  const step = unit === 'count' ? Math.max(1, nice) : nice
  return { high: fixed ?? Number((Math.ceil(highest / step) * step).toPrecision(12)), step }
}
