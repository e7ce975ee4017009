import { raw, type Sql, sql } from '../engine/sql'
import type { ComplaintRow, InspectionRow, PermitRow } from './facts'

/*
 * The rows of businesses as `explainScore` takes them, in the order of the extracts. Without an entity: those of all
 * businesses, each with its `entity_id`.
 */
type Owned = { readonly entity_id: number }

const of = (entity: number | null): Sql =>
  entity === null ? raw('entity_id IS NOT NULL') : sql`entity_id = CAST(${entity} AS INTEGER)`
const day = (column: string, name = column): Sql => raw(`CAST(CAST(${column} AS DATE) AS VARCHAR) AS ${name}`)
const place = raw('entity_id, CAST(source_file AS INTEGER) AS file, source_row AS "row"')

export const permitRows = (entity: number | null): Sql<PermitRow & Owned> => sql`
  SELECT ${place}, ${day('permitted_on')}, ${day('accepted_at', 'accepted_on')}, ${day('valid_from')}, ${day('valid_to')},
    ${day('first_issued_on')}, CAST(status AS VARCHAR) AS status
  FROM permits WHERE ${of(entity)} ORDER BY source_file, source_row`

export const inspectionRows = (entity: number | null): Sql<InspectionRow & Owned> => sql`
  SELECT ${place}, ${day('inspected_on')}, CAST(result AS VARCHAR) AS result,
    coalesce(CAST(item_code AS VARCHAR), CAST(item_name AS VARCHAR)) AS item, CAST(declared_risk AS VARCHAR) AS declared_risk,
    ${day('rectify_due_on')}, ${day('rectified_on')}
  FROM inspections WHERE ${of(entity)} ORDER BY source_file, source_row`

export const complaintRows = (entity: number | null): Sql<ComplaintRow & Owned> => sql`
  SELECT ${place}, ${day('received_on')}, CAST(kind AS VARCHAR) AS kind, ${day('closed_on')}, ${day('due_on')}, parent_id,
    substantiated, duplicate_flag
  FROM complaints WHERE ${of(entity)} ORDER BY source_file, source_row`
