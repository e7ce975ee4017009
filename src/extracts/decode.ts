import { type Data, Field, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow'
import { copied, countingRows, degrees, nullTexts, plainColumn, regionTexts } from './decodeColumns'
import { plainValues, samplePieces } from './decodeSample'
import { sha256Hex } from './hash'
import { decodeError, ParquetColumns, type ParquetModule } from './parquetColumns'
import { checkForm, type FooterColumn, readFooter } from './parquetFooter'
import { type LoadedRegions, loadRegions } from './regionSet'
import {
  type DecodedGroup,
  type Decoder,
  ExtractError,
  type PlaceColumns,
  type RegionFile,
  type RegionSet,
  type Sample,
  type SourceColumn,
  type SourceFile,
} from './source'

/** Rows that decide whether bytes without an annotation are text. */
const probeRows = 1000

/** The decoder itself: no worker, no files, no network. `load` initialises parquet-wasm at the first `open`. */
export class ExtractDecoder implements Decoder {
  private readonly files = new Map<string, ParquetColumns>()
  private places: LoadedRegions | null = null
  private module: Promise<ParquetModule> | null = null
  private ended = false

  constructor(private readonly load: () => Promise<ParquetModule>) {}

  async regions(files: readonly RegionFile[]): Promise<RegionSet> {
    this.alive('regions')
    this.places = null
    this.places = await loadRegions(files)
    return this.places.set
  }

  async open(name: string, bytes: Blob, sha256?: string): Promise<SourceFile> {
    this.alive(name)
    await checkForm(name, bytes)
    const hash = await sha256Hex(bytes)
    const stated = sha256?.trim().toLowerCase()
    if (stated && stated !== hash) {
      const detail = `its SHA-256 is ${hash.slice(0, 12)}…, but the catalogue states ${stated.slice(0, 12)}…: the file changed or is damaged; publish the folder again`
      throw new ExtractError(name, 'hash', detail)
    }
    const footer = await readFooter(name, bytes)
    const parquet = new ParquetColumns(name, bytes, footer, await this.parquet(name))
    const columns = await sourceColumns(parquet)
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
      const { data, indices } = await this.columns(name, file, group, columns, place, range)
      for (const [index, column] of data.entries()) values[index]!.push(...plainValues(column))
      for (const region of indices ?? []) regions.push(this.places?.codes[region] ?? null)
      rows += range.limit
    }
    return { rows, values: Object.fromEntries(columns.map((column, index) => [column, values[index]!])), regions }
  }

  async decode(name: string, group: number, columns: readonly string[], place?: PlaceColumns): Promise<DecodedGroup> {
    const file = this.file(name)
    const { data, indices } = await this.columns(name, file, group, columns, place)
    const { rows, start } = file.footer.groups[group]!
    const region = indices ? regionTexts(indices, this.places?.codes ?? []) : nullTexts(rows)
    const children = [...data, countingRows(start + 1, rows), region]
    const names = [...columns.map((_, index) => `c${index}`), 'source_row', 'place_region']
    return { ipc: stream(names, children, rows), rows }
  }

  async close(name: string): Promise<void> {
    this.files.delete(name)
  }

  end(): void {
    this.ended = true
    this.files.clear()
    this.places = null
  }

  /** The asked columns of a group as types that the engine takes, and the index of the region that each row lies in. */
  private async columns(
    name: string,
    file: ParquetColumns,
    group: number,
    asked: readonly string[],
    place?: PlaceColumns,
    range?: { readonly offset: number; readonly limit: number },
  ): Promise<{ data: Data[]; indices: Int32Array | null }> {
    const wanted = asked.map(column => known(name, file, column))
    const axes = place ? [known(name, file, place.lon), known(name, file, place.lat)] : []
    const decoded = await file.read(group, [...wanted, ...axes], range)
    const data = decoded.slice(0, wanted.length).map((column, index) => {
      try {
        const plain = plainColumn(column)
        return decoded.indexOf(column) < index ? copied(plain) : plain
      } catch (cause) {
        throw decodeError(`${name}: column "${asked[index]}"`, 'cannot be used', cause)
      }
    })
    const [lon, lat] = decoded.slice(wanted.length)
    if (!lon || !lat) return { data, indices: null }
    const indices = new Int32Array(lon.length).fill(-1)
    this.places?.locate(degrees(lon), degrees(lat), indices)
    return { data, indices }
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

function known(name: string, file: ParquetColumns, column: string): FooterColumn {
  const found = file.footer.columns.find(candidate => candidate.name === column)
  if (!found) throw new ExtractError(name, 'mapping', `has no column "${column}"`)
  return found
}

/** The types to show; what unannotated bytes hold is told by the first rows of the first group that has any. */
async function sourceColumns(parquet: ParquetColumns): Promise<SourceColumn[]> {
  const group = parquet.footer.groups.findIndex(candidate => candidate.rows > 0)
  const columns: SourceColumn[] = []
  for (const column of parquet.footer.columns) {
    const { name, type } = column
    if (type !== 'unannotated') columns.push({ name, type })
    else columns.push({ name, type: group < 0 || (await isText(parquet, group, column)) ? 'text' : 'binary' })
  }
  return columns
}

/** Bytes that are no UTF-8 are refused in the same way as damaged ones: both cannot be mapped. */
async function isText(parquet: ParquetColumns, group: number, column: FooterColumn): Promise<boolean> {
  try {
    await parquet.read(group, [column], { offset: 0, limit: probeRows })
    return true
  } catch {
    return false
  }
}

/** One complete Arrow IPC stream of one batch. */
function stream(names: readonly string[], children: readonly Data[], rows: number): Uint8Array {
  const fields = names.map((name, index) => new Field(name, children[index]!.type, true))
  const schema = new Schema(fields)
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children: [...children] })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}
