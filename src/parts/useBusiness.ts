import { useMemo } from 'react'
import { useRows } from '../engine/useRows'
import { type BusinessRisk, businessRisk } from '../queries/business'
import { complaintRows, inspectionRows, permitRows } from '../risk/businessRows'
import { type Explained, explainScore } from '../risk/explain'
import type { BusinessRows } from '../risk/facts'
import type { AsOf } from '../risk/factsSql'
import { type Scorecard, withoutModel } from '../risk/scorecard'

/** A business with its score explained; everything is null until it is there. */
export interface Business {
  readonly rows: BusinessRows | null
  /** As the card ranks it. Null also where the business has no row up to the day: `absent` tells. */
  readonly risk: BusinessRisk | null
  /** By the scorecard, beside a learned model too. */
  readonly explained: Explained | null
  readonly absent: boolean
  /** Answers are those of this business, from the running engine. */
  readonly live: boolean
  readonly error: Error | null
  refetch(): void
}

export function useBusiness(entity: number, card: Scorecard, at: AsOf): Business {
  const questions = useMemo(
    () => [businessRisk(entity, card, at), permitRows(entity), inspectionRows(entity), complaintRows(entity)] as const,
    [entity, card, at],
  )
  const risk = useRows(questions[0])
  const permits = useRows(questions[1])
  const inspections = useRows(questions[2])
  const complaints = useRows(questions[3])
  const all = [risk, permits, inspections, complaints]
  const whole = all.every(answer => answer.rows !== undefined && !answer.older)
  const rows = useMemo(
    (): BusinessRows | null =>
      whole && permits.rows && inspections.rows && complaints.rows
        ? { permits: permits.rows, inspections: inspections.rows, complaints: complaints.rows }
        : null,
    [whole, permits.rows, inspections.rows, complaints.rows],
  )
  const row = whole ? (risk.rows?.[0] ?? null) : null
  const explained = useMemo(
    () => (rows === null || row === null ? null : explainScore(rows, row, withoutModel(card), at)),
    [rows, row, card, at],
  )
  return {
    rows,
    risk: row,
    explained,
    absent: whole && row === null,
    live: all.every(answer => answer.live),
    error: all.find(answer => answer.error !== null)?.error ?? null,
    refetch: () => {
      for (const answer of all) answer.refetch()
    },
  }
}
