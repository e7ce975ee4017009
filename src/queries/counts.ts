import { identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import { notTakenPlace, problemResults } from '../schema'

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

const countIf = (condition: Sql): Sql => sql`CAST(count(*) FILTER (WHERE ${condition}) AS DOUBLE)`
const all = raw('CAST(count(*) AS DOUBLE)')

const named = (counts: Readonly<Record<string, Sql>>): Sql =>
  join(Object.entries(counts).map(([name, count]) => sql`${count} AS ${identifier(name)}`))

export const inspectionCounts: Readonly<Record<keyof InspectionCounts, Sql>> = {
  inspections: all,
  took_place: countIf(sql`result IS NULL OR result NOT IN ${list(notTakenPlace)}`),
  problem: countIf(sql`result IN ${list(problemResults)}`),
  critical: countIf(raw(`result = 'critical'`)),
}

export const complaintCounts = (asOf: string): Readonly<Record<keyof ComplaintCounts, Sql>> => ({
  complaints: all,
  due: countIf(sql`due_on < CAST(${asOf} AS DATE)`),
  closed_on_time: countIf(sql`due_on < CAST(${asOf} AS DATE) AND closed_on <= due_on`),
})

export const permitCounts: Readonly<Record<keyof PermitCounts, Sql>> = {
  permits: all,
  decided: countIf(raw('handling_days IS NOT NULL AND limit_days IS NOT NULL')),
  on_time: countIf(raw('handling_days <= limit_days')),
}

/** The counts as a select list. */
export const selected = named

/** The names of counts, as sums of partial rows: `CAST(sum(x) AS DOUBLE) AS x`. */
export const summed = (names: readonly string[]): Sql =>
  join(names.map(name => sql`CAST(coalesce(sum(${identifier(name)}), 0) AS DOUBLE) AS ${identifier(name)}`))
