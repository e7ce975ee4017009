import type { Chart, LegendEntry } from './chart'
import { type MapLook, spotSummary } from './mapLook'
import { dots, groundSketch, manyDots } from './mapSketch'
import { boxOf, extentOf, ground } from './plane'
import { classOf, legendOf, scaleOf } from './scale'
import { type ChartTheme, printed, still, tooltipLook } from './theme'

/** Businesses or complaints at one place. */
export interface PlacePoint {
  readonly lon: number
  readonly lat: number
  readonly value: number | null
  /** Rows at the place: the size of the dot, by area. */
  readonly count: number
  readonly name?: string
  /** What a click chooses; without it a click does nothing. */
  readonly key?: string
}

export interface PointLook extends MapLook {
  /** What a place without a name is called in its tooltip. */
  readonly place: string
  /** What `count` counts: "Inspections". */
  readonly countLabel: string
}

/** From here on dots are drawn in bulk: one size, no single styles. */
export const manyPoints = 4000

/** A dot at each place, one series per class, so that tens of thousands can be drawn in bulk; the highest on top. */
export function pointMap(points: readonly PlacePoint[], look: PointLook, theme: ChartTheme): Chart {
  const { colours } = theme
  const extent = look.extent ?? (look.map ? extentOf(look.map.geojson) : boxOf(points.map(p => [p.lon, p.lat])))
  const scale = scaleOf(
    points.flatMap(point => (point.value === null ? [] : [point.value])),
    look.unit,
    theme,
  )
  const groups: PlacePoint[][] = Array.from({ length: scale.colours.length + 1 }, () => [])
  for (const point of points) groups[point.value === null ? 0 : 1 + classOf(scale, point.value)]?.push(point)
  const { geo, maps } = ground(look.map, extent, look.selected ?? [], theme)
  const large = points.length > manyPoints
  const most = points.reduce((high, point) => Math.max(high, point.count), 1)
  const size = (count: number): number => 3 + 8 * Math.sqrt(Math.max(0, count) / most)
  const colourAt = (i: number): string => scale.colours[i - 1] ?? colours.hatch
  const series = groups.map((group, i) => ({
    id: `places ${i}`,
    type: 'scatter',
    coordinateSystem: 'geo',
    geoIndex: 0,
    z: 3 + i,
    large,
    // The class with the fewest points too: single symbols would be what is slow.
    largeThreshold: 1,
    progressive: 0,
    symbolSize: large
      ? 3.5
      : (_value: unknown, { dataIndex }: { dataIndex: number }) => size(group[dataIndex]?.count ?? 0),
    itemStyle: {
      color: colourAt(i),
      borderColor: large ? undefined : colours.compare,
      borderWidth: large ? 0 : 0.5,
      opacity: large ? 0.8 : 0.9,
    },
    dimensions: ['lng', 'lat'],
    data: large ? flat(group) : group.map(point => [point.lon, point.lat]),
  }))
  const at = (group: number, item: number): PlacePoint | undefined => groups[group]?.[item]
  return {
    option: { ...still, tooltip: tooltipLook(theme, 'item'), geo, series },
    tip: (group, item) => {
      const point = at(group, item)
      if (point === undefined) return null
      const rows = [
        { label: look.label, value: printed(point.value, look.unit, theme) },
        { label: look.countLabel, value: theme.format.count(point.count) },
      ]
      return { title: point.name ?? look.place, rows }
    },
    pick: (group, item) => {
      const key = at(group, item)?.key
      return key === undefined ? null : { kind: 'item', key }
    },
    summary: spotSummary(
      points.map(point => point.value),
      look,
      theme,
    ),
    legend: legend(points, scale, look, theme),
    maps,
    sketch: (width, height) =>
      groundSketch(maps[0], look, theme, [width, height], at =>
        groups.map((group, i) => {
          const places = group.map(({ lon, lat }) => [lon, lat] as const)
          const colour = colourAt(i)
          if (large) return manyDots(places, at, 3.5, colour, 0.8)
          const style = { fill: colour, stroke: colours.compare, width: 0.5, opacity: 0.9 }
          return dots(places, at, item => size(group[item]?.count ?? 0), style)
        }),
      ),
  }
}

/** Lon and lat in turn: ECharts need not copy ten thousand small arrays. */
function flat(points: readonly PlacePoint[]): Float64Array {
  const places = new Float64Array(2 * points.length)
  points.forEach((point, i) => {
    places[2 * i] = point.lon
    places[2 * i + 1] = point.lat
  })
  return places
}

function legend(points: readonly PlacePoint[], scale: ReturnType<typeof scaleOf>, look: PointLook, theme: ChartTheme) {
  const entries: LegendEntry[] = legendOf(scale, look.unit, theme)
  if (points.some(point => point.value === null))
    entries.push({ label: theme.words.noData, colour: theme.colours.hatch, hatched: false })
  return entries
}
