import type { QueryEngine } from '../../engine/engine'
import { and, identifier, join, type Sql, sql } from '../../engine/sql'
import { type Column, mappable, rowKeys, type TableName, tableNames } from '../../schema'
import type { FileReport, Profile } from '../report'
import { rejectedTable } from '../tables'

export interface FilledColumn {
  readonly column: string
  /** Rows with a value, of all rows; a value that could not be understood counts as none. */
  readonly filled: number
  readonly share: number
  readonly required: boolean
}

export interface Filling {
  readonly columns: readonly FilledColumn[]
  /** Filled of all demanded values; null without rows. */
  readonly share: number | null
}

/**
 * Filled values of every file by column: those that are mapped, and those that are demanded. Demanded of each row are its
 * id and the other required columns, one of its dates, its business by code or name (complaints may have none) and, where
 * there are regions, its region or place.
 */
export async function filledColumns(
  engine: QueryEngine,
  profile: Profile,
  signal?: AbortSignal,
): Promise<Map<string, Filling>> {
  const found = new Map<string, Filling>()
  for (const table of tableNames) {
    const reports = profile.files.filter(report => report.table === table && report.error === null)
    if (reports.length === 0) continue
    const list = mappable(table)
    const demands = demandsOf(table, profile.regions.regions.length > 0)
    const kept = await engine.rows(
      counts(identifier(table), list, demands, name => identifier(name)),
      signal,
    )
    // Rejected rows hold their values as text.
    const texts = (name: string) => sql`nullif(trim(${identifier(name)}), '')`
    const rejected = await engine.rows(counts(rejectedTable(table), list, demands, texts), signal)
    for (const report of reports) {
      const parts = [...kept, ...rejected].filter(row => row.file === report.file)
      found.set(
        report.file,
        fillingOf(report, list, demands, name => sum(parts.map(part => Number(part[name] ?? 0)))),
      )
    }
  }
  return found
}

type Counts = Readonly<Record<string, number | string | null>>
const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0)

function fillingOf(
  report: FileReport,
  list: readonly Column[],
  demands: readonly (readonly string[])[],
  count: (name: string) => number,
): Filling {
  const rows = count('n_rows')
  const demanded = new Set(demands.flat())
  const columns = list
    .filter(({ name }) => name in report.columns || demanded.has(name))
    .map(({ name, need }) => {
      const filled = count(name)
      return { column: name, filled, share: rows === 0 ? 0 : filled / rows, required: need === 'required' }
    })
  const met = sum(demands.map((_, i) => count(`demand ${i}`)))
  return { columns, share: rows === 0 ? null : met / (rows * demands.length) }
}

/** Groups of columns of which each row needs one. */
function demandsOf(table: TableName, hasRegions: boolean): string[][] {
  const { dates } = rowKeys[table]
  const required = mappable(table).filter(c => c.need === 'required' && !dates.includes(c.name))
  return [
    ...required.map(c => [c.name]),
    [...dates],
    ...(table === 'complaints' ? [] : [['entity_code', 'entity_name']]),
    ...(hasRegions ? [['region_code', 'region_name', 'lon']] : []),
  ]
}

const counts = (
  from: Sql,
  list: readonly Column[],
  demands: readonly (readonly string[])[],
  value: (name: string) => Sql,
): Sql<Counts> => {
  const given = (name: string) => sql`${value(name)} IS NOT NULL`
  const asked: (readonly [string, Sql])[] = [
    ['n_rows', and([])],
    ...list.map(({ name }) => [name, given(name)] as const),
    ...demands.map((names, i) => [`demand ${i}`, sql`(${join(names.map(given), ' OR ')})`] as const),
  ]
  return sql<Counts>`SELECT f.file, ${join(asked.map(([name, when]) => sql`CAST(count(*) FILTER (WHERE ${when}) AS DOUBLE) AS ${identifier(name)}`))}
    FROM ${from} t JOIN source_files f ON f.source_file = t.source_file GROUP BY f.file`
}
