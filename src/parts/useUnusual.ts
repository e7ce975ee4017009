import { useMemo } from 'react'
import type { Sql } from '../engine/sql'
import { type Rows, useRows } from '../engine/useRows'
import type { Filters } from '../filters/filters'
import type { UnusualFindings } from '../insight/warning/findings'
import { unusualCounts } from '../insight/warning/limits'
import { type WeeklyCounts, weeklyCounts, weeksUntil } from '../queries/weeklyCounts'

/** Weeks that are judged, the last of them the last one that is over. */
export const judgedWeeks = 26
/** With what they are judged by: five earlier years, and what the spread of the counts is learned from. */
const historyWeeks = 6 * 52

export interface Unusual {
  /** The weekly counts that are judged, for the card: its SQL. */
  readonly question: Sql<WeeklyCounts>
  readonly answer: Rows<WeeklyCounts>
  /** Undefined until the counts are there; of the question before while `answer.older`. */
  readonly findings: UnusualFindings | undefined
}

/**
 * Weeks with unusually many complaints, by region of a level and category, in the half-year up to the window's end (or the
 * as-of day, where that is earlier). Chosen regions alone are judged, measured by all.
 */
export function useUnusual(filters: Filters, level: string, asOf: string): Unusual {
  const { question, span, only } = useMemo(() => {
    const to = filters.window.to < asOf ? filters.window.to : asOf
    const span = weeksUntil(to, historyWeeks)
    const only = filters.regions.length === 0 ? null : new Set(filters.regions)
    return { question: weeklyCounts(filters, level, span), span, only }
  }, [filters, level, asOf])
  const answer = useRows(question)
  const { rows } = answer
  const findings = useMemo(
    () => (rows === undefined ? undefined : unusualCounts(rows, span, { judged: judgedWeeks, only })),
    [rows, span, only],
  )
  return { question, answer, findings }
}
