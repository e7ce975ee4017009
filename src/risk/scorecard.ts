import type { RiskModel } from './model/riskModel'

/** The indicators of the default scorecard, in the order of their groups: state, inspections, complaints, permits, surroundings. */
export const indicatorKeys = ['S1', 'I1', 'I2', 'I3', 'I4', 'I5', 'C1', 'C2', 'C3', 'P1', 'P2', 'N1'] as const
export type IndicatorKey = (typeof indicatorKeys)[number]

export const riskClasses = ['A', 'B', 'C', 'D'] as const
export type RiskClass = (typeof riskClasses)[number]

/** Facts that lift a business into a class whatever its score is. */
export const overrideKeys = [
  'uncooperative',
  'revoked_operating',
  'unresolved_critical',
  'two_criticals',
  'unreachable',
] as const
export type OverrideKey = (typeof overrideKeys)[number]

/** Results that say something of the business, mildest first; of two on one day the severer counts. */
export const knownResults = ['ok', 'minor', 'problem', 'unreachable', 'critical', 'uncooperative'] as const
export type KnownResult = (typeof knownResults)[number]

/**
 * What the indicators are worked out by, beside their weights. Days are days of the calendar: 24 months are 730 of them,
 * 12 months 365, a month 30.4375.
 */
export interface IndicatorSettings {
  /** S1: value of a declared risk tier. */
  readonly tiers: Readonly<Record<'high' | 'middle' | 'low', number>>
  /** I1: value of the last result, and the months in which it halves. */
  readonly results: Readonly<Record<KnownResult, number>>
  readonly resultHalfLifeMonths: number
  /** I2, I4, S1: days that count; I2 and S1: visits that a rate is shrunk with. */
  readonly visitDays: number
  readonly visitPrior: number
  /** I3: days past due that make 1; value of an open item that is not due, which is also the least one of an overdue item. */
  readonly overdueDays: number
  readonly openItem: number
  /** I4: repeats that make 1. */
  readonly repeats: number
  /** I5: days without a visit that make 1. */
  readonly unvisitedDays: number
  /** C1: days in which a complaint halves, days after which it does not count, and what one counts. */
  readonly complaintHalfLifeDays: number
  readonly complaintDays: number
  readonly complaintWeights: Readonly<Record<'substantiated' | 'unknown' | 'duplicate' | 'unfounded', number>>
  /** C2: complaints that the share is shrunk with. */
  readonly substantiatedPrior: number
  /** C3: parts of the two shares. */
  readonly overdueShare: number
  readonly repeatShare: number
  /** P1. */
  readonly permit: Readonly<Record<'expired' | 'within30' | 'within90' | 'none', number>>
  /** P2: years up to which a licence is young, and from which on it is not. */
  readonly youngYears: number
  readonly grownYears: number
  /** N1: days that count. */
  readonly surroundingDays: number
  /** The percentile that an indicator is scaled to, 0 to 1. */
  readonly percentile: number
  /** An industry with fewer businesses is measured by all industries. */
  readonly smallIndustry: number
  /** Days before the day within which a visit or complaint shows that a business with a revoked licence operates. */
  readonly operatingDays: number
}

/** Bounds between the classes: scores (a value at or above one is in the higher class), or shares of businesses below it. */
export interface Thresholds {
  readonly by: 'value' | 'percentile'
  /** Three bounds, rising: B, C and D begin there. 0-100 for values, 0-1 for shares. */
  readonly bounds: readonly [number, number, number]
}

/** A way to score, as data. The score is 100 · Σ weight · indicator ÷ Σ weight over the indicators that the extracts allow. */
export interface Scorecard {
  readonly weights: Readonly<Record<IndicatorKey, number>>
  readonly settings: IndicatorSettings
  readonly thresholds: Thresholds
  /** The least class that each fact leads to; null switches it off. */
  readonly overrides: Readonly<Record<OverrideKey, RiskClass | null>>
  /** A learned model in place of the weights: the score is 100 times its probability; thresholds and overrides stay. */
  readonly model?: RiskModel
}

export const defaultSettings: IndicatorSettings = {
  tiers: { high: 1, middle: 0.6, low: 0.3 },
  results: { ok: 0, minor: 0.25, problem: 0.6, unreachable: 0.8, critical: 1, uncooperative: 1 },
  resultHalfLifeMonths: 18,
  visitDays: 730,
  visitPrior: 4,
  overdueDays: 90,
  openItem: 0.2,
  repeats: 3,
  unvisitedDays: 730,
  complaintHalfLifeDays: 90,
  complaintDays: 365,
  complaintWeights: { substantiated: 1, unknown: 0.5, duplicate: 0.25, unfounded: 0.1 },
  substantiatedPrior: 3,
  overdueShare: 0.6,
  repeatShare: 0.4,
  permit: { expired: 1, within30: 0.5, within90: 0.25, none: 0.4 },
  youngYears: 1,
  grownYears: 4,
  surroundingDays: 90,
  percentile: 0.95,
  smallIndustry: 30,
  operatingDays: 90,
}

/** The scorecard that is used until someone chooses another: complaint terms have 24 of 100, as complaints are biased by neighbourhood. */
export const defaultScorecard: Scorecard = {
  weights: { S1: 18, I1: 12, I2: 14, I3: 10, I4: 6, I5: 8, C1: 12, C2: 4, C3: 4, P1: 6, P2: 2, N1: 4 },
  settings: defaultSettings,
  thresholds: { by: 'value', bounds: [30, 45, 60] },
  overrides: {
    uncooperative: 'D',
    revoked_operating: 'D',
    unresolved_critical: 'C',
    two_criticals: 'C',
    unreachable: 'C',
  },
}

/** The scorecard beside a learned model: it explains from rows what the model cannot. The card itself where it has no model. */
export function withoutModel(card: Scorecard): Scorecard {
  if (card.model === undefined) return card
  const { model: _, ...plain } = card
  return { ...plain, thresholds: defaultScorecard.thresholds }
}

/** Classes that count as high risk. */
export const highClasses = ['C', 'D'] as const satisfies readonly RiskClass[]
export type HighClass = (typeof highClasses)[number]

/**
 * Days within which a business of high risk is to be visited again. From the shares of businesses that are drawn in a year
 * in practice: 61 to 100 % of class D, so at the upper end each of them once a year; 21 to 60 % of class C, so about half
 * of them a year and each once in two years.
 */
export const visitWithin: Readonly<Record<HighClass, number>> = { C: 730, D: 365 }

/** Shares of the classes in one city that publishes them: what a mix is held against. */
export const referenceMix: Readonly<Record<RiskClass, number>> = { A: 0.654, B: 0.253, C: 0.077, D: 0.015 }

/** Bounds by which the classes have the shares of the reference mix. */
export const referenceThresholds: Thresholds = {
  by: 'percentile',
  bounds: [referenceMix.A, referenceMix.A + referenceMix.B, referenceMix.A + referenceMix.B + referenceMix.C],
}

/** A learned model's probability has no bounds of its own: its classes have the reference shares, facts lift as by default. */
export const modelClasses: Pick<Scorecard, 'thresholds' | 'overrides'> = {
  thresholds: referenceThresholds,
  overrides: defaultScorecard.overrides,
}

/** Most points of 100 that may come from complaints (C1 to C3 and the surroundings). */
export const complaintCap = 24
export const complaintKeys: readonly IndicatorKey[] = ['C1', 'C2', 'C3', 'N1']

/** Words by which extracts declare a tier, in lower case. Others are not understood, and the industry's rate stands in. */
export const tierWords: Readonly<Record<'high' | 'middle' | 'low', readonly string[]>> = {
  high: ['risk 1 (high)', 'risk 1', 'high', 'high risk', '高风险', '高', '较高风险', '重大风险'],
  middle: ['risk 2 (medium)', 'risk 2', 'medium', 'medium risk', 'moderate', '中风险', '中', '中等风险', '一般风险'],
  low: ['risk 3 (low)', 'risk 3', 'low', 'low risk', '低风险', '低', '较低风险'],
}
