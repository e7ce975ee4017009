import { raw, type Sql, sql } from '../engine/sql'
import { calendarRows, type WorkingDays, workdayNumber } from './workingDays'

export const overdueKinds = ['complaints', 'permits', 'rectifications'] as const
export type OverdueKind = (typeof overdueKinds)[number]

/** Work that is open as of the day of data, and what of it is past its day. */
export interface OverdueRow {
  readonly what: OverdueKind
  /** Open, whether it is due or not. */
  readonly open: number
  /** Open, with a day by which it should be done. */
  readonly dated: number
  /** Past that day. */
  readonly overdue: number
  /** Past it by a year and more. */
  readonly year_over: number
  /** The longest: the day by which it was due, of a permit the day on which it was accepted; ISO, null where nothing is overdue. */
  readonly oldest: string | null
  /** The department with the most of them, and how many; null where none is stated. */
  readonly department: string | null
  readonly department_overdue: number
}

export interface OverdueInput {
  readonly asOf: string
  readonly calendar: WorkingDays
  /** Whether a limit that stands in targets.json alone is in working days. */
  readonly targetInWorkingDays: boolean
}

/** Statuses of a complaint that nobody has to work on any more. */
const settled: Sql = raw(`('closed', 'rejected', 'transferred', 'withdrawn')`)

const day = (asOf: string): Sql => sql`CAST(${asOf} AS DATE)`

/** Complaints that were received and not closed up to a day; dates go before the status, which is of the last day. */
const openComplaint = (asOf: string): Sql =>
  sql`received_on <= ${day(asOf)} AND (closed_on > ${day(asOf)} OR (closed_on IS NULL AND (status IS NULL OR status NOT IN ${settled})))`

/** Findings that are to be put right by some day and were not. */
const openOrder = (asOf: string): Sql =>
  sql`inspected_on <= ${day(asOf)} AND rectify_due_on IS NOT NULL AND (rectified_on IS NULL OR rectified_on > ${day(asOf)})`

/** The complaints and the inspections that `overdueWork` counts as overdue. */
export const overdueComplaint = (asOf: string): Sql => sql`(${openComplaint(asOf)} AND due_on < ${day(asOf)})`
export const overdueOrder = (asOf: string): Sql => sql`(${openOrder(asOf)} AND rectify_due_on < ${day(asOf)})`

/**
 * Open complaints past due, permits past their limit and undecided, orders to rectify past due and not done, as of a day.
 * Rows dated after it are not there yet. A permit's limit is the promised, else the legal, else the target's number of days
 * since it was accepted, without those for which the clock stood still.
 */
export function overdueWork({ asOf, calendar, targetInWorkingDays }: OverdueInput): Sql<OverdueRow> {
  const today = day(asOf)
  const exceptions = raw('exceptions')
  const accepted = raw('CAST(accepted_at AS DATE)')
  const worked = sql`${workdayNumber(today, exceptions)} - ${workdayNumber(accepted, exceptions)}`
  const passed = targetInWorkingDays
    ? worked
    : sql`CASE WHEN promised_days IS NULL AND legal_limit_days IS NULL THEN ${today} - ${accepted} ELSE ${worked} END`
  const stated = (what: OverdueKind, since: Sql, department: Sql, over: Sql, has: Sql): Sql =>
    sql`SELECT ${what} AS what, ${since} AS since, CAST(${department} AS VARCHAR) AS department, ${has} AS dated, coalesce(${over}, FALSE) AS over`
  return sql`
    WITH exceptions AS (SELECT * FROM ${calendarRows(calendar)} c(day, adds)),
    work AS (
      ${stated('complaints', raw('due_on'), raw('department'), sql`due_on < ${today}`, raw('due_on IS NOT NULL'))}
        FROM complaints WHERE ${openComplaint(asOf)}
      UNION ALL
      ${stated('permits', accepted, raw('department'), sql`${passed} - coalesce(suspended_days, 0) > limit_days`, raw('limit_days IS NOT NULL'))}
        FROM permits WHERE CAST(accepted_at AS DATE) <= ${today} AND (CAST(decided_at AS DATE) > ${today} OR (decided_at IS NULL AND status = 'pending'))
      UNION ALL
      ${stated('rectifications', raw('rectify_due_on'), raw('department'), sql`rectify_due_on < ${today}`, raw('TRUE'))}
        FROM inspections WHERE ${openOrder(asOf)}),
    shares AS (
      SELECT what, department, count(*) AS n FROM work WHERE over AND department IS NOT NULL GROUP BY what, department
      QUALIFY row_number() OVER (PARTITION BY what ORDER BY count(*) DESC, department) = 1)
    SELECT w.what AS what, CAST(count(*) AS DOUBLE) AS open, CAST(count(*) FILTER (WHERE dated) AS DOUBLE) AS dated,
      CAST(count(*) FILTER (WHERE over) AS DOUBLE) AS overdue,
      CAST(count(*) FILTER (WHERE over AND since < ${today} - 365) AS DOUBLE) AS year_over,
      CAST(min(since) FILTER (WHERE over) AS VARCHAR) AS oldest,
      any_value(s.department) AS department, CAST(coalesce(any_value(s.n), 0) AS DOUBLE) AS department_overdue
    FROM work w LEFT JOIN shares s ON s.what = w.what GROUP BY w.what ORDER BY w.what`
}
