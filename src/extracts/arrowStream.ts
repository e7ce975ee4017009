import { type Data, Field, makeData, RecordBatch, Schema, Struct, Table, tableToIPC } from 'apache-arrow'

/** One complete Arrow IPC stream of one batch. */
export function arrowStream(names: readonly string[], children: readonly Data[], rows: number): Uint8Array {
  const fields = names.map((name, index) => new Field(name, children[index]!.type, true))
  const schema = new Schema(fields)
  const data = makeData({ type: new Struct(fields), length: rows, nullCount: 0, children: [...children] })
  return tableToIPC(new Table(schema, [new RecordBatch(schema, data)]), 'stream')
}
