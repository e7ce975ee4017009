import type { QueryEngine } from '../../engine/engine'
import { and, identifier, join, sql } from '../../engine/sql'
import { tableNames } from '../../schema'
import type { FileReport, Profile } from '../report'
import type { NotJudged } from './dimensions'

/** Rows of a file by the rule that gave them their business; null: they have none. */
export interface LinkedRows {
  readonly method: string | null
  readonly rows: number
  /** Those whose business has rows in another table too. */
  readonly elsewhere: number
}

/** Rows of every file by the rule that linked them, most first. */
export async function linkedRows(engine: QueryEngine, signal?: AbortSignal): Promise<Map<string, LinkedRows[]>> {
  const found = new Map<string, LinkedRows[]>()
  for (const table of tableNames) {
    const others = tableNames.filter(other => other !== table)
    const elsewhere = sql`(${join(
      others.map(other => sql`e.${identifier(other)} > 0`),
      ' OR ',
    )})`
    const rows = await engine.rows<{ file: string } & LinkedRows>(
      sql`SELECT f.file, CAST(t.link_method AS VARCHAR) AS method, CAST(count(*) AS DOUBLE) AS rows,
          CAST(count(*) FILTER (WHERE ${and([sql`e.entity_id IS NOT NULL`, elsewhere])}) AS DOUBLE) AS elsewhere
        FROM ${identifier(table)} t JOIN source_files f ON f.source_file = t.source_file
          LEFT JOIN entities e ON e.entity_id = t.entity_id
        GROUP BY 1, 2 ORDER BY 1, 3 DESC, 2`,
      signal,
    )
    for (const { file, ...linked } of rows) found.set(file, [...(found.get(file) ?? []), linked])
  }
  return found
}

/** Share of rows whose business is known to another table; not judged where no table could know it. */
export function linkScore(report: FileReport, profile: Profile, linking: readonly LinkedRows[]): number | NotJudged {
  const named = ({ columns }: FileReport) => 'entity_code' in columns || 'entity_name' in columns
  if (!named(report)) return 'no_business_columns'
  if (!profile.files.some(other => other.table !== report.table && other.rows > 0 && named(other))) return 'alone'
  if (report.rows === 0) return 'no_rows'
  return linking.reduce((sum, each) => sum + each.elsewhere, 0) / report.rows
}
