import { raw, type Sql, sql } from '../engine/sql'
import { dayOfRow, type FilteredTable } from '../filters/predicates'
import type { FigureKey, TableName } from '../schema'
import { complaintCounts, inspectionCounts, permitCounts } from './counts'
import { definitions } from './figures'
import { riskCounts } from './highRisk'

/** What a figure is worked out from, as the questions ask it. */
export interface Formula {
  readonly table: FilteredTable
  readonly numerator: Sql
  /** Null where the figure is a count. */
  readonly denominator: Sql | null
  /** The column that the time window looks at. */
  readonly day: Sql
}

/** `asOf` is the last day of data, ISO. Businesses are all entities seen by the window's end; those of high risk have a class beside. */
export function formulaOf(key: FigureKey, asOf: string): Formula {
  const { table, value, of } = definitions[key]
  const counts: Readonly<Record<TableName | 'entities', Readonly<Record<string, Sql | null>>>> = {
    permits: permitCounts,
    inspections: inspectionCounts,
    complaints: complaintCounts(asOf),
    entities: riskCounts,
  }
  const part = (name: string): Sql => plain(counts[table][name] ?? null)
  return { table, numerator: part(value), denominator: of === null ? null : part(of), day: dayOfRow(table) }
}

/** A count without the cast that an answer needs and a reader does not. */
function plain(rows: Sql | null): Sql {
  return rows === null ? raw('count(*)') : sql`count(*) FILTER (WHERE ${rows})`
}
