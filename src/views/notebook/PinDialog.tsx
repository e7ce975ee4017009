import { useState } from 'react'
import type { Profile } from '../../extracts/report'
import { figureLabel, useTexts } from '../../i18n'
import { choicesOf, type Entry, type Pin, pinned } from '../../insight/notebook/pin'
import { figureText } from '../../parts/figureTexts'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import type { NotebookServices } from './contracts'
import { PinForm } from './PinForm'

export interface PinDialogProps {
  readonly services: NotebookServices
  readonly profile: Profile
  readonly facts: Omit<Pin, 'entries'>
  onClose(): void
}

/** Keeps a figure as it stands, with a note. */
export function PinDialog({ services, profile, facts, onClose }: PinDialogProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const [state, setState] = useState<'writing' | 'busy' | 'done' | Error>('writing')
  const label = figureLabel(facts.figure, language)
  const about = services.about(choicesOf(facts), profile, texts)

  const keep = async (entry: Entry): Promise<void> => {
    setState('busy')
    try {
      await services.pins.change(pins => pinned(pins, { ...facts, entries: [entry] }))
      // Whether the browser can keep it or not: it is known from now on.
      services.sayWho(entry.who).catch(() => undefined)
      setState('done')
    } catch (error) {
      setState(error instanceof Error ? error : new Error(String(error)))
    }
  }

  return (
    <Dialog title={t('notebook.pin.title', { figure: label })} subtitle={t('notebook.pin.what')} onClose={onClose}>
      <p className="notebook-kept">
        <strong className="notebook-kept-value">
          {figureText({ key: facts.figure, value: facts.value }, formats)}
        </strong>
        <span>{formats.window(facts.window)}</span>
        {about.map(([name, text]) => (
          <span key={name}>{`${name}: ${text}`}</span>
        ))}
      </p>
      {state === 'done' ? (
        <>
          <p role="status">{t('notebook.done', { figure: label })}</p>
          <div className="notebook-actions">
            <a className="ui-button" href="#/notebook">
              {t('notebook.open')}
            </a>
            <button type="button" className="ui-button" data-primary onClick={onClose}>
              {t('ui.close')}
            </button>
          </div>
        </>
      ) : (
        <PinForm
          initial={{ note: '', decision: '', expects: null }}
          who={services.who()}
          asOf={facts.asOf}
          submit={t('notebook.pin.do')}
          busy={state === 'busy'}
          onSubmit={entry => void keep(entry)}
          onCancel={onClose}
        >
          {state instanceof Error && <ErrorNote what={t('notebook.failed')} detail={state.message} />}
        </PinForm>
      )}
    </Dialog>
  )
}
