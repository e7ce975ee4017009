import { rounded } from '../engine/dialect'
import { identifier, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { inspectionCounts, selected } from './counts'

/** Rows at one point; `problem` and `critical` are 0 for complaints. */
export interface PlaceRow {
  lon: number
  lat: number
  rows: number
  took_place: number
  problem: number
  critical: number
}

/** The points with most rows, at most `limit`, most first. Points closer than a metre are one. */
export function places(filters: Filters, table: 'inspections' | 'complaints', limit: number): Sql<PlaceRow> {
  const counts =
    table === 'inspections'
      ? selected({
          rows: inspectionCounts.inspections,
          took_place: inspectionCounts.took_place,
          problem: inspectionCounts.problem,
          critical: inspectionCounts.critical,
        })
      : sql`CAST(count(*) AS DOUBLE) AS rows, CAST(count(*) AS DOUBLE) AS took_place, CAST(0 AS DOUBLE) AS problem, CAST(0 AS DOUBLE) AS critical`
  return sql`
    SELECT ${rounded(raw('lon'), 5)} AS lon, ${rounded(raw('lat'), 5)} AS lat, ${counts}
    FROM ${identifier(table)} WHERE lon IS NOT NULL AND ${where(table, filters)}
    GROUP BY 1, 2 ORDER BY rows DESC, 1, 2 LIMIT CAST(${limit} AS INTEGER)`
}
