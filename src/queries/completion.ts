import { and, raw, type Sql, sql } from '../engine/sql'
import type { Window } from '../filters/filters'
import { within } from '../filters/predicates'
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
