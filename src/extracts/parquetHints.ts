import {
  Dictionary,
  Field,
  Int32,
  RecordBatchReader,
  RecordBatchStreamWriter,
  Schema,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow'
import type { Footer } from './parquetFooter'
import { ExtractError } from './source'

/**
 * The same file with another `ARROW:schema` in its footer, which tells parquet-wasm what to decode to. Three things
 * need it: INT96 to microseconds (nanoseconds in 64 bits end in 2262, and wrap silently); text whose pages point into
 * a dictionary as a dictionary, whoever wrote the file (half the bytes, much faster); and none of the writer's own
 * wishes (Utf8View, LargeUtf8), which the Arrow library or the engine cannot read.
 *
 * `schemaStream` gives the Arrow IPC stream of the schema of a file as parquet-wasm sees it. The bytes stay where they
 * are: a Blob of the data and a new footer.
 */
export async function withHints(
  name: string,
  blob: Blob,
  footer: Footer,
  schemaStream: (file: Blob) => Promise<Uint8Array>,
): Promise<Blob> {
  const end = blob.size - 8
  const original = new Uint8Array(await blob.slice(end - footer.length, end).arrayBuffer())
  if (original.at(-1) !== 0)
    throw new ExtractError(name, 'decode', 'its footer does not end as it should; the file is damaged')
  const data = blob.slice(0, end - footer.length)
  const plain = withMetadata(data, original, [])
  const inferred = RecordBatchReader.from(await schemaStream(plain)).open().schema
  const hinted = inferred.fields.map((field, index) => hintedField(field, index, footer))
  if (hinted.every((field, index) => field === inferred.fields[index])) return plain
  return withMetadata(data, original, [['ARROW:schema', base64(schemaMessage(new Schema(hinted)))]])
}

function hintedField(field: Field, index: number, footer: Footer): Field {
  const column = footer.columns[index]
  const leaf = column?.leaves[0]
  if (!column || leaf === undefined || column.type === 'nested') return field
  if (column.element.type === 'INT96') return new Field(field.name, new TimestampMicrosecond(), field.nullable)
  const pointed =
    footer.groups.length > 0 && footer.groups.every(group => group.chunks[leaf]?.dictionary || group.rows === 0)
  if (field.type instanceof Utf8 && pointed) {
    return new Field(field.name, new Dictionary(new Utf8(), new Int32()), field.nullable)
  }
  return field
}

/** The schema as an IPC stream without batches: readers of `ARROW:schema` take its first message. */
function schemaMessage(schema: Schema): Uint8Array {
  const writer = new RecordBatchStreamWriter()
  writer.reset(undefined, schema)
  writer.finish()
  return writer.toUint8Array(true)
}

/**
 * Thrift's compact protocol lets a field come twice, and the later one counts: field 5 of the footer, the list of
 * key-value pairs, is added before the end marker. No other byte changes.
 */
function withMetadata(data: Blob, footer: Uint8Array, pairs: readonly (readonly [string, string])[]): Blob {
  const parts: Uint8Array[] = [footer.subarray(0, -1), Uint8Array.of(0x09, 0x0a, (pairs.length << 4) | 0x0c)]
  for (const [key, value] of pairs)
    parts.push(Uint8Array.of(0x18), text(key), Uint8Array.of(0x18), text(value), Uint8Array.of(0))
  parts.push(Uint8Array.of(0))
  const length = new Uint8Array(4)
  const size = parts.reduce((total, part) => total + part.length, 0)
  new DataView(length.buffer).setUint32(0, size, true)
  return new Blob([data, ...parts.map(part => part.slice()), length, 'PAR1'])
}

/** A length as a varint, then UTF-8 bytes. */
function text(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value)
  const length: number[] = []
  let rest = bytes.length
  while (rest > 127) {
    length.push((rest & 127) | 128)
    rest >>>= 7
  }
  length.push(rest)
  const out = new Uint8Array(length.length + bytes.length)
  out.set(length)
  out.set(bytes, length.length)
  return out
}

function base64(bytes: Uint8Array): string {
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  return btoa(binary)
}
