import gcoord from 'gcoord'
import type { RegionSet } from '../source'
import { type ColumnValues, numberIn } from './columnValues'

/** Systems that places are tested in; CGCS2000 is WGS-84 to within centimetres. */
export const testedSystems = ['WGS-84', 'GCJ-02', 'BD-09'] as const
export type TestedSystem = (typeof testedSystems)[number]

/** Longitude and latitude by row, as the file has them; null without both. */
export type Coordinates = readonly (readonly [number, number] | null)[]

const systems = { 'GCJ-02': gcoord.GCJ02, 'BD-09': gcoord.BD09 } as const

/** WGS-84 degrees; itself where the system is, or where a place lies outside of China. */
export function toWgs84(place: readonly [number, number], system: TestedSystem): readonly [number, number] {
  if (system === 'WGS-84') return place
  const [lon, lat] = gcoord.transform([place[0], place[1]], systems[system], gcoord.WGS84)
  return [lon ?? place[0], lat ?? place[1]]
}

export const isDegrees = ([lon, lat]: readonly [number, number]): boolean =>
  Math.abs(lon) <= 180 && Math.abs(lat) <= 90 && !(lon === 0 && lat === 0)

/** Where China's shifted systems are in use. */
export const isInChina = ([lon, lat]: readonly [number, number]): boolean =>
  lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54

const pair = /^\(?\s*([+-]?\d+(?:\.\d+)?)\s*[,，;\s]\s*([+-]?\d+(?:\.\d+)?)\s*\)?$/
const wkt = /^POINT\s*(?:Z\s*)?\(\s*([+-]?\d+(?:\.\d+)?)\s+([+-]?\d+(?:\.\d+)?)/i

/** Both numbers of a cell that holds a place, in their order; `wkt` is always longitude first. */
export function pointIn(text: string): { readonly numbers: readonly [number, number]; readonly wkt: boolean } | null {
  const found = wkt.exec(text) ?? pair.exec(text)
  return found ? { numbers: [Number(found[1]), Number(found[2])], wkt: wkt.test(text) } : null
}

export function coordinatesOf(lon: ColumnValues, lat: ColumnValues): Coordinates {
  return lon.values.map((x, row) => {
    const y = lat.values[row] ?? null
    const numbers = [x === null ? null : numberIn(x), y === null ? null : numberIn(y)] as const
    return numbers[0] === null || numbers[1] === null ? null : [numbers[0], numbers[1]]
  })
}

export const swap = (places: Coordinates): Coordinates => places.map(place => (place ? [place[1], place[0]] : null))

/** Region of each place when they are read in `system`. */
export function regionsOf(
  places: Coordinates,
  system: TestedSystem,
  locate: (lon: number, lat: number) => string | null,
): (string | null)[] {
  return places.map(place => (place && isDegrees(place) ? locate(...toWgs84(place, system)) : null))
}

/** Whether `code` is a region or one above it. */
export function isAbove(set: RegionSet): (code: string, place: string) => boolean {
  const parents = new Map(set.regions.map(region => [region.code, region.parent]))
  return (code, place) => {
    const seen = new Set<string>()
    for (let at: string | null | undefined = place; at && !seen.has(at); at = parents.get(at)) {
      if (at === code) return true
      seen.add(at)
    }
    return false
  }
}
