import type { ExtractEngine } from '../engine/engine'
import { identifier, join, type Sql, sql } from '../engine/sql'
import { codedColumns } from '../risk/factsSql'
import { type TableName, tableNames } from '../schema'
import { mostWords } from './plainPlan'
import { wordColumns } from './tables'

/**
 * Makes columns with few values ENUM, where they are not yet: grouping and filtering then compare small numbers, and words
 * take a byte or two in place of their text. `isWanted` leaves columns out.
 */
export async function makeEnums(
  engine: ExtractEngine,
  signal?: AbortSignal,
  isWanted: (table: TableName, column: string) => boolean = () => true,
): Promise<void> {
  const made = new Set((await engine.rows(codedColumns, signal)).map(column => column.name))
  for (const table of tableNames) {
    const names = wordColumns(table).filter(name => isWanted(table, name) && !made.has(`${table}.${name}`))
    if (names.length === 0) continue
    const counts = names.map(
      name => sql`CAST(approx_count_distinct(${identifier(name)}) AS DOUBLE) AS ${identifier(name)}`,
    )
    const [found] = await engine.rows<Record<string, number>>(
      sql`SELECT ${join(counts)} FROM ${identifier(table)}`,
      signal,
    )
    const few = names.filter(name => (found?.[name] ?? 0) > 0 && (found?.[name] ?? 0) <= mostWords)
    // One after another: what a column's text took is free for the next.
    for (const name of few) await engine.run(enumOf(table, name), signal)
  }
}

/** Statements that make a column of words ENUM. */
export function enumOf(table: TableName, name: string): Sql[] {
  const type = identifier(`${table}_${name}`)
  return [
    sql`DROP TYPE IF EXISTS ${type}`,
    sql`CREATE TYPE ${type} AS ENUM (SELECT DISTINCT ${identifier(name)} AS word FROM ${identifier(table)} WHERE ${identifier(name)} IS NOT NULL ORDER BY word)`,
    // The engine also converts rows that were deleted, whose words the type may lack.
    sql`ALTER TABLE ${identifier(table)} ALTER COLUMN ${identifier(name)} TYPE ${type} USING TRY_CAST(${identifier(name)} AS ${type})`,
  ]
}
