import { join, raw, type Sql, sql } from '../engine/sql'
import type { Norms } from '../risk/explain'
import type { AsOf } from '../risk/factsSql'
import { normColumns } from '../risk/indicatorsSql'
import { normsSource, rankedAt } from '../risk/kept'
import type { RiskClass, Scorecard } from '../risk/scorecard'

/** A business as it is scored among all, and what it is measured by. */
export interface BusinessRisk extends Norms {
  readonly entity_id: number
  readonly score: number | null
  readonly class: RiskClass
  readonly rank: number
  /** Businesses that are ranked. */
  readonly of: number
  readonly coverage: number | null
  readonly declared_class: string | null
}

/** No row where the business has none up to the day. */
export function businessRisk(entity: number, card: Scorecard, at: AsOf): Sql<BusinessRisk> {
  return sql`
    SELECT CAST(r.entity_id AS INTEGER) AS entity_id, r.score AS score, r.class AS class, r.rank AS rank, r.total AS "of", r.coverage AS coverage,
      r.declared_class AS declared_class, ${join(normColumns.map(name => raw(`n.${name} AS ${name}`)))},
      ${raw(card.thresholds.by === 'percentile' ? 'r.place AS place' : 'NULL AS place')}
    FROM (SELECT *, CAST(count(*) OVER () AS DOUBLE) AS total FROM (${rankedAt(at, card)})) r
      JOIN (${normsSource(at, card.settings)}) n ON n.spot = r.spot
    WHERE r.entity_id = CAST(${entity} AS INTEGER)` // biome-ignore format: SQL
}

/** A business's names and place, as `entities` has them. */
export interface BusinessName {
  readonly entity_id: number
  readonly entity_code: string | null
  readonly is_credit_code: boolean | null
  readonly entity_name: string | null
  readonly address: string | null
  readonly region_code: string | null
  readonly industry_name: string | null
  readonly licence_kind: string | null
  readonly first_seen_on: string | null
  readonly has_permit: boolean
  readonly permits: number
  readonly inspections: number
  readonly complaints: number
  readonly lon: number | null
  readonly lat: number | null
}

export const businessName = (entity: number): Sql<BusinessName> => sql`
  SELECT CAST(entity_id AS INTEGER) AS entity_id, entity_code, is_credit_code, entity_name, address, CAST(region_code AS VARCHAR) AS region_code,
    industry_name, licence_kind, CAST(first_seen_on AS VARCHAR) AS first_seen_on, has_permit, permits, inspections, complaints, lon, lat
  FROM entities WHERE entity_id = CAST(${entity} AS INTEGER)`

/** Another business at the same place or under the same owner. */
export interface Neighbour {
  readonly by: 'place' | 'owner'
  /** The code that both carry, of a neighbour by owner. */
  readonly owner_code: string | null
  readonly entity_id: number
  readonly entity_name: string | null
  readonly entity_code: string | null
  readonly industry_name: string | null
  readonly address: string | null
  readonly score: number | null
  readonly class: RiskClass
  /** Neighbours of its kind (`by`) in all, also beyond `limit`. */
  readonly of: number
}

/**
 * Rows that name an owner, by the code as it came. A company is its own owner too
 * where its key is a credit code, which nothing else is: so a head office and its branches are found from each other.
 */
const owned = sql`
  SELECT entity_id, entity_code AS owner_code FROM entities WHERE is_credit_code
  UNION ALL
  SELECT entity_id, owner_code FROM permits WHERE entity_id IS NOT NULL AND owner_code IS NOT NULL
  UNION ALL
  SELECT entity_id, owner_code FROM inspections WHERE entity_id IS NOT NULL AND owner_code IS NOT NULL`

/**
 * Other businesses with the same address, or within some ten metres, and those under an owner code that one of the
 * business's rows carries; the riskiest first, at most `limit` of each. One that is both is there twice.
 */
export const neighbours = (entity: number, card: Scorecard, at: AsOf, limit: number): Sql<Neighbour> => sql`
  WITH here AS (SELECT upper(trim(address)) AS address, lon, lat FROM entities WHERE entity_id = CAST(${entity} AS INTEGER)),
  owned AS (${owned}),
  owners AS (SELECT DISTINCT owner_code FROM owned WHERE entity_id = CAST(${entity} AS INTEGER)),
  near AS (
    SELECT 'place' AS "by", NULL AS owner_code, e.entity_id AS entity_id FROM entities e, here h
    WHERE (h.address <> '' AND upper(trim(e.address)) = h.address) OR (abs(e.lon - h.lon) < 0.0001 AND abs(e.lat - h.lat) < 0.0001)
    UNION ALL
    SELECT 'owner', min(o.owner_code), o.entity_id FROM owned o JOIN owners USING (owner_code) GROUP BY o.entity_id),
  ranked AS (
    SELECT n."by" AS "by", n.owner_code AS owner_code, n.entity_id AS entity_id, s.score AS score, s.class AS class,
      row_number() OVER (PARTITION BY n."by" ORDER BY s.rank, n.entity_id) AS place, count(*) OVER (PARTITION BY n."by") AS total
    FROM near n JOIN (${rankedAt(at, card)}) s ON s.entity_id = n.entity_id
    WHERE n.entity_id <> CAST(${entity} AS INTEGER))
  SELECT r."by" AS "by", r.owner_code AS owner_code, CAST(r.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name,
    e.entity_code AS entity_code, e.industry_name AS industry_name, e.address AS address, r.score AS score, r.class AS class,
    CAST(r.total AS DOUBLE) AS "of"
  FROM ranked r JOIN entities e ON e.entity_id = r.entity_id
  WHERE r.place <= CAST(${limit} AS INTEGER) ORDER BY r."by" DESC, r.place`

/** By which rule a business's rows were linked to it, extract by extract. */
export const linkRules = (
  entity: number,
): Sql<{ extract: string; method: string | null; rows: number; confidence: number }> => sql`
  SELECT extract, CAST(method AS VARCHAR) AS method, CAST(count(*) AS DOUBLE) AS rows, CAST(min(confidence) AS DOUBLE) AS confidence
  FROM links WHERE entity_id = CAST(${entity} AS INTEGER) GROUP BY ALL ORDER BY extract, rows DESC, method`
