import { useId, useState } from 'react'
import { useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import type { Commitment } from '../../plan/record'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { PlanServices } from './contracts'
import type { PlanTexts } from './usePlanTexts'

export interface RevealPartProps {
  readonly services: PlanServices
  readonly plan: PlanDraft
  readonly texts: PlanTexts
  /** Public parts of other plans of this browser, by the plan's name. */
  readonly used: ReadonlyMap<string, string>
  /** Rejects where it cannot be kept. */
  keep(change: Partial<PlanDraft>): Promise<unknown>
}

/** The commitment to publish, and then the draw: the public part is typed twice, since a slip of a digit is another draw. */
export function RevealPart({ services, plan, texts, used, keep }: RevealPartProps) {
  const { t, formats } = useTexts()
  const id = useId()
  const [first, setFirst] = useState('')
  const [again, setAgain] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const { commitment, planText } = texts
  const part = first.trim()
  const same = part === again.trim()
  const before = used.get(part)
  const drawIt = async (): Promise<void> => {
    if (commitment === null || planText === null || plan.secret === null) return
    setBusy(true)
    setFailed(null)
    try {
      const record = await services.planner.reveal(planText, commitment, plan.secret, part, services.now())
      const kept = await services.texts.keep(plan.id, 'record', JSON.stringify(record))
      await keep({ state: 'drawn', public: part })
      if (!kept) setFailed(t('plan.notKept'))
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  if (commitment === null || planText === null)
    return <ErrorNote what={t('plan.lost')} advice={t('plan.lost.advice')} />
  const early = commitment.at >= services.now()
  return (
    <section className="plan-block" aria-labelledby={`${id}-draw`}>
      <h3 id={`${id}-draw`}>{t('plan.publish')}</h3>
      <p>{t('plan.publish.note')}</p>
      <Hashes commitment={commitment} />
      <div className="plan-tools">
        <button
          type="button"
          className="ui-button"
          data-primary
          onClick={() => saveJson(JSON.stringify(commitment, null, 2), `${plan.name} commitment.json`)}
        >
          {t('plan.download.commitment')}
        </button>
        <button type="button" className="ui-button" onClick={() => saveJson(planText, `${plan.name} plan.json`)}>
          {t('plan.download.plan')}
        </button>
      </div>
      <h3>{t('plan.draw')}</h3>
      <p>{t('plan.draw.note', { source: commitment.source })}</p>
      <form
        className="plan-form"
        onSubmit={event => {
          event.preventDefault()
          if (part !== '' && same && !busy) void drawIt()
        }}
      >
        <label htmlFor={`${id}-public`}>{t('plan.public')}</label>
        <input
          id={`${id}-public`}
          value={first}
          maxLength={500}
          autoComplete="off"
          onChange={event => setFirst(event.target.value)}
        />
        <label htmlFor={`${id}-again`}>{t('plan.public.again')}</label>
        <span>
          <input
            id={`${id}-again`}
            value={again}
            maxLength={500}
            autoComplete="off"
            onChange={event => setAgain(event.target.value)}
          />
          {again !== '' && !same && <small role="alert">{t('plan.public.differs')}</small>}
          {before !== undefined && <small role="alert">{t('plan.public.used', { plan: before })}</small>}
          {early && (
            <small role="alert">
              {t('plan.clock', { committed: formats.time(commitment.at), now: formats.time(services.now()) })}
            </small>
          )}
        </span>
        <span />
        <button type="submit" className="ui-button" data-primary disabled={busy || part === '' || !same}>
          {t(busy ? 'plan.draw.busy' : 'plan.draw.do')}
        </button>
      </form>
      {failed !== null && <ErrorNote what={t('plan.draw.failed')} detail={failed} />}
    </section>
  )
}

/** What was committed to, by its hashes. */
export function Hashes({ commitment }: { readonly commitment: Commitment }) {
  const { t, formats } = useTexts()
  return (
    <dl className="plan-hashes">
      <dt>{t('plan.hash.at')}</dt>
      <dd>{formats.time(commitment.at)}</dd>
      <dt>{t('plan.hash.extracts')}</dt>
      <dd>
        {commitment.extracts} · {formats.day(commitment.asOf)}
      </dd>
      {(['targets', 'inspectors', 'rules', 'met', 'secret'] as const).map(part => (
        <div key={part} className="plan-hash">
          <dt>{t(`plan.hash.${part}`)}</dt>
          <dd>
            <code>{commitment[part]}</code>
          </dd>
        </div>
      ))}
    </dl>
  )
}

export const saveJson = (text: string, name: string): void =>
  saveBlob(new Blob([text], { type: 'application/json;charset=utf-8' }), name)
