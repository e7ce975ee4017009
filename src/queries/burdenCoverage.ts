import { and, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { tookPlace } from '../risk/factsSql'
import { ofBusinesses, ofDepartments } from './burdenVisits'
import { regionOf, regionPaths } from './integrity'

/** Items beyond these, the least frequent ones, are left out of an answer. */
export const mostItems = 300

/** How often an item was looked at in the businesses of an industry, in the window. */
export interface ItemCoverage {
  item: string
  /** Null is "not stated". */
  industry: string | null
  /** Rows of the extract that name the item. */
  looks: number
  businesses: number
  /** Items in all; the answer may hold the most frequent alone. */
  items: number
}

const rowsOf = (filters: Filters): Sql =>
  and([
    within('inspections', filters.window),
    tookPlace,
    raw('entity_id IS NOT NULL'),
    ofDepartments(filters.departments),
    ...ofBusinesses(filters),
  ])

/** By item and the business's industry, the most frequent items first. None where the extracts have no items. */
export const itemCoverage = (filters: Filters): Sql<ItemCoverage> => sql`
  WITH c AS MATERIALIZED (
    SELECT CAST(i.item_name AS VARCHAR) AS item, CAST(e.industry_name AS VARCHAR) AS industry, count(*) AS looks, count(DISTINCT i.entity_id) AS businesses
    FROM (SELECT item_name, entity_id FROM inspections WHERE ${rowsOf(filters)} AND item_name IS NOT NULL) i JOIN entities e ON e.entity_id = i.entity_id
    GROUP BY 1, 2),
  ranked AS (SELECT item, row_number() OVER (ORDER BY sum(looks) DESC, item) AS place, count(*) OVER () AS items FROM c GROUP BY item)
  SELECT c.item AS item, c.industry AS industry, CAST(c.looks AS DOUBLE) AS looks, CAST(c.businesses AS DOUBLE) AS businesses, CAST(r.items AS DOUBLE) AS items
  FROM c JOIN ranked r ON r.item = c.item WHERE r.place <= ${mostItems} ORDER BY r.place, looks DESC, industry`

/** Businesses of an industry or region, and who of them was ever visited. */
export interface VisitCoverage {
  part: 'all' | 'industry' | 'region'
  /** Null is "not stated". */
  value: string | null
  /** Seen in any extract up to the window's end. */
  businesses: number
  /** Visited in the window. */
  visited: number
  /** Never visited up to the window's end, as far as the extracts reach. */
  never: number
}

/** In all, by industry and by region of a level. With a choice of departments, by visits of these. */
export const visitCoverage = (filters: Filters, level: string): Sql<VisitCoverage> => sql`
  SELECT CASE grouping(industry, region) WHEN 3 THEN 'all' WHEN 1 THEN 'industry' ELSE 'region' END AS part, coalesce(industry, region) AS value,
    CAST(count(*) AS DOUBLE) AS businesses, CAST(count(*) FILTER (WHERE inside) AS DOUBLE) AS visited, CAST(count(*) FILTER (WHERE inside IS NULL) AS DOUBLE) AS never
  FROM (SELECT CAST(e.industry_name AS VARCHAR) AS industry, ${regionOf} AS region, s.inside AS inside
    FROM (SELECT entity_id, industry_name, region_code, lon FROM entities WHERE ${where('entities', filters)}) e
      LEFT JOIN (SELECT entity_id, bool_or(${within('inspections', filters.window)}) AS inside FROM inspections
        WHERE ${and([within('inspections', { from: null, to: filters.window.to }), tookPlace, raw('entity_id IS NOT NULL'), ofDepartments(filters.departments)])}
        GROUP BY entity_id) s ON s.entity_id = e.entity_id ${regionPaths(level)})
  GROUP BY GROUPING SETS ((), (industry), (region)) ORDER BY part, never DESC, value`
