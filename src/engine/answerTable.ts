import { type DataType, Message, RecordBatchReader, Type } from 'apache-arrow'
import type { AnswerTable } from './engine'
import { type Exact, exactReader } from './exactValues'

/** An answer is not read further than this many bytes: a table for a person to look at. */
const mostBytes = 64 * 2 ** 20

/** Hears every piece of an Arrow stream and says when there is enough: more rows than wanted, or too many bytes. */
export function enoughRows(mostRows: number): (chunk: Uint8Array) => boolean {
  let [rows, bytes] = [0, 0]
  return chunk => {
    rows += rowsIn(chunk)
    bytes += chunk.length
    return rows > mostRows || bytes > mostBytes
  }
}

/** Rows by the headers of the messages alone. */
function rowsIn(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let rows = 0
  for (let at = 0; at + 8 <= bytes.length; ) {
    const size = view.getInt32(at + 4, true)
    if (size <= 0) break
    const message = Message.decode(bytes.subarray(at + 8, at + 8 + size))
    if (message.isRecordBatch()) rows += (message.header() as unknown as { length: number }).length
    at += 8 + size + message.bodyLength
  }
  return rows
}

/** The first `mostRows` rows by position, so that names may repeat or be `__proto__`. `types` are DuckDB's names, where known. */
export function tableOf(
  chunks: readonly Uint8Array[],
  types: readonly string[] | null,
  enums: readonly (readonly string[])[],
  mostRows: number,
  cut: boolean,
): AnswerTable {
  const reader = RecordBatchReader.from(chunks).open()
  const { fields } = reader.schema
  const columns = fields.map((field, i) => ({ name: field.name, type: types?.[i] ?? typeName(field.type) }))
  const rows: Exact[][] = []
  let more = cut
  for (const batch of reader) {
    if (batch.numRows === 0) continue // Arrow JS makes one up for an empty answer.
    const lists = enums.values()
    const readers = batch.data.children.map(column => exactReader(column, lists))
    const taken = Math.min(batch.numRows, mostRows - rows.length)
    for (let i = 0; i < taken; i++) rows.push(readers.map(read => read(i)))
    if (taken < batch.numRows) {
      more = true
      break
    }
  }
  return { columns, rows, more }
}

/** What DuckDB would call it, for answers that cannot be described (SHOW, SUMMARIZE, EXPLAIN). */
function typeName(type: DataType): string {
  switch (type.typeId) {
    case Type.Utf8:
    case Type.LargeUtf8:
      return 'VARCHAR'
    case Type.Bool:
      return 'BOOLEAN'
    case Type.Int:
      return 'BIGINT'
    case Type.Float:
      return 'DOUBLE'
    case Type.Decimal:
      return String(type).toUpperCase().replace(/\[.*/, '')
    default:
      return String(type).toUpperCase()
  }
}
