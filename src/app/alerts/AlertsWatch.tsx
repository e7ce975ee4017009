import { useEffect, useMemo } from 'react'
import type { Rows } from '../../engine/useRows'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { meetsTarget } from '../../extracts/targets'
import { defaults } from '../../filters/filters'
import { type Answered, evaluate } from '../../insight/alerts/evaluate'
import type { TargetedFigure } from '../../insight/alerts/targetAlerts'
import type { AlertBoard } from '../../parts/alertBoard'
import { inputsOf } from '../../parts/figureInputs'
import { useRiskScheme } from '../../parts/riskScheme'
import { isCourse } from '../../queries/activity'
import { arrivals } from '../../queries/arrivals'
import { type AnyCourse, count, definitions, figureOf } from '../../queries/figures'
import { overdueWork } from '../../queries/overdue'
import { overviewQuestions } from '../../queries/overview'
import { type FigureKey, figureKeys } from '../../schema'
import type { Opened } from '../opened'

export interface AlertsWatchProps {
  readonly board: AlertBoard
  readonly profile: Profile
  readonly opened: Pick<Opened, 'targets' | 'calendar'>
}

/**
 * Looks at the whole city as of its last day, whatever the filters are, and tells the board. Draws nothing. Its questions
 * are asked one after another: nothing on screen waits for them.
 */
export function AlertsWatch({ board, profile, opened }: AlertsWatchProps) {
  const { asOf, firstDay, regions, filled } = profile
  const { targets, calendar } = opened
  const { card } = useRiskScheme()
  // The overview's own questions where nothing is filtered: as a rule they have their answers.
  const asked = useMemo(
    () =>
      overviewQuestions(defaults, { asOf, firstDay, level: regions.levels[0] ?? '', regions: regions.regions, card }),
    [asOf, firstDay, regions, card],
  )
  const aimed = (key: FigureKey): boolean => targets.figures[key] !== undefined
  const of = (table: (typeof definitions)[FigureKey]['table']): boolean =>
    figureKeys.some(key => aimed(key) && key !== 'high_risk' && definitions[key].table === table)
  const inspections = useRows<AnyCourse>(asked.inspections, of('inspections'))
  const complaints = useRows<AnyCourse>(asked.complaints, of('complaints'))
  const permits = useRows<AnyCourse>(asked.permits, of('permits'))
  const businesses = useRows<AnyCourse>(asked.businesses, of('entities'))
  const overdue = useRows(
    useMemo(
      () => overdueWork({ asOf, calendar, targetInWorkingDays: targets.permits.working_days }),
      [asOf, calendar, targets],
    ),
  )
  const arrived = useRows(useMemo(() => arrivals(asOf, calendar, filled), [asOf, calendar, filled]))
  const highRisk = useRows<AnyCourse>(asked.later.highRisk)
  const unvisited = useRows(asked.later.unvisited)

  const inputs = useMemo(() => inputsOf(profile, targets, null), [profile, targets])
  const targeted = useMemo(() => {
    const sources = { inspections, complaints, permits, entities: businesses }
    const keys = figureKeys.filter(key => targets.figures[key] !== undefined)
    const answers = keys.map(key => ({ key, ...(key === 'high_risk' ? highRisk : sources[definitions[key].table]) }))
    return whole(answers, (): { targeted: TargetedFigure[]; problems: readonly string[] } => ({
      targeted: answers.map(({ key, rows = [] }) => {
        // Some answers hold the counts of single values beside.
        const figure = figureOf(key, rows.filter(isCourse), inputs)
        const target = targets.figures[key] ?? { atMost: null, atLeast: null }
        return { figure, target, met: meetsTarget(figure.value, target), window: asked.filters.window }
      }),
      problems: targets.problems,
    }))
  }, [inspections, complaints, permits, businesses, highRisk, targets, inputs, asked])
  const work = useMemo(() => {
    // Without visits nobody knows how long one is overdue.
    const seen = profile.rows.inspections > 0
    return whole(seen ? [overdue, highRisk, unvisited] : [overdue], () => ({
      rows: overdue.rows ?? [],
      filled,
      closeWithin: targets.complaints.close_within_days,
      decideWithin: targets.permits.decide_within_days,
      visits: seen
        ? {
            overdue: unvisited.rows?.[0]?.of ?? 0,
            of: count(highRisk.rows?.[0], 'high_risk'),
            daysOver: unvisited.rows?.[0]?.days_over ?? 0,
          }
        : null,
    }))
  }, [overdue, highRisk, unvisited, filled, targets, profile])
  const came = useMemo(() => whole([arrived], () => arrived.rows ?? []), [arrived])
  useEffect(() => {
    const { findings, pending } = evaluate({
      asOf,
      targets: targeted,
      overdue: work,
      arrivals: came,
      unusual: { is: 'there', value: null },
      clusters: { is: 'there', value: null },
    })
    board.found(findings, pending)
  }, [board, asOf, targeted, work, came])
  return null
}

/** One answer from several: it is there when all of them are, live and of this question; one that failed fails it. */
function whole<T>(
  answers: readonly Pick<Rows<unknown>, 'rows' | 'live' | 'updating' | 'error'>[],
  make: () => T,
): Answered<T> {
  const failed = answers.find(({ error, updating }) => error !== null && !updating)
  if (failed?.error) return { is: 'failed', text: failed.error.message }
  return answers.every(({ live }) => live) ? { is: 'there', value: make() } : { is: 'coming' }
}
