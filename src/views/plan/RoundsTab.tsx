import { useId, useMemo } from 'react'
import { useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import type { DrawRecord, PlanFile } from '../../plan/record'
import { ErrorNote } from '../../ui/ErrorNote'
import { CompletionPart } from './CompletionPart'
import type { PlanServices } from './contracts'
import type { PlanNames } from './planNames'
import { RoundPhone } from './RoundPhone'
import { RoundsPart } from './RoundsPart'
import type { Roster } from './useRoster'
import { useRounds, useRoundsOf } from './useRounds'

export interface RoundsTabProps {
  readonly services: PlanServices
  readonly plan: PlanDraft
  readonly file: PlanFile
  readonly record: DrawRecord
  readonly roster: Roster
  readonly names: PlanNames
  /** Last day of the extracts. */
  readonly asOf: string
  onChange(change: Partial<PlanDraft>): void
  businessHref(id: string): string | null
}

/** From which day on the visits are made, and then who goes where on which day. */
export function RoundsTab({
  services,
  plan,
  file,
  record,
  roster,
  names,
  asOf,
  onChange,
  businessHref,
}: RoundsTabProps) {
  const { t } = useTexts()
  const id = useId()
  const { begins } = plan
  const asked = useRoundsOf({ file, record, known: roster.rows, begins, moved: plan.moved, services })
  const { shown, busy, error, retry } = useRounds(services.planner, asked)
  const inspectorNames = useMemo(() => {
    const real = new Map(plan.inspectors.map(inspector => [inspector.id, inspector.name]))
    return new Map(file.inspectors.map(({ id: own, name }) => [own, real.get(plan.named[own] ?? own) ?? name] as const))
  }, [plan.inspectors, plan.named, file])
  return (
    <>
      <div className="plan-row">
        <span className="plan-field">
          <label htmlFor={`${id}-begins`}>{t('plan.begins')}</label>
          <input
            id={`${id}-begins`}
            type="date"
            value={begins ?? ''}
            min="2000-01-01"
            max="2999-12-31"
            // A year that is being typed has any number of digits.
            onChange={event => onChange({ begins: /^2\d{3}-/.test(event.target.value) ? event.target.value : null })}
          />
        </span>
        {begins === null && <p className="plan-note">{t('plan.begins.note')}</p>}
      </div>
      {error !== null && <ErrorNote what={t('plan.rounds.failed')} detail={error.message} onRetry={retry} />}
      {busy && shown === null && (
        <p className="plan-note" role="status" data-later aria-busy>
          {t('plan.rounds.busy')}
        </p>
      )}
      {shown !== null && (
        <CompletionPart
          file={file}
          record={record}
          rounds={shown.rounds}
          roster={roster}
          begins={shown.begins}
          asOf={asOf}
          isWorkday={services.isWorkday}
        />
      )}
      {shown !== null && (
        <RoundsPart
          rounds={shown.rounds}
          busy={busy}
          names={{
            inspector: own => inspectorNames.get(own) ?? own,
            region: code => (code === null ? t('plan.noRegion') : names.region(code)),
          }}
          days={shown.rounds.days}
          onMove={(of, day) => {
            const { [of]: _, ...others } = plan.moved
            onChange({ moved: day === null ? others : { ...others, [of]: day } })
          }}
          title={plan.name}
          planId={plan.id}
          businessHref={businessHref}
          phone={inspector => (
            <RoundPhone
              input={{
                plan,
                inspectors: file.inspectors,
                seal: record.seal,
                targets: record.drawn.visits.map(({ target }) => target),
                rounds: shown.rounds,
                rows: roster.rows,
                regionName: names.region,
                version: services.version(),
                asOf,
              }}
              regions={names.regionNames}
              inspector={inspector}
              nameOf={own => inspectorNames.get(own) ?? own}
              now={services.now}
            />
          )}
        />
      )}
    </>
  )
}
