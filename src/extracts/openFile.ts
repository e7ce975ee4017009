import { columns, type TableName } from '../schema'
import type { CatalogueExtract } from './catalogue'
import type { ExtractFolder } from './fetchFile'
import { mapColumns, requireColumns, valueTest } from './mapping'
import type { Tracker } from './progress'
import type { Mapping } from './report'
import { sourcesOf } from './shape'
import type { DecodedGroup, Decoder, PlaceColumns, RegionSet, SourceColumn, SourceFile } from './source'

/** A file that has been fetched, checked and mapped. */
export interface OpenFile {
  readonly source: SourceFile
  readonly table: TableName
  readonly mapping: Mapping
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

/** Fetches a file, checks it and finds its mapping. Rejects with ExtractError. */
export async function openFile(
  input: OpenInput,
  extract: CatalogueExtract,
  regions: Promise<RegionSet>,
  tracker: Tracker,
): Promise<OpenFile> {
  const blob = await input.folder.blob(extract.file, input.signal, (bytes, total) =>
    tracker.bytes(extract.file, bytes, total),
  )
  const source = await input.decoder.open(extract.file, blob, extract.sha256)
  input.onHash?.(extract.file, source.sha256)
  tracker.expect(source.name, source.rows)
  try {
    const mapping = await findMapping(input.decoder, source, extract.table, extract, await regions)
    requireColumns(source.name, extract.table, mapping, source.columns)
    const place = placeOf(mapping, source.columns)
    const first = source.rows === 0 ? null : input.decoder.decode(source.name, 0, sourcesOf(mapping), place)
    first?.catch(() => undefined)
    return { source, table: extract.table, mapping, place, first }
  } catch (error) {
    await input.decoder.close(source.name).catch(() => undefined)
    throw error
  }
}

/** By names first; then what the names claim is tested by the values of a sample. */
export async function findMapping(
  decoder: Decoder,
  source: SourceFile,
  table: TableName,
  stated: Parameters<typeof mapColumns>[2],
  set: RegionSet,
): Promise<Mapping> {
  const byName = mapColumns(table, source.columns, stated)
  const tested = new Set(['lon', 'lat', 'region_code', 'region_name'])
  if (source.rows === 0 || !Object.keys(byName).some(name => tested.has(name))) return byName
  const claims = new Set<string>()
  mapColumns(table, source.columns, stated, (column, name) => {
    if (tested.has(column.name)) claims.add(name)
    return !tested.has(column.name)
  })
  const place = placeOf(byName, source.columns)
  const asked = [...new Set([...claims, ...(place ? [place.lon, place.lat] : [])])]
  const sample = await decoder.sample(source.name, asked, sampleRows, place)
  return mapColumns(table, source.columns, stated, valueTest(sample, set.regions))
}

/** The two coordinates, where both are mapped to columns of numbers. */
function placeOf(mapping: Mapping, sources: readonly SourceColumn[]): PlaceColumns | undefined {
  const numeric = (name: 'lon' | 'lat'): string | null => {
    const source = mapping[name]?.source ?? null
    const type = sources.find(column => column.name === source)?.type
    return type === 'number' || type === 'integer' || type === 'text' ? source : null
  }
  const [lon, lat] = [numeric('lon'), numeric('lat')]
  return lon !== null && lat !== null ? { lon, lat } : undefined
}

/** Canonical columns of a table that a mapping fills. */
export const filledColumns = (table: TableName, mapping: Mapping): string[] =>
  columns[table].map(c => c.name).filter(name => name in mapping)
