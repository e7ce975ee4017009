import {
  type DataType,
  Dictionary,
  Field,
  Int32,
  Null,
  RecordBatchStreamWriter,
  Schema,
  TimestampMicrosecond,
  Utf8,
} from 'apache-arrow'
import type { ColumnMetaData, SchemaElement } from 'hyparquet'
import {
  CompressionCodecs,
  ConvertedTypes,
  Encodings,
  FieldRepetitionTypes,
  ParquetTypes,
} from 'hyparquet/src/constants.js'
import { bytesOf } from './decodeBytes'
import type { FooterChunk, FooterColumn, FooterGroup } from './parquetFooter'
import { bool, footerEnd, i32, i32s, i64, magic, struct, structs, type ThriftField, text, texts } from './parquetThrift'
import { ExtractError } from './source'

/**
 * A Parquet file in memory that holds some flat columns of one row group: their bytes as they are, and a footer of our
 * own. parquet-wasm decodes it in one synchronous call, so that a trap inside it (damaged pages) is an exception; its
 * asynchronous reader would never settle. The footer says what to decode to, whoever wrote the file:
 * - names are positions, so that empty, equal and dotted names cannot be mistaken for each other;
 * - INT96 becomes microseconds (nanoseconds in 64 bits end in 2262, and wrap without an error);
 * - text whose pages all point into a dictionary stays a dictionary: half the bytes, and much faster;
 * - bytes without an annotation are text, and must be UTF-8; timestamps carry no zone; nothing of the writer's own
 *   Arrow schema (Utf8View, LargeUtf8), which Arrow or the engine could not read, counts.
 */
export async function sliceOf(
  name: string,
  blob: Blob,
  dataEnd: number,
  group: FooterGroup,
  columns: readonly FooterColumn[],
): Promise<Uint8Array> {
  const pieces: Blob[] = []
  const chunks: ThriftField[][] = []
  let at = magic.length
  for (const [index, column] of columns.entries()) {
    const chunk = chunkOf(name, column, group)
    const { start, end } = chunk
    if (!(start >= 4 && start <= end && end <= dataEnd)) {
      throw new ExtractError(
        name,
        'truncated',
        `column "${column.name}" lies outside of the file; copy or download it again`,
      )
    }
    pieces.push(blob.slice(start, end))
    chunks.push([i64(2, at), struct(3, columnMetadata(chunk.metadata, String(index), at - start))])
    at += end - start
  }
  const schema = [
    [text(4, 'schema'), i32(5, columns.length)],
    ...columns.map((column, index) => schemaElement(column.element, String(index))),
  ]
  const footer = [
    i32(1, 2),
    structs(2, schema),
    i64(3, group.rows),
    structs(4, [[structs(1, chunks), i64(2, at), i64(3, group.rows)]]),
    structs(5, hints(columns, group)),
  ]
  return bytesOf(name, new Blob([magic, ...pieces, footerEnd(footer)]))
}

function chunkOf(name: string, column: FooterColumn, group: FooterGroup): FooterChunk {
  const [leaf] = column.leaves
  const chunk = leaf === undefined ? undefined : group.chunks[leaf]
  if (!chunk)
    throw new ExtractError(name, 'decode', `column "${column.name}" has no bytes in a row group; the file is damaged`)
  return chunk
}

/** What a footer says of a chunk whose pages stand `shift` bytes further on, in the column `name`. */
export function columnMetadata(metadata: ColumnMetaData, name: string, shift: number): ThriftField[] {
  const fields = [
    i32(1, ParquetTypes.indexOf(metadata.type)),
    i32s(
      2,
      metadata.encodings.map(encoding => Encodings.indexOf(encoding)),
    ),
    texts(3, [name]),
    i32(4, CompressionCodecs.indexOf(metadata.codec)),
    i64(5, metadata.num_values),
    i64(6, metadata.total_uncompressed_size),
    i64(7, metadata.total_compressed_size),
    i64(9, metadata.data_page_offset + BigInt(shift)),
  ]
  if (metadata.dictionary_page_offset) fields.push(i64(11, metadata.dictionary_page_offset + BigInt(shift)))
  return fields
}

/** What a footer says of a flat column. */
export function schemaElement(column: SchemaElement, name: string): ThriftField[] {
  const { type, type_length, repetition_type = 'REQUIRED', scale, precision } = column
  const fields = [
    i32(1, ParquetTypes.indexOf(type ?? 'BYTE_ARRAY')),
    i32(3, FieldRepetitionTypes.indexOf(repetition_type)),
    text(4, name),
  ]
  if (type_length !== undefined) fields.push(i32(2, type_length))
  if (scale !== undefined) fields.push(i32(7, scale))
  if (precision !== undefined) fields.push(i32(8, precision))
  return [...fields, ...annotation(column)]
}

/** The converted type where there is one, for old readers know no other; units that it lacks as a logical type. */
function annotation({ type, converted_type, logical_type, ...decimal }: SchemaElement): ThriftField[] {
  const converted = (name: (typeof ConvertedTypes)[number]) => i32(6, ConvertedTypes.indexOf(name))
  const unit = (name: string) => struct(2, [struct(name === 'NANOS' ? 3 : name === 'MICROS' ? 2 : 1, [])])
  switch (logical_type?.type) {
    case 'TIMESTAMP':
      return [struct(10, [struct(8, [bool(1, false), unit(logical_type.unit)])])]
    case 'TIME':
      return [struct(10, [struct(7, [bool(1, false), unit(logical_type.unit)])])]
    case 'FLOAT16':
      return [struct(10, [struct(15, [])])]
    case 'DATE':
      return [converted('DATE')]
    case 'INTEGER':
      return [converted(`${logical_type.isSigned ? 'INT' : 'UINT'}_${logical_type.bitWidth}` as 'INT_8')]
    case 'DECIMAL': {
      const { scale, precision } = logical_type
      return [converted('DECIMAL'), ...(decimal.precision === undefined ? [i32(7, scale), i32(8, precision)] : [])]
    }
  }
  if (type === 'BYTE_ARRAY' && converted_type !== 'DECIMAL') return [converted('UTF8')]
  if (converted_type === 'TIMESTAMP_MILLIS') return [struct(10, [struct(8, [bool(1, false), unit('MILLIS')])])]
  if (converted_type === 'TIMESTAMP_MICROS') return [struct(10, [struct(8, [bool(1, false), unit('MICROS')])])]
  return converted_type && type !== 'FIXED_LEN_BYTE_ARRAY'
    ? [converted(converted_type)]
    : fixedAnnotation(converted_type)
}

function fixedAnnotation(converted_type: SchemaElement['converted_type']): ThriftField[] {
  return converted_type === 'DECIMAL' ? [i32(6, ConvertedTypes.indexOf('DECIMAL'))] : []
}

/** Key-value pairs: an `ARROW:schema` where a column should decode to another type than its own. */
function hints(columns: readonly FooterColumn[], group: FooterGroup): ThriftField[][] {
  let any = false
  const fields = columns.map((column, index) => {
    const type = hint(column, group)
    any ||= type !== null
    // A hint that does not fit a column's type is passed over.
    return new Field(String(index), type ?? new Null(), true)
  })
  if (!any) return []
  const writer = new RecordBatchStreamWriter()
  writer.reset(undefined, new Schema(fields))
  writer.finish()
  let binary = ''
  for (const byte of writer.toUint8Array(true)) binary += String.fromCharCode(byte)
  return [[text(1, 'ARROW:schema'), text(2, btoa(binary))]]
}

function hint({ element: { type, converted_type }, leaves }: FooterColumn, group: FooterGroup): DataType | null {
  if (type === 'INT96') return new TimestampMicrosecond()
  const words = type === 'BYTE_ARRAY' && converted_type !== 'DECIMAL' && group.chunks[leaves[0]!]?.dictionary
  return words ? new Dictionary(new Utf8(), new Int32()) : null
}
