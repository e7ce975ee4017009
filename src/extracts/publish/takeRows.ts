import { type Data, DataType, makeData, Utf8 } from 'apache-arrow'

/** Row `rows[i]` of group `groups[i]`, for each row that is taken. */
export interface Taken {
  readonly groups: Uint16Array | Uint32Array
  readonly rows: Uint32Array
}

/**
 * Rows of one column, whose `parts` are its row groups, in another order, as the same type; words of a dictionary
 * become plain text, which the writer packs again.
 */
export function takeRows(parts: readonly Data[], { groups, rows }: Taken): Data {
  const { length } = rows
  const first = parts[0]
  if (first === undefined) throw new Error('a column without a row group has no rows to take')
  const nullBitmap = new Uint8Array((length + 7) >> 3)
  const valid = parts.map(part => (part.nullCount > 0 ? (part.nullBitmap as Uint8Array) : null))
  let nullCount = 0
  for (let i = 0; i < length; i++) {
    const bits = valid[groups[i]!]
    const at = rows[i]! + (bits ? parts[groups[i]!]!.offset : 0)
    if (!bits || bits[at >> 3]! & (1 << (at & 7))) nullBitmap[i >> 3]! |= 1 << (i & 7)
    else nullCount++
  }
  const isNull = (i: number): boolean => (nullBitmap[i >> 3]! & (1 << (i & 7))) === 0
  const common = { length, nullCount, nullBitmap }
  const { type } = first
  if (DataType.isUtf8(type) || (DataType.isDictionary(type) && DataType.isUtf8(type.dictionary)))
    return makeData({ type: new Utf8(), ...common, ...takeTexts(parts, groups, rows, isNull) })
  if (DataType.isBool(type)) {
    const data = new Uint8Array((length + 7) >> 3)
    for (let i = 0; i < length; i++) {
      const part = parts[groups[i]!]!
      const at = rows[i]! + part.offset
      if ((part.values as Uint8Array)[at >> 3]! & (1 << (at & 7))) data[i >> 3]! |= 1 << (i & 7)
    }
    return makeData({ type, ...common, data })
  }
  const bytes = parts.map(({ values }) => new Uint8Array(values.buffer, values.byteOffset, values.byteLength))
  const width = widthOf(first)
  const out = new Uint8Array(length * width)
  for (let i = 0; i < length; i++) {
    const from = rows[i]! * width
    out.set(bytes[groups[i]!]!.subarray(from, from + width), i * width)
  }
  const Values = first.values.constructor as new (buffer: ArrayBuffer) => Uint8Array
  // The types' own inputs differ by name alone.
  return makeData({ type, ...common, data: new Values(out.buffer) } as never)
}

/** Bytes of one value. */
function widthOf({ values, length }: Data): number {
  const width = length === 0 ? 0 : values.byteLength / length
  if (!Number.isInteger(width)) throw new Error('its values are not of one width')
  return width
}

function takeTexts(
  parts: readonly Data[],
  groups: Taken['groups'],
  rows: Taken['rows'],
  isNull: (i: number) => boolean,
): { valueOffsets: Int32Array; data: Uint8Array } {
  const sources = parts.map(part => {
    const words: Data | undefined = part.dictionary?.data[0]
    const text = words ?? part
    return {
      indices: words ? (part.values as Int32Array) : null,
      offsets: text.valueOffsets as Int32Array,
      bytes: text.values as Uint8Array,
    }
  })
  const { length } = rows
  const valueOffsets = new Int32Array(length + 1)
  const spot = (i: number): { at: number; source: (typeof sources)[number] } => {
    const source = sources[groups[i]!]!
    return { source, at: source.indices === null ? rows[i]! : source.indices[rows[i]!]! }
  }
  for (let i = 0; i < length; i++) {
    const { source, at } = spot(i)
    valueOffsets[i + 1] = valueOffsets[i]! + (isNull(i) ? 0 : source.offsets[at + 1]! - source.offsets[at]!)
  }
  const data = new Uint8Array(valueOffsets[length]!)
  for (let i = 0; i < length; i++) {
    if (isNull(i)) continue
    const { source, at } = spot(i)
    data.set(source.bytes.subarray(source.offsets[at], source.offsets[at + 1]), valueOffsets[i])
  }
  return { valueOffsets, data }
}
