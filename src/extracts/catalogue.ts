import * as z from 'zod/mini'
import { type TableName, tableNames } from '../schema'
import { across, field, fieldPath, fileName, isoDay, readJson, show, someText } from './catalogueJson'
import { coordinateSystem, settingsFaults, settingsShape, timeZone } from './catalogueSettings'
import type { ExtractSettings } from './settings'
import { ExtractError } from './source'

const sha256 = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{64}$/i, 'is not a SHA-256; it has 64 hex digits')),
  z.transform((text: string) => text.toLowerCase()),
)
const extract = z
  .object({
    table: z.enum(tableNames),
    file: fileName,
    sha256: z.optional(sha256),
    ...settingsShape,
  })
  .check(across(settingsFaults))

const regionFile = z.object({
  level: someText,
  file: fileName,
  sha256: z.optional(sha256),
  code: someText,
  name: someText,
  parent: z.optional(someText),
  aliases: z._default(z.record(z.string(), someText), {}),
})

/** By table: of rows with the same id only the first or the last stays. */
const keep = z.optional(z.enum(['first', 'last']))
const repeated = z.object({ permits: keep, inspections: keep, complaints: keep } satisfies Record<TableName, unknown>)

const schema = z
  .object({
    name: z.object({ en: someText, zh: someText }),
    asOf: z.optional(isoDay),
    coordinates: z._default(coordinateSystem, 'WGS-84'),
    timezone: z.optional(timeZone),
    repeated: z.optional(repeated),
    extracts: z.array(extract),
    regions: z._default(z.array(regionFile), []),
    calendar: z.optional(fileName),
    targets: z.optional(fileName),
    answers: z.optional(fileName),
    tables: z.optional(fileName),
  })
  .check(across(repeatedFiles))

/**
 * What an extracts folder holds; an extract is its table, its file and its settings. `coordinates` are those of the
 * extracts; region files are WGS-84, as GeoJSON is. Without any extract it is a city that has no data yet. `aliases`
 * maps retired region codes to present ones; `code`, `name` and `parent` of a region file are the names of properties.
 * `answers` and `tables` are what publishing wrote beside the catalogue. Hashes are lower-case. File names are relative
 * to the catalogue's folder.
 */
export type Catalogue = z.output<typeof schema>
/** An extract's entry. */
export type CatalogueExtract = ExtractSettings & {
  readonly table: TableName
  readonly file: string
  readonly sha256?: string | undefined
}
export type CatalogueRegions = Catalogue['regions'][number]

/**
 * Reads a catalogue. `url` (or a path) gives the file's name in messages. Fields that are not known are ignored.
 * Throws an ExtractError of the kind `catalogue` with every field at fault, one a line.
 */
export function parseCatalogue(text: string, url: string): Catalogue {
  return readJson(schema, text, lastName(url))
}

/** The files whose bytes decide the rows: extracts, then region files, in the catalogue's order. */
export const dataFiles = (catalogue: Catalogue): readonly (CatalogueExtract | CatalogueRegions)[] => [
  ...catalogue.extracts,
  ...catalogue.regions,
]

/** The last name of a URL or path, decoded: `catalog.json`. */
export function lastName(url: string): string {
  const name =
    url
      .replace(/[?#].*$/, '')
      .split(/[\\/]/)
      .at(-1) ?? ''
  try {
    return decodeURIComponent(name) || 'catalog.json'
  } catch {
    return name
  }
}

/**
 * Where the page's catalogue is: `?catalog=` of the address or of its hash (`#/overview?catalog=…`), relative to the
 * page, a folder or a file; else `data/catalog.json` beside the page. Throws an ExtractError for another origin.
 */
export function catalogueUrl(location: Pick<Location, 'href'>): string {
  const page = new URL(location.href)
  const inHash = new URLSearchParams(page.hash.split('?')[1] ?? '')
  const asked = page.searchParams.get('catalog') || inHash.get('catalog') || 'data/catalog.json'
  const refuse = (why: string) => new ExtractError(`?catalog=${asked}`, 'catalogue', why)
  let url: URL
  try {
    url = new URL(asked, page)
  } catch (cause) {
    throw new ExtractError(`?catalog=${asked}`, 'catalogue', 'this is not an address', { cause })
  }
  if (url.origin !== page.origin || url.protocol !== page.protocol || url.username !== '' || url.password !== '') {
    throw refuse(`the catalogue must be on this page’s own origin, ${page.origin}`)
  }
  if (url.pathname.endsWith('/')) url.pathname += 'catalog.json'
  url.hash = ''
  return url.href
}

interface Fault {
  path: PropertyKey[]
  message: string
}

function* repeatedFiles(value: unknown): Generator<Fault> {
  const paths = [
    ...['extracts', 'regions'].flatMap(part => {
      const entries = field(value, part)
      return Array.isArray(entries) ? entries.map((_, i) => [part, i, 'file']) : []
    }),
    ['calendar'],
    ['targets'],
    ['answers'],
    ['tables'],
  ]
  const seen = new Map<string, string>()
  for (const path of paths) {
    const file = path.reduce<unknown>(field, value)
    if (typeof file !== 'string') continue
    const first = seen.get(file)
    if (first === undefined) seen.set(file, fieldPath(path))
    else yield { path, message: `${show(file)} is also ${first}` }
  }
}
