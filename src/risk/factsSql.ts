import { join, list, raw, type Sql, sql } from '../engine/sql'
import { notTakenPlace, problemResults } from '../schema'
import { type IndicatorSettings, knownResults } from './scorecard'

/** A day for which businesses are scored. Nothing dated after `day` is read; states without a date only if it is the as-of day. */
export interface AsOf {
  readonly day: string
  readonly states: boolean
}

/** The day `day` of extracts whose last day is `asOf`: a day after it counts as it. */
export const asOfDay = (day: string, asOf: string): AsOf => ({ day: day < asOf ? day : asOf, states: day >= asOf })

/** A number as DOUBLE: a plain one with a point would be a DECIMAL. */
export const num = (value: number): Sql => sql`CAST(${value} AS DOUBLE)`

const count = (condition: Sql): Sql => sql`CAST(count(*) FILTER (WHERE ${condition}) AS INTEGER)`

/** The place of a result in `knownResults`, from 1; NULL for what says nothing of the business. */
const severity: Sql = sql`CASE result ${join(
  knownResults.map((result, i) => sql`WHEN ${result} THEN ${raw(String(i + 1))}`),
  ' ',
)} END`

/** Kinds that say something against a business; questions, praise and wishes do not. A kind that is not stated may. */
export const complaintKinds = ['complaint', 'report'] as const

const permitDay = raw('coalesce(permitted_on, CAST(accepted_at AS DATE))')

/**
 * What the rows up to a day say of each business: one row a business with any row until then, in pieces of a WITH list.
 * `facts`: entity_id, industry, region (newest rows; of several on one day the first in the extract), and the counts
 * and days that indicators are made of.
 */
export function factsWith(at: AsOf, settings: IndicatorSettings): Sql {
  const day = sql`CAST(${at.day} AS DATE)`
  const age = (column: string): Sql => sql`(${day} - ${raw(column)})`
  const within = (column: string, days: number): Sql => sql`${age(column)} < ${raw(whole(days))}`
  const took = sql`(result IS NULL OR result NOT IN ${list(notTakenPlace)})`
  const recent = within('inspected_on', settings.visitDays)
  const open = sql`(rectified_on IS NULL OR rectified_on > ${day})`
  const problems = sql`result IN ${list(problemResults)}`
  const item = raw('coalesce(CAST(item_code AS VARCHAR), CAST(item_name AS VARCHAR))')
  const year = within('received_on', settings.complaintDays)
  const states = raw(at.states ? 'TRUE' : 'FALSE')
  const { complaintWeights: weights } = settings
  const weight = at.states
    ? sql`CASE WHEN duplicate_flag THEN ${num(weights.duplicate)} WHEN substantiated THEN ${num(weights.substantiated)}
        WHEN NOT substantiated THEN ${num(weights.unfounded)} ELSE ${num(weights.unknown)} END`
    : num(weights.unknown)
  const granted = at.states
    ? raw(`(permitted_on IS NOT NULL AND coalesce(status, 'granted') NOT IN ('pending', 'refused', 'withdrawn', 'cancelled', 'revoked'))`)
    : raw('permitted_on IS NOT NULL') // biome-ignore format: one condition
  const endless = at.states
    ? sql`(${granted} AND valid_to IS NULL AND coalesce(status, 'granted') <> 'expired')`
    : sql`(${granted} AND valid_to IS NULL)`
  const pastDue = sql`(closed_on IS NULL OR closed_on > ${day}) AND due_on < ${day}`
  return sql`
    visited AS (
      SELECT entity_id,
        max(inspected_on) FILTER (WHERE ${took}) AS last_visit_on,
        max(CAST(inspected_on - DATE '1970-01-01' AS INTEGER) * 8 + ${severity}) AS last_known,
        ${count(took)} AS visits,
        ${count(sql`${took} AND ${recent}`)} AS visits_recent,
        ${count(sql`result = 'critical' AND ${recent}`)} AS critical_recent,
        ${count(sql`result = 'critical' AND ${within('inspected_on', 365)}`)} AS critical_year,
        CAST(max(${age('rectify_due_on')}) FILTER (WHERE ${open}) AS INTEGER) AS overdue_days,
        max(inspected_on) FILTER (WHERE result = 'critical' AND ${open}) AS unresolved_on,
        max(inspected_on) FILTER (WHERE result IN ('ok', 'minor')) AS passed_on,
        ${count(raw('rectify_due_on IS NOT NULL'))} AS dues, ${count(sql`rectified_on <= ${day}`)} AS dones,
        ${count(sql`${item} IS NOT NULL`)} AS items,
        arg_max(industry_name, inspected_on) AS industry, arg_max(region_code, inspected_on) AS region,
        arg_max(declared_risk, inspected_on) AS declared_risk, arg_max(declared_class, inspected_on) AS declared_class
      FROM inspections WHERE entity_id IS NOT NULL AND inspected_on <= ${day} GROUP BY entity_id),
    repeated AS (
      SELECT entity_id, CAST(sum(n - 1) AS INTEGER) AS repeats FROM (
        SELECT entity_id, count(*) AS n FROM inspections
        WHERE entity_id IS NOT NULL AND inspected_on <= ${day} AND ${recent} AND ${problems} AND ${item} IS NOT NULL
        GROUP BY entity_id, ${item} HAVING count(*) > 1) GROUP BY entity_id),
    licensed AS (
      SELECT entity_id,
        ${count(granted)} AS permits_held, bool_or(${endless}) AS endless, max(valid_to) FILTER (WHERE ${granted}) AS valid_to,
        min(least(first_issued_on, valid_from, permitted_on)) FILTER (WHERE ${granted}) AS licensed_on,
        ${at.states ? raw(`bool_or(status = 'revoked')`) : raw('FALSE')} AS revoked,
        arg_max(industry_name, ${permitDay}) AS industry, arg_max(region_code, ${permitDay}) AS region
      FROM permits WHERE entity_id IS NOT NULL AND ${permitDay} <= ${day} GROUP BY entity_id),
    against AS (
      SELECT * FROM complaints WHERE received_on <= ${day} AND (kind IS NULL OR kind IN ${list([...complaintKinds])})),
    accused AS (
      SELECT entity_id, max(received_on) AS last_complaint_on, count(*) AS linked,
        coalesce(sum(${weight} * power(2, -${age('received_on')} / ${num(settings.complaintHalfLifeDays)})) FILTER (WHERE ${year}), 0) AS intensity,
        ${count(year)} AS complaints_year,
        ${count(sql`${year} AND ${states} AND substantiated`)} AS substantiated_year,
        ${count(sql`${year} AND ${states} AND substantiated IS NOT NULL`)} AS judged_year,
        ${count(sql`${year} AND ${pastDue}`)} AS past_due_year,
        ${count(sql`${year} AND ((${states} AND coalesce(duplicate_flag, FALSE)) OR parent_id IS NOT NULL)`)} AS repeated_year,
        ${count(sql`closed_on IS NULL OR closed_on > ${day}`)} AS complaints_open,
        arg_max(industry_name, received_on) AS industry, arg_max(region_code, received_on) AS region
      FROM against WHERE entity_id IS NOT NULL GROUP BY entity_id),
    mentioned AS (
      SELECT entity_id, arg_max(industry_name, received_on) AS industry, arg_max(region_code, received_on) AS region FROM complaints
      WHERE entity_id IS NOT NULL AND received_on <= ${day} GROUP BY entity_id),
    facts AS (
      SELECT e.entity_id,
        coalesce(CAST(v.industry AS VARCHAR), CAST(p.industry AS VARCHAR), CAST(m.industry AS VARCHAR)) AS industry,
        coalesce(CAST(p.region AS VARCHAR), CAST(v.region AS VARCHAR), CAST(m.region AS VARCHAR)) AS region,
        lower(trim(CAST(v.declared_risk AS VARCHAR))) AS tier, CAST(v.declared_class AS VARCHAR) AS declared_class,
        v.last_visit_on, v.last_known % 8 AS last_severity, DATE '1970-01-01' + CAST(v.last_known // 8 AS INTEGER) AS last_known_on,
        ${zeroes('v', ['visits', 'visits_recent', 'critical_recent', 'critical_year', 'dues', 'dones', 'items'])},
        v.overdue_days, coalesce(r.repeats, 0) AS repeats,
        (v.unresolved_on IS NOT NULL AND (v.passed_on IS NULL OR v.passed_on <= v.unresolved_on)) AS unresolved,
        ${zeroes('p', ['permits_held'])}, coalesce(p.endless, FALSE) AS endless, p.valid_to, p.licensed_on, coalesce(p.revoked, FALSE) AS revoked,
        p.entity_id IS NOT NULL AS has_permit_row,
        ${zeroes('c', ['linked', 'intensity', 'complaints_year', 'substantiated_year', 'judged_year', 'past_due_year', 'repeated_year', 'complaints_open'])},
        greatest(v.last_visit_on, c.last_complaint_on) AS last_active_on
      FROM entities e LEFT JOIN visited v USING (entity_id) LEFT JOIN repeated r USING (entity_id)
        LEFT JOIN licensed p USING (entity_id) LEFT JOIN accused c USING (entity_id) LEFT JOIN mentioned m USING (entity_id)
      WHERE v.entity_id IS NOT NULL OR p.entity_id IS NOT NULL OR m.entity_id IS NOT NULL)` // biome-ignore format: SQL
}

/** Counts of a table that may have no row of the business. */
const zeroes = (alias: string, names: readonly string[]): Sql =>
  raw(names.map(name => `coalesce(${alias}.${name}, 0) AS ${name}`).join(', '))

/** A number of days as text of the source; throws for what is none. */
export function whole(days: number): string {
  if (!Number.isInteger(days) || days < 0) throw new TypeError(`risk: ${days} is not a number of days`)
  return String(days)
}
