import { identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import { notTakenPlace, problemResults, type TableName } from '../schema'

/** Sums of one table's rows; every figure is one of them or the quotient of two. */
export interface InspectionCounts {
  inspections: number
  /** Without closed, no_entry and unreachable: the denominator of both rates. */
  took_place: number
  problem: number
  critical: number
}
export interface ComplaintCounts {
  complaints: number
  /** Due before the as-of day. */
  due: number
  closed_on_time: number
}
export interface PermitCounts {
  permits: number
  /** Accepted and decided, with a limit to be held to. */
  decided: number
  on_time: number
}

/** Which rows each count counts; null counts all. */
export type Counted<Counts> = Readonly<Record<keyof Counts & string, Sql | null>>

export const inspectionCounts: Counted<InspectionCounts> = {
  inspections: null,
  took_place: sql`(result IS NULL OR result NOT IN ${list(notTakenPlace)})`,
  problem: sql`result IN ${list(problemResults)}`,
  critical: raw(`result = 'critical'`),
}

export const complaintCounts = (asOf: string): Counted<ComplaintCounts> => ({
  complaints: null,
  due: sql`due_on < CAST(${asOf} AS DATE)`,
  closed_on_time: sql`(due_on < CAST(${asOf} AS DATE) AND closed_on <= due_on)`,
})

export const permitCounts: Counted<PermitCounts> = {
  permits: null,
  decided: raw('(handling_days IS NOT NULL AND limit_days IS NOT NULL)'),
  on_time: raw('handling_days <= limit_days'),
}

/** Businesses seen so far. */
export const businessCounts: Counted<{ businesses: number; with_permit: number }> = {
  businesses: null,
  with_permit: raw('has_permit'),
}

/** The columns that a table's counts look at. */
export const countedColumns: Readonly<Record<TableName, Sql>> = {
  inspections: raw('result'),
  complaints: raw('due_on, closed_on'),
  permits: raw('handling_days, limit_days'),
}

/** One count, of the rows for which `also` holds as well. */
export function counted(rows: Sql | null, also: Sql | null = null): Sql {
  const conditions = [also, rows].filter(condition => condition !== null)
  if (conditions.length === 0) return raw('CAST(count(*) AS DOUBLE)')
  return sql`CAST(count(*) FILTER (WHERE ${join(conditions, ' AND ')}) AS DOUBLE)`
}

/** The counts as a select list. */
export const selected = (counts: Readonly<Record<string, Sql | null>>, also: Sql | null = null): Sql =>
  join(Object.entries(counts).map(([name, rows]) => sql`${counted(rows, also)} AS ${identifier(name)}`))

/** The names of counts, as sums of partial rows: `CAST(sum(x) AS DOUBLE) AS x`. */
export const summed = (names: readonly string[]): Sql =>
  join(names.map(name => sql`CAST(coalesce(sum(${identifier(name)}), 0) AS DOUBLE) AS ${identifier(name)}`))
