// What an upload is measured by: DuckDB-WASM's own CSV reader on a registered buffer, all columns as it guesses them.
import * as duckdb from '@duckdb/duckdb-wasm'

const url = path => new URL(path, location.href).href

window.readCsv = async file => {
  const worker = new Worker(url('duckdb-browser-eh.worker.js'))
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker)
  await db.instantiate(url('duckdb-eh.wasm'))
  const connection = await db.connect()
  const start = performance.now()
  await db.registerFileBuffer('rows.csv', new Uint8Array(await file.arrayBuffer()))
  await connection.query("CREATE TABLE t AS SELECT * FROM read_csv('rows.csv')")
  const [row] = (await connection.query('SELECT CAST(count(*) AS DOUBLE) AS n FROM t')).toArray()
  const milliseconds = performance.now() - start
  worker.terminate()
  return { rows: row.n, milliseconds }
}
