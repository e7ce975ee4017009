import { useState, useSyncExternalStore } from 'react'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { figureLabel, useTexts } from '../../i18n'
import { forgotten, type Pin, putBack, takenOut } from '../../insight/notebook/pin'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import { useReady } from '../../ui/useReady'
import type { NotebookServices } from './contracts'
import { NotebookTools } from './NotebookTools'
import { PinCard } from './PinCard'
import { RemovedPins } from './RemovedPins'

export interface NotebookPageProps {
  readonly services: NotebookServices
  readonly profile: Profile
  readonly targets: Targets
  readonly version: string
}

/** Figures that were pinned, what was decided because of them, and whether they moved since. */
export function NotebookPage({ services, profile, targets, version }: NotebookPageProps) {
  const { t, language } = useTexts()
  const { pins: store } = services
  const { value, fault } = useSyncExternalStore(store.subscribe, store.state)
  const [removed, setRemoved] = useState<Pin | null>(null)
  const [failed, fail] = useState<string | null>(null)
  useReady(true)

  const change = async (make: (pins: readonly Pin[]) => readonly Pin[]): Promise<boolean> => {
    fail(null)
    setRemoved(null)
    try {
      await store.change(make)
      return true
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
      return false
    }
  }
  const remove = async (pin: Pin): Promise<void> => {
    const by = { when: new Date().toISOString(), who: services.who() }
    if (await change(pins => takenOut(pins, pin.id, by))) setRemoved(pin)
  }

  if (fault !== null) return <ErrorNote what={t('notebook.fault')} detail={fault.message} />
  const standing = value.filter(pin => pin.removed === null)
  const gone = value.filter(pin => pin.removed !== null)
  return (
    <div className="notebook">
      <NotebookTools services={services} profile={profile} pins={standing} all={value} />
      {!store.persistent() && <p className="notebook-small">{t('notebook.notKept')}</p>}
      {failed !== null && <ErrorNote what={t('notebook.failed')} detail={failed} />}
      {removed !== null && (
        <p className="notebook-told" role="status">
          {t('notebook.removed.told', { figure: figureLabel(removed.figure, language) })}{' '}
          <button type="button" className="ui-link" onClick={() => void change(pins => putBack(pins, removed.id))}>
            {t('notebook.undo')}
          </button>
        </p>
      )}
      {standing.length === 0 ? (
        <section className="ui-card notebook-none">
          <EmptyState text={t('notebook.none')} />
          <p>{t('notebook.none.hint')}</p>
        </section>
      ) : (
        <div className="notebook-list">
          {standing.map(pin => (
            <PinCard
              key={pin.id}
              pin={pin}
              services={services}
              profile={profile}
              targets={targets}
              version={version}
              onRemove={each => void remove(each)}
            />
          ))}
        </div>
      )}
      {gone.length > 0 && (
        <RemovedPins
          pins={gone}
          onPutBack={pin => void change(pins => putBack(pins, pin.id))}
          onForget={pin => void change(pins => forgotten(pins, pin.id))}
        />
      )}
    </div>
  )
}
