import type { Chart, ChartMap } from './chart'
import { fillingOf, hatch, type MapLook, type Measured, mapLegend, mapSummary, measuredTip, reliable } from './mapLook'
import { regionSketch } from './mapSketch'
import { extentOf, frameOf } from './plane'
import { scaleOf } from './scale'
import { type ChartTheme, still, tooltipLook } from './theme'

export interface RegionPoint extends Measured {
  /** As in `properties.code` of the shapes. */
  readonly code: string
  readonly name: string
}

/** Regions coloured by class, hatched where the denominator is small. Without shapes there is nothing to draw: see the list. */
export function regionMap(points: readonly RegionPoint[], look: MapLook, theme: ChartTheme): Chart {
  const { colours } = theme
  const scale = scaleOf(reliable(points), look.unit, theme)
  const chosen = new Set(look.selected)
  const fillings = points.map(point => fillingOf(point, scale, theme))
  const data = points.map((point, i) => {
    const { fill: areaColor, hatch: stripes } = fillings[i] ?? { fill: colours.noData }
    return {
      name: point.code,
      value: point.value ?? '-',
      itemStyle: { areaColor, ...(stripes && { decal: hatch(stripes.colour, stripes.fine) }) },
      emphasis: { itemStyle: { areaColor } },
      select: { itemStyle: { areaColor } },
    }
  })

  const series = look.map && {
    id: `regions ${look.map.name}`,
    type: 'map',
    nameProperty: 'code',
    selectedMode: false,
    map: look.map.name,
    ...frameOf(extentOf(look.map.geojson)),
    selectedMap: Object.fromEntries(points.map(point => [point.code, chosen.has(point.code)])),
    label: { show: false },
    itemStyle: { areaColor: colours.noData, borderColor: colours.outline, borderWidth: 0.7 },
    emphasis: { label: { show: false }, itemStyle: { borderColor: colours.strong, borderWidth: 1.5 } },
    select: { label: { show: false }, itemStyle: { borderColor: colours.strong, borderWidth: 2.5 } },
    data,
  }
  const sketched = (map: ChartMap) => (width: number, height: number) =>
    regionSketch(map, new Map(points.map(({ code }, i) => [code, fillings[i]])), chosen, theme, [width, height])
  return {
    option: { ...still, tooltip: tooltipLook(theme, 'item'), series: series === null ? [] : [series] },
    tip: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : measuredTip(point.name, point, look, theme)
    },
    pick: (_series, item) => {
      const point = points[item]
      return point === undefined ? null : { kind: 'item', key: point.code }
    },
    summary: mapSummary(points, look, theme),
    legend: mapLegend(points, scale, look, theme),
    maps: look.map === null ? [] : [look.map],
    ...(look.map && { sketch: sketched(look.map) }),
  }
}
