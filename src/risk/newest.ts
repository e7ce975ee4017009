import type { TableName } from '../schema'
import type { BusinessRows } from './facts'

/** The day from which on a row is known: of a permit its decision, else when it was accepted. */
export const rowDay: { readonly [Table in TableName]: (row: BusinessRows[Table][number]) => string | null } = {
  permits: row => row.permitted_on ?? row.accepted_on,
  inspections: row => row.inspected_on,
  complaints: row => row.received_on,
}

/** Newest first, whatever the order of the extract, in which those of one day stay; undated ones last. */
export function newestFirst<Row>(rows: readonly Row[], day: (row: Row) => string | null): readonly Row[] {
  if (rows.length < 2) return rows
  const dated = rows.map(row => ({ row, day: day(row) ?? '' }))
  return dated.sort((a, b) => (a.day === b.day ? 0 : a.day < b.day ? 1 : -1)).map(({ row }) => row)
}

/** Rows that are not dated after the day. An undated one says nothing of when it is from and stays. */
export const upTo = <Row>(rows: readonly Row[], day: (row: Row) => string | null, last: string): readonly Row[] =>
  rows.filter(row => (day(row) ?? '') <= last)
