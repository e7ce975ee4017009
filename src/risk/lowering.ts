import { dayText } from '../engine/civilTimes'
import { dayNumber } from './dayNumber'
import { type Explained, explainScore, type Norms } from './explain'
import type { BusinessRows } from './facts'
import type { AsOf } from './factsSql'
import type { RiskClass, Scorecard } from './scorecard'

/** Something that can be done about a business, and the score it would have the same day. */
export interface Lowering {
  readonly kind: 'clean_visit' | 'rectify' | 'renew' | 'close_complaints'
  readonly score: number
  readonly class: RiskClass
  /** Points less than now. No more than a rounding, or even below 0, where the deed lowers the class alone. */
  readonly less: number
}

/** Fewer points are not worth a line, but for a lower class. */
export const leastPoints = 0.05

/**
 * What would lower the score, the most first: each by itself, worked out with the same formulas from the same rows with
 * the deed done on the day. What the business is measured by stays.
 */
export function loweringsOf(rows: BusinessRows, norms: Norms, card: Scorecard, at: AsOf, now: Explained): Lowering[] {
  const { facts } = now
  const { day } = at
  const done: readonly (readonly [Lowering['kind'], BusinessRows | null])[] = [
    ['clean_visit', { ...rows, inspections: [...rows.inspections, { file: 0, row: 0, inspected_on: day, result: 'ok', item: null, declared_risk: null, rectify_due_on: null, rectified_on: null }] }],
    ['rectify', facts.openItems.length === 0 && facts.unresolved === null ? null : { ...rows, inspections: rows.inspections.map(row => (row.rectified_on === null || row.rectified_on > day ? { ...row, rectified_on: day } : row)) }],
    ['renew', facts.permitState === 'valid' ? null : { ...rows, permits: [...rows.permits, { file: 0, row: 0, permitted_on: day, accepted_on: null, valid_from: day, valid_to: dayText(dayNumber(day) + 365), first_issued_on: null, status: 'granted' }] }],
    ['close_complaints', facts.pastDue.length === 0 ? null : { ...rows, complaints: rows.complaints.map(row => (row.closed_on === null || row.closed_on > day ? { ...row, closed_on: day } : row)) }],
  ] // biome-ignore format: a deed a line
  const before = now.score ?? 0
  return done
    .flatMap(([kind, changed]) => {
      if (changed === null) return []
      const { score, class: letter } = explainScore(changed, norms, card, at)
      if (score === null || (before - score < leastPoints && letter >= now.class)) return []
      return [{ kind, score, class: letter, less: before - score }]
    })
    .sort((a, b) => b.less - a.less)
}
