import type { QueryEngine } from '../../src/engine/engine'
import { type Sql, sql } from '../../src/engine/sql'
import { complaintRows, inspectionRows, permitRows } from '../../src/risk/businessRows'
import { type Explained, explainScore, type Norms } from '../../src/risk/explain'
import type { BusinessRows } from '../../src/risk/facts'
import type { AsOf } from '../../src/risk/factsSql'
import { indicatorColumn, indicators, norms } from '../../src/risk/indicatorsSql'
import { scored } from '../../src/risk/score'
import { indicatorKeys, type Scorecard } from '../../src/risk/scorecard'

export interface SqlRow extends Norms {
  readonly entity_id: number
  readonly score: number | null
  readonly class: string
  readonly coverage: number | null
  readonly imputed: number
  readonly overrides: number
  readonly rank: number
}

/** Every business as SQL scores it. */
export const sqlScores = (engine: QueryEngine, card: Scorecard, at: AsOf): Promise<SqlRow[]> =>
  engine.rows(sql`SELECT * EXCLUDE (spot) FROM (${scored(indicators(at, card.settings), card)}) JOIN (${norms(at, card.settings)}) USING (spot)` as Sql<SqlRow>) // biome-ignore format: SQL

async function grouped<Row extends { readonly entity_id: number }>(engine: QueryEngine, query: Sql<Row>) {
  const groups = new Map<number, Row[]>()
  for (const row of await engine.rows(query)) {
    const group = groups.get(row.entity_id)
    if (group) group.push(row)
    else groups.set(row.entity_id, [row])
  }
  return groups
}

/** The rows of every business. */
export async function allRows(engine: QueryEngine): Promise<(entity: number) => BusinessRows> {
  const [permits, inspections, complaints] = await Promise.all([
    grouped(engine, permitRows(null)),
    grouped(engine, inspectionRows(null)),
    grouped(engine, complaintRows(null)),
  ])
  return entity => ({
    permits: permits.get(entity) ?? [],
    inspections: inspections.get(entity) ?? [],
    complaints: complaints.get(entity) ?? [],
  })
}

/** Where the two evaluators differ, in words; nothing where they agree. */
export function differences(row: SqlRow, explained: Explained): string[] {
  const wrong: string[] = []
  const same = (what: string, ours: number | null, theirs: number | null): void => {
    const close = ours === null || theirs === null ? ours === theirs : Math.abs(ours - theirs) < 1e-9
    if (!close) wrong.push(`${row.entity_id} ${what}: SQL ${theirs}, TypeScript ${ours}`)
  }
  same('score', explained.score, row.score)
  same('coverage', explained.coverage, row.coverage)
  for (const { key, value } of explained.indicators)
    same(key, value, (row as unknown as Record<string, number | null>)[indicatorColumn(key)] ?? null)
  if (explained.class !== row.class)
    wrong.push(`${row.entity_id} class: SQL ${row.class}, TypeScript ${explained.class}`)
  const imputed = explained.indicators.reduce((bits, { key, imputed: is }) => bits + (is ? 2 ** indicatorKeys.indexOf(key) : 0), 0) // biome-ignore format: one line
  same('imputed', imputed, row.imputed)
  return wrong
}

/** Compares both evaluators on every business; returns how many there are and where they differ. */
export async function compare(engine: QueryEngine, card: Scorecard, at: AsOf) {
  const [rows, rowsOf] = await Promise.all([sqlScores(engine, card, at), allRows(engine)])
  const wrong = rows.flatMap(row => differences(row, explainScore(rowsOf(row.entity_id), row, card, at)))
  return { businesses: rows.length, wrong }
}
