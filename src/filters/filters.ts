import { type AsOf, asOfDay } from '../risk/factsSql'
import { defaultScorecard, type RiskClass, type Scorecard } from '../risk/scorecard'
import type { TableName } from '../schema'
import { type Placed, withBelow } from './below'
import { addDays, addYears, type Day, windowLength } from './days'

/** Both days belong to the window; `from` null means everything before `to` as well. */
export interface Window {
  readonly from: Day | null
  readonly to: Day
}

/** A ring of `[lon, lat]` in WGS-84 degrees, not closed, 3 to 100 points. */
export type Area = readonly (readonly [number, number])[]

/** A value of a breakdown; null is the row "not stated". */
export type Choice = string | null

/** Values of `regions` beside region codes: rows outside every region, rows without a place. */
export const outsideRegions = '~outside'
export const noLocation = '~none'

/** Businesses of these classes, as a scorecard classes them at the window's end. */
export interface ClassChoice {
  readonly only: readonly RiskClass[]
  readonly card: Scorecard
  /** The day whose classes count: the window's last one, so that nothing later restricts a past window. */
  readonly at: AsOf
}

/** What is asked for, with days in place of presets: what questions take. Empty lists and null restrict nothing. */
export interface Filters {
  readonly window: Window
  /** Codes of regions, with those of all below them, or one of the two values above. */
  readonly regions: readonly string[]
  readonly area: Area | null
  readonly industries: readonly Choice[]
  readonly kinds: readonly Choice[]
  readonly categories: readonly Choice[]
  readonly results: readonly Choice[]
  readonly classes: ClassChoice | null
}
export type FilterKey = keyof Filters

/** The tables that a filter can restrict (figures.md); another table's figures stay and say so. */
export const restricts: Readonly<Record<FilterKey, readonly (TableName | 'entities')[]>> = {
  window: ['permits', 'inspections', 'complaints', 'entities'],
  regions: ['permits', 'inspections', 'complaints', 'entities'],
  area: ['permits', 'inspections', 'complaints', 'entities'],
  industries: ['permits', 'inspections', 'entities'],
  kinds: ['complaints'],
  categories: ['complaints'],
  results: ['inspections'],
  // Whatever has a business; rows without one are of no class.
  classes: ['permits', 'inspections', 'complaints', 'entities'],
}

/** What the URL holds. */
export interface Choices {
  /** `year` is the default: one year up to the as-of day. */
  readonly window: 'year' | 'all' | 'ytd' | '30d' | '90d' | { readonly from: Day; readonly to: Day }
  /** `previous` is the default: the same length directly before. */
  readonly compare: 'previous' | 'lastYear' | 'none' | { readonly from: Day; readonly to: Day }
  readonly regions: readonly string[]
  readonly area: Area | null
  readonly industries: readonly Choice[]
  readonly kinds: readonly Choice[]
  readonly categories: readonly Choice[]
  readonly results: readonly Choice[]
  readonly classes: readonly RiskClass[]
}

export const defaults: Choices = {
  window: 'year',
  compare: 'previous',
  regions: [],
  area: null,
  industries: [],
  kinds: [],
  categories: [],
  results: [],
  classes: [],
}

/** The days of a window choice at an as-of day. */
export function windowOf(choice: Choices['window'], asOf: Day): Window {
  switch (choice) {
    case 'year':
      return { from: addDays(addYears(asOf, -1), 1), to: asOf }
    case 'all':
      return { from: null, to: asOf }
    case 'ytd':
      return { from: `${asOf.slice(0, 4)}-01-01`, to: asOf }
    case '30d':
      return { from: addDays(asOf, -29), to: asOf }
    case '90d':
      return { from: addDays(asOf, -89), to: asOf }
    default:
      return choice
  }
}

/** The window to compare with; null where there is none ("everything" has no period before it). */
export function compareOf(choice: Choices['compare'], window: Window): Window | null {
  if (choice === 'none' || window.from === null) return null
  if (typeof choice === 'object') return choice
  if (choice === 'lastYear') return { from: addYears(window.from, -1), to: addYears(window.to, -1) }
  const length = windowLength(window.from, window.to)
  return { from: addDays(window.from, -length), to: addDays(window.from, -1) }
}

/** The filters and the window beside them that a URL's choices mean: a region stands for all of `all` below it. */
export function resolve(
  choices: Choices,
  asOf: Day,
  all: readonly Placed[],
  card: Scorecard = defaultScorecard,
): { filters: Filters; compare: Window | null } {
  const { window: chosen, compare, regions, classes: only, ...rest } = choices
  const window = windowOf(chosen, asOf)
  const classes = only.length === 0 ? null : { only, card, at: asOfDay(window.to, asOf) }
  return {
    filters: { window, regions: withBelow(regions, all), classes, ...rest },
    compare: compareOf(compare, window),
  }
}

/** Filters in force that cannot restrict `table`: shown beside its figures. */
export function notRestricting(filters: Filters, table: TableName | 'entities'): FilterKey[] {
  return (Object.keys(restricts) as FilterKey[]).filter(
    key => key !== 'window' && isSet(filters[key]) && !restricts[key].includes(table),
  )
}

const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null)
