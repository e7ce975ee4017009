import { useQueries } from '@tanstack/react-query'
import { useMemo } from 'react'
import { answerOptions } from '../../engine/answers'
import { dayText } from '../../engine/civilTimes'
import { useEngine } from '../../engine/useRows'
import { type BusinessRisk, businessRisk } from '../../queries/business'
import { dayNumber } from '../../risk/dayNumber'
import type { Scorecard } from '../../risk/scorecard'

const steps = 8
const stepDays = 91

/** The days of a score's course: the last one, and every quarter of a year before it. */
export const courseDays = (day: string): string[] =>
  Array.from({ length: steps }, (_, i) => dayText(dayNumber(day) - stepDays * (steps - 1 - i)))

export interface CoursePoint {
  readonly day: string
  /** Null while it is not there, and where the business had no row. */
  readonly score: number | null
}

/**
 * The score through time, from dates alone at every day, so that the points can be compared: states without a date are
 * known for the last day only. `waiting` while some are being worked out.
 */
export function useScoreCourse(entity: number, card: Scorecard, day: string) {
  const { engine, extractVersion } = useEngine()
  const days = useMemo(() => courseDays(day), [day])
  const answers = useQueries({
    queries: days.map(each =>
      answerOptions<BusinessRisk>(engine, extractVersion, businessRisk(entity, card, { day: each, states: false })),
    ),
  })
  return {
    points: days.map((each, i): CoursePoint => ({ day: each, score: answers[i]?.data?.[0]?.score ?? null })),
    waiting: answers.some(answer => answer.data === undefined && answer.error === null),
    failed: answers.find(answer => answer.error !== null)?.error ?? null,
  }
}
