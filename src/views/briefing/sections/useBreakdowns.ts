import { useMemo } from 'react'
import type { Sql } from '../../../engine/sql'
import { useRows } from '../../../engine/useRows'
import type { Course, Divided } from '../../../queries/activity'
import { type Breakdown, breakdownOf } from '../../../queries/breakdowns'
import type { ComplaintCounts, InspectionCounts } from '../../../queries/counts'
import type { OverviewQuestions } from '../../../queries/overview'

/** A breakdown from its own question, or from the one whose answer holds it: the overview's answers. */
function useBreakdown<Counts extends object>(
  own: Sql<Breakdown<Counts>> | null,
  whole: Sql<Course<Counts>>,
  order: keyof Counts & string,
  compared: boolean,
  may: boolean,
) {
  const question: Sql = own ?? whole
  const answer = useRows(question as Sql<Breakdown<Counts> | Divided<Counts>>, may)
  const rows = useMemo((): readonly Breakdown<Counts>[] => {
    const found = answer.rows ?? []
    const [first] = found
    return first && 'part' in first
      ? breakdownOf<Counts>(found as readonly Divided<Counts>[], order, compared)
      : (found as readonly Breakdown<Counts>[])
  }, [answer.rows, order, compared])
  return { answer, rows }
}

/** Complaints by category and inspections by kind of business, most first. */
export function useBreakdowns(asked: OverviewQuestions, may: boolean) {
  const compared = asked.compare !== null
  const categories = useBreakdown<ComplaintCounts>(asked.categories, asked.complaints, 'complaints', compared, may)
  const industries = useBreakdown<InspectionCounts>(asked.industries, asked.inspections, 'inspections', compared, may)
  return { categories, industries }
}
