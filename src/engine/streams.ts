import { MessageReader, type Schema } from 'apache-arrow'
import { QueryError } from './engine'

const endMarker = [0xff, 0xff, 0xff, 0xff, 0, 0, 0, 0]

/**
 * The rows of one Arrow IPC stream, by its message headers alone. Throws QueryError, naming `table`, for what the engine
 * would silently ignore: a stream without its end marker, the file format, columns that share a name.
 */
export function countRows(table: string, bytes: Uint8Array): number {
  const refuse = (reason: string) => new QueryError(`${table}: ${reason}`, 'query', '')
  if (bytes[0] === 0x41 && bytes[1] === 0x52 && bytes[2] === 0x52) {
    throw refuse('these bytes are an Arrow file, expected an Arrow IPC stream')
  }
  const tail = bytes.subarray(-endMarker.length)
  if (tail.length < endMarker.length || endMarker.some((byte, i) => tail[i] !== byte)) {
    throw refuse(
      `the Arrow stream of ${bytes.length} bytes has no end marker; it is cut off, or was handed over before`,
    )
  }
  let rows = 0
  const reader = new MessageReader(bytes)
  for (let message = reader.readMessage(); message; message = reader.readMessage()) {
    if (message.isSchema()) {
      const twice = repeated((message.header() as unknown as Schema).fields.map(field => field.name))
      if (twice !== undefined) throw refuse(`two columns have the name ${JSON.stringify(twice)}`)
    } else if (message.isRecordBatch()) {
      rows += (message.header() as unknown as { length: number }).length
    }
    reader.readMessageBody(message.bodyLength)
  }
  return rows
}

function repeated(names: readonly string[]): string | undefined {
  return names.find((name, i) => names.indexOf(name) !== i)
}
