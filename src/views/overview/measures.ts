import type { PlaceCounts } from '../../queries/regionFigures'

/** What a map and a ranking can show of a place. */
export const measureKeys = ['critical_rate', 'problem_rate', 'complaints_per_100', 'inspections', 'complaints'] as const
export type MeasureKey = (typeof measureKeys)[number]

interface Measure {
  readonly numerator: keyof PlaceCounts
  readonly denominator: keyof PlaceCounts | null
  readonly unit: 'rate' | 'number' | 'count'
  readonly factor: number
}

export const measures: Readonly<Record<MeasureKey, Measure>> = {
  critical_rate: { numerator: 'critical', denominator: 'took_place', unit: 'rate', factor: 1 },
  problem_rate: { numerator: 'problem', denominator: 'took_place', unit: 'rate', factor: 1 },
  complaints_per_100: { numerator: 'complaints', denominator: 'businesses', unit: 'number', factor: 100 },
  inspections: { numerator: 'inspections', denominator: null, unit: 'count', factor: 1 },
  complaints: { numerator: 'complaints', denominator: null, unit: 'count', factor: 1 },
}

/** A denominator below this says little: hatched. */
export const least = 20

export interface Measured {
  /** Null where there is nothing to divide by. */
  readonly value: number | null
  readonly numerator: number
  readonly denominator: number | null
  readonly few: boolean
}

export function measured(key: MeasureKey, counts: PlaceCounts | undefined): Measured {
  const { numerator, denominator, factor } = measures[key]
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
