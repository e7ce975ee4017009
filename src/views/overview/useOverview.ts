import { useMemo, useRef } from 'react'
import { type Rows, useRows } from '../../engine/useRows'
import type { Choices } from '../../filters/filters'
import { type Course, isCourse } from '../../queries/activity'
import type { ComplaintCounts, InspectionCounts } from '../../queries/counts'
import type { OverviewQuestions } from '../../queries/overview'

/**
 * The answers of the overview's tiles and trends, with the questions that they answer. While new ones are asked, all of
 * the old ones stay together with their own question: nothing on screen mixes two filters. `quiet`: no question of them is
 * under way.
 */
export function useOverview(choices: Choices, asked: OverviewQuestions) {
  const inspections = useCourse(useRows<Course<InspectionCounts>>(asked.inspections))
  const complaints = useCourse(useRows<Course<ComplaintCounts>>(asked.complaints))
  const permits = useRows(asked.permits)
  const businesses = useRows(asked.businesses)
  const answers = [inspections, complaints, permits, businesses]
  const older = answers.some(answer => answer.older)
  const live = !older && answers.every(answer => answer.live)
  const quiet = answers.every(answer => !answer.updating)
  const now = useMemo(
    () => ({ choices, asked, inspections, complaints, permits, businesses }),
    [choices, asked, inspections, complaints, permits, businesses],
  )
  const settled = useRef(now)
  if (!older) settled.current = now
  const shown = settled.current
  const overview = useMemo(() => ({ ...shown, updating: older, live }), [shown, older, live])
  return { overview, quiet }
}
/** An answer without the counts of single values. */
function useCourse<Row extends object>(answer: Rows<Row>): Rows<Row> {
  return useMemo(() => ({ ...answer, rows: answer.rows?.filter(isCourse) }), [answer])
}
export type Overview = ReturnType<typeof useOverview>['overview']
