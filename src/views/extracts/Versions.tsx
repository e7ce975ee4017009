import { useState } from 'react'
import { regionsOf } from '../../extracts/workspace/versions'
import type { KeptVersion, Workspace, WorkspaceState } from '../../extracts/workspace/workspace'
import { levelLabel, tableLabel, useTexts } from '../../i18n'
import { tableNames } from '../../schema'
import { Confirm } from '../../ui/Confirm'
import { regionName } from './nowRows'

export interface VersionsProps {
  readonly kept: WorkspaceState
  readonly busy: boolean
  readonly workspace: Workspace
  change(what: () => Promise<void>, undoable?: boolean): Promise<void>
}

/** Every state of the extracts in this browser, newest first, and the server's. */
export function Versions({ kept, busy, workspace, change }: VersionsProps) {
  const { t, language, formats } = useTexts()
  const [removing, remove] = useState<KeptVersion | null>(null)
  const rowsOf = (version: KeptVersion): string =>
    tableNames
      .filter(table => version.rows[table] > 0)
      .map(table => `${tableLabel(table, language)} ${formats.count(version.rows[table])}`)
      .join(' · ')
  const regionsText = (version: KeptVersion): string =>
    regionsOf(version)
      .map(({ file, level }) => `${levelLabel(level, language)} ${regionName(file)}`)
      .join(' · ')
  return (
    <section className="ex-card" aria-labelledby="ex-versions">
      <header className="ex-head">
        <h2 id="ex-versions">{t('extracts.versions')}</h2>
        <p>{t('extracts.versions.hint')}</p>
      </header>
      <ul className="ex-versions">
        {kept.versions.map(version => (
          <li key={version.id} aria-current={version.id === kept.current || undefined}>
            <div>
              <b>{t(`extracts.what.${version.what}`)}</b> <span>{formats.time(version.time)}</span>
              <small>
                {[version.by, rowsOf(version), regionsText(version), version.version.slice(0, 7)]
                  .filter(Boolean)
                  .join(' · ')}
              </small>
            </div>
            {version.id === kept.current ? (
              <span className="ex-tag">{t('extracts.versions.current')}</span>
            ) : (
              <span className="ex-actions">
                <button
                  type="button"
                  className="ui-button"
                  disabled={busy}
                  onClick={() => void change(() => workspace.restore(version.id))}
                >
                  {t('extracts.versions.restore')}
                  <span className="ui-hidden"> {formats.time(version.time)}</span>
                </button>
                <button type="button" className="ui-button" disabled={busy} onClick={() => remove(version)}>
                  {t('extracts.versions.remove')}
                  <span className="ui-hidden"> {formats.time(version.time)}</span>
                </button>
              </span>
            )}
          </li>
        ))}
        <li aria-current={kept.current === null || undefined}>
          <div>
            <b>{t('extracts.versions.server')}</b>
          </div>
          {kept.current === null ? (
            <span className="ex-tag">{t('extracts.versions.current')}</span>
          ) : (
            <button
              type="button"
              className="ui-button"
              disabled={busy}
              onClick={() => void change(() => workspace.restore(null))}
            >
              {t('extracts.versions.restore')}
            </button>
          )}
        </li>
      </ul>
      {removing !== null && (
        <Confirm
          title={t('extracts.versions.remove.title')}
          action={t('extracts.versions.remove')}
          onClose={() => remove(null)}
          onConfirm={() => void change(() => workspace.removeVersion(removing.id), false)}
        >
          <p>{t('extracts.versions.remove.text', { time: formats.time(removing.time), rows: rowsOf(removing) })}</p>
        </Confirm>
      )}
    </section>
  )
}
