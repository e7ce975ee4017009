import { useEffect, useRef, useState } from 'react'
import type { WorkspaceState } from '../../extracts/workspace/workspace'
import { useTexts } from '../../i18n'
import { Confirm } from '../../ui/Confirm'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { ExtractServices } from './contracts'
import { fullFrom, usedShare } from './nowRows'

export interface StoringProps {
  readonly kept: WorkspaceState
  readonly busy: boolean
  readonly services: ExtractServices
  change(what: () => Promise<void>, undoable?: boolean): Promise<void>
}

/** Where the files are kept and how full it is; publishing, and removing everything. */
export function Storing({ kept, busy, services, change }: StoringProps) {
  const { t, formats } = useTexts()
  const [asking, ask] = useState(false)
  const share = usedShare(kept)
  const files = new Set(kept.versions.flatMap(version => version.files.map(({ entry }) => entry.file))).size
  const { publishing, failed, start, stop } = usePublish(services)
  return (
    <section className="ex-card" aria-labelledby="ex-kept">
      <header className="ex-head">
        <h2 id="ex-kept">{t('extracts.kept')}</h2>
      </header>
      <p className={kept.where === 'memory' ? 'ex-warn' : 'ex-note'}>{t(`extracts.kept.${kept.where}`)}</p>
      <p className="ex-note">
        {share === null
          ? t('extracts.kept.used', { used: formats.bytes(kept.used) })
          : t('extracts.kept.usedOf', {
              used: formats.bytes(kept.used),
              quota: formats.bytes(kept.quota),
              share: formats.rate(share),
            })}
      </p>
      {share !== null && share >= fullFrom && (
        <p className="ex-warn" role="status">
          {t('extracts.kept.full')}
        </p>
      )}
      {failed !== null && <ErrorNote what={t('extracts.publish.failed')} detail={failed} onRetry={start} />}
      {publishing !== null && (
        <progress className="ex-progress" max={1} value={publishing} aria-label={t('extracts.publish')} />
      )}
      <div className="ex-actions">
        {publishing === null ? (
          <button
            type="button"
            className="ui-button"
            disabled={busy}
            title={t('extracts.publish.hint')}
            onClick={start}
          >
            {t('extracts.publish')}
          </button>
        ) : (
          <button type="button" className="ui-button" onClick={stop}>
            {formats.rate(publishing)} · {t('ui.cancel')}
          </button>
        )}
        <button type="button" className="ui-button" data-danger disabled={busy} onClick={() => ask(true)}>
          {t('extracts.removeAll')}
        </button>
      </div>
      {asking && (
        <Confirm
          title={t('extracts.removeAll.title')}
          action={t('extracts.removeAll')}
          onClose={() => ask(false)}
          onConfirm={() => void change(() => services.workspace.removeEverything(), false)}
        >
          <p>{t('extracts.removeAll.text')}</p>
          <ul>
            <li>{t('extracts.removeAll.files', { files: formats.count(files), bytes: formats.bytes(kept.used) })}</li>
            <li>{t('extracts.removeAll.versions', { versions: formats.count(kept.versions.length) })}</li>
            <li>{t('extracts.removeAll.profiles', { profiles: formats.count(services.profiles.list().length) })}</li>
            <li>{t('extracts.removeAll.risk', { n: formats.count(services.riskVersions()) })}</li>
            <li>{t('extracts.removeAll.answers')}</li>
            <li>{t('extracts.removeAll.work')}</li>
            <li>{t('extracts.removeAll.rounds')}</li>
          </ul>
          <p>{t('extracts.removeAll.stays')}</p>
        </Confirm>
      )}
    </section>
  )
}

function usePublish({ workspace }: ExtractServices) {
  const [publishing, setPublishing] = useState<number | null>(null)
  const [failed, fail] = useState<string | null>(null)
  const control = useRef<AbortController | null>(null)
  const stop = (): void => control.current?.abort()
  useEffect(() => () => control.current?.abort(), [])
  const start = (): void => {
    const own = new AbortController()
    control.current = own
    fail(null)
    setPublishing(0)
    workspace
      .publish(share => setPublishing(share), own.signal)
      .then(blob => saveBlob(blob, 'extracts.zip'))
      .catch((error: unknown) => {
        if (!own.signal.aborted) fail(error instanceof Error ? error.message : String(error))
      })
      .finally(() => setPublishing(null))
  }
  return { publishing, failed, start, stop }
}
