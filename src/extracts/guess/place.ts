import type { CoordinateSystem } from '../settings'
import type { RegionSet } from '../source'
import type { Claim } from './claims'
import { type ColumnValues, numberIn, shareOf } from './columnValues'
import {
  type Coordinates,
  coordinatesOf,
  isDegrees,
  isInChina,
  pointIn,
  regionsOf,
  swap,
  type TestedSystem,
} from './coordinates'
import type { Question } from './guess'
import { guessSystem } from './systems'

/** Where the places of a file stand and how they are to be read. */
export interface PlaceGuess {
  readonly lon: ColumnValues | null
  readonly lat: ColumnValues | null
  readonly point: { readonly of: ColumnValues; readonly order: 'lat-lon' | 'lon-lat' } | null
  readonly swapped: boolean
  readonly system: TestedSystem | null
  readonly confidence: number
  /** Region by row, null outside of all. */
  readonly regions: readonly (string | null)[]
  readonly questions: readonly Question[]
}

export interface PlaceInput {
  readonly columns: readonly ColumnValues[]
  /** On `lon` and `lat`, of any table: they are the same in all. */
  readonly claims: readonly Claim[]
  /** Known region code that a row states, null for none. */
  readonly stated: readonly (string | null)[]
  readonly regions: RegionSet | null
  readonly locate: (lon: number, lat: number) => string | null
  readonly coordinates: CoordinateSystem | undefined
}

interface Candidate {
  readonly lon: ColumnValues | null
  readonly lat: ColumnValues | null
  readonly point: PlaceGuess['point']
  readonly places: Coordinates
  readonly confidence: number
}

const nowhere = { lon: null, lat: null, point: null, swapped: false, system: null, confidence: 0, questions: [] }

/** Two columns by their names, else one column that holds both, else two columns whose values lie in the regions. */
export function guessPlace(input: PlaceInput): PlaceGuess {
  const fitting = [byName(input), byPoint(input.columns), byExtent(input)].find(found => found !== null)
  const rows = input.columns[0]?.values.length ?? 0
  if (!fitting) return { ...nowhere, regions: Array<null>(rows).fill(null) }
  const turned = isSwapped(fitting, input)
  const places = turned.swapped ? swap(fitting.places) : fitting.places
  const found = guessSystem(places, input.stated, input.regions, input.locate, input.coordinates)
  const { lon, lat, point, confidence } = fitting
  return {
    lon,
    lat,
    point: point && turned.swapped ? { ...point, order: point.order === 'lat-lon' ? 'lon-lat' : 'lat-lon' } : point,
    swapped: turned.swapped && point === null,
    system: found.system,
    confidence,
    regions: found.regions,
    questions: [turned.question, found.question].filter(each => each !== null),
  }
}

/** Values that could be degrees at all, in either column: state-plane feet are not. */
const couldBeDegrees = (column: ColumnValues): boolean =>
  column.filled.length === 0 || shareOf(column, text => Math.abs(numberIn(text) ?? 999) <= 180) >= 0.9

function byName({ claims }: PlaceInput): Candidate | null {
  const best = (name: string): Claim | null => {
    const fitting = claims.filter(claim => claim.column.name === name && couldBeDegrees(claim.of))
    const rank = (claim: Claim) => claim.column.synonyms.findIndex(each => sameName(each, claim.of.name))
    return fitting.sort((a, b) => b.confidence - a.confidence || rank(a) - rank(b))[0] ?? null
  }
  const [lon, lat] = [best('lon'), best('lat')]
  if (!lon || !lat || lon.of === lat.of) return null
  const confidence = Math.min(lon.confidence, lat.confidence)
  return { lon: lon.of, lat: lat.of, point: null, places: coordinatesOf(lon.of, lat.of), confidence }
}

const sameName = (a: string, b: string): boolean => a.replace(/\W/g, '') === b.toLowerCase().replace(/\W/g, '')

function byPoint(columns: readonly ColumnValues[]): Candidate | null {
  for (const of of columns) {
    if (of.filled.length === 0 || shareOf(of, text => pointIn(text) !== null) < 0.9) continue
    const points = of.values.map(text => (text === null ? null : pointIn(text)))
    const isWkt = points.some(point => point?.wkt)
    const places = points.map(point => (point === null ? null : point.numbers))
    const order = isWkt ? 'lon-lat' : 'lat-lon'
    const read = isWkt ? places : swap(places)
    if (read.filter(place => place && isDegrees(place)).length * 10 < of.filled.length * 9 && !isTurned(read)) continue
    return { lon: null, lat: null, point: { of, order }, places: read, confidence: 0.9 }
  }
  return null
}

const isTurned = (places: Coordinates): boolean => {
  const rows = places.filter(place => place !== null)
  return rows.filter(([lon, lat]) => isDegrees([lat, lon])).length * 10 >= rows.length * 9
}

/** Nothing is named like coordinates: decimals within the extent of the regions, both ways. */
function byExtent({ columns, regions, locate }: PlaceInput): Candidate | null {
  if (!regions?.extent) return null
  const [west, south, east, north] = regions.extent
  const within = (from: number, to: number) =>
    columns.filter(
      column =>
        column.filled.length > 0 &&
        !column.masked &&
        shareOf(column, text => /\.\d{2,}/.test(text)) >= 0.5 &&
        shareOf(column, text => (numberIn(text) ?? Number.NaN) >= from && (numberIn(text) ?? Number.NaN) <= to) >= 0.9,
    )
  let best: { candidate: Candidate; inside: number } | null = null
  for (const lon of within(west, east)) {
    for (const lat of within(south, north)) {
      if (lon === lat) continue
      const places = coordinatesOf(lon, lat)
      const inside = insideShare(places, locate)
      if (inside >= 0.5 && inside > (best?.inside ?? 0)) {
        best = { candidate: { lon, lat, point: null, places, confidence: 0.7 }, inside }
      }
    }
  }
  return best?.candidate ?? null
}

function insideShare(places: Coordinates, locate: PlaceInput['locate']): number {
  const rows = places.filter(place => place !== null)
  return rows.length === 0 ? 0 : regionsOf(rows, 'WGS-84', locate).filter(code => code !== null).length / rows.length
}

/** Outside as they are, inside the other way round; without regions, impossible as they are and possible turned. */
function isSwapped(
  { places }: Candidate,
  { regions, locate }: PlaceInput,
): { swapped: boolean; question: Question | null } {
  const rows = places.filter(place => place !== null)
  if (rows.length === 0) return { swapped: false, question: null }
  const share = (test: (place: readonly [number, number], turned: readonly [number, number]) => boolean): number =>
    rows.filter(([lon, lat]) => test([lon, lat], [lat, lon])).length / rows.length
  const [asIs, turned] = regions?.extent
    ? [insideShare(rows, locate), insideShare(swap(rows), locate)]
    : [
        share((place, other) => isDegrees(place) && (isInChina(place) || !isInChina(other))),
        share((place, other) => isDegrees(other) && (isInChina(other) ? !isInChina(place) : !isDegrees(place))),
      ]
  const swapped = turned >= 0.5 && asIs < 0.5 && turned > asIs
  const evidence = { rows: rows.length, as_is: asIs, swapped: turned }
  return {
    swapped,
    question: swapped
      ? { kind: 'swapped', column: 'lon', choices: ['as_is', 'swapped'], suggested: 'swapped', evidence }
      : null,
  }
}
