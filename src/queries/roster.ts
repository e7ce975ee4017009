import { latestText } from '../engine/dialect'
import { and, join, raw, type Sql, sql } from '../engine/sql'
import { addDays, addYears, type Day } from '../filters/days'
import type { Filters, Window } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { type AsOf, tookPlace } from '../risk/factsSql'
import { classesAt } from '../risk/kept'
import type { RiskClass, Scorecard } from '../risk/scorecard'
import { visits } from './burdenVisits'

/** A business that a plan may draw. */
export interface RosterRow {
  readonly entity_id: number
  readonly entity_code: string | null
  readonly entity_name: string | null
  readonly address: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly lon: number | null
  readonly lat: number | null
  readonly class: RiskClass | null
  /** As the newest permit that says so names it, else the newest visit. */
  readonly owner: string | null
  readonly closed: boolean
}

/** Permits that do not allow anything any more, or never did. One that ran out is none of them: who goes on without it is to be visited. */
const ended = ['refused', 'withdrawn', 'revoked', 'cancelled'] as const

const permitDay = raw('coalesce(permitted_on, CAST(accepted_at AS DATE), valid_from)')

/**
 * Businesses that the filters leave (regions, industries, an area), by number, as of a day. Closed are those whose last
 * visit found them closed, and those that have permits of which each was refused, withdrawn, revoked or cancelled.
 */
export const rosterBusinesses = (filters: Filters, card: Scorecard, at: AsOf): Sql<RosterRow> => sql`
  WITH chosen AS (SELECT * FROM entities WHERE ${where('entities', filters)}),
    permitted AS (
      SELECT entity_id, ${latestText(raw('CAST(owner_code AS VARCHAR)'), permitDay)} AS owner,
        CAST(count(*) AS INTEGER) AS permits, CAST(count(*) FILTER (WHERE ${join(
          ended.map(state => sql`status = ${state}`),
          ' OR ',
        )}) AS INTEGER) AS ended
      FROM permits WHERE entity_id IS NOT NULL AND ${permitDay} <= CAST(${at.day} AS DATE) GROUP BY entity_id),
    visited AS (
      SELECT entity_id, ${latestText(raw('CAST(owner_code AS VARCHAR)'), raw('inspected_on'))} AS owner,
        ${latestText(raw('CAST(result AS VARCHAR)'), raw('inspected_on'))} AS result
      FROM inspections WHERE entity_id IS NOT NULL AND inspected_on <= CAST(${at.day} AS DATE) GROUP BY entity_id),
    classed AS (SELECT * FROM (${classesAt(at, card)}))
  SELECT CAST(e.entity_id AS INTEGER) AS entity_id, e.entity_code AS entity_code, e.entity_name AS entity_name, e.address AS address,
    CAST(e.industry_name AS VARCHAR) AS industry_name, CAST(e.region_code AS VARCHAR) AS region_code, e.lon AS lon, e.lat AS lat,
    c.class AS class, coalesce(p.owner, v.owner) AS owner,
    CAST((coalesce(v.result = 'closed', FALSE) OR coalesce(p.permits > 0 AND p.permits = p.ended, FALSE)) AS BOOLEAN) AS closed
  FROM chosen e LEFT JOIN classed c ON c.entity_id = e.entity_id LEFT JOIN permitted p ON p.entity_id = e.entity_id
    LEFT JOIN visited v ON v.entity_id = e.entity_id
  ORDER BY e.entity_id`

/** Visits of a business by a department that caps count. */
export interface RosterVisits {
  readonly entity_id: number
  /** Null: not stated. */
  readonly department: string | null
  readonly visits: number
  /** Of them those that count in all: a joint visit counts with one department. */
  readonly counted: number
}

/** The calendar year up to a day. */
export const yearUpTo = (day: Day): { readonly from: Day; readonly to: Day } => ({
  from: `${day.slice(0, 4)}-01-01`,
  to: day,
})

/** Visits of the calendar year up to the end of the window, as the page of burden counts them; those that no cap counts are left out. */
export const rosterVisits = (filters: Filters): Sql<RosterVisits> => sql`
  SELECT CAST(entity_id AS INTEGER) AS entity_id, CAST(department AS VARCHAR) AS department, CAST(count(*) AS INTEGER) AS visits,
    CAST(count(*) FILTER (WHERE counts) AS INTEGER) AS counted
  FROM ${visits(filters, yearUpTo(filters.window.to))} WHERE NOT exempt GROUP BY entity_id, department ORDER BY entity_id, department NULLS LAST`

/** Twelve months up to a day. */
export const monthsUpTo = (day: Day): { readonly from: Day; readonly to: Day } => ({
  from: addDays(addYears(day, -1), 1),
  to: day,
})

/** Two inspectors who went together. */
export interface MetPair {
  readonly one: string
  readonly two: string
}

/** Pairs of inspectors who made a visit of a window, each once. */
export const pairsOf = (window: Window): Sql<MetPair> => sql`
  SELECT DISTINCT least(one, two) AS one, greatest(one, two) AS two
  FROM (SELECT CAST(inspector_1 AS VARCHAR) AS one, CAST(inspector_2 AS VARCHAR) AS two FROM inspections WHERE ${and([within('inspections', window), tookPlace])})
  WHERE one IS NOT NULL AND two IS NOT NULL AND one <> two ORDER BY one, two`

/** Somebody who made visits, and for which department most of them. */
export interface RosterInspector {
  readonly inspector: string
  readonly department: string | null
  readonly visits: number
}

/** Who made visits in a window, by how many. */
export const rosterInspectors = (window: Window): Sql<RosterInspector> => sql`
  SELECT inspector, department, CAST(visits AS INTEGER) AS visits FROM (
    SELECT inspector, department, sum(n) OVER (PARTITION BY inspector) AS visits, row_number() OVER (PARTITION BY inspector ORDER BY n DESC, department NULLS LAST) AS place FROM (
      SELECT inspector, department, count(*) AS n FROM (
        SELECT CAST(inspector_1 AS VARCHAR) AS inspector, CAST(department AS VARCHAR) AS department FROM inspections WHERE ${and([within('inspections', window), tookPlace])}
        UNION ALL SELECT CAST(inspector_2 AS VARCHAR), CAST(department AS VARCHAR) FROM inspections WHERE ${and([within('inspections', window), tookPlace])})
      WHERE inspector IS NOT NULL GROUP BY inspector, department)) WHERE place = 1 ORDER BY visits DESC, inspector`
