import { useState, useSyncExternalStore } from 'react'
import { Link } from 'react-router'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'
import { useReady } from '../../ui/useReady'
import type { RemotePlanner } from './contracts'
import { VerifyAbout } from './VerifyAbout'
import { Verdict, VerifyChecks } from './VerifyChecks'
import { VerifyDrawn } from './VerifyDrawn'
import { VerifyDrop } from './VerifyDrop'
import { VerifyFiles } from './VerifyFiles'
import { VerifyFlow, type VerifyState } from './verifyFlow'

/** Anybody verifies a published draw: with three files, on their own computer, without the extracts. */
export function VerifyPage({ planner }: { readonly planner: RemotePlanner }) {
  const [flow] = useState(() => new VerifyFlow(planner))
  const state = useSyncExternalStore(flow.subscribe, flow.state, flow.state)
  useReady(state.working === null)
  return (
    <VerifyView
      state={state}
      onFiles={files => void flow.add(files)}
      onRemove={id => void flow.remove(id)}
      onClear={flow.clear}
      onRetry={() => void flow.retry()}
    />
  )
}

export interface VerifyViewProps {
  readonly state: VerifyState
  onFiles(files: readonly File[]): void
  onRemove(id: number): void
  onClear(): void
  onRetry(): void
}

/** The page as it stands at one moment. */
export function VerifyView({ state, onFiles, onRemove, onClear, onRetry }: VerifyViewProps) {
  const { t } = useTexts()
  const { files, working, verified, failure } = state
  return (
    <div className="plan-verify">
      <header>
        <Link className="ui-button" to="/plan">
          ← {t('plan.all')}
        </Link>
        <h2>{t('plan.verify')}</h2>
        <p>{t('plan.verify.lead')}</p>
      </header>
      <VerifyDrop onFiles={onFiles} />
      <VerifyFiles files={files} onRemove={onRemove} onClear={onClear} />
      <div className="plan-verify-told" role="status">
        {working !== null && (
          <>
            <span>
              {working.step === 'drawing' ? t('plan.verify.drawing') : t('plan.verify.reading', { name: working.name })}
            </span>
            <progress aria-hidden="true" />
          </>
        )}
        {verified !== null && <Verdict findings={verified.findings} />}
      </div>
      {failure !== null && (
        <ErrorNote
          what={t('plan.verify.failed')}
          detail={failure}
          advice={t('plan.verify.failed.advice')}
          onRetry={onRetry}
        />
      )}
      {verified !== null && (
        <>
          <VerifyChecks verified={verified} />
          {verified.findings.every(({ holds }) => holds) && (
            <VerifyDrawn record={verified.record} targets={verified.targets} />
          )}
        </>
      )}
      <VerifyAbout />
    </div>
  )
}
