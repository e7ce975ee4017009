import { useState } from 'react'
import { useTexts } from '../../i18n'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { localTime } from '../../ui/localTime'
import type { VersionStore, VersionsState } from './contracts'
import { failureOf } from './failures'
import { isSigned, WhoDialog } from './Signing'

/** Entries that are shown; all are in the file. */
const most = 100

/** Who changed what when; each entry seals the one before it, and a chain that does not hold says where. */
export function HistoryTable({ store, state }: { readonly store: VersionStore; readonly state: VersionsState }) {
  const texts = useTexts()
  const { t, formats } = texts
  const [naming, setNaming] = useState(false)
  const { register, brokenAt, lostEnd, fault } = state
  const whole = brokenAt === null && lostEnd === null
  const entries = [...register.entries].reverse().slice(0, most)
  return (
    <section className="ui-card">
      <div className="model-head">
        <h2>{t('model.history')}</h2>
        {isSigned(state.who) && (
          <button type="button" className="ui-link" onClick={() => setNaming(true)}>
            {t('model.who.now', { who: state.who })}
          </button>
        )}
        {naming && (
          <WhoDialog
            onName={name => {
              store.sayWho(name).catch(() => undefined)
              setNaming(false)
            }}
            onClose={() => setNaming(false)}
          />
        )}
        {register.entries.length > 0 && (
          <button
            type="button"
            className="ui-button"
            onClick={() =>
              saveBlob(
                new Blob([`${JSON.stringify(register, null, 2)}\n`], { type: 'application/json' }),
                `${t('model.history')}.json`,
              )
            }
          >
            {t('model.export')}
          </button>
        )}
      </div>
      {fault !== null ? (
        <ErrorNote {...failureOf(t('model.history.fault'), fault, texts)} />
      ) : (
        <p className="model-note" data-warn={!whole || undefined} role={whole ? undefined : 'alert'}>
          {brokenAt !== null
            ? t('model.history.broken', { n: formats.count(brokenAt) })
            : lostEnd !== null
              ? t('model.history.cut', { n: formats.count(lostEnd.n), seal: lostEnd.hash.slice(0, 8) })
              : t('model.history.holds', { n: formats.count(register.entries.length) })}
        </p>
      )}
      {entries.length > 0 && (
        <div className="model-scroll">
          <table className="model-table model-history">
            <thead>
              <tr>
                <th scope="col">#</th>
                <th scope="col">{t('model.when')}</th>
                <th scope="col">{t('model.who')}</th>
                <th scope="col">{t('model.what')}</th>
                <th scope="col">{t('model.seal')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(entry => (
                <tr key={entry.n} data-broken={brokenAt !== null && entry.n >= brokenAt ? true : undefined}>
                  <td>{entry.n}</td>
                  <td>{formats.time(localTime(entry.when))}</td>
                  <td>{entry.who === '' ? '–' : entry.who}</td>
                  <td>
                    {t(`model.did.${entry.did}`, { name: entry.card === null ? t('model.default') : entry.name })}
                    {entry.note !== '' && <small className="model-entry-note">{entry.note}</small>}
                  </td>
                  <td>
                    <code title={entry.hash}>{entry.hash.slice(0, 8)}</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
