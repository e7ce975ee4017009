import { sortedList } from '../engine/dialect'
import { and, identifier, join, raw, type Sql, sql } from '../engine/sql'
import type { Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { type TableName, tableNames } from '../schema'
import { ofBusinesses } from './burdenVisits'
import { byLinkState, type LinkRule, type MissingLink } from './linkStates'

/** Rows of the window by table, department and what linked them, or by what they lack. */
export interface LinkCount {
  table: TableName
  /** Null is "not stated". */
  department: string | null
  state: LinkRule | MissingLink
  rows: number
}

/** Of the rows that the list of rows shows under the same filters, the most first. */
export const linkCounts = (filters: Filters): Sql<LinkCount> =>
  byLinkState(table => where(table, filters)) as Sql<LinkCount>

/** Who holds a business: a department, or where extracts name none the table of its rows. */
export type Holders = 'departments' | 'tables'

const dayHeld: Readonly<Record<TableName, Sql>> = {
  // A permit that is not decided is known from when it was accepted.
  permits: raw('coalesce(permitted_on, CAST(accepted_at AS DATE))'),
  inspections: raw('inspected_on'),
  complaints: raw('received_on'),
}

/** Each business with each holder that had a row of it by the window's end; '' is "not stated". */
export const held = (filters: Filters, by: Holders): Sql => sql`(
  SELECT DISTINCT entity_id, coalesce(CAST(holder AS VARCHAR), '') AS holder FROM (${join(
    tableNames.map(
      table => sql`SELECT DISTINCT entity_id, ${by === 'tables' ? sql`${table}` : raw('CAST(department AS VARCHAR)')} AS holder FROM ${identifier(table)}
        WHERE entity_id IS NOT NULL AND ${dayHeld[table]} <= CAST(${filters.window.to} AS DATE)`,
    ),
    ' UNION ALL ',
  )}) WHERE ${and(ofBusinesses(filters))})`

/** How many businesses two holders both know; of `first` = `second` how many it knows at all. '' is "not stated". */
export interface SharedCount {
  first: string
  second: string
  businesses: number
}

/** Everything up to the window's end, whenever it begins: what is on file is not forgotten. */
export const sharedBusinesses = (filters: Filters, by: Holders): Sql<SharedCount> => sql`
  SELECT "first", "second", CAST(sum(n) AS DOUBLE) AS businesses
  FROM (SELECT "first", unnest(who) AS "second", n FROM (SELECT unnest(who) AS "first", who, n FROM (
    SELECT who, count(*) AS n FROM (SELECT entity_id, ${sortedList(raw('holder'))} AS who FROM ${held(filters, by)} GROUP BY entity_id) GROUP BY who)))
  GROUP BY 1, 2 ORDER BY 1, 2`

/** Businesses that one holder knows, and another one does, or does not. */
export interface SiloInput {
  readonly filters: Filters
  readonly by: Holders
  readonly first: string
  readonly second: string
  readonly known: boolean
}

const among = ({ filters, by, first, second, known }: SiloInput): Sql => sql`
  (SELECT entity_id FROM ${held(filters, by)} WHERE holder IN (${first}, ${second}) GROUP BY entity_id
    HAVING bool_or(holder = ${first}) AND ${raw(known ? '' : 'NOT')} bool_or(holder = ${second})) h JOIN entities e ON e.entity_id = h.entity_id`

export const siloCount = (input: SiloInput): Sql<{ n: number }> =>
  sql`SELECT CAST(count(*) AS DOUBLE) AS n FROM ${among(input)}`

export interface SiloRow {
  readonly entity_id: number
  readonly entity_name: string | null
  readonly entity_code: string | null
  readonly industry_name: string | null
  readonly region_code: string | null
  readonly permits: number
  readonly inspections: number
  readonly complaints: number
}

export const siloColumns = [
  'entity_name', 'entity_code', 'industry_name', 'region_code', 'permits', 'inspections', 'complaints',
] as const // biome-ignore format: a list of names

/** `limit` of them from `offset` on, sorted by one of `siloColumns`; rows are those of all departments and days. */
export function siloPage(
  input: SiloInput,
  sort: { readonly column: string; readonly descending: boolean },
  page: { readonly offset: number; readonly limit: number },
): Sql<SiloRow> {
  const column = siloColumns.find(name => name === sort.column) ?? 'inspections'
  return sql`
    SELECT CAST(e.entity_id AS INTEGER) AS entity_id, e.entity_name AS entity_name, e.entity_code AS entity_code, e.industry_name AS industry_name,
      CAST(e.region_code AS VARCHAR) AS region_code, ${join(tableNames.map(table => sql`CAST(e.${identifier(table)} AS DOUBLE) AS ${identifier(table)}`))}
    FROM ${among(input)}
    ORDER BY ${raw(column)} ${raw(sort.descending ? 'DESC' : 'ASC')} NULLS LAST, e.entity_id
    LIMIT CAST(${page.limit} AS INTEGER) OFFSET CAST(${page.offset} AS INTEGER)`
}
