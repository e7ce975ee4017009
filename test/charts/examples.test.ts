import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { examples } from '../../src/charts/examples'
import { exampleTheme } from '../../src/charts/exampleTheme'
import { chart } from './draw'

describe.each([false, true])('every example, dark: %s', dark => {
  it.each(examples.map(example => [example.name, example] as const))('%s draws', (_name, example) => {
    const { maps, option, summary } = example.draw(exampleTheme(dark))
    for (const { name, geojson } of maps) echarts.registerMap(name, geojson as never)
    const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 420, height: 260 })
    drawing.setOption(option)
    const svg = drawing.renderToSVGString()
    drawing.dispose()
    expect(svg).toContain('<svg')
    expect(svg).not.toContain('NaN')
    expect(svg).not.toContain('<script')
    expect(summary.length).toBeGreaterThan(10)
  })
})

it('names every example once', () => {
  expect(new Set(examples.map(example => example.name)).size).toBe(examples.length)
})

it('keeps a name that looks like HTML as the text that it is', () => {
  expect(chart('region-map').tip(0, 3)?.title).toBe('<script>alert(1)</script>')
})
