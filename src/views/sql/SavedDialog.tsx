import { type FormEvent, useEffect, useState } from 'react'
import { useTexts } from '../../i18n'
import type { AppStorage } from '../../storage/kept'
import { Dialog } from '../../ui/Dialog'
import { keepSaved, readSaved, removeSaved, type Saved } from './saved'

export interface SavedDialogProps {
  readonly storage: AppStorage
  /** What stands in the editor. */
  readonly sql: string
  onOpen(sql: string): void
  onClose(): void
}

/** Statements under names: keep this one, open or remove another. */
export function SavedDialog({ storage, sql, onOpen, onClose }: SavedDialogProps) {
  const { t } = useTexts()
  const [list, setList] = useState<readonly Saved[]>([])
  const [name, setName] = useState('')
  useEffect(() => {
    let gone = false
    readSaved(storage).then(found => {
      if (!gone) setList(found)
    })
    return () => {
      gone = true
    }
  }, [storage])
  const keep = async (event: FormEvent): Promise<void> => {
    event.preventDefault()
    const named = name.trim()
    if (named === '' || sql.trim() === '') return
    setList(await keepSaved(storage, { name: named, sql }))
    setName('')
  }
  return (
    <Dialog title={t('sql.saved')} subtitle={t('sql.saved.where')} onClose={onClose}>
      <form className="sql-save" onSubmit={event => void keep(event)}>
        <input
          aria-label={t('sql.saved.name')}
          placeholder={t('sql.saved.name')}
          maxLength={80}
          value={name}
          onChange={event => setName(event.target.value)}
        />
        <button type="submit" className="ui-button" data-primary disabled={name.trim() === '' || sql.trim() === ''}>
          {t('sql.saved.keep')}
        </button>
      </form>
      {list.length === 0 ? (
        <p className="sql-quiet">{t('sql.saved.none')}</p>
      ) : (
        <ul className="sql-saved">
          {list.map(saved => (
            <li key={saved.name}>
              <button type="button" className="sql-saved-open" title={saved.sql} onClick={() => onOpen(saved.sql)}>
                <b>{saved.name}</b>
                <code>{saved.sql.replace(/\s+/g, ' ').slice(0, 120)}</code>
              </button>
              <button
                type="button"
                className="ui-button"
                aria-label={t('sql.saved.removeNamed', { name: saved.name })}
                onClick={async () => setList(await removeSaved(storage, saved.name))}
              >
                {t('sql.saved.remove')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  )
}
