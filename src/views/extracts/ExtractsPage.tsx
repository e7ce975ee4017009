import { useCallback, useState, useSyncExternalStore } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import { useReady } from '../../ui/useReady'
import type { ExtractServices } from './contracts'
import { DropTarget } from './DropTarget'
import { flowOf } from './flowOf'
import { ImportPart } from './ImportPart'
import { Leaving } from './Leaving'
import { Now } from './Now'
import { Profiles } from './Profiles'
import { Storing } from './Storing'
import { type StorageFault, storageFault } from './storageFault'
import { Versions } from './Versions'
// Before the other: that one has the rules for small screens.

export interface ExtractsPageProps {
  readonly services: ExtractServices
  /** Of the extracts on screen; null while nothing is loaded. */
  readonly profile: Profile | null
  /** A database server answers: extracts come into it in another way. */
  readonly onServer?: boolean
}

/** Where extracts come in, are checked, kept and brought back. */
export function ExtractsPage({ services, profile, onServer = false }: ExtractsPageProps) {
  const { t } = useTexts()
  const flow = flowOf(services)
  const state = useSyncExternalStore(flow.subscribe, flow.state, flow.state)
  const kept = useSyncExternalStore(services.workspace.subscribe, services.workspace.state, services.workspace.state)
  const [undo, setUndo] = useState<{ readonly to: string | null } | null>(null)
  const [failed, setFailed] = useState<{ readonly message: string; readonly storage: StorageFault | null } | null>(null)
  const [busy, setBusy] = useState(false)

  /** Runs a change of the extracts; afterwards it can be undone, if it is one. */
  const change = useCallback(
    async (what: () => Promise<void>, undoable = true): Promise<void> => {
      const to = services.workspace.state().current
      setBusy(true)
      setFailed(null)
      try {
        await what()
        setUndo(undoable ? { to } : null)
      } catch (error) {
        setFailed({ message: error instanceof Error ? error.message : String(error), storage: storageFault(error) })
      } finally {
        setBusy(false)
      }
    },
    [services],
  )
  const drop = useCallback((files: readonly File[]): void => void flow.drop(files), [flow])
  // What this page shows is there at once.
  useReady(true)

  const empty = profile === null || profile.files.length === 0
  const idle = state.step === 'idle'
  if (onServer)
    return (
      <div className="ex">
        <section className="ex-invite">
          <h2>{t('extracts.server')}</h2>
          <p>{t('extracts.server.how')}</p>
        </section>
        <Now
          profile={profile}
          kept={kept}
          busy={false}
          workspace={services.workspace}
          change={change}
          onFiles={drop}
          onServer
        />
      </div>
    )
  return (
    <div className="ex" aria-busy={busy}>
      <DropTarget onFiles={drop} />
      <Leaving flow={flow} />
      {failed !== null && (
        <ErrorNote
          what={t('extracts.failed')}
          detail={failed.message}
          advice={failed.storage === null ? undefined : t(`extracts.storage.${failed.storage}`)}
        />
      )}
      {(kept.setAside ?? []).length > 0 && (
        <div className="ex-warn" role="status">
          {t('extracts.setAside')}
          <ul>
            {kept.setAside?.map(each => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </div>
      )}
      {undo !== null && state.step !== 'done' && (
        <div className="ex-undo" role="status">
          <span>{t('extracts.changed')}</span>
          <button
            type="button"
            className="ui-button"
            disabled={busy}
            onClick={() => void change(() => services.workspace.restore(undo.to), false)}
          >
            {t('extracts.undo')}
          </button>
          <button type="button" className="ui-button" onClick={() => setUndo(null)}>
            {t('ui.close')}
          </button>
        </div>
      )}
      <ImportPart
        flow={flow}
        state={state}
        services={services}
        onUndo={to => change(() => services.workspace.restore(to), false)}
      />
      {idle && (
        <section className="ex-invite" data-empty={empty}>
          <h2>{t(empty ? 'extracts.invite.none' : 'extracts.invite')}</h2>
          <p>{t('extracts.invite.formats')}</p>
          <FileButton label={t('extracts.choose')} primary onFiles={drop} />
        </section>
      )}
      {(idle || state.step === 'done') && (
        <>
          <Now
            profile={profile}
            kept={kept}
            busy={busy}
            workspace={services.workspace}
            change={change}
            onFiles={drop}
          />
          <div className="ex-two">
            <Versions kept={kept} busy={busy} workspace={services.workspace} change={change} />
            <div className="ex-stack">
              <Storing kept={kept} busy={busy} services={services} change={change} />
              <Profiles store={services.profiles} />
            </div>
          </div>
        </>
      )}
    </div>
  )
}
