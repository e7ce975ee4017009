import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import { rowKeys, type TableName } from '../schema'

/** A row behind an issue: where it stands, what the file says in the issue's column, and which row it is. */
export type IssueRow = {
  readonly source_row: number
  readonly value: string | null
  readonly id: string | null
  /** The row's own day or time as text; of a rejected row as it came. */
  readonly day: string | null
  /** The business; complaints may have none. */
  readonly name: string | null
}

export interface IssueRowsInput {
  readonly table: TableName
  /** The file's name in the catalogue. */
  readonly file: string
  readonly kind: string
  readonly column: string | null
}

const condition = ({ file, kind, column }: IssueRowsInput): Sql =>
  and([
    sql`source_file = (SELECT source_file FROM source_files WHERE file = ${file})`,
    sql`kind = ${kind}`,
    sql`column_name IS NOT DISTINCT FROM ${column}`,
  ])

export const issueRowCount = (input: IssueRowsInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM issue_rows WHERE ${condition(input)}`

/** `limit` rows behind an issue from `offset` on, in the file's order; rejected rows among them. */
export function issueRows(
  input: IssueRowsInput,
  page: { readonly offset: number; readonly limit: number },
): Sql<IssueRow> {
  const { id, dates } = rowKeys[input.table]
  const from = (table: string) => {
    const days = dates.map(date => sql`CAST(${identifier(date)} AS VARCHAR)`)
    return sql`SELECT source_file, source_row, CAST(${identifier(id)} AS VARCHAR) AS id, coalesce(${join(days)}) AS day, entity_name AS name FROM ${identifier(table)}
      WHERE (source_file, source_row) IN (SELECT (source_file, source_row) FROM page)`
  }
  return sql`
    WITH page AS (SELECT source_file, source_row, value FROM issue_rows WHERE ${condition(input)}
      ORDER BY source_row LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)),
    found AS (${from(input.table)} ${raw('UNION ALL')} ${from(`rejected_${input.table}`)})
    SELECT page.source_row, value, id, day, name FROM page LEFT JOIN found USING (source_file, source_row) ORDER BY page.source_row`
}
