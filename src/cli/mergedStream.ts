import {
  type Data,
  DataType,
  Dictionary,
  Field,
  Int8,
  Int16,
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
  const children = names.map((_, column) =>
    merged(
      batches.flatMap(batch => batch.data.children[column] ?? []),
      column,
    ),
  )
  const fields = names.map((name, i) => new Field(name, children[i]?.type ?? new Utf8(), true))
  const schema = new Schema(fields)
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}

function merged(pieces: readonly Data[], column: number): Data {
  const type: DataType | undefined = pieces[0]?.type
  const length = pieces.reduce((all, piece) => all + piece.length, 0)
  const nullCount = pieces.reduce((all, piece) => all + piece.nullCount, 0)
  const nullBitmap = bitmap(pieces, (piece, row) => piece.getValid(row))
  const made = { length, nullCount, nullBitmap }
  if (DataType.isUtf8(type)) return mergedText(pieces, made, column)
  if (DataType.isBool(type)) {
    return makeData({ type, ...made, data: bitmap(pieces, (piece, row) => piece.getValid(row) && isTrue(piece, row)) })
  }
  if (DataType.isInt(type) || DataType.isFloat(type) || DataType.isDate(type) || DataType.isTimestamp(type)) {
    const bytes = pieces.map(piece => {
      const part = piece.values.slice(0, piece.length)
      const zero = part instanceof BigInt64Array ? 0n : 0
      // What the engine leaves where nothing is stated is by chance.
      if (piece.nullCount > 0)
        for (let row = 0; row < piece.length; row++) if (!piece.getValid(row)) part.fill(zero, row, row + 1)
      return new Uint8Array(part.buffer)
    })
    const { buffer } = new Uint8Array(Buffer.concat(bytes))
    const Values = (pieces[0] as Data).values.constructor as new (buffer: ArrayBuffer) => never
    return makeData({ type, ...made, data: new Values(buffer) } as never)
  }
  throw new TypeError(`tables file: ${type} is no type of a canonical column`)
}

const isTrue = ({ values, offset }: Data, row: number): boolean =>
  ((values[(row + offset) >> 3] >> ((row + offset) & 7)) & 1) === 1

interface Made {
  readonly length: number
  readonly nullCount: number
  readonly nullBitmap: Uint8Array
}

/** A dictionary, unless most values occur but once; numbered by its column, not by what this process made before. */
function mergedText(pieces: readonly Data[], made: Made, column: number): Data {
  const known = new Map<string, number>()
  const indices = new Int32Array(made.length)
  const texts: string[] = []
  for (const piece of pieces) {
    const bytes = Buffer.from(piece.values.buffer, piece.values.byteOffset, piece.values.byteLength)
    const offsets = piece.valueOffsets as Int32Array
    for (let row = 0; row < piece.length; row++) {
      const text = piece.getValid(row) ? bytes.toString('utf8', offsets[row], offsets[row + 1]) : null
      if (text !== null) {
        const index = known.get(text) ?? known.size
        if (index === known.size) known.set(text, index)
        indices[texts.length] = index
      }
      texts.push(text ?? '')
    }
  }
  if (known.size > made.length / 2) return makeData({ type: new Utf8(), ...made, ...bytesOf(texts) })
  const words = [...known.keys()]
  const values = makeData({ type: new Utf8(), length: words.length, nullCount: 0, ...bytesOf(words) })
  const dictionary = new Vector([values])
  if (words.length <= 0x7f) {
    return makeData({
      type: new Dictionary(new Utf8(), new Int8(), column),
      ...made,
      data: Int8Array.from(indices),
      dictionary,
    })
  }
  if (words.length <= 0x7fff) {
    const type = new Dictionary(new Utf8(), new Int16(), column)
    return makeData({ type, ...made, data: Int16Array.from(indices), dictionary })
  }
  return makeData({ type: new Dictionary(new Utf8(), new Int32(), column), ...made, data: indices, dictionary })
}

function bytesOf(texts: readonly string[]): { valueOffsets: Int32Array; data: Uint8Array } {
  const valueOffsets = new Int32Array(texts.length + 1)
  const pieces = texts.map(text => Buffer.from(text))
  pieces.forEach((piece, i) => {
    valueOffsets[i + 1] = (valueOffsets[i] ?? 0) + piece.length
  })
  return { valueOffsets, data: new Uint8Array(Buffer.concat(pieces)) }
}

function bitmap(pieces: readonly Data[], holds: (piece: Data, row: number) => boolean): Uint8Array {
  const bits = new Uint8Array((pieces.reduce((all, piece) => all + piece.length, 0) + 7) >> 3)
  let at = 0
  for (const piece of pieces) {
    for (let row = 0; row < piece.length; row++, at++) {
      if (holds(piece, row)) bits[at >> 3] = (bits[at >> 3] ?? 0) | (1 << (at & 7))
    }
  }
  return bits
}
