import { isAmongPrepared } from '../engine/dialect'
import { and, raw, type Sql, sql } from '../engine/sql'
import type { Filters, Window } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { tookPlace } from '../risk/factsSql'

/** The first visit of a business in a window that took place. */
export interface FirstVisit {
  readonly entity_id: number
  readonly day: string
  /** The day on which the first of its results was published; null where none was, or the extracts do not say. */
  readonly published_on: string | null
}

/** Of each business that was visited in a window the first day, by number. */
export const firstVisits = (window: Window): Sql<FirstVisit> => sql`
  SELECT CAST(entity_id AS INTEGER) AS entity_id, CAST(day AS VARCHAR) AS day, CAST(CAST(published AS DATE) AS VARCHAR) AS published_on FROM (
    SELECT entity_id, day, published, row_number() OVER (PARTITION BY entity_id ORDER BY day) AS place FROM (
      SELECT entity_id, inspected_on AS day, min(published_at) AS published FROM inspections
      WHERE ${and([within('inspections', window), tookPlace, raw('entity_id IS NOT NULL')])} GROUP BY entity_id, inspected_on))
  WHERE place = 1 ORDER BY entity_id`

/** A business that a plan may have drawn. */
export interface DrawnBusiness {
  readonly entity_id: number
  readonly entity_code: string | null
  /** Businesses of the roster that have the same code, this one among them. */
  readonly alike: number
  readonly lon: number | null
  readonly lat: number | null
}

/** Ids that a statement names; of more it asks the whole roster: statements have bounds, on a server even narrow ones. */
const mostNamed = 1_000

/**
 * The businesses of a roster, as the filters leave them, that go by one of `ids` (their code, or `~` and their number), by
 * number; some that do not may be among them.
 */
export function drawnBusinesses(filters: Filters, ids: readonly string[]): Sql<DrawnBusiness> {
  const named =
    ids.length === 0 || ids.length > mostNamed
      ? raw(ids.length > 0 ? 'TRUE' : 'FALSE')
      : sql`(${isAmongPrepared(raw('entity_code'), ids)} OR ${isAmongPrepared(raw("concat('~', CAST(entity_id AS VARCHAR))"), ids)})`
  return sql`
  SELECT CAST(entity_id AS INTEGER) AS entity_id, entity_code, CAST(alike AS INTEGER) AS alike, lon, lat FROM (
    SELECT entity_id, entity_code, lon, lat, count(*) OVER (PARTITION BY entity_code) AS alike FROM entities WHERE ${where('entities', filters)})
  WHERE ${named} ORDER BY entity_id`
}
