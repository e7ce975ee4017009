import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { openDuckDb } from '../engine/duckdb'
import { nodePlatform } from '../engine/duckdbNode'
import { mondayToFriday } from '../extracts/calendar'
import { type Catalogue, parseCatalogue } from '../extracts/catalogue'
import { openDecoder } from '../extracts/decoderNode'
import type { ExtractFolder } from '../extracts/fetchFile'
import { guessTable, mapColumns } from '../extracts/mapping'
import { prepare } from '../extracts/prepare'
import type { FileReport, Issue } from '../extracts/report'
import { ExtractError } from '../extracts/source'
import { noTargets } from '../extracts/targets'
import type { TableName } from '../schema'
import { pathOf } from './args'
import { isMain } from './files'
import { diskFolder } from './folder'

/** What one line says. `table` is null where the file could not even be opened. */
export interface CheckLine {
  readonly file: string
  readonly table: TableName | null
  readonly columns: Readonly<Record<string, { source: string | null; confidence: number }>>
  readonly rows: number
  readonly rejected: number
  readonly issues: readonly Omit<Issue, 'rejected'>[]
  readonly error?: string
}

/** Checks Parquet files with the code that loads them; each alone, with the regions of a catalogue beside it, if any. */
export async function checkFile(file: string): Promise<CheckLine> {
  const decoder = openDecoder()
  const engine = openDuckDb(nodePlatform())
  const name = path.basename(file)
  try {
    const folder = fileFolder(file)
    const source = await decoder.open(name, await folder.blob(name))
    const beside = await catalogueBeside(file)
    const stated = beside?.extracts.find(extract => extract.file === name)
    const table = stated?.table ?? guessTable(source.columns)
    await decoder.close(name)
    const extract = stated ?? { table, file: name, columns: {}, constants: constantsFor(table, source.columns) }
    const catalogue: Catalogue = {
      name: { zh: name, en: name },
      coordinates: 'WGS-84',
      regions: beside?.regions ?? [],
      ...(beside?.asOf ? { asOf: beside.asOf } : {}),
      extracts: [extract],
    }
    const profile = await prepare({ engine, decoder, folder, catalogue, calendar: mondayToFriday, targets: noTargets })
    const [report] = profile.files
    return report ? lineOf(report) : failed(name, 'nothing was read')
  } catch (error) {
    if (error instanceof ExtractError) return failed(name, error.message)
    throw error
  } finally {
    engine.close()
    decoder.end()
  }
}

// A file of complaints alone rarely says that they are complaints: the catalogue does. Here that is what it is taken for.
const constantsFor = (table: TableName, sources: Parameters<typeof mapColumns>[1]): Record<string, string> =>
  table === 'complaints' && !('kind' in mapColumns(table, sources)) ? { kind: 'complaint' } : {}

async function catalogueBeside(file: string): Promise<Catalogue | null> {
  const at = path.join(path.dirname(file), 'catalog.json')
  const text = await readFile(at, 'utf8').catch(() => null)
  return text === null ? null : parseCatalogue(text, at)
}

const fileFolder = (file: string): ExtractFolder => diskFolder(path.dirname(path.resolve(file)))

const lineOf = (report: FileReport): CheckLine => ({
  file: report.file,
  table: report.table,
  columns: Object.fromEntries(
    Object.entries(report.columns).map(([name, m]) => [
      name,
      { source: m.source, confidence: Number(m.confidence.toFixed(3)) },
    ]),
  ),
  rows: report.rows,
  rejected: report.rejected,
  issues: report.issues.map(({ kind, column, count, examples, rows }) => ({ kind, column, count, examples, rows })),
  ...(report.error === null ? {} : { error: report.error }),
})

const failed = (file: string, error: string): CheckLine => ({
  file,
  table: null,
  columns: {},
  rows: 0,
  rejected: 0,
  issues: [],
  error,
})

async function main(files: readonly string[]): Promise<number> {
  if (files.length === 0) {
    console.error('Usage: npm run -s check -- FILE…\nChecks Parquet extracts and prints one JSON line for each.')
    return 2
  }
  let bad = 0
  for (const file of files) {
    const line = await checkFile(pathOf(file))
    console.log(JSON.stringify(line))
    if (line.error !== undefined) bad++
  }
  return bad > 0 ? 1 : 0
}

if (isMain(import.meta.url)) {
  process.exitCode = await main(process.argv.slice(2)).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    return 1
  })
}
