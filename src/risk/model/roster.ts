import { latestPlace, latestText } from '../../engine/dialect'
import { raw, type Sql, sql } from '../../engine/sql'
import type { AsOf } from '../factsSql'
import type { Subject } from './history'

/** A business of the roster: nobody knows yet who will visit it. */
export interface RosterRow extends Subject {
  readonly entity: number
  readonly inspector: null
}

/** What the newest row says; of several on one day the text that sorts last, whatever the order of rows. */
const newest = (text: string, day: Sql): Sql => latestText(raw(text), day)

const place = (day: Sql): Sql => sql`${latestPlace('lon', day)} AS lon, ${latestPlace('lat', day)} AS lat`

const visitDay = raw('inspected_on')
const permitDay = raw('coalesce(permitted_on, CAST(accepted_at AS DATE))')
const complaintDay = raw('received_on')

/**
 * Every business with a row up to the day, as a visit on the day after would find it: what is stated last of its kind,
 * declared risk, region and place, by inspections first, then by permits, then by complaints. One row a business, by entity.
 */
export const roster = (at: AsOf): Sql<RosterRow> => sql`
  WITH visited AS (
      SELECT entity_id, ${newest('CAST(industry_name AS VARCHAR)', visitDay)} AS kind, ${newest('lower(trim(CAST(declared_risk AS VARCHAR)))', visitDay)} AS risk,
        ${newest('CAST(region_code AS VARCHAR)', visitDay)} AS region, ${place(visitDay)}
      FROM inspections WHERE entity_id IS NOT NULL AND inspected_on <= CAST(${at.day} AS DATE) GROUP BY entity_id),
    licensed AS (
      SELECT entity_id, ${newest('CAST(industry_name AS VARCHAR)', permitDay)} AS kind, ${newest('CAST(region_code AS VARCHAR)', permitDay)} AS region,
        ${place(permitDay)}
      FROM permits WHERE entity_id IS NOT NULL AND ${permitDay} <= CAST(${at.day} AS DATE) GROUP BY entity_id),
    accused AS (
      SELECT entity_id, ${newest('CAST(region_code AS VARCHAR)', complaintDay)} AS region, ${place(complaintDay)}
      FROM complaints WHERE entity_id IS NOT NULL AND received_on <= CAST(${at.day} AS DATE) GROUP BY entity_id)
  SELECT CAST(e.entity_id AS INTEGER) AS entity, coalesce(v.kind, p.kind) AS kind, v.risk AS risk, coalesce(v.region, p.region, c.region) AS region,
    coalesce(v.lon, p.lon, c.lon) AS lon, coalesce(v.lat, p.lat, c.lat) AS lat, NULL AS inspector
  FROM entities e LEFT JOIN visited v USING (entity_id) LEFT JOIN licensed p USING (entity_id) LEFT JOIN accused c USING (entity_id)
  WHERE v.entity_id IS NOT NULL OR p.entity_id IS NOT NULL OR c.entity_id IS NOT NULL
  ORDER BY e.entity_id` // biome-ignore format: SQL
