import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { type FilteredTable, where } from '../filters/predicates'
import { businessCounts, complaintCounts, inspectionCounts, selected, summed } from './counts'
import { countsByDay, whereKept } from './sums'

/** What every measure of a map or a ranking is made of. */
export interface PlaceCounts {
  inspections: number
  took_place: number
  problem: number
  critical: number
  complaints: number
  businesses: number
}

/** Counts of one region. `region` is a code of the level, or `~outside`, `~none`, `~coarser` (known only a level up). Without region files it is what the rows state. */
export type RegionCounts = PlaceCounts & { region: string }

const sources: Readonly<Record<'inspections' | 'complaints' | 'entities', Sql>> = {
  inspections: sql`${selected(inspectionCounts)}, CAST(0 AS DOUBLE) AS complaints, CAST(0 AS DOUBLE) AS businesses`,
  complaints: raw('0, 0, 0, 0, CAST(count(*) AS DOUBLE), 0'),
  entities: raw('0, 0, 0, 0, 0, CAST(count(*) AS DOUBLE)'),
}
/** The same, added up from kept counts. */
const keptSources: typeof sources = {
  inspections: sql`${summed(Object.keys(inspectionCounts))}, CAST(0 AS DOUBLE) AS complaints, CAST(0 AS DOUBLE) AS businesses`,
  complaints: raw('0, 0, 0, 0, CAST(sum(complaints) AS DOUBLE), 0'),
  entities: raw('0, 0, 0, 0, 0, CAST(sum(businesses) AS DOUBLE)'),
}
const tables = Object.keys(sources) as (keyof typeof sources)[]

/** Counts of the three sources grouped by the columns of `key`, before they are added up. */
export const placeCounts = (key: Sql, condition: (table: FilteredTable) => Sql): Sql =>
  join(
    tables.map(t => sql`SELECT ${key}, ${sources[t]} FROM ${identifier(t)} WHERE ${condition(t)} GROUP BY ALL`),
    ' UNION ALL ',
  )

export const placeSums: Sql = summed(['inspections', 'took_place', 'problem', 'critical', 'complaints', 'businesses'])

/** What a row of a place is known of, before it is a region of a level: columns of `byRegion`'s parts. */
export const regionKey: Sql = raw('region_code, lon IS NULL AS unplaced')

/**
 * Counts by region of a level, all regions that have any, not filtered by region: the parts sum to the whole. Those of a
 * table are added up from what is kept of it, where its filters allow that; `asOf` is the last day of data, ISO.
 */
export function regionFigures(filters: Filters, level: string, asOf: string): Sql<RegionCounts> {
  const kept = {
    inspections: countsByDay('inspections', inspectionCounts, filters),
    complaints: countsByDay('complaints', complaintCounts(asOf), filters),
    entities: countsByDay('entities', businessCounts, filters),
  }
  const parts = tables.map(table => {
    const from = kept[table]
    return from === null
      ? sql`SELECT ${regionKey}, ${sources[table]} FROM ${identifier(table)} WHERE ${where(table, filters, ['regions'])} GROUP BY ALL`
      : sql`SELECT ${regionKey}, ${keptSources[table]} FROM ${from} WHERE ${whereKept(table, filters, ['regions'])} GROUP BY ALL`
  })
  return byRegion(join(parts, ' UNION ALL '), placeSums, level)
}

/** `sums` of `parts` (with the columns of `regionKey`) by region of a level. */
export const byRegion = <Row>(parts: Sql, sums: Sql, level: string): Sql<Row> =>
  sql`
    SELECT ${regionWord} AS region, ${sums} FROM ${withPaths(parts, level)} GROUP BY 1 ORDER BY 1`

/** The region of a row of `withPaths`. */
export const regionWord: Sql = raw(`CASE WHEN p.ancestor IS NOT NULL THEN p.ancestor
        WHEN c.region_code IS NOT NULL AND (SELECT count(*) FROM regions) = 0 THEN c.region_code WHEN c.region_code IS NOT NULL THEN '~coarser'
        WHEN c.unplaced THEN '~none' ELSE '~outside' END`)

/** `parts` (with the columns of `regionKey`) as `c`, each with its region of a level. */
export const withPaths = (parts: Sql, level: string): Sql =>
  sql`(${parts}) c LEFT JOIN region_paths p ON p.code = c.region_code AND p.level = ${level}`
