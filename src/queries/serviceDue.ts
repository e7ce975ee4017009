import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import type { ListedRow } from './rows'
import { complaintOverdue, complaintSoon, permitOverdue, permitSoon, workdaysLeft } from './serviceStates'

/** `soon`: due within seven days, the as-of day the first; `overdue`: past its time. */
export type DueWhich = 'soon' | 'overdue'

/** Columns of the list, in order. */
export const dueColumns = [
  'table',
  'id',
  'due_on',
  'left_days',
  'department',
  'what',
  'entity_name',
  'entity_code',
  'region_code',
  'began_on',
] as const
export type DueColumn = (typeof dueColumns)[number]

export interface DueInput {
  readonly filters: Filters
  readonly asOf: string
  readonly which: DueWhich
}

const text = (column: string): Sql => raw(`CAST(${column} AS VARCHAR)`)

/** Undecided permits and open complaints; not restricted by the window. `entity_id` leads to the business, whose name stands where the case has none. */
function cases({ filters, asOf, which }: DueInput): Sql {
  const left = sql`CAST(${workdaysLeft(asOf)} AS DOUBLE)`
  const [permits, complaints] =
    which === 'soon' ? [permitSoon(asOf), complaintSoon(asOf)] : [permitOverdue(asOf), complaintOverdue(asOf)]
  return sql`
    SELECT 'permits' AS "table", ${text('permit_id')} AS id, due_on, ${left} AS left_days, ${text('department')} AS department,
      ${text('permit_name')} AS what, entity_name, entity_code, ${text('region_code')} AS region_code, CAST(accepted_at AS DATE) AS began_on,
      CAST(entity_id AS DOUBLE) AS entity_id, CAST(source_file AS INTEGER) AS source_file, source_row
    FROM permits WHERE ${where('permits', filters, ['window'])} AND ${permits}
    UNION ALL
    SELECT 'complaints', ${text('complaint_id')}, due_on, ${left}, ${text('department')},
      ${text('category')}, entity_name, entity_code, ${text('region_code')}, received_on,
      CAST(entity_id AS DOUBLE), CAST(source_file AS INTEGER), source_row
    FROM complaints WHERE ${where('complaints', filters, ['window'])} AND ${complaints}`
}

export const dueCount = (input: DueInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM (${cases(input)})`

/** `limit` cases from `offset` on, sorted by a column of the list, then by when they are due and where they stand. */
export function duePage(
  input: DueInput,
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<ListedRow> {
  const column = dueColumns.find(name => name === sort.column) ?? 'due_on'
  return sql`
    SELECT ${join([...dueColumns, 'entity_id'].map(identifier))}
    FROM (SELECT c.* REPLACE (coalesce(c.entity_name, e.entity_name) AS entity_name) FROM (${cases(input)}) c LEFT JOIN entities e ON e.entity_id = c.entity_id)
    ORDER BY ${identifier(column)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, due_on, "table", source_file, source_row
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
