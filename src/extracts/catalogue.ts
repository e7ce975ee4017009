import * as z from 'zod/mini'
import { columns, mappable, type TableName, tableNames } from '../schema'
import { across, field, fieldPath, fileName, holds, isoDay, readJson, show, someText } from './catalogueJson'
import { ExtractError } from './source'

/** CGCS2000 equals WGS-84 to within centimetres; the others are shifted by hundreds of metres. */
const coordinateSystems = ['WGS-84', 'CGCS2000'] as const
const shifted = ['GCJ-02', 'BD-09']

const sha256 = z.pipe(
  z.string().check(z.regex(/^[0-9a-f]{64}$/i, 'is not a SHA-256; it has 64 hex digits')),
  z.transform((text: string) => text.toLowerCase()),
)
const constant = z.pipe(
  z.unknown().check(holds(isPlain, 'is not a text, a number, true or false')),
  z.transform((value: unknown) => String(value)),
)
const coordinates = z.pipe(
  z.string(),
  z.transform((text: string, context): (typeof coordinateSystems)[number] => {
    const alike = (name: string) => name.replace('-', '') === text.toUpperCase().replaceAll(/[-_ ]/g, '')
    const found = coordinateSystems.find(alike)
    if (found) return found
    const message = shifted.some(alike)
      ? `${show(text)} is not supported yet: convert the coordinates to WGS-84`
      : `${show(text)} is not one of ${[...coordinateSystems, ...shifted].join(', ')}`
    context.issues.push({ code: 'custom', message, input: text })
    return 'WGS-84'
  }),
)

const extract = z
  .object({
    table: z.enum(tableNames),
    file: fileName,
    sha256: z.optional(sha256),
    columns: z._default(z.record(z.string(), someText), {}),
    constants: z._default(z.record(z.string(), constant), {}),
    department: z.optional(someText),
  })
  .check(across(columnFaults))

const regionFile = z.object({
  level: someText,
  file: fileName,
  sha256: z.optional(sha256),
  code: someText,
  name: someText,
  parent: z.optional(someText),
  aliases: z._default(z.record(z.string(), someText), {}),
})

const schema = z
  .object({
    name: z.object({ en: someText, zh: someText }),
    asOf: z.optional(isoDay),
    coordinates: z._default(coordinates, 'WGS-84'),
    extracts: z.array(extract).check(z.minLength(1)),
    regions: z._default(z.array(regionFile), []),
    calendar: z.optional(fileName),
    targets: z.optional(fileName),
    answers: z.optional(fileName),
    tables: z.optional(fileName),
  })
  .check(across(repeatedFiles))

/**
 * What an extracts folder holds. `columns` maps canonical columns to a file's own, `constants` to one value for all
 * rows; `aliases` maps retired region codes to present ones; `code`, `name` and `parent` of a region file are the names
 * of properties. `answers` and `tables` are what publishing wrote beside the catalogue. Hashes are lower-case. File names are
 * relative to the catalogue's folder.
 */
export type Catalogue = z.output<typeof schema>
export type CatalogueExtract = Catalogue['extracts'][number]
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

function* columnFaults(value: unknown): Generator<Fault> {
  const table = tableNames.find(name => name === field(value, 'table'))
  if (table === undefined) return
  const mapped = Object.keys(Object(field(value, 'columns')))
  const constants = Object.keys(Object(field(value, 'constants')))
  for (const [part, names] of Object.entries({ columns: mapped, constants })) {
    for (const name of names) {
      const message = columnFault(table, name)
      if (message !== null) yield { path: [part, name], message }
    }
  }
  for (const name of constants) {
    if (mapped.includes(name))
      yield { path: ['constants', name], message: 'is also under columns; keep one of the two' }
  }
}

function columnFault(table: TableName, name: string): string | null {
  if (mappable(table).some(column => column.name === name)) return null
  const known = columns[table].find(column => column.name === name)
  if (known?.personal) return `${table}.${name} is personal data, which is never loaded`
  return known ? `${table}.${name} is filled by the app itself` : `${table} has no column of this name`
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

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
}
