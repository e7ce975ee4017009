import { useMemo, useRef } from 'react'
import type { Sql } from '../../engine/sql'
import { useEngine, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Choices } from '../../filters/filters'
import { overviewQuestions } from '../../queries/overview'
import type { Origin } from '../../ui/Card'

/**
 * The answers of the overview's tiles and trends, with the questions that they answer. While new ones are asked, all of
 * the old ones stay together with their own question: nothing on screen mixes two filters.
 */
export function useOverview(choices: Choices, profile: Profile, level: string) {
  const { asOf, firstDay } = profile
  const asked = useMemo(() => overviewQuestions(choices, { asOf, firstDay, level }), [choices, asOf, firstDay, level])
  const now = {
    choices,
    asked,
    inspections: useRows(asked.inspections),
    complaints: useRows(asked.complaints),
    permits: useRows(asked.permits),
    businesses: useRows(asked.businesses),
  }
  const answers = [now.inspections, now.complaints, now.permits, now.businesses]
  const older = answers.some(answer => answer.older)
  const settled = useRef(now)
  if (!older) settled.current = now
  return { ...settled.current, updating: older, live: !older && answers.every(answer => answer.live) }
}
export type Overview = ReturnType<typeof useOverview>

/** Where an answer comes from, as cards show it. */
export function useOrigin(): (
  query: Sql,
  rows: {
    readonly live: boolean
    readonly rows: readonly unknown[] | undefined
    readonly origin: { milliseconds: number; rows: number } | undefined
  },
) => Origin {
  const { engine } = useEngine()
  return (query, answer) => ({
    sql: engine.text(query),
    rows: answer.rows?.length ?? null,
    milliseconds: answer.origin?.milliseconds ?? null,
    live: answer.live,
  })
}
