import { list, raw, type Sql, sql } from '../engine/sql'
import type { Day } from '../filters/days'

/*
 * What inspectors carry with them of the businesses that they visit: the newest rows of each, newest first, up to a day,
 * and how many there are in all.
 */

/** Place among the rows of its business, from 1, and how many there are. */
interface Listed {
  readonly entity_id: number
  readonly all: number
}

export interface CarriedPermit extends Listed {
  readonly permit_id: string
  readonly permit_name: string | null
  readonly status: string | null
  readonly valid_to: Day | null
}

export interface CarriedInspection extends Listed {
  readonly day: Day
  readonly type: string | null
  readonly result: string | null
  readonly item: string | null
  readonly rectify_due_on: Day | null
  readonly rectified_on: Day | null
}

export interface CarriedComplaint extends Listed {
  readonly day: Day
  readonly category: string | null
  readonly status: string | null
}

/** `columns` of the newest `most` rows of each business of a table, ordered by `on`. */
function newest<Row>(
  { table, on, columns }: { readonly table: string; readonly on: string; readonly columns: string },
  entities: readonly number[],
  upTo: Day,
  most: number,
): Sql<Row> {
  return sql`
    SELECT CAST(entity_id AS INTEGER) AS entity_id, CAST(n AS INTEGER) AS "all", ${raw(columns)} FROM (
      SELECT *, row_number() OVER (PARTITION BY entity_id ORDER BY on_day DESC, source_file, source_row) AS place,
        count(*) OVER (PARTITION BY entity_id) AS n
      FROM (SELECT *, ${raw(on)} AS on_day FROM ${raw(table)} WHERE entity_id IN ${list(entities)})
      WHERE on_day <= CAST(${upTo} AS DATE))
    WHERE place <= CAST(${most} AS INTEGER) ORDER BY entity_id, place`
}

/** By the day they were decided on, else accepted, else valid from. */
export const carriedPermits = (entities: readonly number[], upTo: Day, most: number): Sql<CarriedPermit> =>
  newest(
    {
      table: 'permits',
      on: 'coalesce(permitted_on, CAST(accepted_at AS DATE), valid_from)',
      columns: `permit_id, CAST(permit_name AS VARCHAR) AS permit_name, CAST(status AS VARCHAR) AS status,
        CAST(CAST(valid_to AS DATE) AS VARCHAR) AS valid_to`,
    },
    entities,
    upTo,
    most,
  )

export const carriedInspections = (entities: readonly number[], upTo: Day, most: number): Sql<CarriedInspection> =>
  newest(
    {
      table: 'inspections',
      on: 'inspected_on',
      columns: `CAST(inspected_on AS VARCHAR) AS day, CAST(inspection_type AS VARCHAR) AS type, CAST(result AS VARCHAR) AS result,
        CAST(item_name AS VARCHAR) AS item, CAST(rectify_due_on AS VARCHAR) AS rectify_due_on, CAST(rectified_on AS VARCHAR) AS rectified_on`,
    },
    entities,
    upTo,
    most,
  )

export const carriedComplaints = (entities: readonly number[], upTo: Day, most: number): Sql<CarriedComplaint> =>
  newest(
    {
      table: 'complaints',
      on: 'received_on',
      columns:
        'CAST(received_on AS VARCHAR) AS day, CAST(category AS VARCHAR) AS category, CAST(status AS VARCHAR) AS status',
    },
    entities,
    upTo,
    most,
  )
