import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { columns, doubtfulWords, rowKeys, type TableName } from '../schema'
import { looksLikeCreditCode } from './expressions'
import type { Issue } from './report'
import { readColumns, type Shaping } from './shape'

interface Check {
  readonly kind: string
  readonly column: string | null
  /** Rows of `shaped` that have the flaw. */
  readonly when: Sql
  /** What an example shows. */
  readonly example: Sql
  readonly rejected: boolean
}

type Found = (kind: string, column: string | null, when: Sql, example: Sql) => Check
const kept: Found = (kind, column, when, example) => ({
  kind,
  column,
  when: sql`(reject_reason IS NULL AND ${when})`,
  example,
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
    example: sql`coalesce(${identifier(id)}, 'row ' || CAST(source_row AS VARCHAR))`,
    rejected: true,
  })
  return [
    rejectedFor('no_id', id),
    rejectedFor('no_date', dateColumn),
    rejectedFor('impossible_date', dateColumn),
    ...readColumns(shaping).map(name => kept('unreadable', name, identifier(`bad_${name}`), identifier(id))),
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
  return [
    ...needed
      .filter(c => c.name in shaping.mapping)
      .map(c => {
        const example = c.name === word.column ? identifier(word.source) : identifier(id)
        return kept(
          c.vocabulary ? 'unknown_word' : 'null_required',
          c.name,
          sql`${identifier(c.name)} IS NULL`,
          example,
        )
      }),
    ...(doubtful.length > 0
      ? [
          kept(
            'doubtful_word',
            word.column,
            sql`lower(${identifier(word.source)}) IN (${join(doubtful)})`,
            identifier(word.source),
          ),
        ]
      : []),
    ...(table === 'complaints'
      ? []
      : [kept('no_business', 'entity_code', raw('entity_code IS NULL AND entity_name IS NULL'), identifier(id))]),
    ...('entity_code' in shaping.mapping
      ? [
          kept(
            'bad_credit_code',
            'entity_code',
            sql`NOT is_key AND ${looksLikeCreditCode(raw('entity_code'))}`,
            raw('entity_code'),
          ),
        ]
      : []),
  ]
}

function placeChecks(shaping: Shaping): Check[] {
  if (!shaping.hasRegions) return []
  const id = identifier(rowKeys[shaping.table].id)
  const stated = 'region_code' in shaping.mapping || 'region_name' in shaping.mapping
  return [
    ...(stated
      ? [
          kept(
            'unknown_region',
            'region_code',
            raw('stated_word IS NOT NULL AND stated_region IS NULL'),
            raw('stated_word'),
          ),
          kept(
            'region_disagrees',
            'region_code',
            raw('stated_region IS NOT NULL AND place_region IS NOT NULL AND region_code IS DISTINCT FROM place_region'),
            id,
          ),
        ]
      : []),
    ...('lon' in shaping.mapping
      ? [
          kept('no_place', 'lon', raw('lon IS NULL'), id),
          ...(shaping.extent === null ? [] : [kept('swapped_coordinates', 'lon', swapped(shaping.extent), id)]),
          kept('outside_regions', 'lon', raw('lon IS NOT NULL AND place_region IS NULL'), id),
        ]
      : []),
  ]
}

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
    .map(([kind, later, earlier]) =>
      kept(kind, later, sql`${identifier(later)} < ${identifier(earlier)}`, identifier(rowKeys[shaping.table].id)),
    )

export interface CheckCounts {
  readonly [key: string]: number | string | null
}

/** One row: for each check its count (`n0`, `n1`, …) and two examples (`a0`, `b0`, …), then `rows`. */
export function countChecks(list: readonly Check[]): Sql<CheckCounts> {
  const parts = list.map(
    (check, i) => sql`CAST(count(*) FILTER (WHERE ${check.when}) AS DOUBLE) AS ${identifier(`n${i}`)},
      CAST(min(${check.example}) FILTER (WHERE ${check.when}) AS VARCHAR) AS ${identifier(`a${i}`)},
      CAST(max(${check.example}) FILTER (WHERE ${check.when}) AS VARCHAR) AS ${identifier(`b${i}`)}`,
  )
  // A code in the form of a credit code that did not become a key has a wrong check character.
  if (parts.length === 0) return sql<CheckCounts>`SELECT CAST(count(*) AS DOUBLE) AS n_rows FROM shaped`
  return sql<CheckCounts>`SELECT ${join(parts)}, CAST(count(*) AS DOUBLE) AS n_rows
    FROM (SELECT s.*, k.entity_id IS NOT NULL AS is_key FROM shaped s LEFT JOIN entity_keys k ON k.entity_code = s.entity_code)`
}

/** Issues of a file from the counts of its row groups; flaws that never occur are left out. */
export function issuesOf(list: readonly Check[], groups: readonly CheckCounts[]): Issue[] {
  return list.flatMap((check, i) => {
    const count = groups.reduce((sum, group) => sum + Number(group[`n${i}`] ?? 0), 0)
    const examples = groups.flatMap(group => [group[`a${i}`], group[`b${i}`]]).filter(e => typeof e === 'string')
    return count === 0
      ? []
      : [
          {
            kind: check.kind,
            column: check.column,
            count,
            examples: [...new Set(examples)].slice(0, 3),
            rejected: check.rejected,
          },
        ]
  })
}

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

/** Rows of a table dated after `asOf`: kept, but outside every window up to it. */
export const futureRows = (table: TableName, asOf: string): Sql<{ n: number; example: string | null }> => {
  const day = table === 'permits' ? 'permitted_on' : table === 'inspections' ? 'inspected_on' : 'received_on'
  return sql`SELECT CAST(count(*) AS DOUBLE) AS n, min(${identifier(rowKeys[table].id)}) AS example
    FROM ${identifier(table)} WHERE ${identifier(day)} > CAST(${asOf} AS DATE)`
}

/** Rows that a name would link to several businesses alike. */
export const tiedRows = (table: TableName): Sql<{ n: number; example: string | null }> => sql`
  SELECT CAST(count(*) AS DOUBLE) AS n, min(r.${identifier(rowKeys[table].id)}) AS example
  FROM link_ties t JOIN ${identifier(table)} r ON r.source_file = t.source_file AND r.source_row = t.source_row
  WHERE t.table_name = ${table} AND r.entity_id IS NULL`
