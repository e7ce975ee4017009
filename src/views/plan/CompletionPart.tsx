import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import { useTexts } from '../../i18n'
import { publishWithin } from '../../plan/completion'
import { progressOf } from '../../plan/progress'
import type { DrawRecord, PlanFile } from '../../plan/record'
import type { Rounds } from '../../plan/rounds'
import { firstVisits } from '../../queries/completion'
import { ErrorNote } from '../../ui/ErrorNote'
import { CompletionTable } from './CompletionTable'
import type { Roster } from './useRoster'

export interface CompletionPartProps {
  readonly file: PlanFile
  readonly record: DrawRecord
  readonly rounds: Rounds
  readonly roster: Roster
  readonly begins: string
  /** Last day of the extracts. */
  readonly asOf: string
  isWorkday(day: string): boolean
}

/** How far the plan is, by what the extracts say of visits since it began: in all, and by department. */
export function CompletionPart({ file, record, rounds, roster, begins, asOf, isWorkday }: CompletionPartProps) {
  const { t, formats } = useTexts()
  // Extracts that end before the plan begins know of no visit.
  const { rows, error } = useRows(useMemo(() => firstVisits({ from: begins, to: asOf }), [begins, asOf]))
  const completion = useMemo(() => {
    if (rows === undefined) return null
    return progressOf({ file, record, rounds, known: roster.rows, first: rows, asOf, isWorkday })
  }, [rows, record, file, rounds, roster, asOf, isWorkday])
  if (error !== null) return <ErrorNote what={t('plan.completion.failed')} detail={error.message} />
  const [all] = completion ?? []
  if (completion === null || all === undefined) return null
  return (
    <section className="plan-block" aria-label={t('plan.completion')} data-plan-done={all.done}>
      <h3>{t('plan.completion')}</h3>
      <p className="plan-says">
        {asOf < begins
          ? t('plan.completion.early', { asOf: formats.day(asOf), begins: formats.day(begins) })
          : t('plan.completion.says', {
              asOf: formats.day(asOf),
              planned: formats.count(all.planned),
              done: formats.count(all.done),
              overdue: formats.count(all.overdue),
            })}
      </p>
      {asOf >= begins && <CompletionTable completion={completion} />}
      <p className="plan-note">{t('plan.completion.note', { n: publishWithin })}</p>
    </section>
  )
}
