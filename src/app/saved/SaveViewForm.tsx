import { useId, useState } from 'react'
import { useLocation } from 'react-router'
import type { Profile } from '../../extracts/report'
import { parseChoices } from '../../filters/codecs'
import { useTexts } from '../../i18n'
import { fixedDays, fixedSearch, keepable, mostName, movesOf, type SavedView } from './savedViews'
import { viewName } from './viewName'

export interface SaveViewFormProps {
  readonly profile: Profile | null
  readonly views: readonly SavedView[]
  onSave(name: string, search: string): void
}

/** A name for what is on screen, which is suggested; days that move with the data can be fixed as they are now. */
export function SaveViewForm({ profile, views, onSave }: SaveViewFormProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { pathname, search: whole } = useLocation()
  const [fix, setFix] = useState(false)
  const id = useId()
  const moving = movesOf({ path: pathname, search: whole }) === true && profile !== null && profile.files.length > 0
  const kept = keepable(whole)
  const search = moving && fix ? fixedSearch(kept, profile.asOf, profile.firstDay) : kept
  const [typed, setTyped] = useState<string | null>(null)
  const name = typed ?? viewName(pathname, search, profile, texts)
  const wanted = name.trim()
  const taken = views.some(each => each.name === wanted)
  const days = moving ? fixedDays(parseChoices(new URLSearchParams(kept)), profile.asOf, profile.firstDay).window : null
  return (
    <form
      className="saved-form"
      onSubmit={event => {
        event.preventDefault()
        if (wanted === '') return
        onSave(wanted, search)
        setTyped(null)
        setFix(false)
      }}
    >
      <label htmlFor={id}>{t('saved.save')}</label>
      <div className="saved-line">
        <input
          id={id}
          required
          maxLength={mostName}
          value={name}
          aria-label={`${t('saved.save')}: ${t('saved.name')}`}
          onChange={event => setTyped(event.target.value)}
        />
        <button type="submit" className="ui-button" data-primary disabled={wanted === ''}>
          {t(taken ? 'saved.save.replace' : 'saved.save.do')}
        </button>
      </div>
      {taken && <p className="saved-note">{t('saved.save.taken')}</p>}
      {days !== null && typeof days === 'object' && (
        <label className="saved-check">
          <input type="checkbox" checked={fix} onChange={event => setFix(event.target.checked)} />
          <span>
            {t('saved.save.fix', { window: formats.window(days) })}
            <small>{t('saved.save.fix.hint')}</small>
          </span>
        </label>
      )}
    </form>
  )
}
