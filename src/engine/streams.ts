import { Message, type Schema } from 'apache-arrow'
import { QueryError } from './engine'

/**
 * The rows of one Arrow IPC stream, by its message headers alone. Throws QueryError, naming `table`, for what the engine
 * would silently ignore: no end marker, anything behind it, the file format, columns that share a name.
 */
export function countRows(table: string, bytes: Uint8Array): number {
  const refuse = (reason: string) => new QueryError(`${table}: ${reason}`, 'query', '')
  if (bytes.length === 0) throw refuse('the Arrow stream is empty, or was handed over before')
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let rows = 0
  let at = 0
  while (at + 8 <= bytes.length) {
    if (header.getInt32(at, true) !== -1) {
      const found = bytes[0] === 0x41 && bytes[1] === 0x52 ? 'an Arrow file' : `something else from byte ${at}`
      throw refuse(`these bytes are ${found}, expected an Arrow IPC stream`)
    }
    const size = header.getInt32(at + 4, true)
    at += 8
    if (size === 0) {
      if (at === bytes.length) return rows
      throw refuse(`the Arrow stream has ${bytes.length - at} bytes behind its end marker`)
    }
    if (size < 0 || at + size > bytes.length) break
    const message = Message.decode(bytes.subarray(at, at + size))
    if (message.isSchema()) {
      const twice = repeated((message.header() as unknown as Schema).fields.map(field => field.name))
      if (twice !== undefined) throw refuse(`two columns have the name ${JSON.stringify(twice)}`)
    } else if (message.isRecordBatch()) {
      rows += (message.header() as unknown as { length: number }).length
    }
    at += size + message.bodyLength
  }
  throw refuse(`the Arrow stream of ${bytes.length} bytes has no end marker; it is cut off`)
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) !== i)
}
