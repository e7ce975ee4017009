import type { ChartMap } from './chart'
import type { Filling, MapLook } from './mapLook'
import { dot, mapPlaces, outline, type Sketch, type SketchPath, tenth } from './sketch'
import type { ChartTheme } from './theme'

type Place = readonly [lon: number, lat: number]
type At = (lon: number, lat: number) => readonly [x: number, y: number]

/** Regions by their codes, those that are chosen on top. */
export function regionSketch(
  map: ChartMap,
  fillings: ReadonlyMap<string, Filling | undefined>,
  chosen: ReadonlySet<string>,
  theme: ChartTheme,
  [width, height]: readonly [width: number, height: number],
): Sketch {
  const { noData, outline: border, strong } = theme.colours
  const at = mapPlaces(map, width, height)
  const paths = map.geojson.features.map(({ properties, geometry }) => {
    const code = String(properties?.code)
    const isChosen = chosen.has(code)
    const look = { stroke: isChosen ? strong : border, width: isChosen ? 2.5 : 0.7 }
    return { isChosen, path: { d: outline(geometry, at), ...(fillings.get(code) ?? { fill: noData }), ...look } }
  })
  const drawn = (isChosen: boolean): SketchPath[] =>
    paths.filter(each => each.isChosen === isChosen).map(({ path }) => path)
  return { paths: [...drawn(false), ...drawn(true)], texts: [] }
}

/** Marks over the borders of regions, or over nothing where there are none: `map` is the box that gives the place then. */
export function groundSketch(
  map: ChartMap,
  { map: borders, selected = [] }: Pick<MapLook, 'map' | 'selected'>,
  theme: ChartTheme,
  [width, height]: readonly [width: number, height: number],
  marks: (at: At) => readonly SketchPath[],
): Sketch {
  const { noData, outline: border, strong } = theme.colours
  const at = mapPlaces(map, width, height)
  const ground =
    borders === null
      ? []
      : map.geojson.features.map(({ properties, geometry }): SketchPath => {
          const isChosen = selected.includes(String(properties?.code))
          const look = { stroke: isChosen ? strong : border, width: isChosen ? 2 : 0.7, opacity: 0.9 }
          return { d: outline(geometry, at), fill: noData, ...look }
        })
  return { paths: [...ground, ...marks(at)].filter(({ d }) => d !== ''), texts: [] }
}

/** Cells that look alike are one path. */
export function cellPaths(
  cells: readonly { readonly ring: readonly Place[]; readonly filling: Filling }[],
  at: At,
  theme: ChartTheme,
): SketchPath[] {
  const alike = new Map<string, { filling: Filling; d: string }>()
  for (const { ring, filling } of cells) {
    const key = `${filling.fill} ${filling.hatch?.colour}`
    const known = alike.get(key) ?? { filling, d: '' }
    known.d += `M${ring.map(([lon, lat]) => at(lon, lat).map(tenth).join(' ')).join('L')}Z`
    alike.set(key, known)
  }
  return [...alike.values()].map(({ d, filling }) => ({ d, ...filling, stroke: theme.colours.surface, width: 0.5 }))
}

/** Dots of one size without borders, as they are drawn in bulk. */
export const manyDots = (
  places: readonly Place[],
  at: At,
  size: number,
  colour: string,
  opacity: number,
): SketchPath => ({
  d: places.map(([lon, lat]) => `M${at(lon, lat).map(tenth).join(' ')}h0`).join(''),
  stroke: colour,
  width: size,
  round: true,
  opacity,
})

/** Dots, each of its own size. */
export const dots = (
  places: readonly Place[],
  at: At,
  size: (i: number) => number,
  look: Omit<SketchPath, 'd'>,
): SketchPath => ({ d: places.map(([lon, lat], i) => dot(...at(lon, lat), tenth(size(i) / 2))).join(''), ...look })
