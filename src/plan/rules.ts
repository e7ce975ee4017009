import type { RiskClass } from '../risk/scorecard'

/** A share of 1 is 10,000: whole numbers are the same in every language. */
export const wholeShare = 10_000

/** What a stratum is made by; any of them. */
export const dimensions = ['class', 'region', 'industry'] as const
export type Dimension = (typeof dimensions)[number]

/** How many are drawn of the strata that it fits: the first quota that fits a stratum holds. */
export interface Quota {
  /** Null fits any. A dimension that strata are not made by must be null. */
  readonly class: RiskClass | null
  readonly region: string | null
  readonly industry: string | null
  /** Ten-thousandths of the businesses, 0 to 10,000; or `count` of each stratum. The other is null. */
  readonly share: number | null
  readonly count: number | null
}

/** Place of the quota that holds in place of the one at `at` for everything it fits; -1 where it has something to say. */
export const shadowOf = (quotas: readonly Quota[], at: number): number =>
  quotas
    .slice(0, at)
    .findIndex(before => dimensions.every(each => before[each] === null || before[each] === quotas[at]?.[each]))

export interface Rules {
  readonly dimensions: readonly Dimension[]
  readonly quotas: readonly Quota[]
  /** Most visits of a business in the year, with this plan's; null is no cap. */
  readonly capInAll: number | null
  readonly capPerDepartment: number | null
  /** A business of class A is not drawn where it was visited in the year already. */
  readonly onceForA: boolean
  /** Ten-thousandths of the plan that are drawn from the whole roster, without regard to the score: 2,000 and more. */
  readonly floor: number
  /** Departments that each send somebody to every visit; none: any inspectors. */
  readonly departments: readonly string[]
  /** Inspectors of a visit, 2 and more. */
  readonly team: number
  /** Working days that the plan has. */
  readonly days: number
}

/** At least a fifth of every plan ignores the score, or the data feeds on itself. */
export const leastFloor = 2000

/**
 * The bands used in practice, of the businesses of a class in a year: A at most 5 %, B 20, C 60, D all; at most two visits
 * by a department and four in all.
 */
export const usualRules: Rules = {
  dimensions: ['class'],
  quotas: [
    { class: 'A', region: null, industry: null, share: 500, count: null },
    { class: 'B', region: null, industry: null, share: 2000, count: null },
    { class: 'C', region: null, industry: null, share: 6000, count: null },
    { class: 'D', region: null, industry: null, share: 10_000, count: null },
  ],
  capInAll: 4,
  capPerDepartment: 2,
  onceForA: true,
  floor: leastFloor,
  departments: [],
  team: 2,
  days: 60,
}
