import { type Data, RecordBatchReader } from 'apache-arrow'
import { columnReader, enumCount } from './arrowValues'

/**
 * Rows as plain objects, converted by the types of the Arrow schema (see `columnReader`). `enums` are the value lists of the
 * result's ENUMs, in the order in which they occur in its schema; the engine's streams do not carry them.
 * A name that occurs twice gets a number: `a`, `a_1`. `shown` may give a column another type before it is read.
 */
export function rowsOf<Row>(
  chunks: readonly Uint8Array[],
  enums: readonly (readonly string[])[] = [],
  shown: (column: Data) => Data = column => column,
): Row[] {
  const rows: Record<string, unknown>[] = []
  for (const batch of RecordBatchReader.from(chunks)) {
    if (batch.numRows === 0) continue // Arrow JS makes one up for an empty answer, without the columns' own columns.
    const names = distinct(batch.schema.fields.map(field => field.name))
    const lists = enums.values()
    const readers = batch.data.children.map(column => columnReader(shown(column), lists))
    // Copies of one object that has all names (`__proto__` too), filled column by column: the fastest way measured.
    const blank = Object.fromEntries(names.map(name => [name, null as unknown]))
    const start = rows.length
    for (let i = 0; i < batch.numRows; i++) rows.push({ ...blank })
    names.forEach((name, column) => {
      const read = readers[column]!
      for (let i = 0; i < batch.numRows; i++) rows[start + i]![name] = read(i)
    })
  }
  return rows as Row[]
}

/** Whether the result has ENUMs, so that `rowsOf` needs their values. */
export function hasEnums(chunks: readonly Uint8Array[]): boolean {
  const reader = RecordBatchReader.from(chunks.slice(0, 1)).open()
  return reader.schema.fields.some(field => enumCount(field.type) > 0)
}

function distinct(names: readonly string[]): string[] {
  const taken = new Set<string>()
  return names.map(name => {
    let free = name
    for (let n = 1; taken.has(free); n++) free = `${name}_${n}`
    taken.add(free)
    return free
  })
}

/**
 * The value lists of every ENUM in DuckDB's type names, in order: `STRUCT(a ENUM('x', 'y'))[]` gives [['x', 'y']].
 */
export function enumsIn(types: readonly string[]): string[][] {
  return types.flatMap(type => {
    const lists: string[][] = []
    const token = /"(?:[^"]|"")*"|ENUM\(((?:'(?:[^']|'')*'(?:, )?)*)\)/g
    for (const [, values] of type.matchAll(token)) {
      if (values === undefined) continue
      lists.push([...values.matchAll(/'((?:[^']|'')*)'/g)].map(m => (m[1] ?? '').replaceAll("''", "'")))
    }
    return lists
  })
}
