import { columns, type TableName } from '../schema'
import type { CatalogueExtract } from './catalogue'
import type { ExtractFolder } from './fetchFile'
import { limits } from './limits'
import { columnNames, mapColumns, requireColumns, valueTest } from './mapping'
import type { Tracker } from './progress'
import type { Mapping } from './report'
import type { CoordinateSystem, ExtractSettings } from './settings'
import {
  type DecodedGroup,
  type Decoder,
  ExtractError,
  type PlaceColumns,
  type RegionSet,
  type SourceColumn,
  type SourceFile,
} from './source'
import { sourcesOf, timesIn } from './staged'

/** A file that has been fetched, checked and mapped. */
export interface OpenFile {
  readonly source: SourceFile
  readonly table: TableName
  readonly mapping: Mapping
  /** Column of the table → source column that it keeps as text. */
  readonly extra: Readonly<Record<string, string>>
  readonly place: PlaceColumns | undefined
  /** The first row group, decoded while the engine opens or takes another file; null for a file without rows. */
  readonly first: Promise<DecodedGroup> | null
}

/** Rows whose values a guess is tested by. */
const sampleRows = 2000

export interface OpenInput {
  readonly folder: ExtractFolder
  readonly decoder: Decoder
  readonly onHash?: (file: string, sha256: string) => void
  readonly signal?: AbortSignal
}

/** Fetches a file, checks it and finds its mapping. `extra` names columns kept as text. Rejects with ExtractError. */
export async function openFile(
  input: OpenInput,
  extract: CatalogueExtract,
  extra: Readonly<Record<string, string>>,
  regions: Promise<RegionSet>,
  tracker: Tracker,
): Promise<OpenFile> {
  const blob = await input.folder.blob(extract.file, input.signal, (bytes, total) =>
    tracker.bytes(extract.file, bytes, total),
  )
  const made = input.folder.made?.(extract.file) === true
  const source = await input.decoder.open(extract.file, blob, extract.sha256, made)
  input.onHash?.(extract.file, source.sha256)
  tracker.expect(source.name, source.rows)
  try {
    const mapping = await findMapping(input.decoder, source, extract.table, extract, await regions)
    requireColumns(source.name, extract.table, mapping, source.columns)
    requireExtra(source, extra)
    const place = placeOf(mapping, source.columns, extract)
    const first =
      source.rows === 0 ? null : decodeGroup(input.decoder, { source, table: extract.table, mapping, extra, place }, 0)
    first?.catch(() => undefined)
    return { source, table: extract.table, mapping, extra, place, first }
  } catch (error) {
    await input.decoder.close(source.name).catch(() => undefined)
    throw error
  }
}

/** A row group with the columns that loading needs; `times` are the ones that the decoder may read as such. */
export function decodeGroup(
  decoder: Decoder,
  { source, table, mapping, extra, place }: Omit<OpenFile, 'first'>,
  group: number,
  times: readonly string[] = timesIn(table, mapping),
): Promise<DecodedGroup> {
  return decoder.decode(source.name, group, sourcesOf(mapping, extra), place, times)
}

/** By names first; then what the names claim is tested by the values of a sample. */
export async function findMapping(
  decoder: Decoder,
  source: SourceFile,
  table: TableName,
  stated: PlaceSettings & Parameters<typeof mapColumns>[2],
  set: RegionSet,
): Promise<Mapping> {
  const byName = mapColumns(table, source.columns, stated)
  // What is stated is taken at its word: values tell only what is guessed.
  if (stated.guess === false) return byName
  const tested = new Set(['lon', 'lat', 'region_code', 'region_name'])
  if (source.rows === 0 || !Object.keys(byName).some(name => tested.has(name))) return byName
  const claims = new Set<string>()
  mapColumns(table, source.columns, stated, (column, name) => {
    if (tested.has(column.name)) claims.add(name)
    return !tested.has(column.name)
  })
  const place = placeOf(byName, source.columns, stated)
  const asked = [...new Set([...claims, ...(place ? [place.lon, place.lat] : [])])]
  const sample = await decoder.sample(source.name, asked, sampleRows, place)
  return mapColumns(table, source.columns, stated, valueTest(sample, set.regions))
}

/** What settings say of coordinates, beside their columns. */
export type PlaceSettings = Partial<Pick<ExtractSettings, 'point' | 'swapped'>> & {
  readonly coordinates?: CoordinateSystem
}

/** The two coordinates, where both are mapped to columns of numbers, or the column that holds both. */
export function placeOf(
  mapping: Mapping,
  sources: readonly SourceColumn[],
  { point, swapped, coordinates }: PlaceSettings = {},
): PlaceColumns | undefined {
  const numeric = (name: 'lon' | 'lat'): string | null => {
    const source = mapping[name]?.source ?? null
    const type = sources.find(column => column.name === source)?.type
    return type === 'text' || (!point && (type === 'number' || type === 'integer')) ? source : null
  }
  const [lon, lat] = [numeric('lon'), numeric('lat')]
  if (lon === null || lat === null) return undefined
  return {
    ...{ lon, lat },
    ...(coordinates && { system: coordinates }),
    ...(swapped && { swapped }),
    ...(point && { point: point.order }),
  }
}

function requireExtra({ name, columns: sources }: SourceFile, extra: Readonly<Record<string, string>>): void {
  const kept = Object.values(extra)
  if (kept.length > limits.keptColumns) {
    const detail = `keeps ${kept.length} columns beside those of the table, at most ${limits.keptColumns} can be kept; leave out those that nobody needs`
    throw new ExtractError(name, 'mapping', detail)
  }
  for (const source of kept) {
    const found = sources.find(column => column.name === source)
    if (found && found.type !== 'nested' && found.type !== 'binary') continue
    const why = found
      ? `is ${found.type} and cannot be kept as text`
      : `is not there; the file has ${columnNames(sources)}`
    throw new ExtractError(name, 'mapping', `the catalogue keeps "${source}", a column that ${why}`)
  }
}

/** Canonical columns of a table that a mapping fills. */
export const filledColumns = (table: TableName, mapping: Mapping): string[] =>
  columns[table].map(c => c.name).filter(name => name in mapping)
