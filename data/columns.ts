import * as arrow from 'apache-arrow'
import * as parquet from 'parquet-wasm/node'
import { at } from './rng'

/** How one value of a row is written. `null` is a null. */
export interface Column<Value> {
  header: string
  /** High-cardinality text in sorted order is stored as differences to the row above. */
  encoding?: parquet.Encoding
  /** `id` is unique among the columns of a table; Arrow tells dictionaries apart by it. */
  builder(capacity: number, id: number): Builder<Value>
}

interface Builder<Value> {
  set(row: number, value: Value | null): void
  vector(rows: number): arrow.Vector
}

export type Columns = Readonly<Record<string, Column<never>>>
export type RowOf<C extends Columns> = {
  -readonly [K in keyof C]: C[K] extends Column<infer Value> ? Value | null : never
}

/** A set bit means that there is a value. */
class Validity {
  readonly bits: Uint8Array
  nulls = 0
  constructor(capacity: number) {
    this.bits = new Uint8Array(Math.ceil(capacity / 8)).fill(255)
  }
  clear(row: number) {
    const byte = row >> 3
    this.bits[byte] = at(this.bits, byte) & ~(1 << (row & 7))
    this.nulls++
  }
}

function numeric<T extends arrow.DataType>(
  header: string,
  type: T,
  array: (capacity: number) => Float64Array | Int32Array | BigInt64Array,
  encoding?: parquet.Encoding,
): Column<number> {
  return {
    header,
    encoding,
    builder(capacity) {
      const data = array(capacity)
      const validity = new Validity(capacity)
      return {
        set(row, value) {
          if (value === null) validity.clear(row)
          else if (data instanceof BigInt64Array) data[row] = BigInt(value)
          else data[row] = value
        },
        vector: rows =>
          arrow.makeVector(
            new arrow.Data(type, 0, rows, validity.nulls, [undefined, data.subarray(0, rows), validity.bits]),
          ),
      }
    },
  }
}

/** DOUBLE */
export const decimal = (header: string): Column<number> =>
  numeric(header, new arrow.Float64(), capacity => new Float64Array(capacity))

/** INTEGER */
export const integer = (header: string): Column<number> =>
  numeric(header, new arrow.Int32(), capacity => new Int32Array(capacity))

/** DATE, given as days since 1970-01-01. */
export const day = (header: string): Column<number> =>
  numeric(header, new arrow.DateDay(), capacity => new Int32Array(capacity))

/** TIMESTAMP of local time without a zone, given as milliseconds. */
export const time = (header: string): Column<number> =>
  numeric(
    header,
    new arrow.TimestampMillisecond(),
    capacity => new BigInt64Array(capacity),
    parquet.Encoding.DELTA_BINARY_PACKED,
  )

/** Text of few values: an Arrow dictionary, the same in every row group. */
export function word<Word extends string>(header: string, words: readonly Word[]): Column<Word> {
  const codes = new Map(words.map((text, code) => [text, code]))
  const dictionary = arrow.vectorFromArray(words, new arrow.Utf8())
  return {
    header,
    builder(capacity, id) {
      const type = new arrow.Dictionary(new arrow.Utf8(), new arrow.Int32(), id)
      const data = new Int32Array(capacity)
      const validity = new Validity(capacity)
      return {
        set(row, value) {
          if (value === null) return validity.clear(row)
          const code = codes.get(value)
          if (code === undefined) throw new Error(`${header}: the word "${value}" is not in the column's list`)
          data[row] = code
        },
        vector: rows =>
          arrow.makeVector(
            arrow.makeData({
              type,
              length: rows,
              nullCount: validity.nulls,
              nullBitmap: validity.bits,
              data: data.subarray(0, rows),
              dictionary,
            }),
          ),
      }
    },
  }
}

/** Text of many values, as plain UTF-8. */
export function text(header: string, encoding?: parquet.Encoding): Column<string> {
  return {
    header,
    encoding,
    builder(capacity) {
      const encoder = new TextEncoder()
      const offsets = new Int32Array(capacity + 1)
      const validity = new Validity(capacity)
      let bytes = new Uint8Array(capacity * 24)
      let used = 0
      return {
        set(row, value) {
          if (value === null) validity.clear(row)
          else {
            // A UTF-16 unit takes at most three bytes.
            if (used + value.length * 3 > bytes.length) {
              const larger = new Uint8Array(Math.max(bytes.length * 2, used + value.length * 3))
              larger.set(bytes)
              bytes = larger
            }
            used += encoder.encodeInto(value, bytes.subarray(used)).written
          }
          offsets[row + 1] = used
        },
        vector: rows =>
          arrow.makeVector(
            arrow.makeData({
              type: new arrow.Utf8(),
              length: rows,
              nullCount: validity.nulls,
              nullBitmap: validity.bits,
              valueOffsets: offsets.subarray(0, rows + 1),
              data: bytes.subarray(0, used),
            }),
          ),
      }
    },
  }
}

/** Text that grows from row to row, as serial numbers do. */
export const serial = (header: string): Column<string> => text(header, parquet.Encoding.DELTA_BYTE_ARRAY)
