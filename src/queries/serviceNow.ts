import { raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { selected } from './counts'
import {
  complaintNear,
  complaintOverdue,
  complaintSoon,
  open,
  permitNear,
  permitOverdue,
  permitSoon,
  undecided,
} from './serviceStates'

/** Cases that are not over on the as-of day, whenever they came. */
export interface ServiceNow {
  table: 'permits' | 'complaints'
  open: number
  overdue: number
  /** At most two working days left. */
  near: number
  /** Due within seven days, the as-of day the first. */
  soon: number
  /** Nobody knows when they are due. */
  undated: number
}

/** A row a table. Not restricted by the window. */
export const serviceNow = (filters: Filters, asOf: string): Sql<ServiceNow> => sql`
  SELECT * FROM (
  SELECT 'permits' AS "table", ${selected({
    open: null,
    overdue: permitOverdue(asOf),
    near: permitNear(asOf),
    soon: permitSoon(asOf),
    undated: raw('due_on IS NULL'),
  })} FROM permits WHERE ${where('permits', filters, ['window'])} AND ${undecided(asOf)}
  UNION ALL
  SELECT 'complaints' AS "table", ${selected({
    open: null,
    overdue: complaintOverdue(asOf),
    near: complaintNear(asOf),
    soon: complaintSoon(asOf),
    undated: raw('due_on IS NULL'),
  })} FROM complaints WHERE ${where('complaints', filters, ['window'])} AND ${open(asOf)})
  ORDER BY "table" DESC`
