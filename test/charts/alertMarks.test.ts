import * as echarts from 'echarts'
import { describe, expect, it } from 'vitest'
import { type AlertMark, alertMap, withMarks } from '../../src/charts/alertMarks'
import type { Chart } from '../../src/charts/chart'
import { exampleMap } from '../../src/charts/examples'
import { chart, series, theme } from './draw'

const square = [
  [118.01, 32.01],
  [118.03, 32.01],
  [118.03, 32.03],
  [118.01, 32.03],
] as const
const mark = (key: string, change: Partial<AlertMark> = {}): AlertMark => ({
  key,
  rings: [square],
  tip: { title: 'Cluster', rows: [], note: `about ${key}` },
  ...change,
})
const look = { label: 'Alerts', summary: 'Open alerts marked: 2.' }
/** The drawing as SVG: ECharts takes what it is given. */
function svgOf({ maps, option }: Chart): string {
  for (const { name, geojson } of maps) echarts.registerMap(name, geojson as never)
  const drawing = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 420, height: 260 })
  drawing.setOption(option)
  const svg = drawing.renderToSVGString()
  drawing.dispose()
  return svg
}
/** Lines in the colour of alerts. */
const lines = (svg: string): number => svg.split(`stroke="${theme.colours.accent}"`).length - 1

describe.each(['region-map', 'hex-map', 'point-map', 'class-map'])('marks on %s', name => {
  const plain = chart(name)
  const marked = withMarks(plain, [mark('a'), mark('b', { open: true })], look, theme)

  it('are drawn on top, and nothing else changes', () => {
    expect(lines(svgOf(marked)) - lines(svgOf(plain))).toBe(2)
    expect(marked.legend).toEqual([...plain.legend, { label: 'Alerts', colour: theme.colours.accent, hatched: false }])
    expect(marked.summary).toBe(`${plain.summary} Open alerts marked: 2.`)
    expect(marked.tip(0, 0)).toEqual(plain.tip(0, 0))
    expect(marked.pick(0, 0)).toEqual(plain.pick(0, 0))
  })

  it('tell of themselves and are chosen by a click', () => {
    const [first] = series(plain)
    const regions = name === 'region-map'
    const [at, from] = regions ? [0, ((first?.data ?? []) as unknown[]).length] : [series(plain).length, 0]
    expect(marked.tip(at, from + 1)).toEqual({ title: 'Cluster', rows: [], note: 'about b' })
    expect(marked.pick(at, from)).toEqual({ kind: 'item', key: 'a' })
    expect(marked.tip(at, from + 2)).toBeNull()
    expect(marked.pick(at, from + 2)).toBeNull()
  })

  it('keep the view: the part that is zoomed has the same name', () => {
    const idOf = ({ option }: Chart) =>
      (option as { geo?: { id: string } }).geo?.id ?? series({ option } as Chart)[0]?.id
    expect(idOf(marked)).toBe(idOf(plain))
  })

  it('are none without alerts, and without an outline', () => {
    expect(withMarks(plain, [], look, theme)).toBe(plain)
    expect(withMarks(plain, [mark('a', { rings: [] }), mark('b', { rings: [square.slice(0, 2)] })], look, theme)).toBe(
      plain,
    )
  })
})

describe('a map of alerts alone', () => {
  it('has the borders of the regions under it', () => {
    const drawn = alertMap([mark('a')], exampleMap, null, look, theme)
    expect(lines(svgOf(drawn))).toBe(1)
    expect(drawn.maps[0]?.name).toBe('example-districts')
    expect(drawn.pick(0, 0)).toEqual({ kind: 'item', key: 'a' })
    expect(drawn.tip(0, 5)).toBeNull()
  })

  it('is drawn on a plane where there are no regions, and with nothing at all', () => {
    expect(lines(svgOf(alertMap([mark('a')], null, null, look, theme)))).toBe(1)
    expect(svgOf(alertMap([], null, null, look, theme))).not.toContain('NaN')
  })
})
