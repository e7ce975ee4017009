import { useId, useMemo } from 'react'
import { useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import type { DrawRecord, PlanFile } from '../../plan/record'
import { planRounds, type RoundVisit } from '../../plan/rounds'
import { CompletionPart } from './CompletionPart'
import type { PlanServices } from './contracts'
import type { PlanNames } from './planNames'
import { RoundPhone } from './RoundPhone'
import { RoundsPart } from './RoundsPart'
import type { Roster } from './useRoster'

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
  const visits = useMemo((): RoundVisit[] => {
    const targets = new Map(file.targets.map(target => [target.id, target]))
    return record.drawn.visits.map(({ target: of, inspectors }) => {
      const target = targets.get(of)
      // Where a business lies is what the extracts on screen say of it.
      const row = roster.rows.get(of)
      return {
        id: of,
        name: target?.name ?? '',
        address: target?.address ?? null,
        region: target?.region ?? null,
        lon: row?.lon ?? null,
        lat: row?.lat ?? null,
        inspectors,
      }
    })
  }, [file, record, roster])
  const { begins, moved } = plan
  const rounds = useMemo(
    () =>
      begins === null
        ? null
        : planRounds({
            visits,
            inspectors: file.inspectors,
            begins,
            days: file.rules.days,
            isWorkday: services.isWorkday,
            moved,
          }),
    [visits, file, begins, moved, services],
  )
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
      {rounds !== null && begins !== null && (
        <CompletionPart
          file={file}
          record={record}
          rounds={rounds}
          roster={roster}
          begins={begins}
          asOf={asOf}
          isWorkday={services.isWorkday}
        />
      )}
      {rounds !== null && (
        <RoundsPart
          rounds={rounds}
          names={{
            inspector: own => inspectorNames.get(own) ?? own,
            region: code => (code === null ? t('plan.noRegion') : names.region(code)),
          }}
          days={rounds.days}
          onMove={(of, day) => {
            const { [of]: _, ...others } = moved
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
                rounds,
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
