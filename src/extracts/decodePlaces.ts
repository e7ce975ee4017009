import { type Data, DataType, Float64, makeData, Vector } from 'apache-arrow'
import gcoord from 'gcoord'
import { degrees } from './decodeColumns'
import { textDegrees } from './decodeTexts'
import type { CoordinateSystem } from './settings'
import type { PlaceColumns } from './source'

/** Degrees by row, NaN where there are none. */
export interface Places {
  readonly lon: Float64Array
  readonly lat: Float64Array
  /** Nobody would read any of them otherwise. */
  readonly plain: boolean
}

/** The places of decoded columns (`lon` and `lat` are the same one where it holds both) in WGS-84. */
export function placesOf(lon: Data, lat: Data, place: PlaceColumns): Places {
  const read = place.point === undefined ? degreesOf(lon, lat) : pointsOf(lon, place.point)
  const ordered = place.swapped ? { ...read, lon: read.lat, lat: read.lon } : read
  return place.system === 'GCJ-02' || place.system === 'BD-09' ? converted(ordered, place.system) : ordered
}

function degreesOf(lon: Data, lat: Data): Places {
  const texts = [textDegrees(lon), textDegrees(lat)]
  const [x, y] = [texts[0]?.values ?? degrees(lon), texts[1]?.values ?? degrees(lat)]
  return { lon: x, lat: y, plain: texts.every(each => each?.plain === true) }
}

/** Whoever shifted the coordinates did so only within China; gcoord leaves others where they are. CGCS2000 is WGS-84 to within centimetres. */
function converted({ lon, lat, plain }: Places, system: Extract<CoordinateSystem, 'GCJ-02' | 'BD-09'>): Places {
  const from = system === 'GCJ-02' ? gcoord.GCJ02 : gcoord.BD09
  for (let i = 0; i < lon.length; i++) {
    const [x, y] = [lon[i]!, lat[i]!]
    // 0, 0 is what databases write for "unknown": it must not become a place.
    if (!(Math.abs(x) <= 180 && Math.abs(y) <= 90) || (x === 0 && y === 0)) continue
    const [a, b] = gcoord.transform([x, y], from, gcoord.WGS84)
    lon[i] = a
    lat[i] = b
  }
  return { lon, lat, plain }
}

const number = '([-+]?\\d+(?:\\.\\d+)?(?:e[-+]?\\d+)?)'
const pair = new RegExp(`^[\\[(]?\\s*${number}°?\\s*[,，;\\s]\\s*${number}°?\\s*[\\])]?$`, 'i')
const wellKnown = new RegExp(
  `^(?:SRID=\\d+;\\s*)?POINT\\s*Z?\\s*\\(\\s*${number}\\s+${number}(?:\\s+${number})?\\s*\\)$`,
  'i',
)
const geoJson = new RegExp(`"coordinates"\\s*:\\s*\\[\\s*${number}\\s*,\\s*${number}`, 'i')
const named = (names: string) => new RegExp(`["'](?:${names})["']\\s*:\\s*["']?${number}`, 'i')
const namedLon = named('longitude|lng|lon|x')
const namedLat = named('latitude|lat|y')

/**
 * Longitude and latitude of a text: `POINT(lon lat)`, a GeoJSON point, `{"latitude": …, "longitude": …}`, or two numbers
 * in the stated order, in brackets or not. null where it is none of them.
 */
export function pointOf(text: string, order: 'lat-lon' | 'lon-lat'): readonly [lon: number, lat: number] | null {
  const plain = text.normalize('NFKC').trim()
  const two = pair.exec(plain)
  if (two) {
    const [a, b] = [Number(two[1]), Number(two[2])]
    return order === 'lat-lon' ? [b, a] : [a, b]
  }
  const itself = wellKnown.exec(plain) ?? geoJson.exec(plain)
  if (itself) return [Number(itself[1]), Number(itself[2])]
  const [lon, lat] = [namedLon.exec(plain), namedLat.exec(plain)]
  return lon && lat ? [Number(lon[1]), Number(lat[1])] : null
}

function pointsOf(data: Data, order: 'lat-lon' | 'lon-lat'): Places {
  const { length } = data
  const [lon, lat] = [new Float64Array(length).fill(Number.NaN), new Float64Array(length).fill(Number.NaN)]
  const vector = new Vector([data])
  for (let i = 0; i < length; i++) {
    const value: unknown = vector.get(i)
    const found = typeof value === 'string' ? pointOf(value, order) : null
    if (found) [lon[i], lat[i]] = found
  }
  return { lon, lat, plain: false }
}

/** Doubles of which NaN is null. */
export function placeColumn(values: Float64Array): Data<Float64> {
  const { length } = values
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (let i = 0; i < length; i++) {
    if (Number.isNaN(values[i])) nullCount++
    else nullBitmap[i >> 3]! |= 1 << (i & 7)
  }
  return makeData({ type: new Float64(), length, nullCount, nullBitmap, data: values })
}

/** Whether no cell of a text column is empty or begins or ends with a blank of any width. False for other types. */
export function isTrimmed(data: Data): boolean {
  const words = DataType.isDictionary(data.type) ? data.dictionary?.data[0] : data
  if (!words || !DataType.isUtf8(words.type)) return false
  const { valueOffsets: offsets, values: bytes }: { valueOffsets: Int32Array; values: Uint8Array } = words
  for (let i = 0; i < words.length; i++) {
    const [from, to] = [offsets[i]!, offsets[i + 1]!]
    if (from === to) {
      if (words.nullCount === 0 || words.getValid(i)) return false
    } else if (isBlank(bytes, from) || isBlankEnd(bytes, to)) return false
  }
  return true
}

// In UTF-8: controls and space; U+00A0 is C2 A0, U+3000 is E3 80 80, U+FEFF is EF BB BF. Anything near is trimmed to no harm.
const isBlank = (bytes: Uint8Array, at: number): boolean => {
  const first = bytes[at]!
  return first <= 32 || first === 0xc2 || first === 0xef || (first === 0xe3 && bytes[at + 1] === 0x80)
}
const isBlankEnd = (bytes: Uint8Array, end: number): boolean => {
  const last = bytes[end - 1]!
  return last <= 32 || ((last === 0xa0 || last === 0x80 || last === 0xbf) && end >= 2 && bytes[end - 2]! >= 0x80)
}
