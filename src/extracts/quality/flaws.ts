import type { QueryEngine } from '../../engine/engine'
import { list, sql } from '../../engine/sql'
import { type Dimension, dimensionOf, doubts } from './dimensions'

/** Rows of each file that have at least one flaw of a dimension: a row with two counts once. */
export async function flawedRows(
  engine: QueryEngine,
  signal?: AbortSignal,
): Promise<Map<string, Partial<Record<Dimension, number>>>> {
  const kinds = await engine.rows<{ kind: string }>(
    sql`SELECT DISTINCT CAST(kind AS VARCHAR) AS kind FROM issue_rows`,
    signal,
  )
  const byDimension = new Map<Dimension, string[]>()
  for (const { kind } of kinds) {
    if (doubts.includes(kind)) continue
    const dimension = dimensionOf(kind)
    byDimension.set(dimension, [...(byDimension.get(dimension) ?? []), kind])
  }
  const found = new Map<string, Partial<Record<Dimension, number>>>()
  for (const [dimension, names] of byDimension) {
    const rows = await engine.rows<{ file: string; n: number }>(
      sql`SELECT f.file, CAST(count(DISTINCT i.source_row) AS DOUBLE) AS n
        FROM issue_rows i JOIN source_files f USING (source_file)
        WHERE CAST(i.kind AS VARCHAR) IN ${list(names)} GROUP BY f.file`,
      signal,
    )
    for (const { file, n } of rows) found.set(file, { ...found.get(file), [dimension]: n })
  }
  return found
}
