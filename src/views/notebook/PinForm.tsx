import { type FormEvent, type ReactNode, useId, useState } from 'react'
import { addDays } from '../../filters/days'
import { useTexts } from '../../i18n'
import { type Entry, mostNote, mostWho, type Way, ways } from '../../insight/notebook/pin'

export interface PinFormProps {
  readonly initial: Pick<Entry, 'note' | 'decision' | 'expects'>
  readonly who: string
  /** Last day of the data that the figure was pinned on: what is expected comes after it. */
  readonly asOf: string
  readonly submit: string
  readonly busy: boolean
  /** What is told beside the buttons. */
  readonly children?: ReactNode
  onSubmit(entry: Entry): void
  onCancel(): void
}

/** Days ahead that an expectation is given at first. */
const usual = 90

/** A note, what was decided, what is expected, and who says so. */
export function PinForm(props: PinFormProps) {
  const { initial, asOf, submit, busy, children, onSubmit, onCancel } = props
  const { t } = useTexts()
  const [note, setNote] = useState(initial.note)
  const [decision, setDecision] = useState(initial.decision)
  const [way, setWay] = useState<Way | ''>(initial.expects?.way ?? '')
  const [by, setBy] = useState(initial.expects?.by ?? addDays(asOf, usual))
  const [who, setWho] = useState(props.who)
  const id = useId()
  const signed = who.trim() !== ''
  const dated = way === '' || by > asOf

  const send = (event: FormEvent): void => {
    event.preventDefault()
    if (!signed || !dated || busy) return
    onSubmit({
      when: new Date().toISOString(),
      who: who.trim(),
      note: note.trim(),
      decision: decision.trim(),
      expects: way === '' ? null : { way, by },
    })
  }
  return (
    <form className="notebook-form" onSubmit={send}>
      <label htmlFor={`${id}-note`}>{t('notebook.note')}</label>
      <textarea
        id={`${id}-note`}
        rows={3}
        maxLength={mostNote}
        placeholder={t('notebook.note.hint')}
        value={note}
        onChange={event => setNote(event.target.value)}
      />
      <label htmlFor={`${id}-decision`}>{t('notebook.decision')}</label>
      <textarea
        id={`${id}-decision`}
        rows={2}
        maxLength={mostNote}
        placeholder={t('notebook.decision.hint')}
        value={decision}
        onChange={event => setDecision(event.target.value)}
      />
      <div className="notebook-pair">
        <label>
          {t('notebook.expects')}
          <select value={way} onChange={event => setWay(ways.find(each => each === event.target.value) ?? '')}>
            <option value="">{t('notebook.expects.none')}</option>
            {ways.map(each => (
              <option key={each} value={each}>
                {t(`notebook.expects.${each}`)}
              </option>
            ))}
          </select>
        </label>
        {way !== '' && (
          <label>
            {t('notebook.expects.by')}
            <input
              type="date"
              required
              min={addDays(asOf, 1)}
              max="2199-12-31"
              value={by}
              onChange={event => setBy(event.target.value)}
            />
          </label>
        )}
      </div>
      <label htmlFor={`${id}-who`}>{t('notebook.who')}</label>
      <input id={`${id}-who`} required maxLength={mostWho} value={who} onChange={event => setWho(event.target.value)} />
      {children}
      <div className="notebook-actions">
        <button type="button" className="ui-button" onClick={onCancel}>
          {t('ui.cancel')}
        </button>
        <button type="submit" className="ui-button" data-primary disabled={!signed || !dated || busy}>
          {submit}
        </button>
      </div>
    </form>
  )
}
