import * as z from 'zod/mini'
import type { TableName } from '../schema'
import { lastingTables } from './tables'

/** The name that publishing gives to the file of loaded tables. */
export const tablesName = 'tables.bin'

/** Bytes before the header: its length, little-endian. */
export const lengthBytes = 4
/** A header longer than this is not one. */
export const mostHeaderBytes = 8 * 1024 * 1024

const count = z.int().check(z.gte(0))

const names = z.optional(z.array(z.string()))

const schema = z.object({
  format: z.literal(1),
  version: z.string(),
  extra: z.optional(
    z.object({ permits: names, inspections: names, complaints: names } satisfies Record<TableName, unknown>),
  ),
  enums: z.record(z.string(), z.record(z.string(), z.array(z.string()))),
  sections: z.array(z.object({ table: z.string(), rows: count, bytes: count, sum: z.int() })),
})

/**
 * What stands before the rows in a tables file: gzip over the header's length (4 bytes, little-endian), the header as
 * JSON in UTF-8, then each section, a complete Arrow IPC stream of some rows of one table, by position. `version` is the
 * `extractVersion` of the extracts that the tables were made of; `enums` are the values of columns by table and column, `extra` the
 * columns that extracts keep beside the canonical ones;
 * `sum` is `sumOf` the section's bytes.
 */
export type TablesHeader = z.output<typeof schema>

/**
 * A checksum (FNV-1a over words of 32 bits), in a fraction of the time of hashing: a section is checked before the engine
 * sees it, since damaged Arrow can end a worker. Gzip's own checksum comes too late, after the last row.
 */
export function sumOf(bytes: Uint8Array): number {
  const aligned = bytes.byteOffset % 4 === 0 ? bytes : bytes.slice()
  const words = new Int32Array(aligned.buffer, aligned.byteOffset, aligned.length >> 2)
  let sum = 0x811c9dc5 | 0
  for (const word of words) sum = Math.imul(sum ^ word, 0x01000193)
  for (const byte of aligned.subarray(words.length * 4)) sum = Math.imul(sum ^ byte, 0x01000193)
  return sum
}

/** The header, or in words why it is none. */
export function readHeader(value: unknown): TablesHeader | string {
  const { data, error } = z.safeParse(schema, value)
  if (data === undefined) return `its header is not one: ${error.issues.map(issue => issue.path.join('.')).join(', ')}`
  const unknown = data.sections.find(({ table }) => !Object.hasOwn(lastingTables, table))
  return unknown ? `it holds a table ${JSON.stringify(unknown.table)} that this app does not have` : data
}
