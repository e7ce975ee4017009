import { ExtractError } from '../source'
import type { OtherFile, ReadFault, ReadNote, ReadOptions, ReadTable, SourceTable } from './intake'
import { type JoinOn, joinTables } from './joinTables'
import { openFiles } from './openFiles'
import type { IntakeModule } from './parquetParts'
import { readParquet } from './readParquet'
import { readCsv, readSheet } from './readText'
import type { ReadContext } from './rowSource'

/** A table that was found, with all that reading it needs: it can go to another worker. */
export interface FoundTable extends Omit<SourceTable, 'id'> {
  readonly blob: Blob
  /** Of a workbook, from 0. */
  readonly sheet: number | null
  /** What was seen on opening. */
  readonly notes: readonly ReadNote[]
}

/** A dropped file. Not a `File`, whose name not every structured clone keeps. */
export interface Dropped {
  readonly name: string
  readonly blob: Blob
}

export interface Found {
  readonly tables: readonly FoundTable[]
  readonly others: readonly OtherFile[]
  readonly faults: readonly ReadFault[]
}

export type Read = Omit<ReadTable, 'id'>
export type OnBytes = (bytes: number, rows: number) => void

/** The work of an intake, without memory of what was opened: each call says all, so that any worker can do it. */
export interface IntakeCore {
  open(files: readonly Dropped[], signal?: AbortSignal): Promise<Found>
  read(table: FoundTable, options: ReadOptions, onBytes?: OnBytes, signal?: AbortSignal): Promise<Read>
  join(table: ReadTable, businesses: ReadTable, on: JoinOn, signal?: AbortSignal): Promise<ReadTable>
  end(): void
}

/** The work in this thread. `load` initialises parquet-wasm at the first need. */
export class LocalCore implements IntakeCore {
  private module: Promise<IntakeModule> | null = null

  constructor(private readonly load: () => Promise<IntakeModule>) {}

  open(files: readonly Dropped[], signal?: AbortSignal): Promise<Found> {
    return openFiles(files, signal)
  }

  async read(table: FoundTable, options: ReadOptions, onBytes?: OnBytes, signal?: AbortSignal): Promise<Read> {
    const { blob, sheet, path, format, bytes } = table
    const name = path.join('/')
    const context: ReadContext = { name, signal, onProgress: onBytes }
    return guarded(name, async () => {
      const module = await this.parquet(name)
      const read =
        format === 'parquet'
          ? { ...(await readParquet(module, context, blob, options)), header: [], encoding: null, separator: null }
          : format === 'xlsx'
            ? await readSheet(module, context, blob, sheet ?? 0, options)
            : await readCsv(module, context, blob, options)
      const notes = [...table.notes, ...read.notes]
      return { ...read, notes, path, format, bytes }
    })
  }

  join(table: ReadTable, businesses: ReadTable, on: JoinOn, signal?: AbortSignal): Promise<ReadTable> {
    const name = table.path.join('/')
    return guarded(name, async () => joinTables(await this.parquet(name), table, businesses, on, signal))
  }

  end(): void {
    this.module = null
  }

  /** Remembers the module, but not a failure to load it. */
  private parquet(name: string): Promise<IntakeModule> {
    this.module ??= this.load().catch(cause => {
      this.module = null
      throw new ExtractError(name, 'worker', 'the Parquet writer could not be loaded', { cause })
    })
    return this.module
  }
}

/** Whatever goes wrong names the file: parquet-wasm throws words and traps. */
export async function guarded<Value>(name: string, work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof ExtractError || (error instanceof Error && error.name === 'AbortError')) throw error
    const words = error instanceof Error ? error.message : String(error)
    throw new ExtractError(name, 'worker', `could not be read (${words})`, { cause: error })
  }
}
