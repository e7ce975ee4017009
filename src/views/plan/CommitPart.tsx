import { useId, useState } from 'react'
import { useTexts } from '../../i18n'
import { type PlanDraft, published } from '../../plan/draft'
import type { Preview } from '../../plan/planner'
import type { Pair, Target } from '../../plan/roster'
import { Confirm } from '../../ui/Confirm'
import { ErrorNote } from '../../ui/ErrorNote'
import type { PlanServices } from './contracts'

export interface CommitPartProps {
  readonly services: PlanServices
  readonly plan: PlanDraft
  readonly targets: readonly Target[] | null
  readonly preview: Preview | null
  readonly asOf: string
  /** Pairs of inspectors of the last twelve months. */
  met(): Promise<readonly Pair[]>
  onChange(change: Partial<PlanDraft>): void
  /** Rejects where it cannot be kept. */
  keep(change: Partial<PlanDraft>): Promise<unknown>
}

/** Fixes a plan: from here on roster, rules, inspectors and the secret part of the seed are what their hashes say. */
export function CommitPart({ services, plan, targets, preview, asOf, met: metPairs, onChange, keep }: CommitPartProps) {
  const { t, formats } = useTexts()
  const id = useId()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const lacking = [
    ...(plan.office.trim() === '' ? [t('plan.commit.office')] : []),
    ...(plan.source.trim() === '' ? [t('plan.commit.source')] : []),
    ...(plan.inspectors.length < plan.rules.team
      ? [t('plan.commit.inspectors', { n: formats.count(plan.rules.team) })]
      : []),
    ...(preview !== null && preview.faults.length > 0 ? [t('plan.commit.faults')] : []),
    ...(preview !== null && preview.byQuota + preview.floor === 0 ? [t('plan.commit.nothing')] : []),
  ]
  // Everybody of the plan's departments on every day, if no interest, region or pair were in the way.
  const { departments, days, team } = plan.rules
  const able = Math.floor(
    (plan.inspectors
      .filter(({ department }) => departments.length === 0 || departments.includes(department))
      .reduce((sum, { capacity }) => sum + capacity, 0) *
      days) /
      team,
  )
  const planned = preview === null ? 0 : preview.byQuota + preview.floor
  const commit = async (): Promise<void> => {
    if (targets === null) return
    setBusy(true)
    setFailed(null)
    try {
      const pairs = await metPairs()
      const { inspectors, met, named } = published(
        { ...plan, met: pairs },
        services.shuffled(plan.inspectors.length),
        t('plan.pseudonym'),
      )
      const secret = services.newSecret()
      const committed = await services.planner.commit({ targets, inspectors, rules: plan.rules, met }, secret, {
        plan: plan.name,
        office: plan.office.trim(),
        at: services.now(),
        extracts: services.version(),
        asOf,
        source: plan.source.trim(),
        previous: plan.previous,
      })
      const kept = [
        await services.texts.keep(plan.id, 'plan', committed.plan),
        await services.texts.keep(plan.id, 'commitment', JSON.stringify(committed.commitment, null, 2)),
      ]
      // All of it as it was committed to: whatever was typed on another tab meanwhile came too late.
      await keep({ ...plan, state: 'committed', secret, named, met: pairs })
      if (kept.includes(false)) setFailed(t('plan.notKept'))
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <section className="plan-block" aria-labelledby={`${id}-commit`}>
      <h3 id={`${id}-commit`}>{t('plan.commit')}</h3>
      <p className="plan-note">{t('plan.commit.note')}</p>
      <div className="plan-form">
        <label htmlFor={`${id}-office`}>{t('plan.office')}</label>
        <input
          id={`${id}-office`}
          value={plan.office}
          maxLength={200}
          disabled={busy}
          onChange={event => onChange({ office: event.target.value })}
        />
        <label htmlFor={`${id}-source`}>{t('plan.source')}</label>
        <span>
          <input
            id={`${id}-source`}
            value={plan.source}
            maxLength={500}
            disabled={busy}
            placeholder={t('plan.source.example')}
            aria-describedby={`${id}-source-note`}
            onChange={event => onChange({ source: event.target.value })}
          />
          <small id={`${id}-source-note`}>{t('plan.source.note')}</small>
        </span>
      </div>
      <label className="plan-check">
        <input
          type="checkbox"
          checked={plan.pseudonyms}
          disabled={busy}
          onChange={event => onChange({ pseudonyms: event.target.checked })}
        />
        {t('plan.pseudonyms')}
      </label>
      {plan.inspectors.length > 0 && able < planned && (
        <p className="plan-warn" role="status">
          {t('plan.commit.capacity', { able: formats.count(able), planned: formats.count(planned) })}
        </p>
      )}
      {lacking.length > 0 && (
        <ul className="plan-lacking">
          {lacking.map(each => (
            <li key={each}>{each}</li>
          ))}
        </ul>
      )}
      {failed !== null && <ErrorNote what={t('plan.commit.failed')} detail={failed} />}
      <div className="plan-tools">
        <button
          type="button"
          className="ui-button"
          data-primary
          disabled={busy || targets === null || preview === null || lacking.length > 0}
          onClick={() => setAsking(true)}
        >
          {t(busy ? 'plan.commit.busy' : 'plan.commit.do')}
        </button>
      </div>
      {asking && (
        <Confirm
          title={t('plan.commit.sure')}
          action={t('plan.commit.do')}
          onConfirm={() => void commit()}
          onClose={() => setAsking(false)}
        >
          <p>{t('plan.commit.sure.note')}</p>
        </Confirm>
      )}
    </section>
  )
}
