import { useMemo, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { monthsUpTo, pairsOf } from '../../queries/roster'
import { ErrorNote } from '../../ui/ErrorNote'
import { Segmented } from '../../ui/Segmented'
import { Skeleton } from '../../ui/Skeleton'
import { useReady } from '../../ui/useReady'
import { CommitPart } from './CommitPart'
import type { PlanServices } from './contracts'
import { DrawnPart } from './DrawnPart'
import { InspectorsTab } from './InspectorsTab'
import { metPairs } from './metPairs'
import { PreviewPart, usePreview } from './PreviewPart'
import { planNamesOf } from './planNames'
import { RevealPart } from './RevealPart'
import { RoundsTab } from './RoundsTab'
import { RulesPart } from './RulesPart'
import type { PlanEdit } from './usePlanEdit'
import { usePlanTexts } from './usePlanTexts'
import { useRoster } from './useRoster'

const tabs = ['rules', 'inspectors', 'draw', 'rounds'] as const
type Tab = (typeof tabs)[number]

export interface PlanViewProps {
  readonly services: PlanServices
  readonly profile: Profile
  readonly edit: PlanEdit
  onBack(): void
}

/** One plan, from its rules to its rounds. */
export function PlanView({ services, profile, edit, onBack }: PlanViewProps) {
  const { t, formats } = useTexts()
  const [search, setSearch] = useSearchParams()
  const { plan } = edit
  const frozen = plan.state !== 'draft'
  const names = useMemo(() => planNamesOf(profile, plan.level), [profile, plan.level])
  const { roster, error, refetch } = useRoster(plan.scope, plan.level, profile)
  const previewed = usePreview(services.planner, frozen ? null : (roster?.targets ?? null), plan.rules)
  const kept = usePlanTexts(services, plan)
  const met = useRows(useMemo(() => pairsOf(monthsUpTo(profile.asOf)), [profile.asOf]))
  const shown = tabs.filter(tab => tab !== 'rounds' || plan.state === 'drawn')
  const wanted = shown.find(tab => tab === search.get('tab'))
  const tab: Tab = wanted ?? (frozen ? 'draw' : 'rules')
  const open = (next: Tab): void => {
    const changed = new URLSearchParams(search)
    changed.set('tab', next)
    setSearch(changed)
  }
  useReady(roster !== null && kept !== null && (frozen || !previewed.busy))
  const all = useSyncExternalStore(services.plans.subscribe, services.plans.state).value
  const used = useMemo(
    () => new Map(all.flatMap(each => (each.public === null || each.id === plan.id ? [] : [[each.public, each.name]]))),
    [all, plan.id],
  )
  const businessHref = (id: string): string | null => {
    const row = roster?.rows.get(id)
    return row === undefined ? null : `/business/${row.entity_id}`
  }
  return (
    <div className="plan" aria-busy={roster === null || undefined}>
      <header className="plan-head">
        <button type="button" className="ui-button" onClick={onBack}>
          ← {t('plan.all')}
        </button>
        {frozen ? (
          <h2>{plan.name}</h2>
        ) : (
          <input
            className="plan-name"
            aria-label={t('plan.name')}
            value={plan.name}
            maxLength={120}
            onChange={event => event.target.value.trim() !== '' && edit.edit({ name: event.target.value })}
          />
        )}
        <span className="plan-state" data-state={plan.state}>
          {t(`plan.state.${plan.state}`)}
        </span>
        <span className="plan-note">{t('plan.changed', { at: formats.time(plan.changed) })}</span>
      </header>
      <ol className="plan-steps">
        {(['draft', 'committed', 'drawn'] as const).map(state => (
          <li key={state} aria-current={plan.state === state ? 'step' : undefined}>
            {t(`plan.step.${state}`)}
          </li>
        ))}
      </ol>
      {!services.plans.persistent() && <p className="plan-note">{t('plan.notKept')}</p>}
      {edit.failed !== null && <ErrorNote what={t('plan.keep.failed')} detail={edit.failed} />}
      <Segmented
        label={t('plan.tabs')}
        value={tab}
        onChange={open}
        options={shown.map(value => ({ value, label: t(`plan.tab.${value}`) }))}
      />
      {error !== null && <ErrorNote what={t('plan.roster.failed')} detail={error.message} onRetry={refetch} />}
      {tab === 'rules' && (
        <div className="plan-two">
          <RulesPart plan={plan} names={names} frozen={frozen} onChange={edit.edit} />
          {frozen ? (
            <p className="plan-note">{t('plan.frozen')}</p>
          ) : (
            <PreviewPart previewed={previewed} rules={plan.rules} names={names} />
          )}
        </div>
      )}
      {tab === 'inspectors' && (
        <InspectorsTab
          plan={plan}
          names={names}
          asOf={profile.asOf}
          frozen={frozen}
          // Once it is fixed, that of its file.
          targets={(frozen ? kept?.file?.targets : roster?.targets) ?? null}
          onChange={edit.edit}
        />
      )}
      {tab === 'draw' && plan.state === 'draft' && (
        <>
          <PreviewPart previewed={previewed} rules={plan.rules} names={names} />
          <CommitPart
            services={services}
            plan={plan}
            targets={roster?.targets ?? null}
            preview={previewed.busy || met.rows === undefined ? null : previewed.preview}
            asOf={profile.asOf}
            onChange={edit.edit}
            met={() => metPairs(services, plan, met.rows ?? [], services.now())}
            keep={edit.keep}
          />
        </>
      )}
      {tab === 'draw' && plan.state === 'committed' && kept !== null && (
        <RevealPart services={services} plan={plan} texts={kept} used={used} keep={edit.keep} />
      )}
      {plan.state === 'drawn' &&
        (kept === null ? (
          <Skeleton />
        ) : kept.record === null || kept.file === null || kept.planText === null ? (
          tab !== 'rules' && tab !== 'inspectors' && <ErrorNote what={t('plan.lost')} advice={t('plan.lost.advice')} />
        ) : (
          <>
            {tab === 'draw' && (
              <DrawnPart
                plan={plan}
                planText={kept.planText}
                file={kept.file}
                record={kept.record}
                names={names}
                businessHref={businessHref}
              />
            )}
            {tab === 'rounds' &&
              (roster === null ? (
                <Skeleton />
              ) : (
                <RoundsTab
                  services={services}
                  plan={plan}
                  file={kept.file}
                  record={kept.record}
                  roster={roster}
                  names={names}
                  asOf={profile.asOf}
                  onChange={edit.edit}
                  businessHref={businessHref}
                />
              ))}
          </>
        ))}
    </div>
  )
}
