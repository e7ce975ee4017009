import { bucketDay } from '../engine/dialect'
import { raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { dayOfRow, type FilteredTable, where, within } from '../filters/predicates'
import { asOfDay } from '../risk/factsSql'
import type { Scorecard } from '../risk/scorecard'
import type { FigureKey, TableName } from '../schema'
import { complaintCounts, counted, inspectionCounts, permitCounts, selected } from './counts'
import { type AnyCourse, definitions } from './figures'
import { highRisk } from './highRisk'

export interface OneFigure {
  readonly key: FigureKey
  readonly filters: Filters
  /** The last day of what is known: due days are seen from it. */
  readonly asOf: string
  readonly card: Scorecard
}

const countsOf = (table: TableName, asOf: string): Readonly<Record<string, Sql | null>> =>
  table === 'inspections' ? inspectionCounts : table === 'permits' ? permitCounts : complaintCounts(asOf)

/** One figure alone, as the row that `figureOf` reads. */
export function oneFigure({ key, filters, asOf, card }: OneFigure): Sql<AnyCourse> {
  const { table } = definitions[key]
  if (key === 'high_risk') return highRisk({ filters, card, at: asOfDay(filters.window.to, asOf) }, 'window')
  const counts = table === 'entities' ? { businesses: null } : countsOf(table, asOf)
  return sql`SELECT 'window' AS period, CAST(NULL AS VARCHAR) AS bucket, ${selected(counts)}
    FROM ${raw(table)} WHERE ${where(table, filters)}`
}

/** Rows of two windows by the window that they lie in, and by week (its Monday, ISO). */
export interface PartRow {
  part: 'before' | 'shared' | 'after'
  week: string
  /** What the figure counts, and of how many; the same where it is a count. */
  value: number
  of: number
}

export interface PartsInput extends Omit<OneFigure, 'card'> {
  readonly before: Window
  readonly after: Window
}

/** The counts of a figure in two windows that may share days. Figures of businesses are no sum of days: they have none. */
export function pinnedParts({ key, filters, asOf, before, after }: PartsInput): Sql<PartRow> | null {
  const { table, value, of } = definitions[key]
  if (table === 'entities') return null
  const counts = countsOf(table, asOf)
  const day = dayOfRow(table)
  const inside = (window: Window): Sql => within(table as FilteredTable, window)
  return sql`
    SELECT CASE WHEN NOT ${inside(after)} THEN 'before' WHEN ${inside(before)} THEN 'shared' ELSE 'after' END AS part,
      CAST(${bucketDay('week', day)} AS VARCHAR) AS week,
      ${counted(counts[value] ?? null)} AS value, ${counted(counts[of ?? value] ?? null)} AS of
    FROM ${raw(table)} WHERE (${inside(before)} OR ${inside(after)}) AND ${where(table, filters, ['window'])}
    GROUP BY ALL ORDER BY ALL`
}
