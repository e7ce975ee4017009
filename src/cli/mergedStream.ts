import {
  type Data,
  DataType,
  Dictionary,
  Field,
  Int32,
  makeData,
  RecordBatch,
  Schema,
  Struct,
  Table,
  tableToIPC,
  Utf8,
  Vector,
} from 'apache-arrow'

/** Batches of one schema as one complete Arrow IPC stream of one batch; text with repeated values as a dictionary. */
export function mergedStream(batches: readonly RecordBatch[]): Uint8Array {
  const rows = batches.reduce((all, batch) => all + batch.numRows, 0)
  const names = batches[0]?.schema.fields.map(field => field.name) ?? []
  const children = names.map((_, column) => merged(batches.flatMap(batch => batch.data.children[column] ?? [])))
  const fields = names.map((name, i) => new Field(name, children[i]?.type ?? new Utf8(), true))
  const schema = new Schema(fields)
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

function merged(pieces: readonly Data[]): Data {
  const type: DataType | undefined = pieces[0]?.type
  const vector = new Vector([...pieces])
  const { length, nullCount } = vector
  const nullBitmap = bitmap(length, row => vector.isValid(row))
  if (DataType.isUtf8(type)) return mergedText(vector as Vector<Utf8>, nullBitmap)
  if (DataType.isBool(type)) {
    return makeData({ type, length, nullCount, nullBitmap, data: bitmap(length, row => vector.get(row) === true) })
  }
  if (type === undefined || !(DataType.isInt(type) || DataType.isFloat(type) || DataType.isDate(type) || DataType.isTimestamp(type))) {
    throw new TypeError(`tables file: ${type} is no type of a canonical column`)
  }
  const [first] = pieces
  const values = new (first?.values.constructor as new (n: number) => { set(part: unknown, at: number): void })(length)
  let at = 0
  for (const piece of pieces) {
    values.set(piece.values.subarray(0, piece.length), at)
    at += piece.length
  }
  return makeData({ type, length, nullCount, nullBitmap, data: values } as never)
}

/** A dictionary, unless most values occur but once. */
function mergedText(vector: Vector<Utf8>, nullBitmap: Uint8Array): Data {
  const { length, nullCount } = vector
  const known = new Map<string, number>()
  const indices = new Int32Array(length)
  const all: string[] = []
  let row = 0
  for (const value of vector) {
    const text: string = value ?? ''
    all.push(text)
    if (value !== null) {
      const index = known.get(text) ?? known.size
      if (index === known.size) known.set(text, index)
      indices[row] = index
    }
    row++
  }
  if (known.size > length / 2) {
    return makeData({ type: new Utf8(), length, nullCount, nullBitmap, ...bytesOf(all) })
  }
  const words = [...known.keys()]
  const values = makeData({ type: new Utf8(), length: words.length, nullCount: 0, ...bytesOf(words) })
  const type = new Dictionary(new Utf8(), new Int32())
  return makeData({ type, length, nullCount, nullBitmap, data: indices, dictionary: new Vector([values]) })
}

function bytesOf(texts: readonly string[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(texts.length + 1)
  const pieces = texts.map(text => Buffer.from(text))
  pieces.forEach((piece, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + piece.length
  })
  return { valueOffsets, data: new Uint8Array(Buffer.concat(pieces)) }
}

function bitmap(length: number, holds: (row: number) => boolean): Uint8Array {
  const bits = new Uint8Array((length + 7) >> 3)
  for (let row = 0; row < length; row++) if (holds(row)) bits[row >> 3] = (bits[row >> 3] ?? 0) | (1 << (row & 7))
  return bits
}
