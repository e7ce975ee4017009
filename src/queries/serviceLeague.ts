import { join, raw, type Sql, sql } from '../engine/sql'
import type { FilterKey, Filters } from '../filters/filters'
import { where } from '../filters/predicates'
import { complaintCounts, counted, permitCounts, summed } from './counts'
import { byRegion, regionKey } from './regionFigures'
import { open, permitOverdue } from './serviceStates'

/** What units of a league are; `item` is the permit's. */
export type LeagueBy = 'departments' | 'regions' | 'categories' | 'kinds' | 'industries' | 'items'

export const leaguesOf: Readonly<Record<'permits' | 'complaints', readonly LeagueBy[]>> = {
  permits: ['departments', 'regions', 'items', 'industries'],
  complaints: ['departments', 'regions', 'categories', 'kinds'],
}

/** A unit with its cases; `unit` null is "not stated", of regions a code of the level or one of the rows beside them. */
export interface LeagueCounts {
  unit: string | null
  cases: number
  late: number
  /** Not over and past their time: of complaints a part of `late`, of permits beside it. */
  overdue: number
}

export interface LeagueInput {
  readonly filters: Filters
  readonly asOf: string
  readonly by: LeagueBy
  /** Of regions. */
  readonly level: string
}

const columns: Readonly<Record<Exclude<LeagueBy, 'regions'>, string>> = {
  departments: 'department',
  categories: 'category',
  kinds: 'kind',
  industries: 'industry_name',
  items: 'permit_name',
}

const sums = summed(['cases', 'late', 'overdue'])
const keyOf = (by: LeagueBy): Sql => (by === 'regions' ? regionKey : raw(`CAST(${columns[by]} AS VARCHAR) AS unit`))
/** A league is not filtered by its own units: whoever was chosen stands among the others. */
const own = (by: LeagueBy): readonly FilterKey[] => (by === 'items' ? [] : [by])

function league(parts: readonly Sql[], { by, level }: LeagueInput): Sql<LeagueCounts> {
  const all = join(parts, ' UNION ALL ')
  if (by !== 'regions') return sql`SELECT unit, ${sums} FROM (${all}) GROUP BY unit ORDER BY unit NULLS LAST`
  return sql`SELECT region AS unit, cases, late, overdue FROM (${byRegion(all, sums, level)}) ORDER BY unit`
}

/** Complaints of the window that are past their due day, and those of them that were not closed by it, open ones too. */
export function complaintLeague(input: LeagueInput): Sql<LeagueCounts> {
  const { filters, asOf, by } = input
  const { due } = complaintCounts(asOf)
  const late = sql`(${due} AND (closed_on IS NULL OR closed_on > due_on))`
  const part = sql`SELECT ${keyOf(by)}, ${counted(due)} AS cases, ${counted(late)} AS late, ${counted(sql`${late} AND ${open(asOf)}`)} AS overdue
    FROM complaints WHERE ${where('complaints', filters, own(by))} GROUP BY ALL`
  return league([part], input)
}

/** Permits that were decided in the window, those of them beyond the limit, and undecided ones past it on the as-of day. */
export function permitLeague(input: LeagueInput): Sql<LeagueCounts> {
  const { filters, asOf, by } = input
  const decided = sql`SELECT ${keyOf(by)}, ${counted(permitCounts.decided)} AS cases, ${counted(raw('handling_days > limit_days'))} AS late, CAST(0 AS DOUBLE) AS overdue
    FROM permits WHERE ${where('permits', filters, own(by))} GROUP BY ALL`
  const still = sql`SELECT ${keyOf(by)}, 0, 0, ${counted(null)}
    FROM permits WHERE ${where('permits', filters, [...own(by), 'window'])} AND ${permitOverdue(asOf)} GROUP BY ALL`
  return league([decided, still], input)
}
