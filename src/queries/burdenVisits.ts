import { and, join, list, raw, type Sql, sql } from '../engine/sql'
import { addDays, addYears, type Day } from '../filters/days'
import { type Choice, type FilterKey, type Filters, restricts, type Window } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { tookPlace } from '../risk/factsSql'

/*
 * What the page of burden takes for a visit (docs/decisions.md): rows of one business and department that share an
 * inspection's id or a day are one visit, and so are rows of one day that are marked as joint, whoever made them.
 * Filters choose businesses; of a business every visit counts, whichever department made it.
 */

/** Kinds of visit that no cap counts, whatever else the row says. */
export const exemptTypes = ['complaint', 'recheck', 'permit'] as const

/** Words in the column of reasons that state none. */
export const noReason = ['', '无', '否', '不豁免', '不适用', 'no', 'none', 'false', '0', 'n/a', '-'] as const

const reason = raw('lower(trim(CAST(cap_exempt_reason AS VARCHAR)))')

/** A row that no cap counts: a reason is stated, or its kind is exempt. */
export const isExempt: Sql = sql`(coalesce(${join(
  exemptTypes.map(type => sql`inspection_type = ${type}`),
  ' OR ',
)}, FALSE) OR coalesce(${reason} NOT IN ${list(noReason)}, FALSE))`

const isJoint = raw(`(coalesce(inspection_type = 'joint', FALSE) OR coalesce(is_joint, FALSE))`)

/** The year that a cap counts: up to the window's last day, whenever the window begins. */
export const capYear = (window: Window): { from: Day; to: Day } => ({
  from: addDays(addYears(window.to, -1), 1),
  to: window.to,
})

/** Filters that choose businesses; those of rows alone do not change what a business was visited for. */
const ofRows: readonly FilterKey[] = ['window', 'departments', 'kinds', 'categories', 'results']
const choosing = (Object.keys(restricts) as FilterKey[]).filter(key => !ofRows.includes(key))
const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null)

/** Filters in force that a page of businesses leaves aside; `departments` too where it compares them. */
export const leftAside = (filters: Filters, also: readonly FilterKey[] = []): FilterKey[] =>
  [...(['kinds', 'categories', 'results'] as const), ...also].filter(key => isSet(filters[key]))

/** Conditions on `entity_id` that choose the businesses of the filters; none where no filter chooses. */
export const ofBusinesses = (filters: Filters): Sql[] =>
  choosing.some(key => isSet(filters[key]))
    ? [sql`entity_id IN (SELECT entity_id FROM entities WHERE ${where('entities', filters, ofRows)})`]
    : []

/** Whether a department, by default that of the row, is among the chosen ones; TRUE without a choice. */
export function ofDepartments(choices: readonly Choice[], column: Sql = raw('department')): Sql {
  if (choices.length === 0) return raw('TRUE')
  const named = sql`coalesce(CAST(${column} AS VARCHAR) IN ${list(choices.filter(choice => choice !== null))}, FALSE)`
  return choices.includes(null) ? sql`(${named} OR ${column} IS NULL)` : named
}

/**
 * Visits that took place: entity_id, department, day, exempt, joint, and `counts`, which is false for the further
 * departments of a joint visit: in all it is one. Words are ENUM in the order of their code points, and so are departments.
 */
export const visits = (filters: Filters, window: Window): Sql => sql`
  (WITH made AS MATERIALIZED (
    SELECT entity_id, department, day, bool_or(exempt) AS exempt, bool_or(joint) AS joint FROM (
      SELECT entity_id, department, min(inspected_on) AS day, bool_or(${isExempt}) AS exempt, bool_or(${isJoint}) AS joint
      FROM inspections WHERE ${and([within('inspections', window), tookPlace, raw('entity_id IS NOT NULL'), ...ofBusinesses(filters)])}
      GROUP BY entity_id, department, source_file, inspection_id) GROUP BY entity_id, department, day)
  SELECT *, TRUE AS counts FROM made WHERE NOT joint
  UNION ALL SELECT *, row_number() OVER (PARTITION BY entity_id, day ORDER BY department NULLS LAST) = 1 FROM made WHERE joint)`
