import { useState } from 'react'
import { useTexts } from '../../i18n'
import { type Version, versionFile } from '../../risk/versions/register'
import { Confirm } from '../../ui/Confirm'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { VersionStore } from './contracts'
import { asError, failureOf } from './failures'
import { useSign } from './Signing'

export interface VersionActionsProps {
  readonly store: VersionStore
  readonly version: Version
  /** What is in use; null for the default scorecard. */
  readonly active: Version | null
}

/** Make a version active, take it along as a file, remove it. */
export function VersionActions({ store, version, active: used }: VersionActionsProps) {
  const texts = useTexts()
  const { t } = texts
  const [asking, ask] = useState(false)
  const sign = useSign()
  // A name that was saved again stands for another card than the one in use.
  const named = used?.name === version.name
  const active = named && used.hash === version.hash
  const [failed, setFailed] = useState<Error | null>(null)
  const enter = async (did: 'active' | 'removed', card: Version['card'] | null): Promise<void> => {
    setFailed(null)
    if (!(await sign())) return
    await store.enter(did, card === null ? '' : version.name, card).catch((error: unknown) => {
      setFailed(asError(error))
    })
  }
  return (
    <span className="model-version-actions">
      {active ? (
        <>
          <b className="model-active">{t('model.active')}</b>
          <button type="button" className="ui-button" onClick={() => void enter('active', null)}>
            {t('model.deactivate')}
          </button>
        </>
      ) : (
        <button type="button" className="ui-button" onClick={() => void enter('active', version.card)}>
          {t('model.activate')}
        </button>
      )}
      <button
        type="button"
        className="ui-button"
        onClick={() => saveBlob(new Blob([versionFile(version)], { type: 'application/json' }), `${version.name}.json`)}
      >
        {t('model.export')}
      </button>
      <button type="button" className="ui-button" onClick={() => ask(true)}>
        {t('model.remove')}
      </button>
      {failed !== null && <ErrorNote {...failureOf(t('model.enter.failed'), failed, texts)} />}
      {asking && (
        <Confirm
          title={t('model.remove.title', { name: version.name })}
          action={t('model.remove')}
          onConfirm={() => void enter('removed', version.card)}
          onClose={() => ask(false)}
        >
          <p className="model-note">{t(named ? 'model.remove.active' : 'model.remove.sub')}</p>
        </Confirm>
      )}
    </span>
  )
}
