import { raw, type Sql, sql } from '../engine/sql'
import { complaintOverdue, open, permitOverdue, undecided } from './serviceStates'

export const overdueKinds = ['complaints', 'permits', 'rectifications'] as const
export type OverdueKind = (typeof overdueKinds)[number]

/** Work that is open as of the day of data, and what of it is past its day. */
export interface OverdueRow {
  readonly what: OverdueKind
  /** Open, whether it is due or not. */
  readonly open: number
  /** Past its day. */
  readonly overdue: number
  /** Past it by a year and more. */
  readonly year_over: number
  /** The earliest day by which any of it was due, ISO; null where nothing is overdue. */
  readonly oldest: string | null
  /** The department with the most of them, and how many; null where none is stated. */
  readonly department: string | null
  readonly department_overdue: number
}

const day = (asOf: string): Sql => sql`CAST(${asOf} AS DATE)`

/** Findings that are to be put right by some day and were not. */
const openOrder = (asOf: string): Sql =>
  sql`(inspected_on <= ${day(asOf)} AND rectify_due_on IS NOT NULL AND (rectified_on IS NULL OR rectified_on > ${day(asOf)}))`
/** The orders to rectify that `overdueWork` counts as overdue. */
export const overdueOrder = (asOf: string): Sql => sql`(${openOrder(asOf)} AND rectify_due_on < ${day(asOf)})`

/**
 * Open complaints past due, permits past their limit and undecided, orders to rectify past due and not done, as of a day.
 * Rows dated after it are not there yet. A kind without any open is absent.
 */
export function overdueWork(asOf: string): Sql<OverdueRow> {
  const of = (what: OverdueKind, table: Sql, due: Sql, isOpen: Sql, isOver: Sql): Sql =>
    sql`SELECT ${what} AS what, ${due} AS due, CAST(department AS VARCHAR) AS department, coalesce(${isOver}, FALSE) AS over FROM ${table} WHERE ${isOpen}`
  return sql`
    WITH work AS (
      ${of('complaints', raw('complaints'), raw('due_on'), open(asOf), complaintOverdue(asOf))}
      UNION ALL ${of('permits', raw('permits'), raw('due_on'), undecided(asOf), permitOverdue(asOf))}
      UNION ALL ${of('rectifications', raw('inspections'), raw('rectify_due_on'), openOrder(asOf), overdueOrder(asOf))}),
    shares AS (
      SELECT what, department, count(*) AS n FROM work WHERE over AND department IS NOT NULL GROUP BY what, department
      QUALIFY row_number() OVER (PARTITION BY what ORDER BY count(*) DESC, department) = 1)
    SELECT w.what AS what, CAST(count(*) AS DOUBLE) AS open, CAST(count(*) FILTER (WHERE over) AS DOUBLE) AS overdue,
      CAST(count(*) FILTER (WHERE over AND due < ${day(asOf)} - 365) AS DOUBLE) AS year_over,
      CAST(min(due) FILTER (WHERE over) AS VARCHAR) AS oldest,
      any_value(s.department) AS department, CAST(coalesce(any_value(s.n), 0) AS DOUBLE) AS department_overdue
    FROM work w LEFT JOIN shares s ON s.what = w.what GROUP BY w.what ORDER BY w.what`
}
