import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import { mappable, type TableName } from '../schema'
import type { ListedRow } from './rows'

/** Rows of an extract that could not be used, as they came. */
const table = (name: TableName): Sql => identifier(`rejected_${name}`)

/** Columns of the list: where the row stands, why it was left out, then what it says. */
export const rejectedColumns = (name: TableName, filled: readonly string[]): string[] => [
  'file',
  'source_row',
  'reason',
  ...mappable(name)
    .map(c => c.name)
    .filter(column => filled.includes(column)),
]

export const rejectedCount = (name: TableName): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${table(name)}`

/** `limit` rows from `offset` on, sorted by one of `shown` as text, numbers of rows as numbers. */
export function rejectedPage(
  name: TableName,
  shown: readonly string[],
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<ListedRow> {
  const known = shown.includes(sort.column) ? sort.column : 'source_row'
  return sql`
    SELECT ${join(shown.map(identifier))} FROM ${table(name)} JOIN source_files USING (source_file)
    ORDER BY ${identifier(known)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, source_file, source_row
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
