import { limits, sizeText } from './limits'
import { ExtractError, type RegionFile } from './source'

/** A ring as GeoJSON writes it: the first position again at the end. */
export type Ring = [number, number][]
/** An outer ring and its holes. */
export type Polygon = Ring[]

export interface ParsedRegion {
  readonly code: string
  readonly name: string
  readonly parent: string | null
  /** Null when the file gave no usable shape. */
  readonly polygons: readonly Polygon[] | null
}

/** So many problems are told one by one; the rest is counted. */
const listed = 50

/**
 * The regions of a GeoJSON file. What is wrong with a feature becomes a problem that names file, feature and code; a
 * feature with a code stays, if need be without its shape. Throws an `ExtractError` when nothing can be used.
 */
export function parseRegions(file: RegionFile): { regions: ParsedRegion[]; problems: string[] } {
  const features = featuresOf(file)
  const regions: ParsedRegion[] = []
  const problems: string[] = []
  let more = 0
  const seen = new Set<string>()
  for (const [index, feature] of features.entries()) {
    const properties = record(record(feature)?.properties) ?? {}
    const code = textOf(properties[file.code])
    const told = (problem: string) => {
      if (problems.length >= listed) more++
      else problems.push(`${file.name}: feature ${index + 1}${code === null ? '' : ` (code ${code})`}: ${problem}`)
    }
    if (code === null) {
      told(`the property "${file.code}", its code, is missing`)
      continue
    }
    if (seen.has(code)) {
      told('this code occurs twice; the first stays')
      continue
    }
    seen.add(code)
    const name = textOf(properties[file.label])
    if (name === null) told(`the property "${file.label}", its name, is missing`)
    let polygons: Polygon[] | null = null
    const geometry = polygonsOf(record(feature)?.geometry)
    if (typeof geometry === 'string') told(geometry)
    else polygons = geometry
    regions.push({ code, name: name ?? code, parent: file.parent ? textOf(properties[file.parent]) : null, polygons })
  }
  if (regions.length === 0) {
    const why = problems[0] ? `; ${problems[0].slice(file.name.length + 2)}` : ''
    throw new ExtractError(file.name, 'regions', `has no usable region among its ${features.length} features${why}`)
  }
  if (more > 0) problems.push(`${file.name}: ${more} more problems`)
  return { regions, problems }
}

function featuresOf(file: RegionFile): readonly unknown[] {
  if (file.text.length > limits.regionText) {
    const detail = `has ${sizeText(file.text.length)}, more than ${sizeText(limits.regionText)}`
    throw new ExtractError(file.name, 'too-large', detail)
  }
  if (file.text.trim() === '') throw new ExtractError(file.name, 'regions', 'the file is empty')
  if (file.text.trimStart().startsWith('<')) {
    throw new ExtractError(file.name, 'regions', 'this is a web page, not GeoJSON (perhaps a login or an error page)')
  }
  let json: unknown
  try {
    json = JSON.parse(file.text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new ExtractError(file.name, 'regions', 'is not JSON', { cause })
  }
  const features = record(json)?.features
  if (record(json)?.type !== 'FeatureCollection' || !Array.isArray(features)) {
    throw new ExtractError(file.name, 'regions', 'is not a GeoJSON FeatureCollection')
  }
  return features
}

/** The polygons of a geometry without empty ones, or what is wrong with it. */
function polygonsOf(geometry: unknown): Polygon[] | string {
  const shape = record(geometry)
  if (!shape) return 'it has no geometry'
  const { type, coordinates } = shape
  if (type !== 'Polygon' && type !== 'MultiPolygon') {
    return `its geometry is ${typeof type === 'string' ? type : 'of no known type'}, not Polygon or MultiPolygon`
  }
  const parts: unknown = type === 'Polygon' ? [coordinates] : coordinates
  if (!Array.isArray(parts) || parts.length === 0) return 'its geometry has no coordinates'
  const polygons: Polygon[] = []
  for (const part of parts) {
    if (!Array.isArray(part) || part.length === 0) return 'its geometry has a polygon without rings'
    const polygon: Polygon = []
    for (const ring of part) {
      const checked = ringOf(ring)
      if (typeof checked === 'string') return checked
      polygon.push(checked)
    }
    polygons.push(polygon)
  }
  return polygons
}

function ringOf(ring: unknown): Ring | string {
  if (!Array.isArray(ring)) return 'its geometry has a ring that is not a list'
  if (ring.length < 4) return `a ring has ${ring.length} points, but needs four`
  const out: Ring = []
  for (const position of ring) {
    const [lon, lat]: unknown[] = Array.isArray(position) ? position : []
    if (typeof lon !== 'number' || typeof lat !== 'number') return 'a position is not two numbers'
    if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90)) {
      return `the position ${lon}, ${lat} is not in degrees of longitude and latitude`
    }
    out.push([lon, lat])
  }
  const [first, last] = [out[0]!, out[out.length - 1]!]
  if (first[0] !== last[0] || first[1] !== last[1]) return 'a ring is not closed: its last point differs from its first'
  return out
}

/** Codes are text, though files write them as numbers. */
function textOf(value: unknown): string | null {
  if (typeof value === 'number' && Number.isFinite(value)) return String(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  return text === '' ? null : text
}

function record(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : null
}
