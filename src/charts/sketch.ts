import type { ChartMap } from './chart'
import type { Filling } from './mapLook'
import { boundsOf, cornersOf, ringsOf } from './plane'

/** One path of a sketch, in pixels of its box. */
export interface SketchPath {
  readonly d: string
  readonly fill?: string
  readonly stroke?: string
  readonly width?: number
  /** As in SVG: "5 3". */
  readonly dash?: string
  /** Ends of lines are round, so that a line of no length is a dot. */
  readonly round?: boolean
  readonly opacity?: number
  /** Stripes over the fill. */
  readonly hatch?: Filling['hatch']
}

export interface SketchText {
  readonly x: number
  /** The middle of the line. */
  readonly y: number
  readonly text: string
  readonly anchor: 'middle' | 'end'
  readonly fill: string
}

/**
 * What ECharts will draw, as plain shapes: what is seen of a chart until ECharts is there, which is nearly as large as all
 * else that the first sight of the page needs. Each lies where ECharts puts it, so that nothing moves when that comes.
 */
export interface Sketch {
  /** From the lowest to the topmost. */
  readonly paths: readonly SketchPath[]
  readonly texts: readonly SketchText[]
}

/** A tenth of a pixel: what ECharts writes, too. */
export const tenth = (value: number): number => Math.round(value * 10) / 10

/** The middle of a line of one pixel that fills whole pixels. */
export function crisp(value: number): number {
  const doubled = Math.round(value * 2)
  return (doubled % 2 === 0 ? doubled + 1 : doubled) / 2
}

/** A circle as a path. */
export const dot = (x: number, y: number, radius: number): string =>
  `M${tenth(x - radius)} ${tenth(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`

/** Lines through what is there; a gap starts a new one. Null where nothing is there. */
export function linePath(values: readonly (number | null)[], at: (value: number, i: number) => string): string {
  let path = ''
  values.forEach((value, i) => {
    if (value !== null) path += `${i > 0 && values[i - 1] !== null ? 'L' : 'M'}${at(value, i)}`
  })
  return path
}

type Place = readonly [x: number, y: number]

/** Where a map's degrees lie in a box of pixels: whole, in the middle, 8 pixels from its edges (`frameOf`). */
export function mapPlaces(map: ChartMap, width: number, height: number): (lon: number, lat: number) => Place {
  const [west, south, east, north] = boundsOf(cornersOf(map.geojson))
  const aspect = Math.cos((((south + north) / 2) * Math.PI) / 180)
  const [wide, tall] = [Math.max((east - west) * aspect, 1e-9), Math.max(north - south, 1e-9)]
  const scale = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / tall)
  const [left, top] = [(width - wide * scale) / 2, (height - tall * scale) / 2]
  return (lon, lat) => [left + (lon - west) * aspect * scale, top + (north - lat) * scale]
}

const margin = 8

/** A feature's outlines; corners that lie within half a pixel of the one before are not seen, and left out. */
export function outline(geometry: GeoJSON.Geometry | null, at: (lon: number, lat: number) => Place): string {
  let path = ''
  for (const ring of ringsOf(geometry)) {
    let [lastX, lastY] = [Number.NaN, Number.NaN]
    ring.forEach(([lon = Number.NaN, lat = Number.NaN], i) => {
      const [x, y] = at(lon, lat)
      if (i > 0 && Math.abs(x - lastX) < 0.5 && Math.abs(y - lastY) < 0.5) return
      path += `${i === 0 ? 'M' : 'L'}${tenth(x)} ${tenth(y)}`
      lastX = x
      lastY = y
    })
    path += 'Z'
  }
  return path
}
