import { readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'
import { RecordBatchReader } from 'apache-arrow'
import * as parquet from 'parquet-wasm/esm'
import type { DuckDbEngine } from '../../engine/duckdb'
import { identifier, join, raw, sql } from '../../engine/sql'
import { mergedStream } from '../mergedStream'

const rowsPerFile = 1_000_000
const rowGroup = 122_880

/** A file of rows of one table. */
export interface TableFile {
  readonly table: string
  readonly file: string
  readonly rows: number
}

/**
 * Writes the loaded tables as Parquet (zstd) into a folder, at most a million rows a file: what DuckDB's statements made of
 * the extracts, so that another engine need not make it again. Resolves to the files; a table without rows has none.
 */
export async function exportTables(
  engine: DuckDbEngine,
  out: string,
  tables: Readonly<Record<string, readonly (readonly [name: string, type: string])[]>>,
): Promise<TableFile[]> {
  parquet.initSync({
    module: readFileSync(createRequire(import.meta.url).resolve('parquet-wasm/esm/parquet_wasm_bg.wasm')),
  })
  await mkdir(out, { recursive: true })
  const files: TableFile[] = []
  for (const [table, columns] of Object.entries(tables)) {
    const selected = columns.map(
      ([name, type]) => sql`CAST(${identifier(name)} AS ${raw(type)}) AS ${identifier(name)}`,
    )
    const [last] = await engine.rows<{ last: number | null }>(
      sql`SELECT CAST(max(rowid) AS DOUBLE) AS last FROM ${identifier(table)}`,
    )
    // A slice at a time: all of a large table does not fit into the memory of this process beside the engine.
    for (let from = 0; from <= (last?.last ?? -1); from += rowsPerFile) {
      const chunks = await engine.arrow(
        sql`SELECT ${join(selected)} FROM ${identifier(table)} WHERE rowid >= ${from} AND rowid < ${from + rowsPerFile}`,
      )
      const batches = [...RecordBatchReader.from(chunks)].filter(batch => batch.numRows > 0)
      if (batches.length === 0) continue
      const number = files.filter(each => each.table === table).length + 1
      const file = `${table}-${String(number).padStart(4, '0')}.parquet`
      const { Compression, Table, WriterPropertiesBuilder, writeParquet } = parquet
      const properties = new WriterPropertiesBuilder()
        .setCompression(Compression.ZSTD)
        .setMaxRowGroupSize(rowGroup)
        .build()
      await writeFile(path.join(out, file), writeParquet(Table.fromIPCStream(mergedStream(batches)), properties))
      files.push({ table, file, rows: batches.reduce((sum, batch) => sum + batch.numRows, 0) })
    }
  }
  return files
}
