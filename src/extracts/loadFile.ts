import type { ExtractEngine } from '../engine/engine'
import { identifier, sql } from '../engine/sql'
import { columns, rowKeys } from '../schema'
import { addKeys, insertRejected, insertRows } from './insert'
import { type CheckCounts, checks, countChecks, issuesOf } from './issues'
import type { OpenFile } from './openFile'
import type { Tracker } from './progress'
import type { FileReport, Issue } from './report'
import { dropLookups, lookupTables, type Shaping, shape, sourcesOf } from './shape'
import { type DecodedGroup, type Decoder, ExtractError } from './source'
import { rejectedTable } from './tables'

export type LoadSettings = Omit<Shaping, 'table' | 'mapping' | 'staged'>

interface LoadInput {
  readonly engine: ExtractEngine
  readonly decoder: Decoder
  readonly signal?: AbortSignal
}

/**
 * Brings a file's rows into its canonical table, one row group after another: while the engine takes one, the next is
 * decoded. Every group's rows are counted again; on any failure none of the file's rows stay. `known` is the report of
 * the same bytes from an earlier load: their flaws are not looked for again.
 */
export async function loadFile(
  input: LoadInput,
  file: OpenFile,
  settings: LoadSettings,
  tracker: Tracker,
  known?: FileReport,
): Promise<FileReport> {
  const { engine, decoder, signal } = input
  const { source, mapping, table, place } = file
  const names = sourcesOf(mapping)
  const staged = names.flatMap(name => source.columns.filter(column => column.name === name).slice(0, 1))
  const shaping: Shaping = { ...settings, table, mapping, staged }
  const list = known ? [] : checks(shaping)
  const counts: CheckCounts[] = []
  const decode = (group: number): Promise<DecodedGroup> => {
    const decoded = decoder.decode(source.name, group, names, place)
    decoded.catch(() => undefined)
    return decoded
  }
  try {
    if (source.rows === 0) return reportOf(file, [empty])
    let next = file.first ?? decode(0)
    for (const group of source.groups.keys()) {
      const decoded = await next
      if (group + 1 < source.groups.length) next = decode(group + 1)
      await engine.load('staging', once(decoded.ipc), signal)
      await engine.run(
        [
          ...lookupTables(shaping),
          shape(shaping),
          addKeys(),
          insertRows(table, shaping.file),
          insertRejected(shaping),
          sql`DROP TABLE staging`,
        ],
        signal,
      )
      const [found] = await engine.rows(countChecks(list), signal)
      if (Number(found?.n_rows) !== decoded.rows) {
        throw new ExtractError(
          source.name,
          'load',
          `row group ${group} holds ${decoded.rows} rows, but ${found?.n_rows} arrived; load the file again and report this if it stays`,
        )
      }
      counts.push(found ?? {})
      tracker.rows(source.name, decoded.rows)
    }
    const report = known ?? reportOf(file, issuesOf(list, counts))
    refuseUnreadable(report, shaping)
    await engine.run([sql`DROP TABLE IF EXISTS shaped`, ...dropLookups(shaping)], signal)
    return report
  } catch (error) {
    await forget(engine, shaping)
    throw error
  } finally {
    await decoder.close(source.name).catch(() => undefined)
  }
}

async function* once(ipc: Uint8Array): AsyncGenerator<Uint8Array> {
  yield ipc
}

/** Rows of a file that failed half-way; the engine may be gone as well, which the caller hears anyway. */
async function forget(engine: ExtractEngine, shaping: Shaping): Promise<void> {
  const { table, file } = shaping
  await engine
    .run([
      sql`DELETE FROM ${identifier(table)} WHERE source_file = ${file}`,
      sql`DELETE FROM ${rejectedTable(table)} WHERE source_file = ${file}`,
      sql`DROP TABLE IF EXISTS staging`,
      sql`DROP TABLE IF EXISTS shaped`,
      ...dropLookups(shaping),
    ])
    .catch(() => undefined)
}

function reportOf({ source, table, mapping }: OpenFile, issues: readonly Issue[]): FileReport {
  const rejected = issues.filter(issue => issue.rejected).reduce((sum, issue) => sum + issue.count, 0)
  return { file: source.name, table, columns: mapping, rows: source.rows - rejected, rejected, issues, error: null }
}

const empty: Issue = { kind: 'empty', column: null, count: 0, examples: [], rejected: false }

/** A date column none of whose texts is a date is a wrong column, not dirty rows. */
function refuseUnreadable(report: FileReport, { table, staged }: Shaping): void {
  const undated = report.issues.find(issue => issue.kind === 'no_date')
  if (report.rows > 0 || undated?.count !== report.rejected) return
  for (const name of rowKeys[table].dates) {
    const source = report.columns[name]?.source
    const type = staged.find(column => column.name === source)?.type
    const expected = columns[table].find(c => c.name === name)?.kind
    if (!source || type === 'date' || type === 'timestamp') continue
    throw new ExtractError(
      report.file,
      'values',
      `column "${source}" is ${type}, expected a ${expected}; none of its ${report.rejected} rows could be read as one. Write dates as 2014-08-31, or map another column to ${name} in the catalogue`,
    )
  }
}
