import { useId, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { Alert } from '../../insight/alerts/alert'
import { type Deed, mostNote, mostWho } from '../../insight/alerts/seen'
import { type AlertBoard, useAlerts } from '../../parts/alertBoard'
import { alertText } from '../../parts/alertTexts'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'

/** What somebody is about to say of an alert. */
export interface Answering {
  readonly did: Deed
  readonly alert: Alert
}

export interface AnswerProps {
  readonly answering: Answering
  readonly profile: Profile
  readonly board: AlertBoard
  onClose(): void
}

/** Acknowledges an alert, or reopens it: who, and a note. */
export function Answer({ answering: { did, alert }, profile, board, onClose }: AnswerProps) {
  const texts = useTexts()
  const { t } = texts
  const { who } = useAlerts()
  const [note, setNote] = useState('')
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<string | null>(null)
  const id = useId()
  const text = alertText(alert, profile.regions, texts)
  const signed = who.trim() !== ''
  const save = async (): Promise<void> => {
    setBusy(true)
    setFailed(null)
    try {
      await board.enter(did, alert, text, note)
      onClose()
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t(did === 'reopened' ? 'alerts.dialog.reopen' : 'alerts.dialog.title')} onClose={onClose}>
      <form
        className="alerts-form"
        onSubmit={event => {
          event.preventDefault()
          if (signed && !busy) void save()
        }}
      >
        <p>{text}</p>
        <label htmlFor={`${id}-who`}>{t('alerts.dialog.who')}</label>
        <input
          id={`${id}-who`}
          maxLength={mostWho}
          required
          value={who}
          onChange={event => void board.sayWho(event.target.value)}
        />
        <label htmlFor={`${id}-note`}>{t('alerts.dialog.note')}</label>
        <textarea
          id={`${id}-note`}
          maxLength={mostNote}
          rows={4}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
        {failed !== null && <ErrorNote what={t('alerts.dialog.failed')} detail={failed} />}
        <div className="alerts-form-actions">
          <button type="button" className="ui-button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className="ui-button" data-primary disabled={!signed || busy}>
            {t('alerts.dialog.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
