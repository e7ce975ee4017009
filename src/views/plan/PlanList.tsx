import { useState, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { cloned, newDraft, type PlanDraft } from '../../plan/draft'
import { mostPlans } from '../../plan/draftFile'
import type { DrawRecord } from '../../plan/record'
import { Confirm } from '../../ui/Confirm'
import { ErrorNote } from '../../ui/ErrorNote'
import { useReady } from '../../ui/useReady'
import type { PlanServices } from './contracts'

export interface PlanListProps {
  readonly services: PlanServices
  readonly profile: Profile
  onOpen(plan: PlanDraft): void
}

/** All plans of this browser, the one that was changed last first. */
export function PlanList({ services, profile, onOpen }: PlanListProps) {
  const { t, formats } = useTexts()
  const { plans, texts } = services
  const { value } = useSyncExternalStore(plans.subscribe, plans.state)
  const { choices } = useChoices()
  const [failed, setFailed] = useState<string | null>(null)
  const [removing, setRemoving] = useState<PlanDraft | null>(null)
  useReady(true)
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setFailed(null)
    try {
      await work()
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
    }
  }
  const begin = (): Promise<void> =>
    attempt(async () => {
      const at = services.now()
      const quarter = t('plan.quarter', { year: at.slice(0, 4), quarter: Math.ceil(Number(at.slice(5, 7)) / 3) })
      // What the page is filtered by is what the office looks at.
      const scope = {
        regions: choices.regions.filter(code => !code.startsWith('~')),
        industries: choices.industries.filter(name => name !== null),
      }
      const plan = newDraft(services.newId(), freeName(quarter, value), profile.regions.levels[0] ?? '', at, scope)
      const office = value.findLast(each => each.office !== '')?.office ?? ''
      await plans.change(all => [...all, { ...plan, office }])
      onOpen(plan)
    })
  const clone = (plan: PlanDraft): Promise<void> =>
    attempt(async () => {
      const next = cloned(
        plan,
        services.newId(),
        freeName(t('plan.clone.name', { name: plan.name }), value),
        services.now(),
        await sealOf(services, plan),
      )
      await plans.change(all => [...all, next])
      onOpen(next)
    })
  const remove = (plan: PlanDraft): Promise<void> =>
    attempt(async () => {
      await plans.change(all => all.filter(({ id }) => id !== plan.id))
      await texts.remove(plan.id)
    })
  const listed = [...value].sort((a, b) => (a.changed < b.changed ? 1 : -1))
  return (
    <div className="plan">
      <header className="plan-head">
        <button
          type="button"
          className="ui-button"
          data-primary
          disabled={value.length >= mostPlans}
          onClick={() => void begin()}
        >
          {t('plan.new')}
        </button>
        <Link className="ui-button" to="/plan/verify">
          {t('plan.verify')}
        </Link>
      </header>
      <p className="plan-lead">{t('plan.lead')}</p>
      {!plans.persistent() && <p className="plan-note">{t('plan.notKept')}</p>}
      {failed !== null && <ErrorNote what={t('plan.keep.failed')} detail={failed} />}
      {listed.length === 0 ? (
        <ol className="plan-how">
          {(['draft', 'committed', 'drawn'] as const).map(state => (
            <li key={state}>
              <b>{t(`plan.step.${state}`)}</b>
              <p>{t(`plan.how.${state}`)}</p>
            </li>
          ))}
        </ol>
      ) : (
        <ul className="plan-cards">
          {listed.map(plan => (
            <li key={plan.id} className="plan-card">
              <button type="button" className="ui-link plan-card-name" onClick={() => onOpen(plan)}>
                {plan.name}
              </button>
              <span className="plan-state" data-state={plan.state}>
                {t(`plan.state.${plan.state}`)}
              </span>
              <span className="plan-note">
                {t('plan.card', {
                  office: plan.office === '' ? t('plan.office.none') : plan.office,
                  inspectors: formats.count(plan.inspectors.length),
                  at: formats.time(plan.changed),
                })}
              </span>
              <span className="plan-card-tools">
                <button type="button" className="ui-button" onClick={() => void clone(plan)}>
                  {t('plan.clone')}
                </button>
                <button type="button" className="ui-button" onClick={() => setRemoving(plan)}>
                  {t('plan.remove')}
                </button>
              </span>
            </li>
          ))}
        </ul>
      )}
      {removing !== null && (
        <Confirm
          title={t('plan.remove.sure', { name: removing.name })}
          action={t('plan.remove')}
          onConfirm={() => void remove(removing)}
          onClose={() => setRemoving(null)}
        >
          <p>{t(removing.state === 'draft' ? 'plan.remove.draft' : 'plan.remove.committed')}</p>
        </Confirm>
      )}
    </div>
  )
}

/** `name`, or with a number behind it where another plan has it. */
function freeName(name: string, plans: readonly PlanDraft[]): string {
  const taken = new Set(plans.map(plan => plan.name))
  for (let n = 1; ; n++) {
    const free = n === 1 ? name : `${name} (${n})`
    if (!taken.has(free)) return free
  }
}

/** The seal of a plan's record, for the chain of the next one; null where it was not drawn, or its record is gone. */
async function sealOf({ texts }: PlanServices, plan: PlanDraft): Promise<string | null> {
  const text = plan.state === 'drawn' ? await texts.read(plan.id, 'record') : null
  return text === null ? null : (JSON.parse(text) as DrawRecord).seal
}
