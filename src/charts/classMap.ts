import type { Chart } from './chart'
import type { MapLook } from './mapLook'
import { dots, groundSketch, manyDots } from './mapSketch'
import { boxOf, extentOf, ground } from './plane'
import { manyPoints } from './pointMap'
import { type ChartTheme, still, tooltipLook } from './theme'

/** A business at its place. */
export interface ClassPoint {
  readonly lon: number
  readonly lat: number
  /** 0 for A to 3 for D. */
  readonly level: number
  readonly name: string
  /** Score in words. */
  readonly text: string
  /** What a click chooses. */
  readonly key: string
}

export interface ClassLook extends Omit<MapLook, 'unit'> {
  /** Names of the classes, A first. */
  readonly classes: readonly string[]
  /** The point that is open. */
  readonly open: string | null
  /** The drawing in a sentence. */
  readonly summary: string
}

/** A dot at each business in the colour of its class, the highest class on top; letters stand in the tooltip and legend. */
export function classMap(points: readonly ClassPoint[], look: ClassLook, theme: ChartTheme): Chart {
  const { colours } = theme
  const extent = look.extent ?? (look.map ? extentOf(look.map.geojson) : boxOf(points.map(p => [p.lon, p.lat])))
  const groups = look.classes.map((_, level) => points.filter(point => point.level === level))
  const open = points.filter(point => point.key === look.open)
  const { geo, maps } = ground(look.map, extent, look.selected ?? [], theme)
  const large = points.length > manyPoints
  const series = [...groups, open].map((group, i) => {
    const isOpen = i === groups.length
    return {
      id: isOpen ? 'open' : `class ${i}`,
      type: 'scatter',
      coordinateSystem: 'geo',
      geoIndex: 0,
      z: 3 + i,
      large: large && !isOpen,
      largeThreshold: 1,
      progressive: 0,
      symbolSize: isOpen ? 14 : large ? 4 : 7,
      itemStyle: isOpen
        ? { color: 'transparent', borderColor: colours.strong, borderWidth: 2.5 }
        : { color: colours.classes[i], borderColor: large ? undefined : colours.surface, borderWidth: large ? 0 : 0.5, opacity: 0.9 },
      dimensions: ['lng', 'lat'],
      data: group.map(point => [point.lon, point.lat]),
    }
  }) // biome-ignore format: a look a line
  const at = (group: number, item: number): ClassPoint | undefined => [...groups, open][group]?.[item]
  return {
    option: { ...still, tooltip: tooltipLook(theme, 'item'), geo, series },
    tip: (group, item) => {
      const point = at(group, item)
      return point === undefined
        ? null
        : { title: point.name, rows: [{ label: look.classes[point.level] ?? '', value: point.text }] }
    },
    pick: (group, item) => {
      const point = at(group, item)
      return point === undefined ? null : { kind: 'item', key: point.key }
    },
    summary: look.summary,
    legend: look.classes.map((label, i) => ({ label, colour: colours.classes[i] ?? colours.hatch, hatched: false })),
    maps,
    sketch: (width, height) =>
      groundSketch(maps[0], look, theme, [width, height], at => {
        const placed = (group: readonly ClassPoint[]) => group.map(({ lon, lat }) => [lon, lat] as const)
        const marks = groups.map((group, i) => {
          const colour = colours.classes[i] ?? colours.hatch
          if (large) return manyDots(placed(group), at, 4, colour, 0.9)
          return dots(placed(group), at, () => 7, { fill: colour, stroke: colours.surface, width: 0.5, opacity: 0.9 })
        })
        return [...marks, dots(placed(open), at, () => 14, { stroke: colours.strong, width: 2.5 })]
      }),
  }
}
