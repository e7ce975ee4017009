import type { RiskCounts } from '../queries/highRisk'
import type { PlaceCounts } from '../queries/regionFigures'

/** What a map and a ranking can show of a place. */
export const measureKeys = [
  'critical_rate',
  'problem_rate',
  'complaints_per_100',
  'inspections',
  'complaints',
  'high_risk_share',
] as const
export type MeasureKey = (typeof measureKeys)[number]

/** Counts of a place: of what happened there, or of its businesses by class. */
export type Counts = PlaceCounts | RiskCounts

interface Measure {
  readonly numerator: keyof PlaceCounts | keyof RiskCounts
  readonly denominator: keyof PlaceCounts | keyof RiskCounts | null
  readonly unit: 'rate' | 'number' | 'count'
  readonly factor: number
}

export const measures: Readonly<Record<MeasureKey, Measure>> = {
  critical_rate: { numerator: 'critical', denominator: 'took_place', unit: 'rate', factor: 1 },
  problem_rate: { numerator: 'problem', denominator: 'took_place', unit: 'rate', factor: 1 },
  complaints_per_100: { numerator: 'complaints', denominator: 'businesses', unit: 'number', factor: 100 },
  inspections: { numerator: 'inspections', denominator: null, unit: 'count', factor: 1 },
  complaints: { numerator: 'complaints', denominator: null, unit: 'count', factor: 1 },
  high_risk_share: { numerator: 'high_risk', denominator: 'scored', unit: 'rate', factor: 1 },
}

/** Whether a measure is of classes: it has questions of its own, and a point is a business. */
export const isByClass = (key: MeasureKey): boolean => measures[key].numerator === 'high_risk'

/** A denominator below this says little: hatched. */
export const least = 20

export interface Measured {
  /** Null where there is nothing to divide by. */
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  readonly few: boolean
}

export function measured(key: MeasureKey, row: Counts | undefined): Measured {
  const { numerator, denominator, factor } = measures[key]
  const counts: Partial<PlaceCounts & RiskCounts> | undefined = row
  const part = counts?.[numerator] ?? 0
  if (denominator === null) return { value: part, numerator: part, denominator: null, few: false }
  const whole = counts?.[denominator] ?? 0
  return {
    value: whole === 0 ? null : (part / whole) * factor,
    numerator: part,
    denominator: whole,
    few: whole < least,
  }
}
