import { useState, useSyncExternalStore } from 'react'
import { tableLabel, useTexts } from '../../i18n'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { FileButton } from '../../ui/FileButton'
import type { ProfileStore } from './contracts'

/** Saved mappings: listed, exported, imported, removed. */
export function Profiles({ store }: { readonly store: ProfileStore }) {
  const { t, language, formats } = useTexts()
  const list = useSyncExternalStore(store.subscribe, store.list, store.list)
  const [failed, fail] = useState<string | null>(null)
  const attempt = (what: () => Promise<unknown>): void => {
    fail(null)
    what().catch((error: unknown) => fail(error instanceof Error ? error.message : String(error)))
  }
  const save = (names: readonly string[], file: string): void =>
    saveBlob(new Blob([store.exportJson(names)], { type: 'application/json' }), file)
  return (
    <section className="ex-card" aria-labelledby="ex-profiles">
      <header className="ex-head">
        <h2 id="ex-profiles">{t('extracts.profiles')}</h2>
        <p>{t('extracts.profiles.hint')}</p>
      </header>
      {list.length > 0 && !store.persistent() && (
        <p className="ex-warn" role="status">
          {t('extracts.profiles.passing')}
        </p>
      )}
      {failed !== null && <ErrorNote what={t('extracts.profiles.failed')} detail={failed} />}
      <ul className="ex-versions">
        {list.map(({ name, table, saved }) => (
          <li key={name}>
            <div>
              <b>{name}</b>
              <small>{[tableLabel(table, language), saved && formats.time(saved)].filter(Boolean).join(' · ')}</small>
            </div>
            <span className="ex-actions">
              <button type="button" className="ui-button" onClick={() => save([name], `${name}.json`)}>
                {t('extracts.profiles.export')}
                <span className="ui-hidden"> {name}</span>
              </button>
              <button type="button" className="ui-button" onClick={() => attempt(() => store.remove(name))}>
                {t('extracts.versions.remove')}
                <span className="ui-hidden"> {name}</span>
              </button>
            </span>
          </li>
        ))}
      </ul>
      <div className="ex-actions">
        <FileButton
          label={t('extracts.profiles.import')}
          accept="application/json,.json"
          onFiles={files =>
            attempt(async () => {
              for (const file of files) await store.importJson(await file.text())
            })
          }
        />
        {list.length > 1 && (
          <button
            type="button"
            className="ui-button"
            onClick={() =>
              save(
                list.map(({ name }) => name),
                'profiles.json',
              )
            }
          >
            {t('extracts.profiles.exportAll')}
          </button>
        )}
      </div>
    </section>
  )
}
