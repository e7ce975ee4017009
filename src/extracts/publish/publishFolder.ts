import type { QueryEngine } from '../../engine/engine'
import { identifier, sql } from '../../engine/sql'
import type { TableName } from '../../schema'
import { type Catalogue, dataFiles, parseCatalogue } from '../catalogue'
import { answersName } from '../catalogueAnswers'
import type { ExtractFolder } from '../fetchFile'
import { sha256Hex } from '../hash'
import { ExtractError } from '../source'
import { rejectedTable } from '../tables'
import { extractVersion } from '../version'
import { statedCatalogue } from './statedCatalogue'
import { zipFiles } from './zipFiles'

/** Brings a Parquet file's rows into an order; in the browser it lives in a worker. See `sortParquet`. */
export interface Sorter {
  sort(name: string, blob: Blob, order: Uint32Array): Promise<Blob>
  end(): void
}

export interface PublishInput {
  /** What is on screen: the server's entries that are not replaced, and those of this browser. */
  readonly catalogue: Catalogue
  readonly calendarText: string | null
  readonly targetsText: string | null
  /** Serves every file of the catalogue by its name. */
  readonly folder: ExtractFolder
  /** Holds the loaded extracts. */
  readonly engine: QueryEngine
  readonly sorter: Sorter
  readonly prepareVersion: string
  /** The text of the answers file for the new version, as `askAnswers` writes it. */
  answersFor(version: string, catalogue: Catalogue): Promise<string>
  onProgress?(share: number): void
  readonly signal?: AbortSignal
}

const dayOf: Readonly<Record<TableName, string>> = {
  permits: 'permitted_on',
  inspections: 'inspected_on',
  complaints: 'received_on',
}

/**
 * The loaded extracts as a folder in a ZIP that can be put on a server: extracts sorted by day, regions, calendar,
 * targets, answers, and a catalogue with every hash. Files without rows, and those that cannot be read as Parquet, go
 * in as they are. Rejects with an ExtractError that names the file, and with AbortError once `signal` fires.
 */
export async function publishFolder(input: PublishInput): Promise<Blob> {
  const { catalogue, folder, engine, signal, calendarText, targetsText, onProgress } = input
  const all = dataFiles(catalogue)
  const files: [string, Blob][] = []
  const hashes: Record<string, string> = {}
  for (const [i, entry] of all.entries()) {
    signal?.throwIfAborted()
    const blob = await folder.blob(entry.file, signal)
    const order = 'table' in entry ? await orderOf(engine, entry.table, entry.file, signal) : null
    const made = order === null || order.length === 0 ? blob : await sorted(input, entry.file, blob, order)
    files.push([entry.file, made])
    hashes[entry.file] = await sha256Hex(made)
    onProgress?.((0.8 * (i + 1)) / all.length)
  }
  const { tables: _, ...bare } = catalogue
  const catalogueText = statedCatalogue(bare, catalogue, { hashes, answers: answersName, tables: undefined })
  // The version is that of the catalogue as a page will read it.
  const stated = parseCatalogue(catalogueText, 'catalog.json')
  const { prepareVersion } = input
  const version = extractVersion({
    catalogue: stated,
    hashes,
    calendarText,
    targetsText,
    engine: engine.name,
    prepareVersion,
  })
  signal?.throwIfAborted()
  const answers = await input.answersFor(version, stated)
  onProgress?.(0.9)
  if (catalogue.calendar !== undefined) files.push([catalogue.calendar, textOf(catalogue.calendar, calendarText)])
  if (catalogue.targets !== undefined) files.push([catalogue.targets, textOf(catalogue.targets, targetsText)])
  files.push([answersName, new Blob([answers])], ['catalog.json', new Blob([catalogueText])])
  const zip = await zipFiles(files, signal)
  onProgress?.(1)
  return zip
}

/** A worker is ended when nobody waits for it any more. */
async function sorted({ sorter, signal }: PublishInput, file: string, blob: Blob, order: Uint32Array): Promise<Blob> {
  const stop = (): void => sorter.end()
  signal?.addEventListener('abort', stop, { once: true })
  try {
    return await sorter.sort(file, blob, order)
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
}

/** Places in the file of all its rows, by day; rejected ones, whose day may be none, last. */
async function orderOf(engine: QueryEngine, table: TableName, file: string, signal?: AbortSignal) {
  const [source] = await engine.rows<{ n: number }>(
    sql`SELECT CAST(source_file AS DOUBLE) AS n FROM source_files WHERE file = ${file}`,
    signal,
  )
  if (source === undefined) return new Uint32Array(0)
  const rows = await engine.rows<{ at: number }>(
    sql`SELECT CAST(source_row AS DOUBLE) AS at FROM ${identifier(table)} WHERE source_file = ${source.n}
        ORDER BY ${identifier(dayOf[table])} NULLS LAST, source_row`,
    signal,
  )
  const rejected = await engine.rows<{ at: number }>(
    sql`SELECT CAST(source_row AS DOUBLE) AS at FROM ${rejectedTable(table)} WHERE source_file = ${source.n} ORDER BY source_row`,
    signal,
  )
  return Uint32Array.from([...rows, ...rejected], row => row.at)
}

function textOf(file: string, text: string | null): Blob {
  if (text === null) throw new ExtractError(file, 'missing', 'its text was not given to publish; load the page again')
  return new Blob([text])
}
