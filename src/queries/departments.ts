import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type TableName, tableNames } from '../schema'
import {
  type ComplaintCounts,
  complaintCounts,
  type InspectionCounts,
  inspectionCounts,
  type PermitCounts,
  permitCounts,
  selected,
  summed,
} from './counts'

/** What one department decided, inspected and handled. `value` null is "not stated". */
export type DepartmentCounts = InspectionCounts & ComplaintCounts & PermitCounts & { value: string | null }

/** Counts of all three tables by department in the window, by its name. Not filtered by department. */
export function byDepartment(filters: Filters, asOf: string): Sql<DepartmentCounts> {
  const counts = { permits: permitCounts, inspections: inspectionCounts, complaints: complaintCounts(asOf) }
  const names = tableNames.flatMap(table => Object.keys(counts[table]))
  const part = (table: TableName): Sql => {
    const own = counts[table]
    const others = names.filter(name => !Object.hasOwn(own, name))
    return sql`
      SELECT CAST(department AS VARCHAR) AS value, ${selected(own)}, ${join(others.map(name => sql`${raw('CAST(0 AS DOUBLE)')} AS ${identifier(name)}`))}
      FROM ${identifier(table)} WHERE ${where(table, filters, ['departments'])} GROUP BY ALL`
  }
  return sql`
    SELECT value, ${summed(names)} FROM (${join(
      tableNames.map(table => sql`SELECT value, ${join(names.map(identifier))} FROM (${part(table)})`),
      ' UNION ALL ',
    )})
    GROUP BY value ORDER BY value NULLS LAST`
}
