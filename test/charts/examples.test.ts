import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { examples } from '../../src/charts/examples'
import { exampleTheme } from '../../src/charts/exampleTheme'

describe.each([false, true])('every example, dark: %s', dark => {
  it.each(examples.map(example => [example.name, example] as const))('%s draws', (_name, example) => {
    const chart = example.draw(exampleTheme(dark))
    for (const { name, geojson } of chart.maps) echarts.registerMap(name, geojson as never)
    const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 420, height: 260 })
    drawing.setOption(chart.option)
    const svg = drawing.renderToSVGString()
    drawing.dispose()
    if (process.env.SVG_DIR) require('node:fs').writeFileSync(`${process.env.SVG_DIR}/${example.name}-${dark}.svg`, svg)
    expect(svg).toContain('<svg')
    expect(svg).not.toContain('NaN')
    expect(svg).not.toContain('<script')
    expect(chart.summary.length).toBeGreaterThan(10)
  })
})
