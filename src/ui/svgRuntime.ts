import { use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Chart, ChartOption } from '../charts/chart'
import { init, register } from './echartsRuntime'
import { escaped, holdable } from './xmlText'

use([SVGRenderer])

export interface SvgInput {
  /** As it is on screen, the view of a map included. */
  readonly option: ChartOption
  readonly legend: Chart['legend']
  readonly width: number
  readonly height: number
  readonly title: string
  readonly subtitle: string
  /** What the drawing is about: days, version. One line at the foot. */
  readonly foot: string
  readonly colours: { readonly surface: string; readonly text: string; readonly muted: string }
  readonly font: string
}

/** A chart alone as SVG, of a size in pixels. Its shapes are registered. */
export function svgDrawing(option: ChartOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width, height })
  try {
    chart.setOption({ ...option, animation: false, tooltip: { show: false } })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}

/** A chart as the address of a picture; it can be as large as paper wants it, and its texts stay texts. */
export function svgAddress(chart: Chart, width: number, height: number): string {
  for (const map of chart.maps) register(map.name, map.geojson)
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(holdable(svgDrawing(chart.option, width, height)))}`
}

const margin = 12
const head = 44

/** The chart under its title as one SVG: texts stay texts, nothing in it runs or is fetched. */
export function svgPicture(input: SvgInput): string {
  const { option, legend, width, height, title, subtitle, foot, colours, font } = input
  const drawing = svgDrawing(option, width, height)
  const below = margin + head + height
  const tall = below + (legend.length > 0 ? 24 : 0) + (foot === '' ? 0 : 20) + margin
  const wide = width + 2 * margin
  const line = (text: string, y: number, look: string): string =>
    `<text x="${margin}" y="${y}" ${look}>${escaped(holdable(text))}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" font-family="${escaped(font)}" font-size="11.5">`,
    `<title>${escaped(holdable(title))}</title>`,
    `<rect width="${wide}" height="${tall}" fill="${escaped(colours.surface)}"/>`,
    line(title, margin + 13, `fill="${escaped(colours.text)}" font-size="14" font-weight="600"`),
    line(subtitle, margin + 31, `fill="${escaped(colours.muted)}"`),
    holdable(drawing).replace('<svg ', `<svg x="${margin}" y="${margin + head}" `),
    legendMarks(legend, below + 8, colours.muted),
    foot === '' ? '' : line(foot, tall - margin, `fill="${escaped(colours.muted)}" font-size="10"`),
    '</svg>\n',
  ].join('')
}

function legendMarks(legend: Chart['legend'], top: number, ink: string): string {
  let left = margin
  return legend
    .map(({ label, colour, hatched }) => {
      const lines = [2, 6, 10, 14, 18].map(x => `M${left + x} ${top + 11}l4 -10`).join('')
      const mark = `<rect x="${left}" y="${top + 1}" width="22" height="10" fill="${escaped(colour)}" stroke="${escaped(ink)}" stroke-width=".5"/>`
      const hatch = hatched ? `<path d="${lines}" stroke="${escaped(ink)}" stroke-width=".5"/>` : ''
      const text = `<text x="${left + 27}" y="${top + 10}" fill="${escaped(ink)}">${escaped(holdable(label))}</text>`
      // No canvas to measure with: wide characters take their size, others somewhat more than half of it.
      const width = [...label].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 11.5 : 6.6), 0)
      left += 27 + width + 12
      return mark + hatch + text
    })
    .join('')
}
