import { isAmong } from '../engine/dialect'
import { and, identifier, join, list, raw, type Sql, sql } from '../engine/sql'
import { classesAt } from '../risk/kept'
import type { TableName } from '../schema'
import {
  type Area,
  type Choice,
  type ClassChoice,
  type FilterKey,
  type Filters,
  noLocation,
  outsideRegions,
  restricts,
  type Window,
} from './filters'

export type FilteredTable = TableName | 'entities'

/** The day that a window looks at; entities count from their first row on. */
export const dayColumn: Readonly<Record<FilteredTable, string>> = {
  permits: 'permitted_on',
  inspections: 'inspected_on',
  complaints: 'received_on',
  entities: 'first_seen_on',
}

export const dayOfRow = (table: FilteredTable): Sql => identifier(dayColumn[table])

/** Rows of `table` in a window, both days included. Entities stay from their first day on, so only `to` counts. */
export function within(table: FilteredTable, window: Window): Sql {
  const day = dayOfRow(table)
  const until = sql`${day} <= CAST(${window.to} AS DATE)`
  return window.from === null || table === 'entities'
    ? until
    : sql`(${day} >= CAST(${window.from} AS DATE) AND ${until})`
}

function oneOf(column: string, choices: readonly Choice[]): Sql {
  const named = choices.filter(choice => choice !== null)
  const some = sql`${identifier(column)} IN ${list(named)}`
  if (!choices.includes(null)) return some
  const none = sql`${identifier(column)} IS NULL`
  return named.length === 0 ? none : sql`(${some} OR ${none})`
}

/** `among` writes that a column is one of some texts. */
export function inRegions(regions: readonly string[], among = isAmong): Sql {
  const parts: Sql[] = []
  const codes = regions.filter(code => code !== outsideRegions && code !== noLocation)
  if (codes.length > 0) {
    parts.push(among(raw('region_code'), codes))
  }
  if (regions.includes(outsideRegions)) parts.push(raw('(region_code IS NULL AND lon IS NOT NULL)'))
  if (regions.includes(noLocation)) parts.push(raw('(region_code IS NULL AND lon IS NULL)'))
  return sql`(${join(parts, ' OR ')})`
}

/** An edge of a ring that is not level: its least and greatest latitude, and whether a point lies west of it. */
interface Edge {
  readonly from: number
  readonly to: number
  readonly west: Sql
}

/** How often edges may be named in all: a ring of many corners that goes to and fro has many in every band. */
const mostNamed = 120

/**
 * Even-odd rule on the plane of degrees; a point on an edge belongs to one side only. In a band between two corners'
 * latitudes few edges are to be looked at, and comparing coordinates is what takes the time of ten million rows: the band is
 * looked for by halves.
 */
function inArea(ring: Area): Sql {
  const edges = ring.flatMap(([x1, y1], i): Edge[] => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1]
    if (y1 === y2) return []
    const west = sql`lon < ${x1} + (lat - ${y1}) * ${(x2 - x1) / (y2 - y1)}`
    return [{ from: Math.min(y1, y2), to: Math.max(y1, y2), west }]
  })
  if (edges.length === 0) return raw('FALSE')
  const corners = [...new Set(edges.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b)
  const [south = 0, north = 0] = [corners[0], corners.at(-1)]
  const bands = corners
    .slice(1)
    .map((to, i) => edges.filter(edge => edge.from <= (corners[i] ?? south) && edge.to >= to))
  const named = bands.reduce((sum, band) => sum + band.length, 0)
  const longitudes = ring.map(([lon]) => lon)
  return sql`(lon BETWEEN ${Math.min(...longitudes)} AND ${Math.max(...longitudes)} AND lat >= ${south} AND lat < ${north}
    AND (${named > mostNamed ? oddOfAll(edges) : oddOf(bands, corners)}))`
}

/** Whether an odd number of edges lies east, of those in the band of a point; `corners` are the bands' latitudes, one more. */
function oddOf(bands: readonly (readonly Edge[])[], corners: readonly number[]): Sql {
  const [band, second] = bands
  if (band === undefined || band[0] === undefined) return raw('FALSE')
  if (second === undefined) return band.slice(1).reduce((odd, { west }) => sql`(${odd}) <> (${west})`, band[0].west)
  const middle = bands.length >> 1
  return sql`CASE WHEN lat < ${corners[middle] ?? 0} THEN ${oddOf(bands.slice(0, middle), corners)}
    ELSE ${oddOf(bands.slice(middle), corners.slice(middle))} END`
}

/** The same of every edge. */
const oddOfAll = (edges: readonly Edge[]): Sql =>
  sql`(${join(
    edges.map(({ from, to, west }) => sql`CASE WHEN (lat >= ${from} AND lat < ${to}) AND ${west} THEN 1 ELSE 0 END`),
    ' + ',
  )}) % 2 = 1`

const ofClass = ({ only, card, at }: ClassChoice): Sql =>
  sql`entity_id IN (SELECT entity_id FROM (${classesAt(at, card)}) WHERE class IN ${list(only)})`

export const predicates: { readonly [K in FilterKey]: (value: Filters[K], table: FilteredTable) => Sql | null } = {
  window: (window, table) => within(table, window),
  regions: regions => (regions.length === 0 ? null : inRegions(regions)),
  area: area => (area === null ? null : inArea(area)),
  industries: choices => (choices.length === 0 ? null : oneOf('industry_name', choices)),
  departments: choices => (choices.length === 0 ? null : oneOf('department', choices)),
  kinds: choices => (choices.length === 0 ? null : oneOf('kind', choices)),
  categories: choices => (choices.length === 0 ? null : oneOf('category', choices)),
  results: choices => (choices.length === 0 ? null : oneOf('result', choices)),
  classes: choice => (choice === null ? null : ofClass(choice)),
}

function condition<K extends FilterKey>(key: K, filters: Filters, table: FilteredTable): Sql | null {
  return restricts[key].includes(table) ? predicates[key](filters[key], table) : null
}

/** Everything that restricts `table`, but for the filters named in `except` (a chart is not filtered by itself). */
export function where(table: FilteredTable, filters: Filters, except: readonly FilterKey[] = []): Sql {
  const keys = (Object.keys(restricts) as FilterKey[]).filter(key => !except.includes(key))
  return and(keys.map(key => condition(key, filters, table)).filter(part => part !== null))
}
