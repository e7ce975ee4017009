/**
 * Writes Thrift's compact protocol, as far as a Parquet footer needs it. A field is its id, its type's number and its
 * bytes; ids are always written out, so fields may come in any order.
 */
export type ThriftField = readonly [id: number, type: number, body: Uint8Array]

export const i32 = (id: number, value: number): ThriftField => [id, 5, zigzag(value)]
export const i64 = (id: number, value: number | bigint): ThriftField => [id, 6, zigzag(value)]
export const text = (id: number, value: string): ThriftField => [id, 8, sizedText(value)]
export const bool = (id: number, value: boolean): ThriftField => [id, value ? 1 : 2, new Uint8Array(0)]
export const struct = (id: number, fields: readonly ThriftField[]): ThriftField => [id, 12, structBytes(fields)]
export const structs = (id: number, items: readonly (readonly ThriftField[])[]) => list(id, 12, items.map(structBytes))
export const texts = (id: number, items: readonly string[]) => list(id, 8, items.map(sizedText))
export const i32s = (id: number, items: readonly number[]) => list(id, 5, items.map(zigzag))

export function structBytes(fields: readonly ThriftField[]): Uint8Array {
  const parts = fields.flatMap(([id, type, body]) => [Uint8Array.of(type), zigzag(id), body])
  return joined([...parts, Uint8Array.of(0)])
}

export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    out.set(part, at)
    at += part.length
  }
  return out
}

/** The end of a Parquet file: its footer, the footer's length, the magic. */
export function footerEnd(footer: readonly ThriftField[]): Uint8Array<ArrayBuffer> {
  const bytes = structBytes(footer)
  const length = new Uint8Array(4)
  new DataView(length.buffer).setUint32(0, bytes.length, true)
  return joined([bytes, length, magic])
}

export const magic: Uint8Array<ArrayBuffer> = new TextEncoder().encode('PAR1')

function list(id: number, type: number, items: readonly Uint8Array[]): ThriftField {
  return [id, 9, joined([Uint8Array.of(0xf0 | type), varint(BigInt(items.length)), ...items])]
}

function sizedText(value: string): Uint8Array {
  const bytes = new TextEncoder().encode(value)
  return joined([varint(BigInt(bytes.length)), bytes])
}

function zigzag(value: number | bigint): Uint8Array {
  const wide = BigInt(value)
  return varint((wide << 1n) ^ (wide >> 63n))
}

function varint(value: bigint): Uint8Array {
  const out: number[] = []
  let rest = value
  while (rest > 127n) {
    out.push(Number(rest & 127n) | 128)
    rest >>= 7n
  }
  out.push(Number(rest))
  return Uint8Array.from(out)
}
