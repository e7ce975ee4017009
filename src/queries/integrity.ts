import { and, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where, within } from '../filters/predicates'
import type { AsOf } from '../risk/factsSql'
import { num } from '../risk/factsSql'
import { indicatorColumn } from '../risk/indicatorsSql'
import { indicatorSource, rankedAt } from '../risk/kept'
import { tookPlace } from '../risk/model/history'
import { scored } from '../risk/score'
import {
  complaintKeys,
  type IndicatorKey,
  indicatorKeys,
  type RiskClass,
  type Scorecard,
  withoutModel,
} from '../risk/scorecard'

/*
 * What the integrity panel asks. Inspectors leave the engine as numbers, never by what an extract calls them:
 * `pseudonymsOf` in risk/model/inspectors.ts numbers alike. Who is only ever a second inspector comes after all others.
 */
const numbered = sql`(
  SELECT inspector, CAST(row_number() OVER (ORDER BY firsts DESC, CASE WHEN firsts = 0 THEN seconds ELSE 0 END DESC, inspector) AS INTEGER) AS number
  FROM (SELECT inspector, count(*) FILTER (WHERE place = 1) AS firsts, count(*) FILTER (WHERE place = 2) AS seconds FROM (
    SELECT CAST(inspector_1 AS VARCHAR) AS inspector, 1 AS place FROM inspections WHERE ${tookPlace}
    UNION ALL SELECT CAST(inspector_2 AS VARCHAR), 2 FROM inspections WHERE ${tookPlace}) WHERE inspector IS NOT NULL GROUP BY inspector))`

/** A re-check belongs to whoever found the problem: it says nothing of how officers are drawn. */
const drawn = (filters: Filters): Sql =>
  and([where('inspections', filters), tookPlace, raw(`(inspection_type IS NULL OR inspection_type <> 'recheck')`)])

/** A region of the level, else as regionFigures has it. Needs `region_code` and `lon` as `e`, and `region_paths` as `p`. */
export const regionOf = raw(`CASE WHEN p.ancestor IS NOT NULL THEN p.ancestor
    WHEN e.region_code IS NOT NULL AND (SELECT count(*) FROM regions) = 0 THEN CAST(e.region_code AS VARCHAR)
    WHEN e.region_code IS NOT NULL THEN '~coarser' WHEN e.lon IS NULL THEN '~none' ELSE '~outside' END`)
export const regionPaths = (level: string): Sql =>
  sql`LEFT JOIN region_paths p ON p.code = CAST(e.region_code AS VARCHAR) AND p.level = ${level}`

/** How far the visits of the window say who made them; re-checks are not among them. */
export interface NamedVisits {
  visits: number
  named: number
  /** Of two different inspectors. */
  paired: number
}

export const namedVisits = (filters: Filters): Sql<NamedVisits> => sql`
  SELECT CAST(count(*) AS DOUBLE) AS visits, CAST(count(*) FILTER (WHERE one IS NOT NULL OR two IS NOT NULL) AS DOUBLE) AS named,
    CAST(count(*) FILTER (WHERE one <> two) AS DOUBLE) AS paired
  FROM (SELECT CAST(inspector_1 AS VARCHAR) AS one, CAST(inspector_2 AS VARCHAR) AS two FROM inspections WHERE ${drawn(filters)})`

/** Visits that two inspectors made together for one department ('' where none is stated); `first` is the lower number. */
export interface PairCount {
  department: string
  first: number
  second: number
  visits: number
}

/** All pairs that occur in the window, the most frequent first; re-checks do not count. */
export const pairCounts = (filters: Filters): Sql<PairCount> => sql`
  WITH numbered AS ${numbered}
  SELECT v.department AS department, least(a.number, b.number) AS "first", greatest(a.number, b.number) AS "second", CAST(count(*) AS DOUBLE) AS visits
  FROM (SELECT coalesce(CAST(department AS VARCHAR), '') AS department, CAST(inspector_1 AS VARCHAR) AS one, CAST(inspector_2 AS VARCHAR) AS two
    FROM inspections WHERE ${drawn(filters)}) v
    JOIN numbered a ON a.inspector = v.one JOIN numbered b ON b.inspector = v.two
  WHERE v.one <> v.two GROUP BY ALL ORDER BY visits DESC, "first", "second", department`

/** One inspector who came to one business at least `leastReturns` times. */
export interface ReturnCount {
  entity_id: number
  entity_name: string | null
  inspector: number
  visits: number
  /** Visits to the business by anyone who is named. */
  of: number
  /** Visits by the inspector if each visit to the business had drawn among the visits of its department and region. */
  expected: number
  /** Pairs of an inspector and a business that might have come to as many. */
  tests: number
}

export const leastReturns = 3

/**
 * Inspectors who return to a business, in either place of the visit; re-checks do not count. Expected is
 * Σ over strata of n(business) · n(inspector) / n(all), the strata being department × region of `level`.
 */
export const returnCounts = (filters: Filters, level: string): Sql<ReturnCount> => sql`
  WITH numbered AS ${numbered},
    visits AS (
      SELECT entity_id, concat(department, chr(10), ${regionOf}) AS stratum, one, two
      FROM (SELECT entity_id, region_code, lon, coalesce(CAST(department AS VARCHAR), '') AS department, CAST(inspector_1 AS VARCHAR) AS one, CAST(inspector_2 AS VARCHAR) AS two
        FROM inspections WHERE ${drawn(filters)} AND entity_id IS NOT NULL AND (inspector_1 IS NOT NULL OR inspector_2 IS NOT NULL)) e ${regionPaths(level)}),
    taken AS (SELECT entity_id, stratum, one AS inspector FROM visits WHERE one IS NOT NULL
      UNION ALL SELECT entity_id, stratum, two FROM visits WHERE two IS NOT NULL AND (one IS NULL OR two <> one)),
    strata AS (SELECT stratum, count(*) AS n FROM visits GROUP BY stratum),
    inspectors AS (SELECT stratum, inspector, count(*) AS n FROM taken GROUP BY ALL),
    businesses AS (SELECT entity_id, stratum, count(*) AS n FROM visits GROUP BY ALL),
    often AS (SELECT entity_id, sum(n) AS n FROM businesses GROUP BY entity_id HAVING sum(n) >= ${raw(String(leastReturns))}),
    tests AS (SELECT sum(i.k * b.k) AS tests FROM (SELECT stratum, count(*) AS k FROM inspectors GROUP BY stratum) i
      JOIN (SELECT stratum, count(*) AS k FROM businesses JOIN often USING (entity_id) GROUP BY stratum) b USING (stratum)),
    pairs AS (SELECT entity_id, inspector, count(*) AS k FROM taken GROUP BY ALL HAVING count(*) >= ${raw(String(leastReturns))})
  SELECT * FROM (SELECT CAST(r.entity_id AS INTEGER) AS entity_id, any_value(e.entity_name) AS entity_name, any_value(n.number) AS inspector, CAST(any_value(r.k) AS DOUBLE) AS visits,
    CAST(any_value(o.n) AS DOUBLE) AS "of", CAST(sum(CAST(b.n AS DOUBLE) * i.n / s.n) AS DOUBLE) AS expected, CAST(any_value(t.tests) AS DOUBLE) AS tests
  FROM pairs r JOIN numbered n ON n.inspector = r.inspector JOIN often o ON o.entity_id = r.entity_id JOIN entities e ON e.entity_id = r.entity_id
    JOIN businesses b ON b.entity_id = r.entity_id JOIN inspectors i ON i.stratum = b.stratum AND i.inspector = r.inspector
    JOIN strata s ON s.stratum = b.stratum CROSS JOIN tests t
  GROUP BY r.entity_id, r.inspector) ORDER BY visits DESC, entity_id, inspector`

/** Businesses on the roster and those visited in the window, with what the visits found. */
export interface SelectionCounts {
  /** Seen in any extract up to the window's end. */
  roster: number
  /** With at least one visit that took place. */
  visited: number
  visits: number
  critical: number
}
export type RegionSelection = SelectionCounts & { region: string }
export type ClassSelection = SelectionCounts & { class: RiskClass }

const selectionSums = raw(`CAST(count(*) AS DOUBLE) AS roster, CAST(count(v.visits) AS DOUBLE) AS visited,
  CAST(coalesce(sum(v.visits), 0) AS DOUBLE) AS visits, CAST(coalesce(sum(v.critical), 0) AS DOUBLE) AS critical`)
const visitsOf = (filters: Filters): Sql => sql`(
  SELECT entity_id, count(*) AS visits, count(*) FILTER (WHERE result = 'critical') AS critical
  FROM inspections WHERE ${within('inspections', filters.window)} AND ${tookPlace} AND entity_id IS NOT NULL GROUP BY entity_id)`

/** Selection by region of a level, all regions of the city: not filtered by region or area, which are what is compared. */
export const selectionByRegion = (filters: Filters, level: string): Sql<RegionSelection> => sql`
  SELECT ${regionOf} AS region, ${selectionSums}
  FROM (SELECT * FROM entities WHERE ${where('entities', filters, ['regions', 'area'])}) e
    LEFT JOIN ${visitsOf(filters)} v ON v.entity_id = e.entity_id ${regionPaths(level)}
  GROUP BY 1 ORDER BY 1`

/** Selection by class as of `at`: the day before the window, for visits change classes. Who came later is not in it. */
export const selectionByClass = (filters: Filters, card: Scorecard, at: AsOf): Sql<ClassSelection> => sql`
  SELECT s.class AS class, ${selectionSums}
  FROM (SELECT * FROM entities WHERE ${where('entities', filters, ['regions', 'area', 'classes'])}) e
    JOIN (${rankedAt(at, card)}) s ON s.entity_id = e.entity_id
    LEFT JOIN ${visitsOf(filters)} v ON v.entity_id = e.entity_id
  GROUP BY 1 ORDER BY 1`

/** Points that come from complaints, of the businesses of a class or region or of all. */
export interface ComplaintShare {
  part: 'all' | 'class' | 'region'
  /** Null for all. */
  value: string | null
  businesses: number
  /** Businesses with any points from complaints. */
  touched: number
  /** Sums of points. */
  score: number
  complaints: number
  /** Most points that complaints can make of 100 here, once what the extracts lack is left out; null without a score. */
  most: number | null
}

const sumOf = (keys: readonly IndicatorKey[], term: (key: IndicatorKey) => Sql): Sql =>
  keys.length === 0 ? num(0) : join(keys.map(term), ' + ')

/** The share of the score that comes from C1, C2, C3 and N1: of all businesses of the filters, by class and by region of a level. */
export function complaintShares(filters: Filters, active: Scorecard, at: AsOf, level: string): Sql<ComplaintShare> {
  // A learned model has no points of complaints: the scorecard beside it has.
  const card = withoutModel(active)
  const column = (key: IndicatorKey): Sql => raw(`s.${indicatorColumn(key)}`)
  const weight = (key: IndicatorKey): Sql =>
    sql`CASE WHEN ${column(key)} IS NULL THEN 0 ELSE ${num(card.weights[key])} END`
  const points = (key: IndicatorKey): Sql => sql`${num(card.weights[key])} * coalesce(${column(key)}, 0)`
  const used = indicatorKeys.filter(key => card.weights[key] > 0)
  const ours = used.filter(key => complaintKeys.includes(key))
  const all = sumOf(used, weight)
  const classes = filters.classes === null ? [] : [sql`s.class IN (${join([...filters.classes.only])})`]
  return sql`
    SELECT CASE grouping(class, region) WHEN 3 THEN 'all' WHEN 1 THEN 'class' ELSE 'region' END AS part, coalesce(class, region) AS value,
      CAST(count(*) AS DOUBLE) AS businesses, CAST(count(*) FILTER (WHERE complaints > 0) AS DOUBLE) AS touched,
      CAST(coalesce(sum(score), 0) AS DOUBLE) AS score, CAST(coalesce(sum(complaints), 0) AS DOUBLE) AS complaints, CAST(max(most) AS DOUBLE) AS most
    FROM (SELECT s.class AS class, ${regionOf} AS region, s.score AS score,
        100 * (${sumOf(ours, points)}) / nullif(${all}, 0) AS complaints, 100 * (${sumOf(ours, weight)}) / nullif(${all}, 0) AS most
      FROM (SELECT * FROM entities WHERE ${where('entities', filters, ['classes'])}) e
        JOIN (${scored(indicatorSource(at, card.settings), card)}) s ON s.entity_id = e.entity_id ${regionPaths(level)}
      WHERE ${and([raw('s.score IS NOT NULL'), ...classes])})
    GROUP BY GROUPING SETS ((), (class), (region)) ORDER BY part, value`
}
