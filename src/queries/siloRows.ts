import { sortedList } from '../engine/dialect'
import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { predicates, where } from '../filters/predicates'
import { tableNames } from '../schema'
import type { LinkRule } from './linkStates'
import { type Holders, held } from './silos'

/** Rows of a holder that are linked to businesses that another one knows, by what linked them; '' is "not stated". */
export interface SharedRows {
  first: string
  /** The same as `first`: all rows of it that are linked. */
  second: string
  rule: LinkRule
  rows: number
}

/**
 * Rows of the window, of which the list of rows shows the same; who knows a business is told by all rows up to its end.
 * An area is looked at once for all tables: written three times more, a large one would make the statement too long.
 */
export const sharedRows = (filters: Filters, by: Holders): Sql<SharedRows> => sql`
  WITH own AS MATERIALIZED (SELECT holder, entity_id, rule, count(*) AS n FROM (${join(
    tableNames.map(
      table => sql`SELECT ${by === 'tables' ? sql`${table}` : raw(`coalesce(CAST(department AS VARCHAR), '')`)} AS holder, entity_id, link_method AS rule, lon, lat
        FROM ${identifier(table)} WHERE entity_id IS NOT NULL AND ${where(table, filters, ['area'])}`,
    ),
    ' UNION ALL ',
  )}) WHERE ${predicates.area(filters.area, 'inspections') ?? raw('TRUE')} GROUP BY holder, entity_id, rule),
  known AS (SELECT entity_id, ${sortedList(raw('holder'))} AS who FROM ${held(filters, by)} GROUP BY entity_id)
  SELECT "first", "second", CAST(rule AS VARCHAR) AS rule, CAST(sum(n) AS DOUBLE) AS rows
  FROM (SELECT "first", unnest(who) AS "second", rule, n FROM (
    SELECT o.holder AS "first", k.who AS who, o.rule AS rule, sum(o.n) AS n FROM own o JOIN known k ON k.entity_id = o.entity_id GROUP BY ALL))
  GROUP BY "first", "second", rule ORDER BY "first", "second", rows DESC, rule`
