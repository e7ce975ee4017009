import { type AsOf, asOfDay } from '../risk/factsSql'
import { defaultScorecard, type RiskClass, type Scorecard } from '../risk/scorecard'
import type { TableName } from '../schema'
import { type Placed, withBelow } from './below'
import { addDays, addYears, type Day, quarterStart, windowLength } from './days'

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
  readonly departments: readonly Choice[]
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
  departments: ['permits', 'inspections', 'complaints'],
  kinds: ['complaints'],
  categories: ['complaints'],
  results: ['inspections'],
  // Whatever has a business; rows without one are of no class.
  classes: ['permits', 'inspections', 'complaints', 'entities'],
}

export const windowPresets = ['7d', '30d', '90d', 'quarter', 'lastQuarter', 'ytd', 'year', 'all'] as const
export type WindowPreset = (typeof windowPresets)[number]

/** What the URL holds. */
export interface Choices {
  /** `year` is the default: one year up to the as-of day. `quarter` is the one that the as-of day lies in, so far. */
  readonly window: WindowPreset | { readonly from: Day; readonly to: Day }
  /** `previous` is the default: the same length directly before, of a year or quarter so far the same part of the one before. */
  readonly compare: 'previous' | 'lastYear' | 'none' | { readonly from: Day; readonly to: Day }
  readonly regions: readonly string[]
  readonly area: Area | null
  readonly industries: readonly Choice[]
  readonly departments: readonly Choice[]
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
  departments: [],
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
    case '7d':
      return { from: addDays(asOf, -6), to: asOf }
    case '30d':
      return { from: addDays(asOf, -29), to: asOf }
    case '90d':
      return { from: addDays(asOf, -89), to: asOf }
    case 'quarter':
      return { from: quarterStart(asOf), to: asOf }
    case 'lastQuarter': {
      const to = addDays(quarterStart(asOf), -1)
      return { from: quarterStart(to), to }
    }
    default:
      return choice
  }
}

/**
 * The window to compare with; null where there is none ("everything" has no period before it). `asked` is the choice that
 * `window` came from: what is not over yet on the as-of day is compared with the same part of the period before.
 */
export function compareOf(
  choice: Choices['compare'],
  window: Window,
  asked: Choices['window'] = 'year',
  asOf: Day = window.to,
): Window | null {
  if (choice === 'none' || window.from === null) return null
  if (typeof choice === 'object') return choice
  // Free days may reach beyond the data.
  const soFar = window.to > asOf && window.from <= asOf ? asOf : window.to
  if (choice === 'lastYear' || asked === 'ytd') {
    return { from: addYears(window.from, -1), to: addYears(soFar, -1) }
  }
  const before = asked === 'quarter' || asked === 'lastQuarter' ? addDays(window.from, -1) : null
  if (before !== null) {
    const from = quarterStart(before)
    const part = addDays(from, windowLength(window.from, window.to) - 1)
    // On its last day a quarter is over: as the last quarter it is the same a day later.
    const over = quarterStart(addDays(window.to, 1)) !== window.from
    return { from, to: over || part > before ? before : part }
  }
  const from = addDays(window.from, -windowLength(window.from, window.to))
  return { from, to: addDays(from, windowLength(window.from, soFar) - 1) }
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
    compare: compareOf(compare, window, chosen, asOf),
  }
}

/** Filters in force that cannot restrict `table`: shown beside its figures. */
export function notRestricting(filters: Filters, table: TableName | 'entities'): FilterKey[] {
  return (Object.keys(restricts) as FilterKey[]).filter(
    key => key !== 'window' && isSet(filters[key]) && !restricts[key].includes(table),
  )
}

/** Whether nothing but the filters named in `keys` restricts `table`. */
export const onlyBy = (filters: Filters, table: TableName | 'entities', keys: readonly FilterKey[]): boolean =>
  (Object.keys(restricts) as FilterKey[]).every(
    key => keys.includes(key) || !restricts[key].includes(table) || !isSet(filters[key]),
  )

const isSet = (value: unknown): boolean => (Array.isArray(value) ? value.length > 0 : value !== null)
