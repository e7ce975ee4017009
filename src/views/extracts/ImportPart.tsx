import { useEffect, useRef } from 'react'
import type { Progress } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { canCheck } from './canCheck'
import type { ExtractServices } from './contracts'
import { Done } from './Done'
import { Faults } from './Faults'
import type { ImportFlow } from './flow'
import { type FlowState, isBusy } from './flowState'
import { Regions } from './Regions'
import { Report } from './Report'
import { TableList } from './TableList'
import { TableMapping } from './TableMapping'

export interface ImportPartProps {
  readonly flow: ImportFlow
  readonly state: FlowState
  readonly services: ExtractServices
  onUndo(to: string | null): Promise<void>
}

/** The import that is under way, one step at a time. */
export function ImportPart({ flow, state, services, onUndo }: ImportPartProps) {
  const { t } = useTexts()
  const { step, tables, storage } = state
  const box = useRef<HTMLElement>(null)
  const last = useRef(step)
  // The button that led here is gone with its step: who works by keyboard goes on from the top of the new one.
  useEffect(() => {
    if (last.current !== step) box.current?.focus()
    last.current = step
  }, [step])
  const selected = tables.find(({ source }) => source.id === state.selected) ?? tables[0]
  if (step === 'done') return <Done flow={flow} state={state} onUndo={onUndo} />
  if (step === 'idle' && state.faults.length === 0 && state.error === null && state.others.length === 0) return null
  const discard = (): void => flow.discard()
  return (
    <section ref={box} tabIndex={-1} className="ex-import" aria-label={t('extracts.import')}>
      {step !== 'idle' && <Steps state={state} />}
      {state.error !== null && (
        <ErrorNote
          what={t(step === 'idle' ? 'extracts.error.open' : 'extracts.error.step')}
          detail={state.error}
          advice={storage === null ? undefined : t(`extracts.storage.${storage}`)}
        />
      )}
      <Faults state={state} />
      {step === 'idle' && (
        <div className="ex-actions">
          <button type="button" className="ui-button" onClick={discard}>
            {t('ui.close')}
          </button>
        </div>
      )}
      {step === 'opening' && <Waiting label={t('extracts.opening')} progress={null} onCancel={() => flow.cancel()} />}
      {step === 'checking' && (
        <Waiting label={t('extracts.checking')} progress={state.trialProgress} onCancel={() => flow.cancel()} />
      )}
      {step === 'mapping' && (
        <>
          <Regions flow={flow} state={state} />
          {selected !== undefined && (
            <div className="ex-mapping">
              <TableList flow={flow} state={state} selected={selected.source.id} />
              <TableMapping key={selected.source.id} flow={flow} table={selected} tables={tables} />
            </div>
          )}
          <footer className="ex-foot">
            <button type="button" className="ui-button" onClick={discard}>
              {t('extracts.discard')}
            </button>
            <FileButton label={t('extracts.more')} onFiles={files => void flow.drop(files)} />
            <span className="ex-note">
              {tables.some(isBusy) ? t('extracts.check.reading') : canCheck(flow) ? '' : t('extracts.check.lacks')}
            </span>
            <button
              type="button"
              className="ui-button"
              data-primary
              disabled={!canCheck(flow)}
              onClick={() => void flow.check()}
            >
              {t('extracts.check')}
            </button>
          </footer>
        </>
      )}
      {(step === 'report' || step === 'committing') && <Report flow={flow} state={state} services={services} />}
    </section>
  )
}

const shownSteps = ['mapping', 'report', 'done'] as const

/** Where one is, in three words. */
function Steps({ state: { step } }: { readonly state: FlowState }) {
  const { t } = useTexts()
  const at = step === 'opening' || step === 'mapping' || step === 'checking' ? 'mapping' : 'report'
  return (
    <ol className="ex-steps">
      {shownSteps.map(each => (
        <li key={each} aria-current={each === at ? 'step' : undefined}>
          {t(`extracts.step.${each}`)}
        </li>
      ))}
    </ol>
  )
}

function Waiting({
  label,
  progress,
  onCancel,
}: {
  readonly label: string
  readonly progress: Progress | null
  onCancel(): void
}) {
  const { t, formats } = useTexts()
  return (
    <div className="ex-card ex-waiting" role="status">
      <p>
        <b>{progress === null ? label : t(`app.step.${progress.step}`)}</b> <span>{progress?.file}</span>
      </p>
      <progress className="ex-progress" max={1} value={progress?.share} aria-label={label} />
      <p className="ex-note">
        {progress !== null &&
          progress.totalRows > 0 &&
          t('app.progress.rows', { rows: formats.count(progress.rows), total: formats.count(progress.totalRows) })}
      </p>
      <button type="button" className="ui-button" onClick={onCancel}>
        {t('ui.cancel')}
      </button>
    </div>
  )
}
