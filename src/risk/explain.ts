import type { TableName } from '../schema'
import { dayNumber } from './dayNumber'
import { type BusinessRows, type Facts, factsOf, type RowRef } from './facts'
import type { AsOf } from './factsSql'
import { newestFirst, rowDay } from './newest'
import {
  type IndicatorKey,
  type IndicatorSettings,
  indicatorKeys,
  type OverrideKey,
  overrideKeys,
  type RiskClass,
  riskClasses,
  type Scorecard,
  tierWords,
} from './scorecard'

/** What a business is measured by: the columns of `normColumns`, and what stands in for a missing input. */
export interface Norms {
  readonly industry: string | null
  /** The industry is measured by itself, else by all. */
  readonly pooled: boolean
  /** Its region, and the category of complaints that count around it; '' where all do. */
  readonly region: string | null
  readonly topic: string
  readonly p0: number | null
  readonly rate_p: number | null
  readonly severe_p: number | null
  readonly heat_p: number | null
  readonly share0: number | null
  readonly surroundings: number | null
  readonly can_visits: boolean
  readonly can_rectify: boolean
  readonly can_items: boolean
  readonly can_complaints: boolean
  readonly can_permits: boolean
  readonly mean_s1: number | null
  readonly mean_i1: number | null
  readonly mean_p2: number | null
  readonly mean_n1: number | null
  /** Share of businesses with a lower score, 0-1: only thresholds by percentile need it. */
  readonly place?: number | null
}

/** Rows of others that an indicator comes from, too many to be at hand: `queries/otherRows` asks for them. */
export type OtherRows =
  | { readonly of: 'industry'; readonly industry: string; readonly pooled: boolean }
  | { readonly of: 'region'; readonly region: string; readonly topic: string }

/** One bar of the waterfall. */
export interface ExplainedIndicator {
  readonly key: IndicatorKey
  /** 0-1; null where the extracts lack its input: it is left out and the others count for more. */
  readonly value: number | null
  readonly points: number
  /** Most points that it can give here. */
  readonly most: number
  /** The business lacks the input: the mean of its industry and region stands in. */
  readonly imputed: boolean
  /** The rows that the value comes from, newest first. */
  readonly rows: readonly RowRef[]
  /** In place of its own rows. */
  readonly others: OtherRows | null
}

export interface Explained {
  readonly score: number | null
  readonly class: RiskClass
  /** The class by the score alone. */
  readonly base: RiskClass
  readonly indicators: readonly ExplainedIndicator[]
  readonly overrides: readonly { readonly key: OverrideKey; readonly least: RiskClass; readonly rows: readonly RowRef[] }[]
  /** Share of the weight that the business's own rows speak for, 0-1. */
  readonly coverage: number | null
  readonly facts: Facts
} // biome-ignore format: a record

/**
 * The score of one business, worked out from its rows: the same figure as `scored` gives in SQL, bar by bar.
 * Rows dated after the day are not looked at.
 */
export function explainScore(rows: BusinessRows, norms: Norms, card: Scorecard, at: AsOf): Explained {
  const facts = factsOf(rows, at, card.settings)
  const own = values(facts, norms, card.settings, dayNumber(at.day))
  const stand: Partial<Record<IndicatorKey, number | null>> = {
    S1: norms.mean_s1,
    I1: norms.mean_i1,
    P2: norms.mean_p2,
    N1: norms.mean_n1,
  }
  const valued = indicatorKeys.map(key => {
    const mean = stand[key] ?? null
    return { key, value: own[key] ?? mean, imputed: own[key] === null && mean !== null }
  })
  const weightOf = (of: readonly { readonly key: IndicatorKey }[]): number =>
    of.reduce((sum, { key }) => sum + Math.max(card.weights[key], 0), 0)
  const present = valued.filter(({ value }) => value !== null)
  const weight = weightOf(present)
  const indicators = valued.map(({ key, value, imputed }) => {
    const most = value === null || weight === 0 ? 0 : (100 * Math.max(card.weights[key], 0)) / weight
    return {
      key,
      value,
      imputed,
      most,
      points: most * (value ?? 0),
      rows: causes(key, facts),
      others: own[key] === null ? null : othersOf(key, facts, norms),
    }
  })
  const score = weight === 0 ? null : indicators.reduce((sum, { points }) => sum + points, 0)
  const level = card.thresholds.by === 'value' ? score : (norms.place ?? null)
  const base = classOf(level, card.thresholds.bounds)
  const overrides = overrideKeys.flatMap(key => {
    const least = card.overrides[key]
    const because = overrideRows(key, facts, norms, card.settings, at)
    return least === null || because === null ? [] : [{ key, least, rows: because }]
  })
  const highest = [base, ...overrides.map(({ least }) => least)].sort().at(-1) ?? base
  const coverage = weight === 0 ? null : weightOf(present.filter(({ imputed }) => !imputed)) / weight
  return { score, class: highest, base, indicators, overrides, coverage, facts }
}

/** The class of a score, or of a share of businesses below it; A where there is none. */
export function classOf(level: number | null, bounds: readonly [number, number, number]): RiskClass {
  if (level === null) return 'A'
  return riskClasses[bounds.filter(bound => level >= bound).length] ?? 'D'
}

/** Each indicator from the business's own rows; null where its input is missing or the extracts lack it. */
function values(facts: Facts, norms: Norms, s: IndicatorSettings, today: number): Record<IndicatorKey, number | null> {
  const scaled = (value: number | null, by: number | null): number | null =>
    value === null || by === null ? null : by === 0 ? 0 : Math.min(value / by, 1)
  const declared = declaredTier(facts)
  const prior = s.visitPrior
  const severe =
    norms.p0 === null ? null : (facts.recentCriticals.length + prior * norms.p0) / (facts.recentVisits.length + prior)
  const heat = norms.heat_p === null ? null : Math.log(1 + norms.heat_p)
  const complaints = facts.yearComplaints.length
  const { lastKnown, lastVisit, overdueDays, licensedOn } = facts
  return {
    S1: declared ? s.tiers[declared] : norms.industry === null ? null : scaled(norms.p0, norms.rate_p),
    I1: lastKnown === null ? null : s.results[lastKnown.severity] * 2 ** (-(today - dayNumber(lastKnown.inspected_on)) / (30.4375 * s.resultHalfLifeMonths)),
    I2: norms.can_visits ? scaled(severe, norms.severe_p) : null,
    I3: norms.can_rectify ? (overdueDays === null ? 0 : Math.max(Math.min(overdueDays / s.overdueDays, 1), s.openItem)) : null,
    I4: norms.can_items ? Math.min(facts.repeats / s.repeats, 1) : null,
    I5: norms.can_visits ? (lastVisit === null ? 1 : Math.min((today - dayNumber(lastVisit.inspected_on)) / s.unvisitedDays, 1)) : null,
    C1: norms.can_complaints ? scaled(Math.log(1 + facts.intensity), heat) : null,
    C2: norms.can_complaints && norms.share0 !== null
      ? (facts.substantiated.length + s.substantiatedPrior * norms.share0) / (facts.judged.length + s.substantiatedPrior) : null,
    C3: !norms.can_complaints ? null : complaints === 0 ? 0
      : (s.overdueShare * facts.pastDue.length + s.repeatShare * facts.repeatedComplaints.length) / complaints,
    P1: norms.can_permits ? permitValue(facts, s) : null,
    P2: licensedOn === null ? null
      : Math.max(Math.min((s.grownYears - (today - dayNumber(licensedOn)) / 365.25) / (s.grownYears - s.youngYears), 1), 0),
    N1: norms.surroundings,
  } // biome-ignore format: a formula a line
}

/** A tier in words that are understood. */
function declaredTier({ tier }: Facts): 'high' | 'middle' | 'low' | undefined {
  const word = tier?.declared_risk?.trim().toLowerCase() ?? ''
  return (['high', 'middle', 'low'] as const).find(name => tierWords[name].includes(word))
}

function othersOf(key: IndicatorKey, facts: Facts, { industry, pooled, region, topic }: Norms): OtherRows | null {
  if (key === 'N1') return region === null ? null : { of: 'region', region, topic }
  // Its own visits are shrunk to those of its industry: without any, these are all that there is.
  const byIndustry = key === 'S1' ? declaredTier(facts) === undefined : key === 'I2' && facts.recentVisits.length === 0
  return byIndustry && industry !== null ? { of: 'industry', industry, pooled } : null
}

function permitValue({ permitState }: Facts, { permit }: IndicatorSettings): number {
  if (permitState === 'revoked' || permitState === 'expired_active') return permit.expired
  if (permitState === 'within30' || permitState === 'within90') return permit[permitState]
  return permitState === 'valid' ? 0 : permit.none
}

/** Newest first: whoever shows some of many takes the first. */
const refs = <Table extends TableName>(table: Table, rows: readonly BusinessRows[Table][number][]): RowRef[] =>
  newestFirst(rows, rowDay[table]).map(({ file, row }) => ({ table, file, row }))
const present = <Row>(row: Row | null): Row[] => (row === null ? [] : [row])

function causes(key: IndicatorKey, facts: Facts): RowRef[] {
  switch (key) {
    case 'S1':
      return declaredTier(facts) === undefined ? [] : refs('inspections', present(facts.tier))
    case 'I1':
      return refs('inspections', present(facts.lastKnown))
    case 'I2':
      return refs('inspections', facts.recentVisits)
    case 'I3':
      return refs('inspections', facts.openItems)
    case 'I4':
      return refs('inspections', facts.repeatedItems)
    case 'I5':
      return refs('inspections', present(facts.lastVisit))
    case 'C1':
      return refs('complaints', facts.yearComplaints)
    case 'C2':
      return refs('complaints', facts.judged)
    case 'C3':
      return refs('complaints', [...new Set([...facts.pastDue, ...facts.repeatedComplaints])])
    case 'P1':
      return refs('permits', facts.permitState === 'revoked' ? facts.revoked : facts.permits)
    case 'P2':
      return refs('permits', facts.permits)
    case 'N1':
      return []
    default:
      return unreachable(key)
  }
}

/** The rows of a fact that lifts a business; null where it does not hold. */
function overrideRows(key: OverrideKey, facts: Facts, norms: Norms, s: IndicatorSettings, at: AsOf): RowRef[] | null {
  const { lastKnown } = facts
  switch (key) {
    case 'uncooperative':
    case 'unreachable':
      return lastKnown?.severity === key ? refs('inspections', [lastKnown]) : null
    case 'revoked_operating': {
      const { lastActive } = facts
      const seen = lastActive !== null && dayNumber(at.day) - dayNumber(lastActive) < s.operatingDays
      return facts.permitState === 'revoked' && seen ? refs('permits', facts.revoked) : null
    }
    case 'unresolved_critical':
      return norms.can_rectify && facts.unresolved !== null ? refs('inspections', [facts.unresolved]) : null
    case 'two_criticals':
      return facts.yearCriticals.length >= 2 ? refs('inspections', facts.yearCriticals) : null
    default:
      return unreachable(key)
  }
}

function unreachable(value: never): never {
  throw new Error(`risk: "${String(value)}" is not known`)
}
