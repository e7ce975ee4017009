import type { DuckDbEngine } from '../src/engine/duckdb'
import { raw, type Sql, sql } from '../src/engine/sql'
import { type Calendar, mondayToFriday } from '../src/extracts/calendar'
import { parseCatalogue } from '../src/extracts/catalogue'
import { openDecoder } from '../src/extracts/decoderNode'
import { prepare } from '../src/extracts/prepare'
import type { FileReport, Issue, Profile, Progress } from '../src/extracts/report'
import type { Decoder } from '../src/extracts/source'
import { noTargets, parseTargets } from '../src/extracts/targets'
import type { TableName } from '../src/schema'
import { testEngine } from './engine/helper'
import { memoryFolder } from './fixtures/cityFiles'

export interface Loading {
  /** The files of the folder by name; `catalog.json` is made from `catalogue`. */
  readonly files: Readonly<Record<string, string | Blob>>
  readonly catalogue: {
    readonly extracts: readonly object[]
    readonly regions?: readonly object[]
    readonly asOf?: string
  }
  readonly calendar?: Calendar
  /** The text of targets.json. */
  readonly targets?: object
  /** An engine that is loaded into; a new one when absent. */
  readonly engine?: DuckDbEngine
  readonly signal?: AbortSignal
  readonly onProgress?: (progress: Progress) => void
  /** Stands between what is decoded and who asks for it. */
  readonly meddle?: (decoder: Decoder) => Partial<Decoder>
}

export interface Loaded {
  readonly engine: DuckDbEngine
  readonly profile: Profile
}

/** Loads a folder that is held in memory, as the page and the command line do, into the engine that ships. */
export async function loaded(loading: Loading): Promise<Loaded> {
  const { files, catalogue, calendar, targets, engine, signal, onProgress, meddle } = loading
  const text = JSON.stringify({ name: { en: 'Test', zh: '测试' }, ...catalogue })
  const used = engine ?? testEngine()
  const decoder = openDecoder()
  try {
    const profile = await prepare({
      engine: used,
      decoder: meddle === undefined ? decoder : meddled(decoder, meddle(decoder)),
      folder: memoryFolder(files),
      catalogue: parseCatalogue(text, 'catalog.json'),
      calendar: calendar ?? mondayToFriday,
      targets: targets === undefined ? noTargets : parseTargets(JSON.stringify(targets)),
      signal,
      onProgress,
    })
    return { engine: used, profile }
  } catch (error) {
    if (engine === undefined) used.close()
    throw error
  } finally {
    decoder.end()
  }
}

const meddled = (decoder: Decoder, changed: Partial<Decoder>): Decoder => ({
  regions: files => decoder.regions(files),
  open: (...of) => decoder.open(...of),
  sample: (...of) => decoder.sample(...of),
  decode: (...of) => decoder.decode(...of),
  close: name => decoder.close(name),
  end: () => decoder.end(),
  ...changed,
})

/** The values of each row of a statement, one list a row. */
export async function lists(engine: DuckDbEngine, query: Sql): Promise<unknown[][]> {
  const rows = await engine.rows<Record<string, unknown>>(query as Sql<Record<string, unknown>>)
  return rows.map(row => Object.values(row))
}

/** Makes a loaded table one of plain columns, so that a test may write into those that no file fills. */
export const makeWritable = (engine: DuckDbEngine, ...tables: readonly TableName[]): Promise<void> =>
  engine.run(tables.map(table => raw(`CREATE OR REPLACE TABLE ${table} AS SELECT * FROM ${table}`)))

/** Counts of a report's issues by kind. */
export const issueCounts = (report: FileReport | undefined): Record<string, number> =>
  Object.fromEntries((report?.issues ?? []).map((issue: Issue) => [issue.kind, issue.count]))

/** A count of rows. */
export async function countOf(engine: DuckDbEngine, from: Sql): Promise<number> {
  const [row] = await engine.rows<{ n: number }>(sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${from}`)
  return row?.n ?? -1
}
