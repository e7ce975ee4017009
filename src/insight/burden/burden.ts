import type { Caps, VisitSpread } from '../../queries/burden'
import type { ItemCoverage, VisitCoverage } from '../../queries/burdenCoverage'
import { type LinkRule, linkRules, type MissingLink, missingLinks } from '../../queries/linkStates'
import type { LinkCount, SharedCount } from '../../queries/silos'
import type { TableName } from '../../schema'

/** Rows of the distribution that are shown each; the last one holds all beyond. */
export const mostBars = 10

export interface SpreadBar {
  readonly visits: number
  /** "and more". */
  readonly open: boolean
  readonly businesses: number
  /** All of them are above the cap in all. */
  readonly above: boolean
}

export interface SpreadSummary {
  /** Businesses with a visit that counts. */
  readonly visited: number
  readonly visits: number
  readonly exempt: number
  /** Null without that cap; the second also where no department is stated. */
  readonly aboveAll: number | null
  readonly aboveDepartment: number | null
  readonly bars: readonly SpreadBar[]
}

const sum = <Row>(rows: readonly Row[], of: (row: Row) => number): number => rows.reduce((all, row) => all + of(row), 0)

/** The distribution as bars from 0 on, gaps filled with 0, and who is above the caps. */
export function spreadOf(rows: readonly VisitSpread[], caps: Caps): SpreadSummary {
  const { inAll, perDepartment } = caps
  const seen = rows.filter(row => row.visits > 0)
  const named = sum(rows, row => row.named) > 0
  // The bar of what lies beyond must not hold both sides of a cap.
  const last = Math.max(mostBars, (inAll ?? 0) + 1)
  const high = Math.min(last, Math.max(0, ...rows.map(row => row.visits)))
  const bars = Array.from({ length: rows.length === 0 ? 0 : high + 1 }, (_, visits): SpreadBar => {
    const open = visits === last
    const within = rows.filter(row => (open ? row.visits >= visits : row.visits === visits))
    return { visits, open, businesses: sum(within, row => row.businesses), above: inAll !== null && visits > inAll }
  })
  return {
    visited: sum(seen, row => row.businesses),
    visits: sum(rows, row => row.visits * row.businesses),
    exempt: sum(rows, row => row.exempt),
    aboveAll:
      inAll === null
        ? null
        : sum(
            rows.filter(row => row.visits > inAll),
            row => row.businesses,
          ),
    aboveDepartment: perDepartment === null || !named ? null : sum(rows, row => row.above_department),
    bars,
  }
}

/** An industry is compared from so many visited businesses on. */
export const leastVisited = 20
/** An item is usual that was looked at in this share of the other industries compared. */
export const usualShare = 0.5

export interface ItemGap {
  readonly item: string
  readonly industry: string
  /** Industries in which it was looked at, of those compared. */
  readonly industries: number
  readonly compared: number
  /** Businesses of the industry that were visited without it. */
  readonly visited: number
}

/** Items that an industry never saw though at least half of the others did; the most visited industries first. */
export function itemGaps(rows: readonly ItemCoverage[], coverage: readonly VisitCoverage[]): readonly ItemGap[] {
  const compared = coverage.filter(row => row.part === 'industry' && row.value !== null && row.visited >= leastVisited)
  const seen = new Map<string, Set<string | null>>()
  for (const row of rows) seen.set(row.item, (seen.get(row.item) ?? new Set()).add(row.industry))
  const found: ItemGap[] = []
  for (const [item, industries] of seen) {
    const among = compared.filter(row => industries.has(row.value)).length
    for (const { value, visited } of compared) {
      if (value === null || industries.has(value) || among < 2) continue
      if (among / (compared.length - 1) >= usualShare)
        found.push({ item, industry: value, industries: among, compared: compared.length - 1, visited })
    }
  }
  return found.sort((a, b) => b.visited - a.visited || b.industries - a.industries)
}

export interface Silos {
  /** Most businesses first; '' is "not stated". */
  readonly holders: readonly string[]
  /** Businesses that a holder knows. */
  held(holder: string): number
  /** Share of the businesses that `first` knows that `second` knows too; null where one of them knows none. */
  share(first: string, second: string): number | null
  shared(first: string, second: string): number
}

/** Who knows whose businesses. `expected` are holders that may know none: tables of extracts. */
export function silosOf(rows: readonly SharedCount[], expected: readonly string[] = []): Silos {
  const counts = new Map(rows.map(row => [JSON.stringify([row.first, row.second]), row.businesses]))
  const shared = (first: string, second: string): number => counts.get(JSON.stringify([first, second])) ?? 0
  const held = (holder: string): number => shared(holder, holder)
  const holders = [...new Set([...rows.map(row => row.first), ...expected])]
  return {
    holders: holders.sort((a, b) => Number(a === '') - Number(b === '') || held(b) - held(a)),
    held,
    shared,
    share: (first, second) => (held(first) === 0 || held(second) === 0 ? null : shared(first, second) / held(first)),
  }
}

/** Rows of one table, or of one department of it, by what linked them or what they lack. */
export interface LinkBar {
  readonly table: TableName
  /** Null is "not stated"; undefined where the whole table is meant. */
  readonly department: string | null | undefined
  readonly rows: number
  readonly linked: number
  readonly by: Readonly<Record<LinkRule | MissingLink, number>>
}

const states = [...linkRules, ...missingLinks]

function barOf(table: TableName, department: string | null | undefined, rows: readonly LinkCount[]): LinkBar {
  const by = Object.fromEntries(
    states.map(state => [
      state,
      sum(
        rows.filter(row => row.state === state),
        row => row.rows,
      ),
    ]),
  ) as LinkBar['by']
  return { table, department, rows: sum(rows, row => row.rows), linked: sum(linkRules, rule => by[rule]), by }
}

/** Each table, the one with the most unlinked rows first; below it its departments, if it states any, with the most rows first. */
export function linkBars(rows: readonly LinkCount[], tables: readonly TableName[]): readonly LinkBar[] {
  const groups = tables.map(table => {
    const own = rows.filter(row => row.table === table)
    if (own.length === 0) return []
    const departments = [...new Set(own.map(row => row.department))]
    const parts = departments.map(each =>
      barOf(
        table,
        each,
        own.filter(row => row.department === each),
      ),
    )
    const whole = barOf(table, undefined, own)
    return departments.every(each => each === null) ? [whole] : [whole, ...parts.sort((a, b) => b.rows - a.rows)]
  })
  const unlinked = ([whole]: readonly LinkBar[]): number => (whole === undefined ? 0 : whole.rows - whole.linked)
  return groups.sort((a, b) => unlinked(b) - unlinked(a)).flat()
}

/** What better codes would do: rows that they would link for sure, and those of which nobody can tell. */
export interface CodeGain {
  readonly rows: number
  readonly linked: number
  /** Linked by name alone: a code would make sure of them. */
  readonly byName: number
  /** Ties, and names of a business of another place: a right code links them. */
  readonly sure: number
  /** The others without a business: at most as many. */
  readonly unknown: number
}

export function codeGain(bars: readonly LinkBar[]): CodeGain {
  const whole = bars.filter(bar => bar.department === undefined)
  const of = (state: LinkRule | MissingLink): number => sum(whole, bar => bar.by[state])
  const sure = of('tie') + of('elsewhere')
  const rows = sum(whole, bar => bar.rows)
  const linked = sum(whole, bar => bar.linked)
  return { rows, linked, byName: of('name_region') + of('name_similar'), sure, unknown: rows - linked - sure }
}

/** What can be said of a gain: all rows are linked, nobody can tell how many codes would link, or some for sure. */
export const gainSays = ({ sure, unknown }: CodeGain): 'all' | 'unsure' | 'some' =>
  sure > 0 ? 'some' : unknown > 0 ? 'unsure' : 'all'
