import type { KeptFile } from '../../../src/extracts/workspace/workspace'
import type { TableName } from '../../../src/schema'

/** A kept file whose name is also its content. */
export const keptFile = (table: TableName, file: string, more: object = {}): KeptFile => ({
  entry: { table, file, sha256: '0'.repeat(64), columns: {}, constants: {}, ...more },
  path: ['data.zip', file],
  bytes: 10,
  rows: 3,
  masked: [{ column: 'Phone', kind: 'phone', found: 'name', count: 2 }],
})

export const facts = (id: string) => ({
  id,
  time: '2026-01-02T03:04:05+08:00',
  by: null,
  version: `hash of ${id}`,
  rows: { permits: 1, inspections: 2, complaints: 3 },
})
