import { useEffect } from 'react'
import type { Profile } from '../../extracts/report'
import { changedSearch, useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { type Completed, publishWithin } from '../../plan/completion'
import type { DrawRecord, PlanFile } from '../../plan/record'
import type { BegunPlan } from '../../plan/underWay'
import { ErrorNote } from '../../ui/ErrorNote'
import { Skeleton } from '../../ui/Skeleton'
import { CompletionTable } from './CompletionTable'
import type { PlanServices } from './contracts'
import { usePlanProgress } from './usePlanProgress'
import { usePlanTexts } from './usePlanTexts'

export interface ProgressLineProps {
  readonly services: PlanServices
  readonly profile: Profile
  readonly plan: BegunPlan
  /** Called with every new answer. */
  onCompletion(id: string, completion: readonly Completed[]): void
}

/** How far one plan is, in a line that has its height before there is an answer. */
export function ProgressLine(props: ProgressLineProps) {
  const { services, plan } = props
  const { t, formats } = useTexts()
  const { choices } = useChoices()
  const texts = usePlanTexts(services, plan)
  const href = `#/plan${changedSearch(`?plan=${encodeURIComponent(plan.id)}&tab=rounds`, () => choices)}`
  return (
    <li className="plan-progress" data-plan-progress={plan.id}>
      <p className="plan-progress-name">
        <a className="ui-link" href={href}>
          {plan.name}
        </a>{' '}
        <small>{t('plan.progress.since', { begins: formats.day(plan.begins) })}</small>
      </p>
      {texts === null ? (
        <Awaited />
      ) : texts.file === null || texts.record === null ? (
        <p className="plan-progress-says">{t('plan.lost')}</p>
      ) : (
        <Progress {...props} file={texts.file} record={texts.record} />
      )}
    </li>
  )
}

/** Nobody waits for it, and nothing moves when it comes. */
function Awaited() {
  return (
    <p className="plan-progress-says" data-later aria-busy>
      <Skeleton height={16} />
    </p>
  )
}

function Progress({
  services,
  profile,
  plan,
  file,
  record,
  onCompletion,
}: ProgressLineProps & { readonly file: PlanFile; readonly record: DrawRecord }) {
  const { t, formats } = useTexts()
  const { completion, error, retry } = usePlanProgress(services, profile, plan, file, record)
  useEffect(() => {
    if (completion !== null) onCompletion(plan.id, completion)
  }, [completion, plan.id, onCompletion])
  if (error !== null)
    return <ErrorNote what={t('plan.progress.failed', { name: plan.name })} detail={error.message} onRetry={retry} />
  const [all] = completion ?? []
  if (completion === null || all === undefined) return <Awaited />
  const share = all.planned === 0 ? null : all.done / all.planned
  return (
    <>
      <p className="plan-progress-says" data-plan-done={all.done}>
        <span className="plan-progress-bar" aria-hidden="true">
          <i style={{ width: `${(share ?? 0) * 100}%` }} />
        </span>
        <span>
          {t('plan.progress.done', { done: formats.count(all.done), planned: formats.count(all.planned) })}
          {share !== null && ` · ${formats.rate(share)}`}
        </span>
        <span data-overdue={all.overdue > 0 || undefined}>
          {t('plan.progress.overdue', { n: formats.count(all.overdue) })}
        </span>
        <span>
          {all.toPublish === 0
            ? t('plan.progress.published.none', { days: publishWithin })
            : t('plan.progress.published', {
                ...{ days: publishWithin, n: formats.count(all.inTime), all: formats.count(all.toPublish) },
              })}
        </span>
      </p>
      <details>
        <summary>{t('plan.progress.units', { n: formats.count(completion.length - 1) })}</summary>
        <CompletionTable completion={completion} />
      </details>
    </>
  )
}
