import { aborted, type ExtractEngine } from '../engine/engine'
import { type Sql, sql } from '../engine/sql'
import { mappable, type TableName, tableNames } from '../schema'
import type { Calendar } from './calendar'
import type { Catalogue, CatalogueExtract } from './catalogue'
import { Compacting } from './compacting'
import { createEntities, linkByName, linkMethods } from './entities'
import { createTexts } from './expressions'
import type { ExtractFolder } from './fetchFile'
import { fillKeptIndicators } from './fillIndicators'
import { fillPermitNumbers, keepOne } from './insert'
import { type LoadSettings, loadFile } from './loadFile'
import { openFile } from './openFile'
import { fillCalendar, fillRegions, regionPaths, regionWords } from './places'
import { fillTableIssues, profileOf } from './profile'
import { Tracker } from './progress'
import { readRegions } from './readRegions'
import type { FileReport, Mapping, Profile, Progress } from './report'
import { shapedColumns } from './shape'
import { type Decoder, ExtractError, type RegionSet } from './source'
import { createTable, createTables, extraNames, originColumns, tablesWith } from './tables'
import type { Targets } from './targets'
import { createTimes } from './times'
import { makeEnums } from './words'
import { WordTypes } from './wordTypes'
import { createZone } from './zones'

export interface PrepareInput {
  readonly engine: ExtractEngine
  readonly decoder: Decoder
  readonly folder: ExtractFolder
  readonly catalogue: Catalogue
  readonly calendar: Calendar
  readonly targets: Targets
  readonly onProgress?: (progress: Progress) => void
  /** Hash of each extract and region file, once its bytes are read. */
  readonly onHash?: (file: string, sha256: string) => void
  /** What an earlier load of this very version found: it is not counted again. */
  readonly known?: Profile | null
  /**
   * Leaves ENUMs (`makeEnums`) and risk indicators (`fillKeptIndicators`) to the caller: they quicken questions, but the first
   * answers, and an analyst's report, need not wait for them.
   */
  readonly quick?: boolean
  readonly signal?: AbortSignal
}

/**
 * Loads every extract of a catalogue into the canonical tables of an empty engine: regions and calendar, then permits,
 * inspections and complaints, then what links them. A file that cannot be used is reported and the others go on.
 * Rejects with AbortError once `signal` fires and with QueryError when the engine fails.
 */
export async function prepare(input: PrepareInput): Promise<Profile> {
  const tracker = new Tracker(input.catalogue, input.onProgress)
  try {
    return await prepared(input, tracker)
  } finally {
    tracker.end()
  }
}

async function prepared(input: PrepareInput, tracker: Tracker): Promise<Profile> {
  const { engine, catalogue, signal } = input
  const regions = readRegions(input)
  // All files are on their way while the engine opens; each is asked for again below, in order.
  const extra = extraNames(catalogue.extracts)
  const opened = ordered(catalogue).map(extract => {
    const whole = { ...extract, coordinates: extract.coordinates ?? catalogue.coordinates }
    return { extract, file: openFile(input, whole, extra.of(extract), regions, tracker) }
  })
  for (const { file } of opened) file.catch(() => undefined)
  const set = await regions
  tracker.step('engine', null)
  const zones = zonesOf(catalogue)
  const macros = [createTexts(), ...createTimes(), ...zones.map(createZone)]
  await engine.run([...createTables(extra.all), ...fillRegions(set, catalogue), ...macros], signal)
  const [words, paths] = [regionWords(set, catalogue), regionPaths(set)]
  const ancestors = paths.map(([code, ancestor]) => [code, ancestor] as const)
  /** Columns of a table as it lies in the engine: those that any of its files fills. */
  const outputs: Partial<Record<TableName, readonly string[]>> = {}
  const types = Object.fromEntries(
    tableNames.map(table => [table, new WordTypes(table, { link_method: linkMethods })]),
  ) as Record<TableName, WordTypes>
  const compacting: Partial<Record<TableName, Compacting>> = {}
  const makeTable = async (table: TableName): Promise<readonly string[]> => {
    const earlier = outputs[table]
    if (earlier !== undefined) return earlier
    const filled = new Set([...originColumns, ...(extra.all[table] ?? [])])
    let rows = 0
    for (const { extract, file } of opened) {
      if (extract.table !== table) continue
      // One that cannot be used is told of when its turn comes.
      const open = await file.catch(() => null)
      const { mapping } = open ?? { mapping: {} }
      rows += open?.source.rows ?? 0
      for (const name of shapedColumns({ table, mapping, department: extract.department ?? null })) filled.add(name)
    }
    compacting[table] = new Compacting(engine, rows)
    const list = tablesWith(extra.all)[table] ?? []
    await engine.run([createTable(table, list, {}, column => filled.has(column))], signal)
    outputs[table] = list.flatMap(([name]) => (filled.has(name) ? [name] : []))
    return outputs[table]
  }
  let calendarFilled = false
  const reports: FileReport[] = []
  let table: TableName = tableNames[0]
  const finished = async (table: TableName): Promise<void> => {
    const rows = reports.reduce((sum, report) => sum + (report.table === table ? report.rows : 0), 0)
    await engine.run(finish(table, catalogue, extra.all[table] ?? [], rows), signal)
    // What linked a row is not known yet.
    const isWord = (of: TableName, column: string): boolean => of === table && column !== 'link_method'
    // As text there is no room for all of a large table's.
    if (compacting[table]?.isLarge) await makeEnums(engine, signal, isWord)
    await compacting[table]?.run(signal, true)
  }
  for (const [index, { extract, file }] of opened.entries()) {
    while (table !== extract.table) {
      await finished(table)
      table = tableNames[tableNames.indexOf(table) + 1] ?? extract.table
    }
    await engine.run(
      [sql`INSERT INTO source_files VALUES (CAST(${index} AS USMALLINT), ${extract.file}, ${extract.table})`],
      signal,
    )
    reports.push(
      await reported(
        extract,
        async () => {
          const open = await file
          const setting = settings(input, extract, index, set, zones)
          if (!calendarFilled && needsCalendar(open.mapping, setting)) {
            await engine.run([fillCalendar(input.calendar)], signal)
            calendarFilled = true
          }
          const plain = {
            outputs: await makeTable(extract.table),
            regionWords: words,
            regionPaths: ancestors,
            types: types[extract.table],
          }
          const known = input.known?.files.find(report => report.file === extract.file)
          return loadFile({ ...input, plain, compacting: compacting[extract.table] }, open, setting, tracker, known)
        },
        signal,
      ),
    )
  }
  if (opened.length > 0) await finished(table)
  tracker.linked(0)
  const named = tableNames.filter(table =>
    reports.some(r => r.table === table && 'entity_name' in r.columns && r.rows > 0),
  )
  const waiting = await unlinkedTables(engine, named, signal)
  const isFilled = (table: TableName, column: string): boolean =>
    reports.some(report => report.table === table && column in report.columns)
  // One after another and part by part, so that progress is seen.
  const all = reports.reduce((sum, report) => sum + report.rows, 0)
  const parts = Math.max(1, Math.min(mostParts, Math.ceil(all / partRows)))
  const linking = waiting.length > 0 ? linkByName(waiting, parts) : []
  const script = [...linking, ...(input.quick ? [] : [null]), ...createEntities(isFilled, Math.min(2, parts))]
  for (const [i, statement] of script.entries()) {
    if (statement === null) await makeEnums(engine, signal)
    else await engine.run([statement], signal)
    if (i + 1 === linking.length) for (const each of Object.values(compacting)) await each.run(signal, true)
    tracker.linked((0.7 * (i + 1)) / script.length)
  }
  const { known } = input
  const onStep = (): void => tracker.closer()
  if (known && reports.every(report => report.error === null)) {
    const kinds = new Set(known.files.flatMap(file => file.issues.map(issue => issue.kind)))
    await fillTableIssues(engine, reports, known.asOf, catalogue, { kinds, signal, onStep })
    if (!input.quick) await fillKeptIndicators(engine, known.asOf, signal)
    return known
  }
  const profile = await profileOf(engine, catalogue, reports, set, { signal, onStep })
  if (!input.quick) await fillKeptIndicators(engine, profile.asOf, signal)
  return profile
}

/** Rows whose linking takes a fraction of a second, and the most parts of it; of businesses two, for each reads all rows. */
const [partRows, mostParts] = [300_000, 8]

/** Zones of the catalogue and its extracts, each once; the place of one is the number of its macro. */
const zonesOf = ({ timezone, extracts }: Catalogue): string[] => [
  ...new Set([timezone, ...extracts.map(extract => extract.timezone)].filter(zone => zone !== undefined)),
]

/** What follows once all files of a table are in. */
function finish(table: TableName, { repeated }: Catalogue, extra: readonly string[], rows: number): Sql[] {
  const which = repeated?.[table]
  return [
    ...(which ? keepOne(table, which, [...mappable(table).map(column => column.name), ...extra], rows) : []),
    ...(table === 'permits' ? [fillPermitNumbers()] : []),
  ]
}

/** Working days are looked up for decided permits and for complaints with a target in working days. */
const needsCalendar = (mapping: Mapping, { closeWithin }: LoadSettings): boolean =>
  'accepted_at' in mapping || ('received_at' in mapping && closeWithin?.working === true)

/** Permits first: the numbers on them are what other extracts may refer to. */
const ordered = (catalogue: Catalogue): CatalogueExtract[] =>
  [...catalogue.extracts].sort((a, b) => tableNames.indexOf(a.table) - tableNames.indexOf(b.table))

function settings(
  input: PrepareInput,
  extract: CatalogueExtract,
  file: number,
  set: RegionSet,
  zones: readonly string[],
): LoadSettings {
  const { complaints, permits } = input.targets
  const zone = extract.timezone ?? input.catalogue.timezone
  return {
    file,
    hasRegions: set.regions.length > 0,
    extent: set.extent,
    department: extract.department ?? null,
    words: extract.words ?? {},
    dates: extract.dates ?? {},
    zone: zone === undefined ? null : zones.indexOf(zone),
    score: extract.score ?? null,
    closeWithin:
      complaints.close_within_days === null
        ? null
        : { days: complaints.close_within_days, working: complaints.working_days },
    decideWithin:
      permits.decide_within_days === null ? null : { days: permits.decide_within_days, working: permits.working_days },
  }
}

/** A report of a file, also of one that cannot be used; what is not the file's fault is thrown on. */
async function reported(
  extract: CatalogueExtract,
  load: () => Promise<FileReport>,
  signal?: AbortSignal,
): Promise<FileReport> {
  try {
    return await load()
  } catch (error) {
    if (signal?.aborted) throw aborted(signal)
    if (!(error instanceof ExtractError) || error.kind === 'worker') throw error
    return {
      file: extract.file,
      table: extract.table,
      columns: {},
      rows: 0,
      rejected: 0,
      issues: [],
      error: error.message,
    }
  }
}

async function unlinkedTables(
  engine: ExtractEngine,
  tables: readonly TableName[],
  signal?: AbortSignal,
): Promise<TableName[]> {
  const counts = await Promise.all(
    tables.map(async table => {
      const [row] = await engine.rows<{ n: number }>(
        table === 'permits'
          ? sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM permits WHERE entity_id IS NULL AND entity_name IS NOT NULL`
          : table === 'inspections'
            ? sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM inspections WHERE entity_id IS NULL AND entity_name IS NOT NULL`
            : sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM complaints WHERE entity_id IS NULL AND entity_name IS NOT NULL`,
        signal,
      )
      return { table, n: row?.n ?? 0 }
    }),
  )
  return counts.filter(c => c.n > 0).map(c => c.table)
}
