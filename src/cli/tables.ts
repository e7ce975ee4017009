import { gzipSync } from 'node:zlib'
import { RecordBatchReader } from 'apache-arrow'
import type { DuckDbEngine } from '../engine/duckdb'
import { longestStatement, print } from '../engine/literals'
import { identifier, join, list, raw, sql } from '../engine/sql'
import { lastingTables, tablesWith, wordColumns } from '../extracts/tables'
import { lengthBytes, sumOf, type TablesHeader } from '../extracts/tablesFile'
import { type TableName, tableNames } from '../schema'
import { mergedStream } from './mergedStream'

/** Batches of a section: with the engine's 2,048 rows each, a row group of its own. */
const batchesPerSection = 60
/** An ENUM's values stand in one statement, which has no room for more bytes; the rest is for the column's name. */
const mostEnumBytes = longestStatement - 1000

/** Unpacked bytes, of which a page would hold the most part twice while it fills its engine. */
const mostBytes = 1024 ** 3

/**
 * The lasting tables of an engine whose extracts are loaded, as a tables file; null where they have more than `most`
 * bytes: such extracts are loaded one row group after another. Equal tables give equal bytes.
 */
export async function tablesFile(
  engine: DuckDbEngine,
  version: string,
  most: number = mostBytes,
): Promise<Uint8Array | null> {
  const extra = await extraOf(engine)
  const enums: Record<string, Record<string, string[]>> = {}
  const sections: TablesHeader['sections'] = []
  const streams: Uint8Array[] = []
  let total = 0
  for (const [table, columns] of Object.entries(tablesWith(extra))) {
    enums[table] = await enumsOf(engine, table)
    const selected = columns.map(
      ([name, type]) => sql`CAST(${identifier(name)} AS ${raw(type)}) AS ${identifier(name)}`,
    )
    const chunks = await engine.arrow(sql`SELECT ${join(selected)} FROM ${identifier(table)}`)
    const batches = [...RecordBatchReader.from(chunks)].filter(batch => batch.numRows > 0)
    for (let at = 0; at < batches.length; at += batchesPerSection) {
      const part = batches.slice(at, at + batchesPerSection)
      const rows = part.reduce((all, batch) => all + batch.numRows, 0)
      const ipc = mergedStream(part)
      sections.push({ table, rows, bytes: ipc.length, sum: sumOf(ipc) })
      streams.push(ipc)
      total += ipc.length
      if (total > most) return null
    }
  }
  const header = new TextEncoder().encode(
    JSON.stringify({
      format: 1,
      version,
      ...(Object.keys(extra).length > 0 && { extra }),
      enums,
      sections,
    } satisfies TablesHeader),
  )
  const length = new Uint8Array(lengthBytes)
  new DataView(length.buffer).setUint32(0, header.length, true)
  return gzipSync(Buffer.concat([length, header, ...streams]), { level: 6 })
}

/** Columns of the canonical tables beyond ours. */
export async function extraOf(engine: DuckDbEngine): Promise<Partial<Record<TableName, string[]>>> {
  const found: Partial<Record<TableName, string[]>> = {}
  for (const table of tableNames) {
    const rows = await engine.rows<{ column_name: string }>(
      sql`SELECT column_name FROM duckdb_columns() WHERE table_name = ${table} ORDER BY column_index`,
    )
    const own = new Set(lastingTables[table]?.map(([name]) => name))
    const names = rows.map(row => row.column_name).filter(name => !own.has(name))
    if (names.length > 0) found[table] = names
  }
  return found
}

/** Values of the table's ENUM columns, in the ENUM's order. */
async function enumsOf(engine: DuckDbEngine, table: string): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {}
  const canonical = tableNames.find(name => name === table)
  for (const name of canonical ? wordColumns(canonical) : []) {
    const rows = await engine.rows<{ value: string }>(
      sql`SELECT CAST(${identifier(name)} AS VARCHAR) AS value FROM ${identifier(table)} WHERE ${identifier(name)} IS NOT NULL GROUP BY 1 ORDER BY 1`,
    )
    const values = rows.map(row => row.value)
    if (values.length > 0 && Buffer.byteLength(print(list(values))) < mostEnumBytes) found[name] = values
  }
  return found
}
