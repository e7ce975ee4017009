import { dayNumber } from './dayNumber'
import type { PermitState } from './facts'
import { indicatorColumn } from './indicatorsSql'
import {
  type IndicatorKey,
  indicatorKeys,
  type KnownResult,
  knownResults,
  type OverrideKey,
  overrideKeys,
  type Scorecard,
} from './scorecard'

/** What a list knows of a business: columns of the kept table. Days are ISO text. */
export interface RiskFacts {
  readonly last_visit_on: string | null
  readonly last_severity: number | null
  readonly last_known_on: string | null
  readonly visits_recent: number
  readonly critical_recent: number
  readonly critical_year: number
  readonly overdue_days: number | null
  readonly repeats: number
  readonly permit_state: PermitState
  readonly valid_to: string | null
  readonly licensed_on: string | null
  readonly complaints_year: number
  readonly substantiated_year: number
  readonly past_due_year: number
  readonly repeated_year: number
  readonly imputed: number
  readonly overrides: number
}

/** A reason as data: `kind` is its sentence, `values` what stands in it. */
export type Reason =
  | { readonly kind: 'override'; readonly key: OverrideKey }
  | { readonly kind: 'inherent'; readonly high: boolean }
  | { readonly kind: 'last_result'; readonly result: KnownResult; readonly days: number }
  | { readonly kind: 'criticals'; readonly n: number; readonly of: number }
  | { readonly kind: 'overdue'; readonly days: number }
  | { readonly kind: 'open_item' | 'never_visited' | 'surroundings' | 'kind_critical' }
  | { readonly kind: 'repeats' | 'complaints' | 'substantiated' | 'past_due' | 'repeated'; readonly n: number }
  | { readonly kind: 'unvisited'; readonly days: number }
  | { readonly kind: 'permit'; readonly state: PermitState; readonly day: string | null; readonly days: number | null }
  | { readonly kind: 'young'; readonly days: number }

/** Points of each indicator of a row of `scored`, of 100; an indicator that is left out has none. */
export function pointsOf(row: Readonly<Record<string, unknown>>, card: Scorecard): Map<IndicatorKey, number> {
  const values = indicatorKeys.flatMap(key => {
    const value = row[indicatorColumn(key)]
    return typeof value === 'number' && card.weights[key] > 0 ? [[key, value] as const] : []
  })
  const weight = values.reduce((sum, [key]) => sum + card.weights[key], 0)
  return new Map(values.map(([key, value]) => [key, (100 * card.weights[key] * value) / weight]))
}

/** Least points that are worth a word. */
const leastPoints = 1.5

/**
 * Why a business is where it is, the weightiest first: facts that lift its class, then the indicators that give most
 * points. What is imputed is no reason: it says nothing of this business.
 */
export function reasonsOf(row: RiskFacts, card: Scorecard, asOf: string): Reason[] {
  const lifting = overrideKeys
    .filter((key, i) => card.overrides[key] !== null && (row.overrides & (2 ** i)) > 0)
    .map(key => ({ kind: 'override', key }) as const)
  const points = [...pointsOf(row as unknown as Record<string, unknown>, card)]
    .filter(([key, given]) => given >= leastPoints && (row.imputed & (2 ** indicatorKeys.indexOf(key))) === 0)
    .sort(([, a], [, b]) => b - a)
  const told = points.flatMap(
    ([key, given]) => reasonOf(key, row, given / mostOf(key, row, card), dayNumber(asOf)) ?? [],
  )
  // "Could not be found" is the last result in other words.
  const repeats = (reason: Reason): boolean =>
    reason.kind === 'last_result' && lifting.some(({ key }) => key === reason.result)
  return [...lifting, ...told.filter(reason => !repeats(reason))]
}

const mostOf = (key: IndicatorKey, row: RiskFacts, card: Scorecard): number => {
  const value = (row as unknown as Record<string, number>)[indicatorColumn(key)] ?? 0
  const given = pointsOf(row as unknown as Record<string, unknown>, card).get(key) ?? 0
  return value === 0 ? 1 : given / value
}

function reasonOf(key: IndicatorKey, row: RiskFacts, value: number, today: number): Reason | null {
  const since = (day: string | null): number => (day === null ? 0 : today - dayNumber(day))
  switch (key) {
    case 'S1':
      // A low tier gives points too, but is no reason to go there.
      return value < 0.45 ? null : { kind: 'inherent', high: value > 0.8 }
    case 'I1': {
      const result = knownResults[(row.last_severity ?? 0) - 1]
      return result === undefined ? null : { kind: 'last_result', result, days: since(row.last_known_on) }
    }
    case 'I2':
      return row.critical_recent === 0 ? { kind: 'kind_critical' } : { kind: 'criticals', n: row.critical_recent, of: row.visits_recent }
    case 'I3':
      return row.overdue_days === null ? null : row.overdue_days > 0 ? { kind: 'overdue', days: row.overdue_days } : { kind: 'open_item' }
    case 'I4':
      return { kind: 'repeats', n: row.repeats }
    case 'I5':
      return row.last_visit_on === null ? { kind: 'never_visited' } : { kind: 'unvisited', days: since(row.last_visit_on) }
    case 'C1':
      return { kind: 'complaints', n: row.complaints_year }
    case 'C2':
      return row.substantiated_year === 0 ? null : { kind: 'substantiated', n: row.substantiated_year }
    case 'C3':
      return row.past_due_year > 0 ? { kind: 'past_due', n: row.past_due_year } : { kind: 'repeated', n: row.repeated_year }
    case 'P1':
      return { kind: 'permit', state: row.permit_state, day: row.valid_to, days: row.valid_to === null ? null : -since(row.valid_to) }
    case 'P2':
      return { kind: 'young', days: since(row.licensed_on) }
    case 'N1':
      return { kind: 'surroundings' }
    default:
      return null
  } // biome-ignore format: a reason a line
}
