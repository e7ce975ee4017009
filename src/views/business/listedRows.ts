import type { BusinessRows } from '../../risk/facts'
import type { AsOf } from '../../risk/factsSql'
import { newestFirst, rowDay, upTo } from '../../risk/newest'
import { columns, type TableName } from '../../schema'
import type { TableValue } from '../../ui/table'

interface Place {
  readonly file: number
  readonly row: number
}

export interface ListedRows {
  /** The newest, at most as many as asked for. */
  readonly places: readonly Place[]
  /** Rows up to the day. */
  readonly count: number
  /** Rows that are dated after it. */
  readonly later: number
}

/** The rows of a table that were there on a day. */
export function listedRows<Table extends TableName>(
  rows: BusinessRows,
  table: Table,
  day: string,
  most: number,
): ListedRows {
  const all: readonly BusinessRows[Table][number][] = rows[table]
  const known = upTo(all, rowDay[table], day)
  const places = newestFirst(known, rowDay[table]).slice(0, most)
  return { places, count: known.length, later: all.length - known.length }
}

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
