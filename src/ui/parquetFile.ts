import {
  Bool,
  type Data,
  type DataType,
  DateDay,
  Field,
  Float64,
  makeData,
  RecordBatch,
  RecordBatchStreamWriter,
  Schema,
  Struct,
  TimestampMillisecond,
  Utf8,
} from 'apache-arrow'
import type { Compression, Table, WriterPropertiesBuilder, writeParquet } from 'parquet-wasm/esm'
import {
  type CellKind,
  dayNumber,
  type ExportRow,
  type ExportTable,
  type TableWriter,
  timeNumber,
  uniqueNames,
} from './exportTable'
import type { TableValue } from './table'

/** What writing needs of an initialised `parquet-wasm`. */
export interface ParquetWriterModule {
  readonly Table: typeof Table
  readonly WriterPropertiesBuilder: typeof WriterPropertiesBuilder
  readonly Compression: typeof Compression
  readonly writeParquet: typeof writeParquet
}

const rowGroup = 100_000
type Value = TableValue | undefined

/**
 * Writes Parquet: text, doubles, booleans, days and times of no zone; zstd, row groups of 100,000. Columns are named by
 * their labels, made to differ. What the file is about is in its metadata, as `about`. A value that its column cannot
 * hold throws an Error that names column, row and value.
 */
export class ParquetFileWriter implements TableWriter {
  private readonly schema: Schema
  private readonly writer = new RecordBatchStreamWriter()
  private rows = 0
  private batches = 0

  constructor(
    private readonly table: ExportTable,
    private readonly module: ParquetWriterModule,
  ) {
    const names = uniqueNames(table.columns.map(column => column.label))
    this.schema = new Schema(table.columns.map(({ kind }, i) => new Field(names[i] ?? '', typeOf(kind), true)))
  }

  add(rows: readonly ExportRow[]): void {
    if (rows.length === 0) return
    const children = this.table.columns.map(({ key, kind, label }) =>
      columnOf(
        kind,
        rows.map(row => row[key]),
        (value, i) => {
          throw new Error(`column "${label}", row ${this.rows + i + 1}: "${value}" is no ${kind}; export CSV or XLSX`)
        },
      ),
    )
    const data = makeData({ type: new Struct(this.schema.fields), length: rows.length, nullCount: 0, children })
    this.writer.write(new RecordBatch(this.schema, data))
    this.rows += rows.length
    this.batches++
  }

  async finish(): Promise<Blob> {
    const { about, title, columns } = this.table
    const { Table, WriterPropertiesBuilder, Compression, writeParquet } = this.module
    if (this.batches === 0) {
      const children = columns.map(({ kind }) => columnOf(kind, [], () => undefined))
      const data = makeData({ type: new Struct(this.schema.fields), length: 0, nullCount: 0, children })
      this.writer.write(new RecordBatch(this.schema, data))
    }
    this.writer.finish()
    const properties = new WriterPropertiesBuilder()
      .setCompression(Compression.ZSTD)
      .setMaxRowGroupSize(rowGroup)
      .setKeyValueMetadata(new Map([['about', JSON.stringify([['title', title], ...about])]]))
      .build()
    const bytes = writeParquet(Table.fromIPCStream(this.writer.toUint8Array(true)), properties)
    return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: 'application/vnd.apache.parquet' })
  }
}

function typeOf(kind: CellKind): DataType {
  switch (kind) {
    case 'text':
      return new Utf8()
    case 'number':
      return new Float64()
    case 'boolean':
      return new Bool()
    case 'day':
      return new DateDay()
    case 'time':
      return new TimestampMillisecond()
  }
}

/** Not by Arrow's builders: they make functions of text, which the page's policy forbids. */
function columnOf(kind: CellKind, values: readonly Value[], refuse: (value: Value, i: number) => void): Data {
  const { length } = values
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  let nullCount = 0
  for (const [i, value] of values.entries()) {
    if (value === null || value === undefined) nullCount++
    else nullBitmap[i >> 3]! |= 1 << (i & 7)
  }
  const common = { length, nullCount, nullBitmap }
  /** Each value as a number; null and undefined leave a zero behind the bitmap. */
  const fill = (set: (i: number, made: number) => void, read: (value: Value) => number | null): void => {
    for (const [i, value] of values.entries()) {
      if (value === null || value === undefined) continue
      const made = read(value)
      if (made === null) refuse(value, i)
      else set(i, made)
    }
  }
  switch (kind) {
    case 'text':
      return makeData({ type: new Utf8(), ...common, ...textBytes(values) })
    case 'number': {
      const data = new Float64Array(length)
      fill(
        (i, made) => {
          data[i] = made
        },
        value => (typeof value === 'number' ? value : null),
      )
      return makeData({ type: new Float64(), ...common, data })
    }
    case 'boolean': {
      const data = new Uint8Array((length + 7) >> 3)
      fill(
        (i, made) => {
          data[i >> 3]! |= made << (i & 7)
        },
        value => (typeof value === 'boolean' ? Number(value) : null),
      )
      return makeData({ type: new Bool(), ...common, data })
    }
    case 'day': {
      const data = new Int32Array(length)
      fill(
        (i, made) => {
          data[i] = made
        },
        value => (typeof value === 'string' ? dayNumber(value) : null),
      )
      return makeData({ type: new DateDay(), ...common, data })
    }
    case 'time': {
      const data = new BigInt64Array(length)
      fill(
        (i, made) => {
          data[i] = BigInt(made)
        },
        value => (typeof value === 'string' ? timeNumber(value) : null),
      )
      return makeData({ type: new TimestampMillisecond(), ...common, data })
    }
  }
}

function textBytes(values: readonly Value[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const encoder = new TextEncoder()
  const texts = values.map(value => (value === null || value === undefined ? '' : String(value)))
  // A UTF-16 unit needs at most three bytes.
  const data = new Uint8Array(texts.reduce((sum, text) => sum + text.length * 3, 0))
  const valueOffsets = new Int32Array(texts.length + 1)
  let at = 0
  for (const [i, text] of texts.entries()) {
    at += encoder.encodeInto(text, data.subarray(at)).written
    valueOffsets[i + 1] = at
  }
  return { valueOffsets, data: data.subarray(0, at) }
}
