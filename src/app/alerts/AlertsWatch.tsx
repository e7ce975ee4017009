import { useEffect, useMemo } from 'react'
import type { Rows } from '../../engine/useRows'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { meetsTarget } from '../../extracts/targets'
import { defaults } from '../../filters/filters'
import { type Answered, evaluate } from '../../insight/alerts/evaluate'
import type { TargetedFigure } from '../../insight/alerts/targetAlerts'
import type { ScanFindings, UnusualFindings } from '../../insight/warning/findings'
import type { AlertBoard } from '../../parts/alertBoard'
import { inputsOf } from '../../parts/figureInputs'
import { useRiskScheme } from '../../parts/riskScheme'
import { useClusters } from '../../parts/useClusters'
import { useUnusual } from '../../parts/useUnusual'
import { isCourse } from '../../queries/activity'
import { arrivals } from '../../queries/arrivals'
import { type AnyCourse, count, definitions, figureOf } from '../../queries/figures'
import { overdueWork } from '../../queries/overdue'
import { overviewQuestions, settingOf } from '../../queries/overview'
import { type FigureKey, figureKeys } from '../../schema'
import type { Opened } from '../opened'

export interface AlertsWatchProps {
  readonly board: AlertBoard
  readonly profile: Profile
  readonly opened: Pick<Opened, 'targets'>
}

/**
 * Looks at the whole city as of its last day, whatever the filters are, and tells the board what there is so far. Draws
 * nothing: nobody waits for its questions.
 */
export function AlertsWatch({ board, profile, opened }: AlertsWatchProps) {
  const { asOf, firstDay, regions, filled } = profile
  const { targets } = opened
  const { card } = useRiskScheme()
  // The overview's own questions where nothing is filtered: as a rule they have their answers.
  const asked = useMemo(
    () => overviewQuestions(defaults, { ...settingOf({ asOf, firstDay, regions }), card }),
    [asOf, firstDay, regions, card],
  )
  const aimed = (key: FigureKey): boolean => targets.figures[key] !== undefined
  const of = (table: (typeof definitions)[FigureKey]['table']): boolean =>
    figureKeys.some(key => aimed(key) && key !== 'high_risk' && definitions[key].table === table)
  const inspections = useRows<AnyCourse>(asked.inspections, of('inspections'))
  const complaints = useRows<AnyCourse>(asked.complaints, of('complaints'))
  const permits = useRows<AnyCourse>(asked.permits, of('permits'))
  const businesses = useRows<AnyCourse>(asked.businesses, of('entities'))
  const overdue = useRows(useMemo(() => overdueWork(asOf), [asOf]))
  const arrived = useRows(useMemo(() => arrivals(asOf, filled), [asOf, filled]))
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
  const { answer: weekly, findings: unusual } = useUnusual(asked.filters, regions.levels[0] ?? '', asOf)
  // A worker is busy with it for seconds: it begins when the rest has its answers.
  const rest = [overdue, arrived, weekly, ...(profile.rows.inspections > 0 ? [unvisited] : [])]
  const clusters = useClusters(
    asked.filters,
    { asOf, firstDay, extent: regions.extent },
    rest.every(({ updating }) => !updating),
  )
  const weeks = useMemo((): Answered<UnusualFindings> => {
    return unusual !== undefined && weekly.live ? { is: 'there', value: unusual } : failedOr(weekly)
  }, [weekly, unusual])
  const scanned = useMemo((): Answered<ScanFindings> => {
    if (clusters.findings !== undefined) return { is: 'there', value: clusters.findings }
    return failedOr(clusters.error === null ? clusters.answer : { error: clusters.error, updating: false })
  }, [clusters.findings, clusters.error, clusters.answer])
  useEffect(() => {
    const { findings, pending } = evaluate({
      asOf,
      targets: targeted,
      overdue: work,
      arrivals: came,
      unusual: weeks,
      clusters: scanned,
    })
    board.found(findings, pending)
  }, [board, asOf, targeted, work, came, weeks, scanned])
  return null
}

/** One answer from several: it is there when all of them are, live and of this question; one that failed fails it. */
function whole<T>(answers: readonly (State & Pick<Rows<unknown>, 'live'>)[], make: () => T): Answered<T> {
  const failed = answers.map(failedOr).find(({ is }) => is === 'failed')
  if (failed !== undefined) return failed
  return answers.every(({ live }) => live) ? { is: 'there', value: make() } : { is: 'coming' }
}

type State = Pick<Rows<unknown>, 'updating' | 'error'>

/** Of an answer that is not there. */
const failedOr = ({ error, updating }: State): Answered<never> =>
  error !== null && !updating ? { is: 'failed', text: error.message } : { is: 'coming' }
