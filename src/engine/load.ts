import { rowsOf } from './arrowRows'
import { ask, type Call } from './ask'
import { aborted, QueryError } from './engine'
import { print } from './literals'
import { identifier, type Sql, sql } from './sql'
import { countRows } from './streams'

/**
 * Appends the streams to `table` on a connection that has an open transaction, and counts. Resolves to the rows added.
 * While the engine appends one stream the next one is already asked for. The engine takes the bytes: a buffer that a
 * stream fills completely is transferred and is empty afterwards.
 */
export async function append(
  call: Call,
  guard: <T>(work: Promise<T>) => Promise<T>,
  connection: number,
  table: string,
  streams: AsyncIterable<Uint8Array>,
  signal?: AbortSignal,
): Promise<number> {
  const iterator = streams[Symbol.asyncIterator]()
  const next = () => {
    const pending = guard(Promise.resolve(iterator.next()))
    pending.catch(() => {}) // It is awaited below, unless an error comes first.
    return pending
  }
  let finished = false
  try {
    const before = await size(call, connection, table)
    let create = before === null
    let sent = 0
    let pending = next()
    for (;;) {
      const { done, value } = await pending
      if (signal?.aborted) throw aborted(signal)
      if (done) break
      sent += countRows(table, value)
      pending = next()
      const bytes = value.byteLength === value.buffer.byteLength ? value : value.slice()
      await call(database => database.insertArrowFromIPCStream(connection, bytes, { name: table, create }))
      create = false
      if (signal?.aborted) throw aborted(signal)
    }
    finished = true
    const added = ((await size(call, connection, table)) ?? 0) - (before ?? 0)
    if (added === sent) return sent
    throw new QueryError(`${table}: the engine took ${added} of ${sent} rows; nothing was kept`, 'query', '')
  } finally {
    if (!finished) void Promise.resolve(iterator.return?.()).catch(() => {})
  }
}

/** Rows of a table, null when there is none of that name. */
async function size(call: Call, connection: number, table: string): Promise<number | null> {
  const exists = sql`SELECT 1 AS one FROM duckdb_tables() WHERE lower(table_name) = lower(${table})`
  if ((await answer(call, connection, exists)).length === 0) return null
  const rows = await answer<{ n: number }>(call, connection, sql`SELECT count(*) AS n FROM ${identifier(table)}`)
  return rows[0]?.n ?? 0
}

async function answer<Row>(call: Call, connection: number, query: Sql<Row>): Promise<Row[]> {
  return rowsOf<Row>(await ask(call, connection, print(query)))
}
