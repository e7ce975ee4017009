import * as echarts from 'echarts'
import type { Course } from './growth'

const symbols = ['circle', 'rect', 'triangle', 'diamond'] as const

/** A chart of all courses with logarithms on both sides, as SVG. */
export function growthChart(all: readonly Course[]): string {
  const chart = echarts.init(null, null, { renderer: 'svg', ssr: true, width: 960, height: 560 })
  const log = { type: 'log' as const, minorSplitLine: { show: true } }
  chart.setOption({
    animation: false,
    backgroundColor: '#ffffff',
    legend: { type: 'plain', right: 8, top: 'middle', orient: 'vertical', itemWidth: 18 },
    grid: { left: 64, right: 270, top: 24, bottom: 48 },
    xAxis: { ...log, name: 'complaints', nameLocation: 'middle', nameGap: 30, min: 'dataMin', max: 'dataMax' },
    yAxis: { ...log, name: 'ms, MB' },
    // Fewer colours than courses: shapes tell them apart as well.
    series: all.map(({ what, unit, points }, i) => ({
      type: 'line',
      name: `${what}, ${unit}`,
      data: points.map(point => [...point]),
      symbol: symbols[i % symbols.length],
      symbolSize: 8,
      lineStyle: { type: unit === 'MB' ? 'dashed' : what.startsWith('Mosaic') ? 'dotted' : 'solid' },
    })),
  })
  const svg = chart.renderToSVGString()
  chart.dispose()
  return svg
}
