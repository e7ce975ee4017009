import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import { columns, doubtfulWords, rowKeys, type TableName } from '../schema'
import { hasOrganisationCode, looksLikeCreditCode } from './expressions'
import { repeatedKeys } from './insert'
import { ignoring } from './lookups'
import type { Issue } from './report'
import { readColumns, sourceText } from './shape'
import type { Shaping } from './staged'

export interface Check {
  readonly kind: string
  readonly column: string | null
  /** Rows of `shaped` that have the flaw. */
  readonly when: Sql
  readonly rejected: boolean
}

const kept = (kind: string, column: string | null, when: Sql): Check => ({
  kind,
  column,
  when: sql`(reject_reason IS NULL AND ${when})`,
  rejected: false,
})

/** The column whose source word is kept beside its translation. */
export const wordColumn = (table: TableName): { column: string; source: string } =>
  table === 'inspections'
    ? { column: 'result', source: 'source_result' }
    : { column: 'status', source: 'source_status' }

/** What is looked for in every row of a file while it is loaded. */
export function checks(shaping: Shaping): Check[] {
  const { id, dates } = rowKeys[shaping.table]
  const mapped = (name: string): boolean => name in shaping.mapping
  const dateColumn = dates.find(mapped) ?? null
  const rejectedFor = (reason: string, column: string | null): Check => ({
    kind: reason,
    column,
    when: sql`reject_reason = ${reason}`,
    rejected: true,
  })
  return [
    rejectedFor('no_id', id),
    rejectedFor('no_date', dateColumn),
    rejectedFor('impossible_date', dateColumn),
    ...readColumns(shaping).map(name => kept('unreadable', name, identifier(`bad_${name}`))),
    ...wordChecks(shaping),
    ...placeChecks(shaping),
    ...orderChecks(shaping),
  ]
}

function wordChecks(shaping: Shaping): Check[] {
  const { table } = shaping
  const { id, dates } = rowKeys[table]
  const word = wordColumn(table)
  const needed = columns[table].filter(c => c.need === 'required' && c.name !== id && !dates.includes(c.name))
  const doubtful = doubtfulWords[columns[table].find(c => c.name === word.column)?.vocabulary ?? 'result'] ?? []
  const silent = ignoring(shaping)
  const known = (name: string): Sql => (silent.has(name) ? sql`NOT ${identifier(`none_${name}`)}` : raw('TRUE'))
  const said = (name: string): boolean =>
    shaping.mapping[name]?.source !== null || shaping.mapping[name]?.constant !== null
  const isCode = looksLikeCreditCode(raw('entity_code'))
  // Looked at only where a code did not become a key, which is what it does without a fault.
  const fault = (own: boolean): Sql =>
    sql`NOT is_key AND CASE WHEN ${isCode} THEN ${hasOrganisationCode(raw('entity_code'))} = ${own} ELSE FALSE END`
  return [
    ...needed
      .filter(c => c.name in shaping.mapping)
      .map(c =>
        kept(
          c.vocabulary && said(c.name) ? 'unknown_word' : 'null_required',
          c.name,
          and([sql`${identifier(c.name)} IS NULL`, known(c.name)]),
        ),
      ),
    ...(doubtful.length > 0 && word.column in shaping.mapping
      ? [kept('doubtful_word', word.column, sql`lower(${identifier(word.source)}) IN (${join(doubtful)})`)]
      : []),
    ...(table === 'complaints'
      ? []
      : [kept('no_business', 'entity_code', raw('entity_code IS NULL AND entity_name IS NULL'))]),
    ...('entity_code' in shaping.mapping
      ? [
          kept('bad_credit_code', 'entity_code', fault(true)),
          kept('bad_organisation_code', 'entity_code', fault(false)),
        ]
      : []),
  ]
}

function placeChecks(shaping: Shaping): Check[] {
  if (!shaping.hasRegions) return []
  const stated = 'region_code' in shaping.mapping || 'region_name' in shaping.mapping
  const word = 'region_code' in shaping.mapping ? 'region_code' : 'region_name'
  const { extent } = shaping
  const disagrees = raw(
    'stated_region IS NOT NULL AND place_region IS NOT NULL AND region_code IS DISTINCT FROM place_region',
  )
  return [
    ...(stated
      ? [
          kept('unknown_region', word, raw('stated_word IS NOT NULL AND stated_region IS NULL')),
          kept('region_disagrees', word, disagrees),
        ]
      : []),
    ...('lon' in shaping.mapping
      ? [
          kept('no_place', 'lon', raw('lon IS NULL')),
          ...(extent === null ? [] : [kept('swapped_coordinates', 'lon', swapped(extent))]),
          kept('outside_regions', 'lon', raw('lon IS NOT NULL AND place_region IS NULL')),
          ...(extent === null ? [] : [kept('outside_extent', 'lon', beyond(extent))]),
        ]
      : []),
  ]
}

/** Farther away than any region reaches: more likely a wrong coordinate than a place between regions. */
const beyond = ([west, south, east, north]: readonly [number, number, number, number]): Sql =>
  sql`(lon NOT BETWEEN CAST(${west} AS DOUBLE) AND CAST(${east} AS DOUBLE) OR lat NOT BETWEEN CAST(${south} AS DOUBLE) AND CAST(${north} AS DOUBLE))`

/** Outside the regions as they are, but inside their extent the other way round. */
const swapped = ([west, south, east, north]: readonly [number, number, number, number]): Sql =>
  sql`raw_lat BETWEEN CAST(${west} AS DOUBLE) AND CAST(${east} AS DOUBLE) AND raw_lon BETWEEN CAST(${south} AS DOUBLE) AND CAST(${north} AS DOUBLE) AND place_region IS NULL`

/** Dates that cannot follow each other. */
export const orders: Readonly<Record<TableName, readonly (readonly [kind: string, later: string, earlier: string])[]>> = {
  permits: [['decided_before_accepted', 'decided_at', 'accepted_at'], ['expired_before_valid', 'valid_to', 'valid_from']],
  inspections: [['rectified_before_inspected', 'rectified_on', 'inspected_on']],
  complaints: [['closed_before_received', 'closed_at', 'received_at']],
} // biome-ignore format: one line a table

const orderChecks = (shaping: Shaping): Check[] =>
  orders[shaping.table]
    .filter(([, later, earlier]) => later in shaping.mapping && earlier in shaping.mapping)
    .map(([kind, later, earlier]) => kept(kind, later, sql`${identifier(later)} < ${identifier(earlier)}`))

export interface CheckCounts {
  readonly [key: string]: number | null
}

/** What the checks look at: rows of `shaped`, and where there are codes whether one became a business key. */
const checked = ({ mapping }: Shaping): Sql =>
  'entity_code' in mapping
    ? raw(
        '(SELECT s.*, k.entity_id IS NOT NULL AS is_key FROM shaped s LEFT JOIN entity_keys k ON k.entity_code = s.entity_code)',
      )
    : raw('shaped')

/** One row: for each check its count (`n0`, `n1`, …), then `n_rows`. */
export function countChecks(shaping: Shaping, list: readonly Check[]): Sql<CheckCounts> {
  const parts = list.map(
    (check, i) => sql`CAST(count(*) FILTER (WHERE ${check.when}) AS DOUBLE) AS ${identifier(`n${i}`)}`,
  )
  const from = list.length === 0 ? raw('shaped') : checked(shaping)
  return sql<CheckCounts>`SELECT ${join([...parts, sql`CAST(count(*) AS DOUBLE) AS n_rows`])} FROM ${from}`
}

/** The rows of a check go into `issue_rows`, with what the file says; while `staging` is there. */
export const insertIssueRows = (shaping: Shaping, check: Check): Sql =>
  issueRowsFrom(
    shaping,
    check,
    sql`(SELECT source_row FROM ${checked(shaping)} WHERE ${check.when}) f JOIN staging USING (source_row)`,
  )

/** The same of `from`: staged columns and `source_row` of the rows that fail the check. */
export const issueRowsFrom = (shaping: Shaping, { kind, column }: Pick<Check, 'kind' | 'column'>, from: Sql): Sql =>
  sql`INSERT INTO issue_rows
    SELECT CAST(${shaping.file} AS USMALLINT), source_row, ${kind}, CAST(${column} AS VARCHAR), ${sourceText(shaping, column ?? rowKeys[shaping.table].id)}
    FROM ${from} ORDER BY source_row`

export interface IssueExample {
  readonly kind: string
  readonly column_name: string | null
  readonly source_row: number
  readonly value: string | null
}

/** The first three rows of each of a file's issues. */
export function issueExamples(file: number, list: readonly Pick<Issue, 'kind' | 'column'>[]): Sql<IssueExample> {
  const parts = list.map(
    ({ kind, column }) => sql`(SELECT kind, column_name, source_row, value FROM issue_rows
      WHERE source_file = ${file} AND kind = ${kind} AND column_name IS NOT DISTINCT FROM ${column} ORDER BY source_row LIMIT 3)`,
  )
  return sql<IssueExample>`SELECT * FROM (${join(parts, ' UNION ALL ')}) ORDER BY source_row`
}

/** Issues with their examples. */
export const withExamples = (
  list: readonly Pick<Issue, 'kind' | 'column' | 'count' | 'rejected'>[],
  examples: readonly IssueExample[],
): Issue[] =>
  list.map(({ kind, column, count, rejected }) => {
    const own = examples.filter(each => each.kind === kind && each.column_name === column)
    const [texts, rows] = [own.map(each => each.value ?? ''), own.map(each => each.source_row)]
    return { kind, column, count, examples: texts, rows, rejected }
  })

/** A file's issues by their counts in its row groups; flaws that never occur are left out. */
export const foundChecks = (list: readonly Check[], groups: readonly CheckCounts[]) =>
  list.flatMap((check, i) => {
    const count = groups.reduce((sum, group) => sum + Number(group[`n${i}`] ?? 0), 0)
    return count === 0 ? [] : [{ kind: check.kind, column: check.column, count, rejected: check.rejected }]
  })

export interface Repeats {
  readonly table_name: TableName
  readonly ids: number
  readonly row_count: number
  readonly example: string | null
}

/** Ids that stand in several rows of a table, by table: all their rows count. */
export const repeatedIds = (table: TableName): Sql<Repeats> => sql<Repeats>`
  SELECT ${table} AS table_name, CAST(count(*) AS DOUBLE) AS ids, CAST(coalesce(sum(n), 0) AS DOUBLE) AS row_count, min(id) AS example
  FROM (SELECT ${identifier(rowKeys[table].id)} AS id, count(*) AS n FROM ${identifier(table)} GROUP BY 1 HAVING count(*) > 1)`

/** Issues that only a whole table shows: which of its rows. */
export function tableChecks(table: TableName, asOf: string): { readonly kind: string; readonly rows: Sql }[] {
  const day = table === 'permits' ? 'permitted_on' : table === 'inspections' ? 'inspected_on' : 'received_on'
  const id = identifier(rowKeys[table].id)
  const rows = (where: Sql) => sql`SELECT source_file, source_row, ${id} AS id FROM ${identifier(table)} WHERE ${where}`
  return [
    { kind: 'repeated_id', rows: rows(sql`${id} IN ${repeatedKeys(table)}`) },
    // Kept, but outside every window up to it.
    { kind: 'future_date', rows: rows(sql`${identifier(day)} > CAST(${asOf} AS DATE)`) },
    {
      kind: 'link_tie',
      rows: rows(sql`entity_id IS NULL AND (source_file, source_row) IN
        (SELECT (source_file, source_row) FROM link_ties WHERE table_name = ${table})`),
    },
  ]
}

/** The rows of a table's check go into `issue_rows` with their ids. */
export const insertTableRows = (kind: string, rows: Sql): Sql =>
  sql`INSERT INTO issue_rows SELECT source_file, source_row, ${kind}, NULL, id FROM (${rows}) ORDER BY source_file, source_row`

/** Rows by kind and file of issues that have no column. */
export const tableIssueCounts = (): Sql<{ kind: string; source_file: number; n: number }> =>
  sql`SELECT kind, source_file, CAST(count(*) AS DOUBLE) AS n FROM issue_rows WHERE column_name IS NULL GROUP BY ALL`
