import type { AsOf } from '../risk/factsSql'
import { columns, type TableName } from '../schema'
import type { TableValue } from '../ui/table'

/** How things stand on the extracts' last day, without a day of its own. */
const undated = new Set(['status', 'source_status', 'rating', 'substantiated', 'resolved', 'satisfaction', 'duplicate_flag', 'published', 'amount_recovered']) // biome-ignore format: a list of names
/** Days that are set beforehand. */
const planned = new Set(['valid_from', 'valid_to', 'due_at', 'due_on', 'rectify_due_on'])

/** Columns that say what was known on the day. */
export const columnsAt = (shown: readonly string[], { states }: AsOf): string[] =>
  shown.filter(name => states || !undated.has(name))

/** A cell as it was on the day: what happened later had not happened. */
export function valueAt(table: TableName, name: string, value: TableValue, { day, states }: AsOf): TableValue {
  const kind = columns[table].find(column => column.name === name)?.kind
  const happened = (kind === 'date' || kind === 'timestamp') && !planned.has(name)
  return !states && happened && typeof value === 'string' && value.slice(0, 10) > day ? null : value
}
