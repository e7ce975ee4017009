import { useCallback, useSyncExternalStore } from 'react'
import { useTexts } from '../../i18n'
import { ErrorNote } from '../../ui/ErrorNote'
import { OfflineInstall } from './OfflineInstall'
import { OfflineRemove } from './OfflineRemove'
import type { KeepFailure, OfflineContract, OfflineKeeping } from './offlineContract'

/** Bytes of the app as kept and as fetched, packed: what a person is told before there is a list. A test measures them. */
export const aboutBytes = { kept: 45_000_000, fetched: 9_000_000 } as const

/** What of the app is kept on this device, and what can be done about it. */
export function OfflinePart({ offline }: { offline: OfflineContract }) {
  const { t } = useTexts()
  const subscribe = useCallback((listener: () => void) => offline.subscribe(listener), [offline])
  const now = useCallback(() => offline.state(), [offline])
  const state = useSyncExternalStore(subscribe, now, now)
  return (
    <section className="round-offline" aria-label={t('round.offline')} data-offline={state.keeping.kind}>
      <Keeping keeping={state.keeping} offline={offline} />
      <OfflineInstall install={state.install} onInstall={() => void offline.promptInstall()} />
    </section>
  )
}

interface KeepingProps {
  readonly keeping: OfflineKeeping
  readonly offline: OfflineContract
}

function Keeping({ keeping, offline }: KeepingProps) {
  const { t, formats } = useTexts()
  switch (keeping.kind) {
    case 'asking':
      return null
    case 'insecure':
    case 'unsupported':
      return (
        <div className="round-offline-needed">
          <b>{t('round.offline.not')}</b>
          <p>{t(`round.offline.${keeping.kind}`)}</p>
        </div>
      )
    case 'none':
      return (
        <div className="round-offline-choice">
          <p>
            {t('round.offline.none')}
            <small>
              {t('round.offline.size', {
                kept: formats.bytes(aboutBytes.kept),
                fetched: formats.bytes(aboutBytes.fetched),
              })}
            </small>
          </p>
          <button type="button" className="ui-button" data-primary onClick={() => void offline.keep()}>
            {t('round.offline.keep')}
          </button>
        </div>
      )
    case 'keeping':
      return <Progress done={keeping.done} total={keeping.total} />
    case 'kept':
      return (
        <>
          <p className="round-offline-kept" role="status">
            <span aria-hidden="true">✓</span> {t('round.offline.kept')}
            <small>{formats.bytes(keeping.bytes)}</small>
          </p>
          {keeping.lasting === false && <p className="round-offline-note">{t('round.offline.passing')}</p>}
          <OfflineRemove bytes={keeping.bytes} onRemove={() => void offline.remove()} />
        </>
      )
    case 'newer':
      return (
        <>
          <div className="round-offline-choice" role="status">
            <p>
              {t('round.offline.newer')}
              <small>{t('round.offline.newer.first')}</small>
            </p>
            <button type="button" className="ui-button" data-primary onClick={() => void offline.update()}>
              {t('round.offline.reload')}
            </button>
          </div>
          <OfflineRemove bytes={keeping.bytes} onRemove={() => void offline.remove()} />
        </>
      )
    case 'failed':
      return (
        <>
          <Failed failure={keeping.failure} usable={keeping.usable} onRetry={() => void offline.keep()} />
          {keeping.usable && <OfflineRemove bytes={null} onRemove={() => void offline.remove()} />}
        </>
      )
  }
}

function Progress({ done, total }: { done: number; total: number }) {
  const { t, formats } = useTexts()
  const words =
    total === 0
      ? t('round.offline.begins')
      : t('round.offline.keeping', { done: formats.bytes(done), total: formats.bytes(total) })
  return (
    <div className="round-offline-progress">
      <p>{words}</p>
      <progress max={1} value={total === 0 ? undefined : done / total} aria-label={words} />
      <small>{t('round.offline.stay')}</small>
    </div>
  )
}

interface FailedProps {
  readonly failure: KeepFailure
  readonly usable: boolean
  onRetry(): void
}

function Failed({ failure: { kind, file, detail }, usable, onRetry }: FailedProps) {
  const { t } = useTexts()
  const advice = t(`round.offline.do.${kind}`)
  return (
    <ErrorNote
      what={t(`round.offline.failed.${kind}`)}
      where={file ?? undefined}
      detail={detail ?? undefined}
      advice={usable ? `${advice} ${t('round.offline.usable')}` : advice}
      onRetry={onRetry}
    />
  )
}
