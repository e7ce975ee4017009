import type { Data } from 'apache-arrow'
import { arrowStream } from './arrowStream'
import { unreadable } from './decodeBytes'
import { copied, countingRows, nullTexts, plainColumn, regionTexts } from './decodeColumns'
import { isTrimmed, type Places, placeColumn, placesOf } from './decodePlaces'
import { plainValues, samplePieces } from './decodeSample'
import { timesOf } from './decodeTexts'
import { sha256Hex } from './hash'
import { ParquetColumns, type ParquetModule } from './parquetColumns'
import { checkForm, type FooterColumn, readFooter } from './parquetFooter'
import { PlainFile } from './plainGroup'
import type { FreshWords, PlainGroup, PlainPlan, WordAnswers } from './plainPlan'
import { type LoadedRegions, loadRegions } from './regionSet'
import {
  type DecodedGroup,
  type Decoder,
  ExtractError,
  isMade,
  type PlaceColumns,
  type RegionFile,
  type RegionSet,
  type Sample,
  type SourceColumn,
  type SourceFile,
} from './source'

/** The decoder itself: no worker, no files, no network. `load` initialises parquet-wasm at the first `open`. */
export class ExtractDecoder implements Decoder {
  private readonly files = new Map<string, ParquetColumns>()
  private readonly plans = new Map<string, PlainFile>()
  private places: Promise<LoadedRegions | null> = Promise.resolve(null)
  private module: Promise<ParquetModule> | null = null
  private ended = false

  constructor(private readonly load: () => Promise<ParquetModule>) {}

  async regions(files: readonly RegionFile[]): Promise<RegionSet> {
    this.alive('regions')
    const loading = loadRegions(files)
    this.places = loading.catch(() => null)
    return (await loading).set
  }

  async open(name: string, bytes: Blob, sha256?: string, known = false): Promise<SourceFile> {
    this.alive(name)
    await checkForm(name, bytes)
    const stated = sha256?.trim().toLowerCase()
    const made = known ? stated : undefined
    const hash =
      made ??
      (await sha256Hex(bytes).catch(cause => {
        throw unreadable(name, cause)
      }))
    if (stated && stated !== hash) {
      const detail = `its SHA-256 is ${hash.slice(0, 12)}…, but the catalogue states ${stated.slice(0, 12)}…: the file changed or is damaged; publish the folder again`
      throw new ExtractError(name, 'hash', detail)
    }
    const footer = await readFooter(name, bytes)
    const parquet = await new ParquetColumns(name, bytes, footer, await this.parquet(name)).withTypes()
    const columns = parquet.footer.columns.map(sourceColumn)
    this.alive(name)
    this.files.set(name, parquet)
    const groups = footer.groups.map(group => group.rows)
    return { name, bytes: bytes.size, rows: footer.rows, sha256: hash, columns, groups }
  }

  async sample(name: string, columns: readonly string[], limit: number, place?: PlaceColumns): Promise<Sample> {
    const file = this.file(name)
    const values: unknown[][] = columns.map(() => [])
    const regions: (string | null)[] = []
    let rows = 0
    for (const { group, ...range } of samplePieces(file.footer.groups, limit)) {
      const { data, indices, codes } = await this.columns(name, file, group, columns, place, range)
      for (const [index, column] of data.entries()) {
        for (const value of plainValues(column)) values[index]!.push(value)
      }
      for (const region of indices ?? []) regions.push(codes[region] ?? null)
      rows += range.limit
    }
    return { rows, values: Object.fromEntries(columns.map((column, index) => [column, values[index]!])), regions }
  }

  async decode(
    name: string,
    group: number,
    columns: readonly string[],
    place?: PlaceColumns,
    times: readonly string[] = [],
  ): Promise<DecodedGroup> {
    const file = this.file(name)
    const { data, places, indices, codes } = await this.columns(name, file, group, columns, place)
    const read = columns.map((column, i) => (times.includes(column) ? timesOf(data[i]!) : null))
    const { rows, start } = file.footer.groups[group]!
    const region = indices ? regionTexts(indices, codes) : nullTexts(rows)
    const staged = data.map((column, i) => read[i]?.data ?? column)
    const children = [...staged, countingRows(start + 1, rows), region]
    const names = [...columns.map((_, index) => `c${index}`), 'source_row', 'place_region']
    const placed = places !== null && (places.plain || isMade(place))
    if (placed) {
      names.push('place_lon', 'place_lat')
      children.push(placeColumn(places.lon), placeColumn(places.lat))
    }
    const ipc = arrowStream(names, children, rows)
    return { ipc, rows, trimmed: data.map(isTrimmed), times: read.map(each => each?.form ?? null), placed }
  }

  async plan(name: string, plan: PlainPlan): Promise<void> {
    this.file(name)
    this.plans.set(name, new PlainFile(plan))
  }

  async words(name: string, group: number): Promise<FreshWords | 'none' | null> {
    const file = this.file(name)
    const plain = this.planned(name)
    const { columns, place, times } = plain.plan
    const { data, places, indices, codes } = await this.columns(name, file, group, columns, place)
    const read = columns.map((column, i) => (times.includes(column) ? timesOf(data[i]!) : null))
    const { rows, start } = file.footer.groups[group]!
    // Coordinates that are odd text are read by the engine, which knows more ways to write them.
    const sure = places !== null && (places.plain || isMade(place) || !isText(file, place))
    return plain.words(group, {
      ...{ rows, first: start + 1, data: data.map((column, i) => read[i]?.data ?? column) },
      ...{ forms: read.map(each => each?.form ?? null), codes },
      ...{ lon: sure ? places.lon : null, lat: sure ? places.lat : null },
      regions: indices ?? new Int32Array(rows).fill(-1),
    })
  }

  async plain(name: string, group: number, answers: WordAnswers | null): Promise<PlainGroup> {
    this.file(name)
    return this.planned(name).plain(group, answers)
  }

  async close(name: string): Promise<void> {
    this.files.delete(name)
    this.plans.delete(name)
  }

  end(): void {
    this.ended = true
    this.files.clear()
    this.plans.clear()
    this.places = Promise.resolve(null)
  }

  /** The asked columns of a group as types that the engine takes, and the index of the region that each row lies in. */
  private async columns(
    name: string,
    file: ParquetColumns,
    group: number,
    asked: readonly string[],
    place?: PlaceColumns,
    range?: { readonly offset: number; readonly limit: number },
  ): Promise<{ data: Data[]; places: Places | null; indices: Int32Array | null; codes: readonly string[] }> {
    const wanted = asked.map(column => known(name, file, column))
    const axes = place ? [known(name, file, place.lon), known(name, file, place.lat)] : []
    const decoded = await file.read(group, [...wanted, ...axes], range)
    const data = decoded.slice(0, wanted.length).map((column, index) => {
      try {
        const plain = plainColumn(column)
        return decoded.indexOf(column) < index ? copied(plain) : plain
      } catch (cause) {
        const words = cause instanceof Error ? cause.message : String(cause)
        throw new ExtractError(`${name}: column "${asked[index]}"`, 'decode', `cannot be used: ${words}`, { cause })
      }
    })
    const [lon, lat] = decoded.slice(wanted.length).map(plainColumn)
    const regions = await this.places
    // Reading degrees from text takes time: not where nobody asks for them.
    if (!place || !lon || !lat || (regions === null && !isMade(place))) {
      return { data, places: null, indices: null, codes: [] }
    }
    const places = placesOf(lon, lat, place)
    const indices = new Int32Array(lon.length).fill(-1)
    regions?.locate(places.lon, places.lat, indices)
    return { data, places, indices, codes: regions?.codes ?? [] }
  }

  private planned(name: string): PlainFile {
    const plan = this.plans.get(name)
    if (plan === undefined) throw new ExtractError(name, 'load', 'was asked for plain rows without a plan')
    return plan
  }

  private file(name: string): ParquetColumns {
    this.alive(name)
    const file = this.files.get(name)
    if (!file) throw new ExtractError(name, 'missing', 'is not open')
    return file
  }

  private alive(subject: string): void {
    if (this.ended) throw new ExtractError(subject, 'worker', 'the decoder was ended')
  }

  /** Remembers the module, but not a failure to load it. */
  private parquet(name: string): Promise<ParquetModule> {
    this.module ??= this.load().catch(cause => {
      this.module = null
      throw new ExtractError(name, 'worker', 'the Parquet decoder could not be loaded', { cause })
    })
    return this.module
  }
}

const isText = (file: ParquetColumns, place: PlaceColumns | undefined): boolean =>
  file.footer.columns.some(
    column => (column.name === place?.lon || column.name === place?.lat) && sourceColumn(column).type === 'text',
  )

function known(name: string, file: ParquetColumns, column: string): FooterColumn {
  const found = file.footer.columns.find(candidate => candidate.name === column)
  if (!found) throw new ExtractError(name, 'mapping', `has no column "${column}"`)
  return found
}

function sourceColumn({ name, type, element }: FooterColumn): SourceColumn {
  // Writers that know only the old annotation put local times there as well.
  const utc = element.logical_type?.type === 'TIMESTAMP' && element.logical_type.isAdjustedToUTC
  return { name, type: type === 'unannotated' ? 'text' : type, ...(utc && { utc }) }
}
