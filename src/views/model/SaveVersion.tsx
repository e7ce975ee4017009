import { useId, useState } from 'react'
import { useTexts } from '../../i18n'
import type { Scorecard } from '../../risk/scorecard'
import { cardHash } from '../../risk/versions/register'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import type { VersionStore, VersionsState } from './contracts'
import { asError, failureOf } from './failures'
import { isSigned } from './Signing'

export interface SaveVersionProps {
  readonly store: VersionStore
  readonly state: VersionsState
  readonly card: Scorecard
  onSaved(name: string): void
  onClose(): void
}

/** Names a version, says who made it and why, and makes it active where that is wanted. */
export function SaveVersion({ store, state, card, onSaved, onClose }: SaveVersionProps) {
  const texts = useTexts()
  const { t } = texts
  const [name, setName] = useState('')
  const [note, setNote] = useState('')
  const [active, setActive] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failed, setFailed] = useState<Error | null>(null)
  const id = useId()
  const wanted = name.trim()
  const taken = state.versions.some(version => version.name === wanted)
  const same = state.versions.some(version => version.name === wanted && version.hash === cardHash(card))
  const save = async (): Promise<void> => {
    setBusy(true)
    setFailed(null)
    try {
      // Where only the second step failed, the first is not done twice.
      if (!(same && taken)) await store.enter('saved', wanted, card, note.trim())
      if (active) await store.enter('active', wanted, card)
      onSaved(wanted)
    } catch (error) {
      setFailed(asError(error))
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('model.save')} onClose={onClose}>
      <form
        className="model-form"
        onSubmit={event => {
          event.preventDefault()
          if (wanted !== '' && isSigned(state.who)) void save()
        }}
      >
        <label htmlFor={`${id}-name`}>{t('model.name')}</label>
        <input
          id={`${id}-name`}
          maxLength={200}
          required
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <label htmlFor={`${id}-who`}>{t('model.who')}</label>
        <input
          id={`${id}-who`}
          maxLength={200}
          required
          value={state.who}
          onChange={event => void store.sayWho(event.target.value)}
        />
        <label htmlFor={`${id}-note`}>{t('model.why')}</label>
        <textarea
          id={`${id}-note`}
          maxLength={2000}
          rows={3}
          value={note}
          onChange={event => setNote(event.target.value)}
        />
        <label className="model-check">
          <input type="checkbox" checked={active} onChange={event => setActive(event.target.checked)} />
          {t('model.save.active')}
        </label>
        {taken && !same && <p className="model-note">{t('model.save.taken', { name: wanted })}</p>}
        {failed !== null && <ErrorNote {...failureOf(t('model.enter.failed'), failed, texts)} />}
        <div className="model-actions">
          <button type="button" className="ui-button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button
            type="submit"
            className="ui-button"
            data-primary
            disabled={wanted === '' || !isSigned(state.who) || busy}
          >
            {t('model.save.do')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
