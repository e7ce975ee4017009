import type { ExtractEngine } from '../engine/engine'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { type TableName, tableNames } from '../schema'
import type { Catalogue } from './catalogue'
import { dropRepeated, findRepeated } from './insert'
import { insertTableRows, issueExamples, tableChecks, tableIssueCounts, withExamples } from './issues'
import { filledColumns } from './openFile'
import type { FileReport, Profile } from './report'
import type { RegionSet } from './source'

type Choices = Profile['choices']

const choiceColumns: Readonly<Record<keyof Choices, readonly (readonly [TableName, string])[]>> = {
  industries: [['inspections', 'industry_name'], ['permits', 'industry_name']],
  departments: [['complaints', 'department'], ['inspections', 'department'], ['permits', 'department']],
  kinds: [['complaints', 'kind']],
  categories: [['complaints', 'category']],
  results: [['inspections', 'result']],
} // biome-ignore format: a table of names

const perTable = (make: (table: TableName) => Sql, separator = ' UNION ALL '): Sql =>
  join(tableNames.map(make), separator)

const span = (table: TableName): Sql => {
  const day =
    table === 'permits' ? raw('permitted_on') : table === 'inspections' ? raw('inspected_on') : raw('received_on')
  return sql`SELECT ${table} AS table_name, CAST(min(${day}) AS VARCHAR) AS first_day, CAST(max(${day}) AS VARCHAR) AS last_day, CAST(count(*) AS DOUBLE) AS row_count FROM ${identifier(table)}`
}

export interface Stepping {
  readonly signal?: AbortSignal | undefined
  /** After each statement of several that take long. */
  readonly onStep?: () => void
}

/** Asks the loaded tables for what the page must know beside their rows. */
export async function profileOf(
  engine: ExtractEngine,
  catalogue: Catalogue,
  reports: readonly FileReport[],
  regions: RegionSet,
  { signal, onStep }: Stepping = {},
): Promise<Profile> {
  const spans = await engine.rows<{
    table_name: TableName
    first_day: string | null
    last_day: string | null
    row_count: number
  }>(perTable(span) as Sql<never>, signal)
  const days = spans.flatMap(s =>
    s.first_day === null || s.last_day === null ? [] : [[s.first_day, s.last_day] as const],
  )
  const asOf = asOfDay(
    catalogue,
    days.map(d => d[1]),
  )
  const firstDay = days.map(d => d[0]).sort()[0] ?? asOf
  const rows = Object.fromEntries(
    tableNames.map(t => [t, spans.find(s => s.table_name === t)?.row_count ?? 0]),
  ) as Profile['rows']
  const spanOf = (t: TableName) => {
    const found = spans.find(s => s.table_name === t)
    return found?.first_day && found.last_day ? { first: found.first_day, last: found.last_day } : null
  }
  const tableSpans = Object.fromEntries(tableNames.map(t => [t, spanOf(t)])) as Profile['spans']
  const filled = Object.fromEntries(
    tableNames.map(t => [
      t,
      [
        ...new Set(
          reports
            .filter(r => r.table === t && r.error === null)
            .flatMap(r => [...filledColumns(t, r.columns), ...Object.keys(r.extra ?? {})]),
        ),
      ],
    ]),
  ) as unknown as Profile['filled']
  const links = await engine.rows<Profile['links'][number]>(
    sql`SELECT * FROM (${perTable(
      t =>
        sql`SELECT ${t} AS "table", CAST(link_method AS VARCHAR) AS method, CAST(count(*) AS DOUBLE) AS rows FROM ${identifier(t)} GROUP BY link_method`,
    )}) ORDER BY "table", rows DESC, method`,
    signal,
  )
  return {
    asOf,
    firstDay,
    files: await withTableIssues(engine, catalogue, reports, asOf, { signal, onStep }),
    rows,
    spans: tableSpans,
    filled,
    regions,
    links,
    choices: await choices(engine, signal),
  }
}

async function choices(engine: ExtractEngine, signal?: AbortSignal): Promise<Choices> {
  const ask = async (key: keyof Choices) => {
    const parts = choiceColumns[key].map(
      ([table, column]) =>
        // Grouped as they lie there: words have numbers.
        sql`SELECT CAST(word AS VARCHAR) AS value, n FROM (SELECT ${identifier(column)} AS word, count(*) AS n FROM ${identifier(table)} GROUP BY 1)`,
    )
    const found = await engine.rows<{ value: string | null; rows: number }>(
      sql`SELECT value, CAST(sum(n) AS DOUBLE) AS rows FROM (${join(parts, ' UNION ALL ')}) GROUP BY value ORDER BY rows DESC, value`,
      signal,
    )
    return [key, found] as const
  }
  const keys = Object.keys(choiceColumns) as (keyof Choices)[]
  return Object.fromEntries(await Promise.all(keys.map(ask))) as unknown as Choices
}

/** The catalogue's day, else the last one of any row, else the first that there is. */
const asOfDay = (catalogue: Catalogue, days: readonly string[]): string =>
  catalogue.asOf ?? [...days].sort().at(-1) ?? '1970-01-01'

/** Writes down the rows of issues that only whole tables show; `kinds` leaves the others out. */
export async function fillTableIssues(
  engine: ExtractEngine,
  reports: readonly FileReport[],
  asOf: string,
  catalogue: Catalogue,
  { kinds, signal, onStep }: Stepping & { readonly kinds?: ReadonlySet<string> } = {},
): Promise<void> {
  for (const table of tableNames) {
    const rows = reports.reduce((sum, report) => sum + (report.table === table ? report.rows : 0), 0)
    if (rows === 0) continue
    const list = tableChecks(table, asOf)
      // What was repeated is gone, and written down already.
      .filter(({ kind }) => kind !== 'repeated_id' || !catalogue.repeated?.[table])
      .filter(({ kind }) => !kinds || kinds.has(kind))
    const repeated = list.some(({ kind }) => kind === 'repeated_id')
    const script = [
      ...(repeated ? findRepeated(table, rows) : []),
      ...list.map(({ kind, rows }) => insertTableRows(kind, rows)),
      ...(repeated ? [dropRepeated] : []),
    ]
    for (const statement of script) {
      await engine.run([statement], signal)
      onStep?.()
    }
  }
}

/** Issues of whole tables stand with the file of their rows. Rows that were repeated and taken out are no longer its own. */
async function withTableIssues(
  engine: ExtractEngine,
  catalogue: Catalogue,
  reports: readonly FileReport[],
  asOf: string,
  { signal, onStep }: Stepping,
): Promise<FileReport[]> {
  await fillTableIssues(engine, reports, asOf, catalogue, { signal, onStep })
  const counts = await engine.rows(tableIssueCounts(), signal)
  const order = ['repeated_id', 'future_date', 'link_tie']
  const whole: FileReport[] = []
  for (const [file, report] of reports.entries()) {
    const own = counts
      .filter(each => each.source_file === file && order.includes(each.kind))
      .sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))
      .map(({ kind, n }) => ({
        ...{ kind, column: null, count: n },
        rejected: kind === 'repeated_id' && catalogue.repeated?.[report.table] !== undefined,
      }))
    const examples = own.length === 0 ? [] : await engine.rows(issueExamples(file, own), signal)
    const gone = own.filter(issue => issue.rejected).reduce((sum, issue) => sum + issue.count, 0)
    whole.push({
      ...report,
      rows: report.rows - gone,
      rejected: report.rejected + gone,
      issues: [...report.issues, ...withExamples(own, examples)],
    })
  }
  return whole
}
