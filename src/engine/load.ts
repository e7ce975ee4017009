import { rowsOf } from './arrowRows'
import { ask, type Call } from './ask'
import { aborted, QueryError, type Section } from './engine'
import { isTrap, refusal } from './failures'
import { print } from './literals'
import { identifier, join, sql } from './sql'
import { countRows } from './streams'

/** Rows by table. */
export type Sizes = Pick<ReadonlyMap<string, number>, 'has' | 'get'>

export interface Appending {
  readonly call: Call
  readonly guard: <T>(work: Promise<T>) => Promise<T>
  /** Has an open transaction. */
  readonly connection: number
  readonly signal: AbortSignal | undefined
}

/**
 * Appends the sections to their tables and counts. `before` are the sizes of the tables (`sizeOf`); a table without one
 * is created with the first section's columns. Resolves to the rows added. While the engine appends one section the next
 * one is already asked for. The engine takes the bytes: a buffer that they fill completely is transferred and is empty
 * afterwards.
 */
export async function append(
  { call, guard, connection, signal }: Appending,
  before: Sizes,
  sections: AsyncIterable<Section>,
): Promise<number> {
  const iterator = sections[Symbol.asyncIterator]()
  const next = () => {
    const pending = guard(Promise.resolve(iterator.next()))
    pending.catch(() => {}) // It is awaited below, unless an error comes first.
    return pending
  }
  const sent = new Map<string, number>()
  let finished = false
  try {
    let pending = next()
    for (;;) {
      const { done, value } = await pending
      if (signal?.aborted) throw aborted(signal)
      if (done) break
      const { table, ipc } = value
      const create = !before.has(table) && !sent.has(table)
      sent.set(table, (sent.get(table) ?? 0) + countRows(table, ipc))
      pending = next()
      const bytes = ipc.byteLength === ipc.buffer.byteLength ? ipc : ipc.slice()
      try {
        await call(database => database.insertArrowFromIPCStream(connection, bytes, { name: table, create }))
      } catch (error) {
        throw isTrap(error) ? error : refusal(error, `INSERT INTO ${print(identifier(table))}`)
      }
      if (signal?.aborted) throw aborted(signal)
    }
    finished = true
  } finally {
    if (!finished) void Promise.resolve(iterator.return?.()).catch(() => {})
  }
  const sizes = await sizesOf(call, connection, [...sent.keys()])
  for (const [table, rows] of sent) {
    const added = (sizes.get(table) ?? 0) - (before.get(table) ?? 0)
    if (added !== rows)
      throw new QueryError(`${table}: the engine took ${added} of ${rows} rows; nothing was kept`, 'query', '')
  }
  return [...sent.values()].reduce((all, rows) => all + rows, 0)
}

/**
 * Rows of a table by its name, nothing when there is none. Not inside a transaction, which a missing table would end;
 * asking the catalogue costs more than all the rest.
 */
export async function sizeOf(call: Call, connection: number, table: string): Promise<Sizes> {
  try {
    return await sizesOf(call, connection, [table])
  } catch (error) {
    if (/^Catalog Error: Table with name .* does not exist/s.test(error instanceof Error ? error.message : ''))
      return new Map()
    throw error
  }
}

async function sizesOf(call: Call, connection: number, tables: readonly string[]): Promise<Map<string, number>> {
  if (tables.length === 0) return new Map()
  const query = join(
    tables.map(table => sql`SELECT ${table} AS name, count(*) AS n FROM ${identifier(table)}`),
    ' UNION ALL ',
  )
  const rows = rowsOf<{ name: string; n: number }>(await ask(call, connection, print(query)))
  return new Map(rows.map(({ name, n }) => [name, n]))
}
