import { type ParsedRegion, parseRegions } from '../regionParse'
import { ExtractError, type RegionFile, type RegionSet } from '../source'

/** A property of a region file's features. */
export interface RegionProperty {
  readonly name: string
  /** Features with a text or a number in it. */
  readonly filled: number
  /** Every feature has another value: it may be the code. */
  readonly unique: boolean
  /** First values, none twice. */
  readonly samples: readonly string[]
}

/** What a dropped region file is taken for; `file` is its part of a catalogue. */
export interface RegionGuess {
  readonly file: RegionFile
  readonly features: number
  readonly properties: readonly RegionProperty[]
}

const codeNames = /^(code|adcode|ad_code|region_?code|geoid|geo_id|gb|pac|bm|.*[^a-z]code|.*代码|.*编码|.*编号)$/i
const weakCodeNames = /^(id|.*_id|.*num(be?r?)?|.*no)$/i
/** Numbers that a program gave to the features: no other file knows them. */
const rowNames = /^(objectid.*|fid.*|gid|ogc_fid|shape.*|.*(area|length|len|perimeter)|the_geom)$/i
const nameNames = /^(name|label|region_?name|.*[^a-z]name|名称|.*名称|.*名|community|ward|district)$/i
const parentNames = /(parent|上级|所属|pcode|padcode)/i
const namedLevels = [
  ['community_area', /community_?area/i],
  ['ward', /ward|选区/i],
  ['subdistrict', /subdistrict|街道|乡镇/i],
  ['street', /street|town/i],
  ['community', /communit|village|社区|村/i],
  ['district', /district|county|区县|区划|区/i],
  ['city', /cit(y|ies)|市/i],
  ['province', /province|省/i],
] as const
const mostSamples = 4
/** Share of values that must be known codes before they are taken for codes. */
const mostlyKnown = 0.8

type Values = readonly (string | null)[]

/**
 * Proposes level and properties of a GeoJSON file that was dropped. `known`: the catalogue's regions; `dropped`: other
 * files of the same drop. Throws an ExtractError that names the file where it has no polygon or no unique code.
 */
export function guessRegions(
  name: string,
  text: string,
  known: Pick<RegionSet, 'regions' | 'levels'>,
  dropped: readonly RegionFile[] = [],
): RegionGuess {
  const columns = valuesOf(name, text)
  const features = columns.values().next().value?.length ?? 0
  const properties = [...columns].map(([property, values]) => facts(property, values))
  const code = best(properties, property => codeScore(property, features))
  if (code === null)
    throw new ExtractError(name, 'regions', 'no property has another value for every feature: add a property "code"')
  const label =
    best(properties, property => (property.name === code ? 0 : nameScore(property, columns, features))) ?? code
  const levels = knownLevels(known, dropped)
  const parent = best(properties, ({ name: property }) =>
    property === code || property === label ? 0 : parentScore(property, columns.get(property) ?? [], levels),
  )
  const codes = columns.get(code) ?? []
  const level = levelOf(name, codes, parent === null ? [] : (columns.get(parent) ?? []), levels)
  const file = { name, text, level, code, label, ...(parent !== null && { parent }) }
  checkShapes(file)
  return { file, features, properties }
}

/** Throws an ExtractError where no feature has a shape, or a code stands twice, with the properties that are stated. */
export function checkRegions(guess: RegionGuess): void {
  const { file, properties } = guess
  if (!properties.some(({ name, unique }) => name === file.code && unique))
    throw new ExtractError(file.name, 'regions', `"${file.code}" is no code: not every feature has another value there`)
  checkShapes(file)
}

function checkShapes(file: RegionFile): void {
  const { regions, problems } = parseRegions(file)
  if (!regions.some(({ polygons }: ParsedRegion) => polygons !== null))
    throw new ExtractError(file.name, 'regions', `has no polygon; ${problems[0]?.slice(file.name.length + 2) ?? ''}`)
}

/** Values of every property that is a text or a number, by feature. */
function valuesOf(name: string, text: string): Map<string, Values> {
  let features: unknown
  try {
    features = (JSON.parse(text.replace(/^\uFEFF/, '')) as { features?: unknown } | null)?.features
  } catch (cause) {
    throw new ExtractError(name, 'regions', 'is not JSON', { cause })
  }
  if (!Array.isArray(features) || features.length === 0)
    throw new ExtractError(name, 'regions', 'has no features: export the regions as a GeoJSON FeatureCollection')
  const columns = new Map<string, (string | null)[]>()
  for (const [i, feature] of features.entries()) {
    const properties: unknown = (feature as { properties?: unknown } | null)?.properties
    for (const [key, value] of Object.entries(properties ?? {})) {
      const plain = typeof value === 'number' || typeof value === 'string' ? String(value).trim() : ''
      if (plain === '') continue
      const column = columns.get(key) ?? new Array<string | null>(features.length).fill(null)
      column[i] = plain
      columns.set(key, column)
    }
  }
  return columns
}

function facts(name: string, values: Values): RegionProperty {
  const filled = values.filter(value => value !== null)
  const distinct = new Set(filled)
  const unique = filled.length === values.length && distinct.size === values.length
  return { name, filled: filled.length, unique, samples: [...distinct].slice(0, mostSamples) }
}

function best(properties: readonly RegionProperty[], score: (property: RegionProperty) => number): string | null {
  let found: string | null = null
  let most = 0
  for (const property of properties) {
    const now = score(property)
    if (now > most) [found, most] = [property.name, now]
  }
  return found
}

function codeScore({ name, unique, samples }: RegionProperty, features: number): number {
  if (!unique || samples.some(value => /^-?\d+\.\d/.test(value))) return 0
  if (codeNames.test(name)) return 5
  if (parentNames.test(name)) return 1
  if (rowNames.test(name)) return features === 1 ? 1 : 0.5
  if (weakCodeNames.test(name)) return 4
  // A short mark is rather a code than a name.
  return samples.every(value => /^[\w-]{1,12}$/.test(value) && /\d/.test(value)) ? 3 : 2
}

function nameScore({ name, filled }: RegionProperty, columns: ReadonlyMap<string, Values>, features: number): number {
  const values = columns.get(name) ?? []
  const worded = values.filter(value => value !== null && /\p{L}/u.test(value)).length
  if (filled < features * 0.9 || parentNames.test(name)) return 0
  const distinct = new Set(values).size / features
  if (nameNames.test(name) && distinct > 0.5) return worded > 0 ? 3 : 2
  return worded >= filled * 0.9 ? distinct : 0
}

interface KnownLevel {
  readonly level: string
  readonly codes: ReadonlySet<string>
}

/** Coarsest first; a dropped file's codes stand for the level that it is taken for. */
function knownLevels(
  { regions, levels }: Pick<RegionSet, 'regions' | 'levels'>,
  dropped: readonly RegionFile[],
): KnownLevel[] {
  const codes = new Map(levels.map(level => [level, new Set<string>()]))
  for (const { level, code } of regions) codes.get(level)?.add(code)
  for (const file of dropped) codes.set(file.level, new Set(parseRegions(file).regions.map(({ code }) => code)))
  return [...codes].map(([level, each]) => ({ level, codes: each }))
}

/** Share of values that are among `codes`. */
function shareIn(values: Values, codes: ReadonlySet<string>): number {
  const filled = values.filter(value => value !== null)
  return filled.length === 0 ? 0 : filled.filter(value => codes.has(value)).length / filled.length
}

function parentScore(name: string, values: Values, levels: readonly KnownLevel[]): number {
  const share = Math.max(0, ...levels.map(({ codes }) => shareIn(values, codes)))
  return share < mostlyKnown ? 0 : share + (parentNames.test(name) ? 1 : 0)
}

/**
 * The level whose codes these are; else what the file's name says; else the one below the parents'; else the known level
 * of about as many regions; else a district.
 */
function levelOf(name: string, codes: Values, parents: Values, levels: readonly KnownLevel[]): string {
  const same = levels.find(level => shareIn(codes, level.codes) > 0.5)
  if (same) return same.level
  const named = namedLevels.find(([, pattern]) => pattern.test(name))?.[0]
  if (named) return named
  const above = levels.findIndex(level => shareIn(parents, level.codes) >= mostlyKnown)
  if (above >= 0) {
    const below = levels[above + 1]?.level
    return below ?? (levels[above]?.level === 'district' ? 'street' : 'community')
  }
  const times = (level: KnownLevel): number => Math.abs(Math.log(codes.length / Math.max(1, level.codes.size)))
  const [near] = [...levels].sort((a, b) => times(a) - times(b))
  return near && times(near) < Math.log(2) ? near.level : 'district'
}
