import type { BusinessRows } from '../../risk/facts'
import { newestFirst, rowDay, upTo } from '../../risk/newest'
import type { TableName } from '../../schema'

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
