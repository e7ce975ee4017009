import { identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Norms } from '../risk/explain'
import type { AsOf } from '../risk/factsSql'
import { imputable, indicatorColumn, normColumns } from '../risk/indicatorsSql'
import { indicatorSource } from '../risk/kept'
import { scored } from '../risk/score'
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
  const norms = [...normColumns, ...imputable.map(key => `mean_${indicatorColumn(key)}`)]
  return sql`
    SELECT CAST(entity_id AS INTEGER) AS entity_id, score, class, rank, total AS "of", coverage, declared_class, industry,
      ${join(norms.map(identifier))}, ${raw(card.thresholds.by === 'percentile' ? 'place' : 'NULL AS place')}
    FROM (SELECT *, CAST(count(*) OVER () AS DOUBLE) AS total FROM (${scored(indicatorSource(at, card.settings), card)}))
    WHERE entity_id = CAST(${entity} AS INTEGER)`
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
