import type { ExtractEngine } from '../engine/engine'
import { identifier, sql } from '../engine/sql'
import { columns, rowKeys } from '../schema'
import { Compacting } from './compacting'
import { addKeys, insertRejected, insertRows } from './insert'
import {
  type Check,
  type CheckCounts,
  checks,
  countChecks,
  foundChecks,
  insertIssueRows,
  issueExamples,
  withExamples,
} from './issues'
import { loadPlain, type PlainLoad } from './loadPlain'
import { dropLookups, lookupTables, wordTables } from './lookups'
import { decodeGroup, type OpenFile } from './openFile'
import { dropWords, type PlainSetting, planOf } from './plainFile'
import type { PlainDecoder } from './plainPlan'
import type { Tracker } from './progress'
import type { FileReport, Issue } from './report'
import { dropShaped, shape } from './shape'
import { type DecodedGroup, type Decoder, ExtractError, type SourceFile } from './source'
import { type Shaping, sourcesOf, timesIn } from './staged'
import { rejectedTable } from './tables'

export type LoadSettings = Omit<Shaping, 'table' | 'mapping' | 'extra' | 'staged' | keyof GroupShape>

/** An append of fewer rows than the engine's own row groups have (122,880) is written twice; more bytes take too much memory. */
const batchRows = 245_760
const batchBytes = 160 * 1024 * 1024
/** Row groups that are decoded while the engine shapes: at most so many, and about so many bytes, but always one. */
const [groupsAhead, bytesAhead] = [2, 64 * 1024 * 1024]
/** How often the decoder may begin to make rows itself, after the engine had to read some. */
const mostTries = 3
const nothing = new Uint8Array(0)

/** What the row groups of a batch have in common: one staging table holds them, and one statement shapes it. */
type GroupShape = Pick<Shaping, 'trimmed' | 'times' | 'placed'>

interface LoadInput {
  readonly engine: ExtractEngine
  readonly decoder: Decoder
  /** What the decoder needs to make rows itself; absent: the engine reads all of them. */
  readonly plain?: Pick<PlainSetting, 'outputs' | 'regionWords' | 'regionPaths'> & Pick<PlainLoad, 'types'>
  readonly compacting?: Compacting
  readonly signal?: AbortSignal
}

/**
 * Brings a file's rows into its canonical table, one row group after another: while the engine takes one, the next is
 * decoded. Every group's rows are counted again; on any failure none of the file's rows stay. `known` is the report of
 * the same bytes from an earlier load: flaws that it does not list are not looked for again.
 */
export async function loadFile(
  input: LoadInput,
  file: OpenFile,
  settings: LoadSettings,
  tracker: Tracker,
  known?: FileReport,
): Promise<FileReport> {
  const { engine, decoder, signal } = input
  const { source, mapping, table, extra } = file
  const names = sourcesOf(mapping, extra)
  const staged = names.flatMap(name => source.columns.filter(column => column.name === name).slice(0, 1))
  const whole: Shaping = { ...settings, table, mapping, staged, trimmed: [], times: [], placed: false, extra }
  const list = checks(whole).filter(check => !known || isKnown(known, check))
  const counts: CheckCounts[] = []
  let times: readonly string[] | undefined
  const decode = (group: number): Promise<DecodedGroup> => {
    const decoded = decodeGroup(decoder, file, group, times)
    decoded.catch(() => undefined)
    return decoded
  }
  const ahead: Promise<DecodedGroup>[] = []
  let [asked, largest] = [0, 0]
  const take = (): Promise<DecodedGroup> | undefined => {
    const most = Math.max(1, Math.min(groupsAhead, Math.floor(bytesAhead / Math.max(1, largest))))
    for (; asked < source.groups.length && ahead.length <= most; asked++) {
      ahead.push(asked === 0 ? (file.first ?? decode(0)) : decode(asked))
    }
    return ahead.shift()
  }
  /** The next row groups until they have `most` rows or enough bytes; what was decoded is put down in `batch`. */
  async function* nextBatch(batch: DecodedGroup[], most: number): AsyncGenerator<Uint8Array> {
    for (let [rows, bytes] = [0, 0]; rows < most && bytes < batchBytes; ) {
      const decoded = await take()
      if (decoded === undefined) return
      if (batch[0] && !isAlike(batch[0], decoded)) {
        // Of a column that changes, every group would be a batch of its own: the engine reads the rest of it.
        const [before, now] = [batch[0].times ?? [], decoded.times ?? []]
        times = names.filter((_, i) => now[i] && now[i] === before[i])
        ahead.unshift(Promise.resolve(decoded))
        return
      }
      rows += decoded.rows
      bytes += decoded.ipc.byteLength
      largest = Math.max(largest, decoded.ipc.byteLength)
      batch.push({ ...decoded, ipc: nothing })
      yield decoded.ipc
    }
  }
  try {
    if (source.rows === 0) return reportOf(file, [empty])
    await engine.run(wordTables(whole), signal)
    const plain = await plainLoad(input, file, whole, list, tracker)
    const tryPlain = async (group: number): Promise<number> => {
      if (plain === null) return group
      const found = await loadPlain(plain, source.name, group)
      counts.push(...found.counts)
      return found.next
    }
    let tries = 1
    const begun = await tryPlain(0)
    asked = begun
    if (begun < source.groups.length) {
      for (const script of input.plain?.types.texts() ?? []) await engine.run(script, signal)
    }
    for (let group = begun; group < source.groups.length; ) {
      const batch: DecodedGroup[] = []
      // The first does not wait for others: the engine takes it while the decoder goes on.
      const most = group === 0 ? 1 : batchRows
      await engine.load('staging', nextBatch(batch, most), signal)
      const shaping = { ...whole, ...shapeOf(batch, names.length) }
      const keys = 'entity_code' in mapping ? [addKeys()] : []
      await engine.run([...lookupTables(shaping), ...shape(shaping), ...keys, insertRows(shaping)], signal)
      const [found] = await engine.rows(countChecks(shaping, list), signal)
      const decoded = batch.reduce((sum, each) => sum + each.rows, 0)
      if (Number(found?.n_rows) !== decoded) await refuseShort(engine, source, group, batch)
      const flawed = list.filter((_, i) => Number(found?.[`n${i}`]) > 0)
      const rejected = flawed.some(check => check.rejected) ? [insertRejected(shaping)] : []
      const rows = flawed.map(check => insertIssueRows(shaping, check))
      await engine.run([...rejected, ...rows, sql`DROP TABLE staging`], signal)
      counts.push(found ?? {})
      group += batch.length
      for (const each of batch) tracker.rows(source.name, each.rows)
      input.compacting?.add(decoded)
      await input.compacting?.run(signal)
      if (plain !== null && group < source.groups.length && tries++ < mostTries) {
        group = await tryPlain(group)
        ahead.length = 0
        asked = group
      }
    }
    const issues = foundChecks(list, counts)
    const examples = known || issues.length === 0 ? [] : await engine.rows(issueExamples(whole.file, issues), signal)
    const report = known ?? reportOf(file, withExamples(issues, examples))
    refuseUnreadable(report, whole)
    await engine.run([...dropShaped, ...dropLookups(whole), ...dropWords], signal)
    return report
  } catch (error) {
    await forget(engine, whole)
    // What was wrong with a row group on its way into the engine is the file's fault, not a question's.
    throw error instanceof Error && error.cause instanceof ExtractError ? error.cause : error
  } finally {
    await decoder.close(source.name).catch(() => undefined)
  }
}

/** How the decoder loads the file's rows itself, or null where it cannot. */
async function plainLoad(
  { engine, decoder, plain, compacting = new Compacting(engine, 0), signal }: LoadInput,
  { source, table, mapping, place }: OpenFile,
  shaping: Shaping,
  list: readonly Check[],
  tracker: Tracker,
): Promise<PlainLoad | null> {
  if (plain === undefined || !decoder.plan || !decoder.words || !decoder.plain) return null
  const times = timesIn(table, mapping)
  const plan = await planOf(engine, shaping, { ...plain, place, times, checks: list })
  if (plan === null) return null
  return {
    ...{ engine, decoder: decoder as PlainDecoder, plan, shaping, checks: list, types: plain.types, compacting },
    groups: source.groups,
    signal,
    onRows: rows => tracker.rows(source.name, rows),
    onWork: rows => tracker.worked(source.name, rows),
  }
}

const isAlike = (a: DecodedGroup, b: DecodedGroup): boolean =>
  a.placed === b.placed && (a.times ?? []).every((form, i) => form === (b.times?.[i] ?? null))

/** `batch` are row groups that are alike. */
const shapeOf = (batch: readonly DecodedGroup[], columns: number): GroupShape => ({
  trimmed: Array.from({ length: columns }, (_, i) => batch.every(each => each.trimmed?.[i] === true)),
  times: batch[0]?.times ?? [],
  placed: batch[0]?.placed === true,
})

const isKnown = (known: FileReport, { kind, column }: Check): boolean =>
  known.issues.some(issue => issue.kind === kind && issue.column === column)

/** Names the row group of a batch of which fewer rows arrived than were decoded. */
async function refuseShort(engine: ExtractEngine, source: SourceFile, first: number, batch: readonly DecodedGroup[]) {
  let from = source.groups.slice(0, first).reduce((sum, rows) => sum + rows, 0)
  for (const [i, { rows }] of batch.entries()) {
    const to = from + (source.groups[first + i] ?? 0)
    const [found] = await engine.rows<{ n: number }>(
      sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM shaped WHERE source_row > ${from} AND source_row <= ${to}`,
    )
    if (found?.n !== rows || i === batch.length - 1) {
      const detail = `row group ${first + i} holds ${rows} rows, but ${found?.n} arrived; load the file again and report this if it stays`
      throw new ExtractError(source.name, 'load', detail)
    }
    from = to
  }
}

/** Rows of a file that failed half-way; the engine may be gone as well, which the caller hears anyway. */
async function forget(engine: ExtractEngine, shaping: Shaping): Promise<void> {
  const { table, file } = shaping
  await engine
    .run([
      sql`DELETE FROM ${identifier(table)} WHERE source_file = ${file}`,
      sql`DELETE FROM ${rejectedTable(table)} WHERE source_file = ${file}`,
      sql`DELETE FROM issue_rows WHERE source_file = ${file}`,
      sql`DROP TABLE IF EXISTS staging`,
      ...dropShaped,
      ...dropLookups(shaping),
      ...dropWords,
    ])
    .catch(() => undefined)
}

function reportOf({ source, table, mapping, extra }: OpenFile, issues: readonly Issue[]): FileReport {
  const rejected = issues.filter(issue => issue.rejected).reduce((sum, issue) => sum + issue.count, 0)
  return {
    ...{ file: source.name, table, columns: mapping },
    ...(Object.keys(extra).length > 0 && { extra }),
    ...{ rows: source.rows - rejected, rejected, issues, error: null },
  }
}

const empty: Issue = { kind: 'empty', column: null, count: 0, examples: [], rows: [], rejected: false }

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
