import { useState } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { Menu } from '../../ui/Menu'
import { pageTitle } from '../pageTitle'
import { isRoute } from '../routes'
import { hrefOf, mostName, movesOf, reordered, type SavedView } from './savedViews'

export interface ViewRowProps {
  readonly view: SavedView
  readonly first: boolean
  readonly last: boolean
  /** All views: a name stands for one of them only. */
  readonly taken: readonly SavedView[]
  readonly profile: Profile | null
  onOpen(): void
  onChange(make: (now: readonly SavedView[]) => readonly SavedView[], done: string | null): Promise<boolean>
  onRemove(): void
  onExport(): void
  onTold(text: string): void
}

/** One saved view: its name leads there, its menu has the rest. */
export function ViewRow(props: ViewRowProps) {
  const { view, first, last, taken, profile, onChange } = props
  const texts = useTexts()
  const { t } = texts
  const [renaming, rename] = useState<string | null>(null)
  const [link, show] = useState<string | null>(null)
  const known = isRoute(view.path)
  const moves = movesOf(view)
  const what = known
    ? [
        pageTitle(view.path, profile, texts),
        ...(moves === null ? [] : [t(moves ? 'saved.moves' : 'saved.fixed')]),
      ].join(' · ')
    : t('saved.gone')

  const copy = async (): Promise<void> => {
    const address = `${location.href.split('#')[0]}${hrefOf(view)}`
    try {
      await navigator.clipboard.writeText(address)
      show(null)
      props.onTold(t('saved.copied'))
    } catch {
      // Where a page may not copy (plain HTTP): the reader does.
      show(address)
    }
  }

  if (renaming !== null) {
    const wanted = renaming.trim()
    const other = taken.some(each => each.name === wanted && each.id !== view.id)
    return (
      <li>
        <form
          className="saved-line"
          onSubmit={event => {
            event.preventDefault()
            if (wanted === '' || other) return
            rename(null)
            void onChange(now => now.map(each => (each.id === view.id ? { ...each, name: wanted } : each)), null)
          }}
        >
          <input
            // biome-ignore lint/a11y/noAutofocus: the reader asked to write here
            autoFocus
            required
            maxLength={mostName}
            value={renaming}
            aria-label={t('saved.name')}
            onChange={event => rename(event.target.value)}
            onKeyDown={event => {
              if (event.key !== 'Escape') return
              // Not the dialog's.
              event.preventDefault()
              event.stopPropagation()
              rename(null)
            }}
          />
          <button type="submit" className="ui-button" disabled={wanted === '' || other}>
            {t('saved.rename.do')}
          </button>
        </form>
        {other && <p className="saved-note">{t('saved.rename.taken')}</p>}
      </li>
    )
  }
  return (
    <li>
      <div className="saved-line">
        <span className="saved-name">
          {known ? (
            <a href={hrefOf(view)} onClick={props.onOpen}>
              {view.name}
            </a>
          ) : (
            <span>{view.name}</span>
          )}
          <small>{what}</small>
        </span>
        <Menu
          label={t('saved.more', { name: view.name })}
          items={[
            { key: 'copy', label: t('saved.copy'), disabled: !known, onSelect: () => void copy() },
            { key: 'export', label: t('saved.export'), onSelect: props.onExport },
            { key: 'rename', label: t('saved.rename'), group: 'change', onSelect: () => rename(view.name) },
            {
              key: 'up',
              label: t('saved.up'),
              group: 'change',
              disabled: first,
              onSelect: () => void onChange(now => reordered(now, view.id, -1), null),
            },
            {
              key: 'down',
              label: t('saved.down'),
              group: 'change',
              disabled: last,
              onSelect: () => void onChange(now => reordered(now, view.id, 1), null),
            },
            { key: 'remove', label: t('saved.remove'), group: 'remove', onSelect: props.onRemove },
          ]}
        />
      </div>
      {link !== null && (
        <input
          readOnly
          value={link}
          aria-label={t('saved.copy.shown', { name: view.name })}
          ref={field => {
            field?.focus()
            field?.select()
          }}
        />
      )}
    </li>
  )
}
