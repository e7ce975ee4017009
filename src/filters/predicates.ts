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

function inRegions(regions: readonly string[]): Sql {
  const parts: Sql[] = []
  const codes = regions.filter(code => code !== outsideRegions && code !== noLocation)
  if (codes.length > 0) {
    parts.push(isAmong(raw('region_code'), codes))
  }
  if (regions.includes(outsideRegions)) parts.push(raw('(region_code IS NULL AND lon IS NOT NULL)'))
  if (regions.includes(noLocation)) parts.push(raw('(region_code IS NULL AND lon IS NULL)'))
  return sql`(${join(parts, ' OR ')})`
}

/** Even-odd rule on the plane of degrees; a point on an edge belongs to one side only. */
function inArea(ring: Area): Sql {
  const box = sql`lon BETWEEN ${Math.min(...ring.map(p => p[0]))} AND ${Math.max(...ring.map(p => p[0]))}
    AND lat BETWEEN ${Math.min(...ring.map(p => p[1]))} AND ${Math.max(...ring.map(p => p[1]))}`
  const crossings = ring.flatMap(([x1, y1], i) => {
    const [x2, y2] = ring[(i + 1) % ring.length] ?? [x1, y1]
    if (y1 === y2) return []
    const at = sql`lon < ${x1} + (lat - ${y1}) * ${(x2 - x1) / (y2 - y1)}`
    return [sql`CASE WHEN (lat >= ${Math.min(y1, y2)} AND lat < ${Math.max(y1, y2)}) AND ${at} THEN 1 ELSE 0 END`]
  })
  return crossings.length === 0 ? raw('FALSE') : sql`(${box} AND (${join(crossings, ' + ')}) % 2 = 1)`
}

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
