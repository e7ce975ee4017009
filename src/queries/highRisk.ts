import { daysBetween } from '../engine/dialect'
import { list, raw, type Sql, sql } from '../engine/sql'
import type { FilterKey, Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import type { AsOf } from '../risk/factsSql'
import { rankedAt } from '../risk/kept'
import { type HighClass, highClasses, type Scorecard, visitWithin } from '../risk/scorecard'
import type { Course } from './activity'
import { selected, summed } from './counts'
import { byHexagon, type HexGrid, hexagonKey } from './hexagons'
import { byRegion, regionKey } from './regionFigures'
import type { RiskPlace } from './riskList'

/** Businesses as a scorecard classes them on a day. */
export interface ScoredInput {
  readonly filters: Filters
  readonly card: Scorecard
  readonly at: AsOf
}

export interface RiskCounts {
  businesses: number
  /** Those that the extracts say enough of: the denominator of the share. */
  scored: number
  /** Of class C or D. */
  high_risk: number
}

/** Businesses that the filters leave, `e`, each with its score, `s`, which is worked out among all. */
export const withScores = ({ filters, card, at }: ScoredInput, except: readonly FilterKey[] = []): Sql => sql`
  (SELECT * FROM entities WHERE ${where('entities', filters, except)}) e
    LEFT JOIN (${rankedAt(at, card)}) s ON s.entity_id = e.entity_id`

const isHigh: Sql = sql`class IN ${list(highClasses)}`

// A fact may lift a business into a class that has no score.
export const riskCounts: Readonly<Record<keyof RiskCounts, Sql | null>> = {
  businesses: null,
  scored: sql`(score IS NOT NULL OR ${isHigh})`,
  high_risk: isHigh,
}
const riskSums: Sql = summed(Object.keys(riskCounts))

/** How many businesses are of class C or D at the end of the filters' window, in the shape of the other figures. */
export const highRisk = (input: ScoredInput, period: 'window' | 'compare'): Sql<Course<RiskCounts>> => sql`
  SELECT ${period} AS period, CAST(NULL AS VARCHAR) AS bucket, ${selected(riskCounts)} FROM ${withScores(input)}`

export type RegionRisk = RiskCounts & { region: string }

/** The same by region of a level, not filtered by region: the rows of `regionFigures`. */
export const riskByRegion = (input: ScoredInput, level: string): Sql<RegionRisk> =>
  byRegion(
    sql`SELECT ${regionKey}, ${selected(riskCounts)} FROM ${withScores(input, ['regions'])} GROUP BY ALL`,
    riskSums,
    level,
  )

export type HexagonRisk = RiskCounts & { q: number; r: number }

/** The same by hexagon. */
export const riskByHexagon = (input: ScoredInput, grid: HexGrid): Sql<HexagonRisk> =>
  byHexagon(
    sql`SELECT ${hexagonKey(grid)}, ${selected(riskCounts)} FROM ${withScores(input)} WHERE lon IS NOT NULL GROUP BY ALL`,
    riskSums,
  )

/** The places of the riskiest businesses, at most `limit`. */
export const classPlaces = (input: ScoredInput, limit: number): Sql<RiskPlace> => sql`
  SELECT CAST(e.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.lon AS lon, e.lat AS lat, s.score AS score, s.class AS class
  FROM ${withScores(input)} WHERE e.lon IS NOT NULL AND s.class IS NOT NULL
  ORDER BY s.rank, e.entity_id LIMIT CAST(${limit} AS INTEGER)`

/** A business of high risk whose visit is overdue. */
export interface UnvisitedRow {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly class: HighClass
  readonly last_visit_on: string | null
  /** Null where there was no visit. */
  readonly days_since: number | null
  /** Days beyond those that the class allows. */
  readonly days_over: number
  /** All such businesses: the answer may hold the first of them only. */
  readonly of: number
}

const allowed: Sql = raw(
  `CASE s.class ${highClasses.map(letter => `WHEN '${letter}' THEN ${visitWithin[letter]}`).join(' ')} END`,
)

/**
 * Days beyond those within which a business of its class is to be visited again; one that was never visited has waited
 * since its first row. NULL for classes without such days, and where the extracts have no visits at all, and so no
 * indicator of the time since the last. Of `s`, a business as it is scored, and `e`, its entity.
 */
export const daysOver = (at: AsOf): Sql => sql`CASE WHEN s.i5 IS NOT NULL THEN
  ${daysBetween(raw('coalesce(s.last_visit_on, e.first_seen_on)'), sql`CAST(${at.day} AS DATE)`)} - ${allowed} END`

/**
 * Businesses of high risk that were not visited for longer than their class allows, the longest overdue first. One that
 * was never visited has waited since its first row. None where the extracts have no visits at all.
 */
export const unvisited = (input: ScoredInput, limit: number): Sql<UnvisitedRow> => sql`
  SELECT entity_id, entity_name, class, CAST(last_visit_on AS VARCHAR) AS last_visit_on, days_since, days_over, CAST(count(*) OVER () AS DOUBLE) AS "of"
  FROM (
    SELECT CAST(e.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, s.class AS class, s.rank AS rank, s.last_visit_on AS last_visit_on,
      CAST(${daysBetween(raw('s.last_visit_on'), sql`CAST(${input.at.day} AS DATE)`)} AS INTEGER) AS days_since,
      CAST(${daysOver(input.at)} AS INTEGER) AS days_over
    FROM ${withScores(input)} WHERE ${isHigh})
  WHERE days_over > 0 ORDER BY days_over DESC, rank, entity_id LIMIT CAST(${limit} AS INTEGER)`
