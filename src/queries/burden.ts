import { joined } from '../engine/dialect'
import { and, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where, within } from '../filters/predicates'
import { tookPlace } from '../risk/factsSql'
import { capYear, isExempt, ofBusinesses, ofDepartments, visits } from './burdenVisits'

/** Most visits that a business may have in a year, by one department and in all; null where nobody set it. */
export interface Caps {
  readonly perDepartment: number | null
  readonly inAll: number | null
}

/** Businesses with so many visits that count, in the year that ends with the window. */
export interface VisitSpread {
  visits: number
  businesses: number
  /** Visits to these that no cap counts. */
  exempt: number
  /** Those of them that one department visited more often than its cap; 0 without that cap. */
  above_department: number
  /** Those of them with a visit of a department that is stated: without any nothing can be said of departments. */
  named: number
}

const more = (column: string, cap: number | null): Sql =>
  cap === null ? raw('FALSE') : sql`${raw(column)} > CAST(${cap} AS INTEGER)`

/** `own`, visits of a business by one department, and `b`, those of a business: in the year that ends with the window. */
const perBusiness = (filters: Filters): Sql => sql`
  own AS MATERIALIZED (
    SELECT entity_id, department, CAST(count(*) FILTER (WHERE NOT exempt) AS INTEGER) AS own, CAST(count(*) FILTER (WHERE counts AND NOT exempt) AS INTEGER) AS led,
      CAST(count(*) FILTER (WHERE counts AND exempt) AS INTEGER) AS exempt, max(day) AS last_on
    FROM ${visits(filters, capYear(filters.window))} GROUP BY entity_id, department),
  b AS (
    SELECT entity_id, sum(led) AS visits, sum(exempt) AS exempt, coalesce(max(own) FILTER (WHERE department IS NOT NULL), 0) AS most, max(last_on) AS last_on,
      count(department) FILTER (WHERE own > 0) AS departments
    FROM own GROUP BY entity_id HAVING bool_or(${ofDepartments(filters.departments)}))`

/**
 * How often businesses are visited, from 0 on: who was not visited, or only for exempt reasons, has 0. With a choice of
 * departments only businesses that one of them visited.
 */
export const visitSpread = (filters: Filters, caps: Caps): Sql<VisitSpread> => sql`
  WITH ${perBusiness(filters)}
  SELECT CAST(coalesce(b.visits, 0) AS DOUBLE) AS visits, CAST(count(*) AS DOUBLE) AS businesses, CAST(coalesce(sum(b.exempt), 0) AS DOUBLE) AS exempt,
    CAST(count(*) FILTER (WHERE ${more('b.most', caps.perDepartment)}) AS DOUBLE) AS above_department,
    CAST(count(*) FILTER (WHERE b.departments > 0) AS DOUBLE) AS named
  FROM (SELECT entity_id FROM entities WHERE ${where('entities', filters)}) e
    ${raw(filters.departments.length === 0 ? 'LEFT JOIN' : 'JOIN')} b ON b.entity_id = e.entity_id
  GROUP BY 1 ORDER BY 1`

/** What one department adds in that year; null is "not stated". */
export interface DepartmentBurden {
  department: string | null
  /** Its visits that count, joint ones too. */
  visits: number
  exempt: number
  businesses: number
  /** Businesses that it alone visits above the cap of one department; 0 without that cap. */
  above_department: number
  /** Businesses that it visits among those above the cap in all; 0 without that cap. */
  above_all: number
}

/** By department, the most visits first; not filtered by department, which is what is compared. */
export const departmentBurden = (filters: Filters, caps: Caps): Sql<DepartmentBurden> => sql`
  WITH ${perBusiness({ ...filters, departments: [] })}
  SELECT * FROM (
  SELECT CAST(o.department AS VARCHAR) AS department, CAST(sum(o.own) AS DOUBLE) AS visits, CAST(sum(o.exempt) AS DOUBLE) AS exempt,
    CAST(count(*) FILTER (WHERE o.own > 0) AS DOUBLE) AS businesses, CAST(count(*) FILTER (WHERE ${more('o.own', caps.perDepartment)}) AS DOUBLE) AS above_department,
    CAST(count(*) FILTER (WHERE o.own > 0 AND ${more('b.visits', caps.inAll)}) AS DOUBLE) AS above_all
  FROM own o JOIN b ON b.entity_id = o.entity_id GROUP BY o.department) ORDER BY visits DESC, department`

/** Why visits of that year count to no cap: rows of the extract, before they are made visits of. */
export interface ExemptKind {
  type: string | null
  reason: string | null
  rows: number
}

export const exemptKinds = (filters: Filters): Sql<ExemptKind> => sql`
  SELECT CAST(inspection_type AS VARCHAR) AS type, CAST(cap_exempt_reason AS VARCHAR) AS reason, CAST(count(*) AS DOUBLE) AS rows
  FROM inspections WHERE ${and([within('inspections', capYear(filters.window)), tookPlace, isExempt, raw('entity_id IS NOT NULL'), ofDepartments(filters.departments), ...ofBusinesses(filters)])}
  GROUP BY ALL ORDER BY rows DESC, type, reason`

/** Visits of the window that belong to no business, and so to no list here. */
export const visitsWithoutBusiness = (filters: Filters): Sql<{ n: number }> => sql`
  SELECT CAST(count(*) AS DOUBLE) AS n FROM inspections WHERE ${and([within('inspections', filters.window), tookPlace, raw('entity_id IS NULL')])}`

/** A business that is visited more often than a cap allows. */
export interface BurdenedRow {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly entity_code: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly visits: number
  readonly exempt: number
  /** Most visits by one department. */
  readonly most: number
  readonly departments: number
  /** Departments with their visits, most first; null where none is stated. */
  readonly by_department: string | null
  readonly last_on: string
}

/** Above either cap; without any cap whoever was visited, for nobody said how often is too often. */
const burdened = (caps: Caps): Sql => sql`
  FROM b WHERE ${
    caps.inAll === null && caps.perDepartment === null
      ? raw('b.visits > 0')
      : sql`(${more('b.visits', caps.inAll)} OR ${more('b.most', caps.perDepartment)})`
  }`

export const burdenedCount = (filters: Filters, caps: Caps): Sql<{ n: number }> =>
  sql`WITH ${perBusiness(filters)} SELECT CAST(count(*) AS DOUBLE) AS n ${burdened(caps)}`

export const burdenedColumns = [
  'entity_name', 'visits', 'most', 'exempt', 'departments', 'by_department', 'industry_name', 'region_code', 'last_on', 'entity_code',
] as const // biome-ignore format: a list of names

/** `limit` of them from `offset` on, sorted by one of `burdenedColumns`. */
export function burdenedPage(
  filters: Filters,
  caps: Caps,
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<BurdenedRow> {
  const column = burdenedColumns.find(name => name === sort.column) ?? 'visits'
  return sql`
    WITH ${perBusiness(filters)},
      above AS MATERIALIZED (SELECT b.* ${burdened(caps)}),
      named AS (SELECT o.entity_id AS entity_id, ${joined(
        raw(`concat(CAST(o.department AS VARCHAR), ' ', CAST(o.own AS VARCHAR))`),
        ' · ',
        [{ by: raw('o.own'), descending: true }, { by: raw('o.department') }],
      )} AS by_department
        FROM own o JOIN above a ON a.entity_id = o.entity_id WHERE o.department IS NOT NULL AND o.own > 0 GROUP BY o.entity_id)
    SELECT CAST(e.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.entity_code AS entity_code, e.industry_name AS industry_name,
      CAST(e.region_code AS VARCHAR) AS region_code, CAST(a.visits AS DOUBLE) AS visits, CAST(a.exempt AS DOUBLE) AS exempt, CAST(a.most AS DOUBLE) AS most,
      CAST(a.departments AS DOUBLE) AS departments, n.by_department AS by_department, CAST(a.last_on AS VARCHAR) AS last_on
    FROM above a JOIN entities e ON e.entity_id = a.entity_id LEFT JOIN named n ON n.entity_id = a.entity_id
    ORDER BY ${raw(column)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, e.entity_id
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
