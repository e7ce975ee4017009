import type { TableName } from '../../schema'
import type { ReadTable } from '../intake/intake'
import { noRegions } from '../readRegions'
import { type LoadedRegions, loadRegions } from '../regionSet'
import type { CoordinateSystem } from '../settings'
import type { Decoder, RegionFile, Sample } from '../source'
import type { Guess, SampledTable, TableKind } from './guess'
import { guessTable } from './guessTable'
import type { SavedProfile } from './profiles'

/** What a guess rests on beside the table itself; plain data, so that it can go to a worker. */
export interface GuessContext {
  readonly others: readonly ReadTable[]
  /** Business keys of loaded tables; may be a part of them. */
  readonly keys: Partial<Record<TableName, readonly string[]>>
  readonly profiles: readonly SavedProfile[]
  readonly timezone?: string
  readonly coordinates?: CoordinateSystem
  /** The analyst's answer to which table it is. */
  readonly table?: TableKind
}

/** Rows whose values a guess looks at. */
const sampleRows = 2000

/** Proposes mappings of read tables. Samples are read once for each table's bytes. */
export class Guesser {
  private regionsLoaded: Promise<LoadedRegions | null> = Promise.resolve(null)
  private readonly samples = new Map<string, Promise<Sample>>()

  constructor(private readonly decoder: Decoder) {}

  /** The catalogue's region files; those that cannot be read are told of where the tables are loaded. */
  async regions(files: readonly RegionFile[]): Promise<void> {
    this.regionsLoaded = files.length === 0 ? Promise.resolve(null) : loadRegions(files).catch(() => null)
    await this.regionsLoaded
  }

  async guess(read: ReadTable, context: GuessContext): Promise<Guess> {
    const { others, keys, profiles, timezone, coordinates, table } = context
    const regions = await this.regionsLoaded
    const place = new Int32Array(1)
    const locate = (lon: number, lat: number): string | null => {
      place[0] = -1
      regions?.locate([lon], [lat], place)
      return regions?.codes[place[0]] ?? null
    }
    return guessTable({
      ...(await this.sampled(read)),
      regions: regions?.set ?? noRegions,
      locate,
      profiles,
      others: await Promise.all(others.map(other => this.sampled(other))),
      keys: name => keys[name] ?? [],
      ...(timezone === undefined ? {} : { timezone }),
      ...(coordinates === undefined ? {} : { coordinates }),
      ...(table === undefined ? {} : { table }),
    })
  }

  private async sampled(read: ReadTable): Promise<SampledTable> {
    const known = this.samples.get(read.sha256) ?? this.sample(read)
    this.samples.set(read.sha256, known)
    known.catch(() => this.samples.delete(read.sha256))
    return { read, sample: await known }
  }

  private async sample(read: ReadTable): Promise<Sample> {
    const name = `${read.id}-${read.sha256.slice(0, 8)}`
    const { columns } = await this.decoder.open(name, read.parquet, read.sha256, true)
    const usable = columns.filter(column => column.type !== 'nested' && column.type !== 'binary')
    try {
      return await this.decoder.sample(
        name,
        usable.map(column => column.name),
        sampleRows,
      )
    } finally {
      await this.decoder.close(name)
    }
  }
}
