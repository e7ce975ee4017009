import { use, useMemo, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { newId } from '../../insight/notebook/pin'
import { Dialog } from '../../ui/Dialog'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { Session } from '../session'
import { fetchOnce } from '../shell/fetchOnce'
import { ImportViews } from './ImportViews'
import { type Keeping, keepingOf } from './keeping'
import { SaveViewForm } from './SaveViewForm'
import { freeName, restored, type SavedView, viewsFile } from './savedViews'
import { useDocument } from './useDocument'
import { ViewRow } from './ViewRow'

export interface SavedViewsDialogProps {
  readonly session: Session
  readonly profile: Profile | null
  onClose(): void
}

/** Keep what is on screen under a name; open, order, share and remove what was kept. */
export function SavedViewsDialog(props: SavedViewsDialogProps) {
  const { t } = useTexts()
  return (
    <Dialog title={t('saved.title')} subtitle={t('saved.what')} onClose={props.onClose}>
      <Content {...props} />
    </Dialog>
  )
}

function Content({ session, profile, onClose }: SavedViewsDialogProps) {
  const keeping = useKeeping(session)
  const texts = useTexts()
  const { t, language } = texts
  const location = useLocation()
  const navigate = useNavigate()
  const { value: views, fault } = useDocument(keeping.views)
  const [told, tell] = useState<string | null>(null)
  const [removed, setRemoved] = useState<{ view: SavedView; at: number } | null>(null)
  const [failed, fail] = useState<string | null>(null)
  const known = profile?.regions.regions
  const regions = useMemo(() => (known?.length ? new Set(known.map(region => region.code)) : null), [known])
  const catalogue = session.state().opened?.catalogue.name ?? { zh: '', en: '' }

  const change = async (make: (now: readonly SavedView[]) => readonly SavedView[], done: string | null) => {
    fail(null)
    setRemoved(null)
    try {
      await keeping.views.change(make)
      tell(done)
      return true
    } catch (error) {
      tell(null)
      fail(error instanceof Error ? error.message : String(error))
      return false
    }
  }
  const save = (name: string, search: string): void => {
    const view: SavedView = { id: newId(), name, path: location.pathname, search, saved: new Date().toISOString() }
    const taken = views.some(each => each.name === name)
    void change(
      now =>
        now.some(each => each.name === name)
          ? now.map(each => (each.name === name ? { ...view, id: each.id } : each))
          : [view, ...now],
      t(taken ? 'saved.replaced' : 'saved.done', { name }),
    )
  }
  const remove = async (view: SavedView): Promise<void> => {
    const at = views.findIndex(each => each.id === view.id)
    const done = await change(now => now.filter(each => each.id !== view.id), t('saved.removed', { name: view.name }))
    if (done) setRemoved({ view, at })
  }
  const exported = (chosen: readonly SavedView[], name: string): void =>
    saveBlob(new Blob([viewsFile(chosen, catalogue)], { type: 'application/json' }), `${name}.json`)

  if (fault !== null) return <ErrorNote what={t('saved.fault')} detail={fault.message} />
  return (
    <div className="saved">
      <SaveViewForm profile={profile} views={views} onSave={save} />
      {!keeping.views.persistent() && <p className="saved-note">{t('saved.notKept')}</p>}
      <p className="saved-told" role="status">
        {told}{' '}
        {removed !== null && (
          <button
            type="button"
            className="ui-link"
            onClick={() => void change(now => restored(now, removed.view, removed.at), null)}
          >
            {t('saved.undo')}
          </button>
        )}
      </p>
      {failed !== null && <ErrorNote what={t('saved.failed')} detail={failed} />}
      {views.length === 0 ? (
        <p className="saved-note">{t('saved.none')}</p>
      ) : (
        <ul className="saved-list">
          {views.map((view, i) => (
            <ViewRow
              key={view.id}
              view={view}
              first={i === 0}
              last={i === views.length - 1}
              taken={views}
              profile={profile}
              onOpen={onClose}
              onChange={change}
              onRemove={() => void remove(view)}
              onExport={() => exported([view], view.name)}
              onTold={tell}
            />
          ))}
        </ul>
      )}
      <ImportViews
        regions={regions}
        views={views}
        city={catalogue}
        onTake={plan =>
          void change(
            now => {
              // Names that another tab has taken since the plan was shown get a number, too.
              const names = new Set(now.map(each => each.name))
              const known = new Set(now.map(each => each.id))
              const coming = plan.views.filter(each => !known.has(each.id) && !views.some(own => own.id === each.id))
              return [...now, ...coming.map(each => ({ ...each, name: freeName(each.name, names) }))]
            },
            t('saved.import.done', { n: plan.added.length }),
          )
        }
      >
        <button
          type="button"
          className="ui-button"
          disabled={views.length === 0}
          onClick={() => exported(views, `${catalogue[language]} ${t('saved.title')}`)}
        >
          {t('saved.export.all')}
        </button>
        <button
          type="button"
          className="ui-button"
          onClick={() => {
            onClose()
            void navigate('/wall')
          }}
        >
          {t('saved.wall')}
        </button>
      </ImportViews>
    </div>
  )
}

const reading = new WeakMap<Session, () => Promise<Keeping>>()

/** What is kept, once it is read; suspends until then. */
export function useKeeping(session: Session): Keeping {
  let read = reading.get(session)
  if (read === undefined) {
    read = () => keepingOf(session)
    reading.set(session, read)
  }
  return use(fetchOnce(read))
}
