import { useCallback, useMemo, useState, useSyncExternalStore } from 'react'
import type { Profile } from '../../extracts/report'
import { useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { type Completed, publishWithin } from '../../plan/completion'
import { underWay } from '../../plan/underWay'
import { Card } from '../../ui/Card'
import type { TableData } from '../../ui/table'
import { unitName } from './CompletionTable'
import type { PlanServices } from './contracts'
import { ProgressLine } from './ProgressLine'

/** Plans that have a line; older ones are on their own page. */
const mostLines = 4

export interface ProgressCardProps {
  readonly services: PlanServices
  readonly profile: Profile
}

/** How far this browser's plans are that have begun by the last day of the extracts; nothing at all where there is none. */
export function ProgressCard({ services, profile }: ProgressCardProps) {
  const { t, formats } = useTexts()
  const { href } = useChoices()
  const { asOf } = profile
  const { value } = useSyncExternalStore(services.plans.subscribe, services.plans.state)
  const plans = useMemo(() => underWay(value, asOf), [value, asOf])
  const [known, setKnown] = useState<ReadonlyMap<string, readonly Completed[]>>(new Map())
  const onCompletion = useCallback(
    (id: string, completion: readonly Completed[]) => setKnown(now => new Map(now).set(id, completion)),
    [],
  )
  const shown = plans.slice(0, mostLines)
  const number = (key: 'planned' | 'done' | 'overdue' | 'toPublish' | 'inTime', label: string) => ({
    ...{ key, label, align: 'right' as const },
  })
  const table: TableData = {
    columns: [
      { key: 'plan', label: t('plan.name') },
      { key: 'begins', label: t('plan.begins') },
      { key: 'unit', label: t('plan.completion.unit') },
      number('planned', t('plan.completion.planned')),
      number('done', t('plan.completion.done')),
      number('overdue', t('plan.completion.overdue')),
      number('toPublish', t('plan.progress.toPublish')),
      number('inTime', t('plan.completion.published', { n: publishWithin })),
    ],
    rows: shown.flatMap(({ id, name, begins }) =>
      (known.get(id) ?? []).map(({ department, ...counts }) => ({
        ...{ plan: name, begins, unit: unitName(department, t), ...counts },
      })),
    ),
  }
  if (shown.length === 0) return null
  return (
    <Card
      id="plan-progress"
      title={t('plan.progress')}
      subtitle={t('plan.progress.asOf', { asOf: formats.day(asOf) })}
      state="ready"
      table={table}
      controls={
        plans.length > shown.length && (
          <a className="ui-link" href={href('/plan')}>
            {t('plan.progress.more', { n: formats.count(plans.length - shown.length) })}
          </a>
        )
      }
      note={t('plan.completion.note', { n: publishWithin })}
    >
      <ul className="plan-progresses">
        {shown.map(plan => (
          <ProgressLine key={plan.id} services={services} profile={profile} plan={plan} onCompletion={onCompletion} />
        ))}
      </ul>
    </Card>
  )
}
