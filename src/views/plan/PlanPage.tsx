import { useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import type { PlanServices } from './contracts'
import { PlanList } from './PlanList'
import { PlanView } from './PlanView'
import { usePlanEdit } from './usePlanEdit'

export interface PlanPageProps {
  readonly services: PlanServices
  readonly profile: Profile
}

/** Plans of inspections of this browser: their list, and each by itself. */
export function PlanPage({ services, profile }: PlanPageProps) {
  const { t } = useTexts()
  const [search, setSearch] = useSearchParams()
  const { fault } = useSyncExternalStore(services.plans.subscribe, services.plans.state)
  const id = search.get('plan')
  const show = (plan: string | null): void => {
    const changed = new URLSearchParams(search)
    changed.delete('tab')
    if (plan === null) changed.delete('plan')
    else changed.set('plan', plan)
    setSearch(changed)
  }
  if (fault !== null) return <ErrorNote what={t('plan.fault')} detail={fault.message} />
  if (profile.rows.permits + profile.rows.inspections + profile.rows.complaints === 0)
    return <EmptyState text={t('plan.noRows')} />
  if (id === null) return <PlanList services={services} profile={profile} onOpen={plan => show(plan.id)} />
  return <OnePlan key={id} id={id} services={services} profile={profile} onBack={() => show(null)} />
}

function OnePlan({ id, services, profile, onBack }: PlanPageProps & { readonly id: PlanDraft['id']; onBack(): void }) {
  const { t } = useTexts()
  const edit = usePlanEdit(services, id)
  const [gone] = useState(() => t('plan.gone'))
  if (edit === null)
    return (
      <div className="plan">
        <EmptyState text={gone} />
        <button type="button" className="ui-button" onClick={onBack}>
          {t('plan.all')}
        </button>
      </div>
    )
  return <PlanView services={services} profile={profile} edit={edit} onBack={onBack} />
}
