import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import { useTexts } from '../../i18n'
import { completionOf, type MadeVisit, publishWithin } from '../../plan/completion'
import type { DrawRecord, PlanFile } from '../../plan/record'
import type { Rounds } from '../../plan/rounds'
import { firstVisits } from '../../queries/completion'
import { ErrorNote } from '../../ui/ErrorNote'
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
    const found = new Map(rows.map(row => [row.entity_id, row]))
    const made = new Map<string, MadeVisit>()
    for (const { target } of record.drawn.visits) {
      const entity = roster.rows.get(target)?.entity_id
      const row = entity === undefined ? undefined : found.get(entity)
      if (row !== undefined) made.set(target, { day: row.day, published: row.published_on })
    }
    const days = new Map(rounds.rounds.flatMap(({ day, visits }) => visits.map(({ id }) => [id, day] as const)))
    const departments = new Map(file.inspectors.map(({ id, department }) => [id, department]))
    const visits = record.drawn.visits.map(({ target, inspectors }) => ({
      id: target,
      day: days.get(target) ?? null,
      departments: [...new Set(inspectors.map(id => departments.get(id) ?? ''))],
    }))
    return completionOf({ visits, made, asOf, isWorkday })
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
      {asOf >= begins && (
        <div className="plan-scroll">
          <table className="plan-table">
            <caption className="ui-hidden">{t('plan.completion')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('plan.completion.unit')}</th>
                <th scope="col">{t('plan.completion.planned')}</th>
                <th scope="col">{t('plan.completion.done')}</th>
                <th scope="col">{t('plan.completion.overdue')}</th>
                <th scope="col">{t('plan.completion.published', { n: publishWithin })}</th>
              </tr>
            </thead>
            <tbody>
              {completion.map(each => (
                <tr key={each.department ?? '\n'}>
                  <th scope="row">
                    {each.department === null
                      ? t('plan.completion.all')
                      : each.department === ''
                        ? t('plan.completion.noTeam')
                        : each.department}
                  </th>
                  <td>{formats.count(each.planned)}</td>
                  <td>{formats.count(each.done)}</td>
                  <td>{formats.count(each.overdue)}</td>
                  <td>
                    {each.toPublish === 0
                      ? t('plan.completion.none')
                      : t('plan.completion.of', { n: formats.count(each.inTime), all: formats.count(each.toPublish) })}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p className="plan-note">{t('plan.completion.note', { n: publishWithin })}</p>
    </section>
  )
}
