import type { DuckDbEngine } from '../../../src/engine/duckdb'
import { identifier, join, type Sql, sql } from '../../../src/engine/sql'
import { createTable, tableColumns } from '../../../src/extracts/tables'
import type { TableName } from '../../../src/schema'

export type Values = Readonly<Record<string, string | number | boolean | null>>

/** Makes a canonical table anew with the given rows; columns that are not given are null. */
export async function fill(engine: DuckDbEngine, table: TableName, rows: readonly Values[]): Promise<void> {
  const types = new Map(tableColumns(table))
  await engine.run([createTable(table, tableColumns(table))])
  const names = [...new Set(rows.flatMap(row => Object.keys(row)))]
  for (let at = 0; at < rows.length; at += 200) {
    const lists = rows
      .slice(at, at + 200)
      .map(
        (row, i) =>
          sql`(${join(['source_row', ...names].map(name => (name === 'source_row' ? at + i + 1 : (row[name] ?? null))))})`,
      )
    await engine.run([
      sql`INSERT INTO ${identifier(table)} (${join(['source_row', ...names].map(identifier))})
        SELECT ${join(['source_row', ...names].map(name => cast(name, types)))} FROM (VALUES ${join(lists)}) v(${join(['source_row', ...names].map(identifier))})`,
    ])
  }
}

function cast(name: string, types: ReadonlyMap<string, string>): Sql {
  const type = types.get(name)
  if (type === undefined) throw new Error(`there is no column ${name}`)
  return { strings: [`CAST("${name}" AS ${type})`], values: [] }
}

export const complaint = (id: string, more: Values = {}): Values => ({
  complaint_id: id,
  kind: 'complaint',
  category: 'noise',
  status: 'open',
  received_at: '2024-01-02 03:04:05',
  address: `Street ${id}`,
  ...more,
})
