import type { Chart } from './chart'
import { hatch, type MapLook, type Measured, mapLegend, mapSummary, measuredTip, reliable } from './mapLook'
import { extentOf, frameOf } from './plane'
import { colourOf, scaleOf } from './scale'
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
  const data = points.map(point => {
    const colour = colourOf(scale, point.value)
    const hatched = point.few && point.value !== null
    const areaColor = hatched ? colours.noData : colour
    return {
      name: point.code,
      value: point.value ?? '-',
      itemStyle: { areaColor, ...(hatched ? { decal: hatch(colour) } : {}) },
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
  }
}
