import { isMessage, useTexts } from '../../i18n'
import type { FlowState } from './flowState'
import { pathText } from './nowRows'

/** Files that could not be read, each with its reason; what else came with the files. */
export function Faults({ state: { faults, profiles } }: { readonly state: FlowState }) {
  const { t } = useTexts()
  return (
    <>
      {faults.length > 0 && (
        <section className="ex-faults" aria-labelledby="ex-faults">
          <h2 id="ex-faults">{t('extracts.faults')}</h2>
          <ul>
            {faults.map(({ path, kind, message }) => {
              const key = `issues.file.${kind}`
              return (
                <li key={`${pathText(path)} ${message}`}>
                  <b>{pathText(path)}</b>
                  {isMessage(key) && <span> · {t(key)}</span>}
                  <small>{message}</small>
                </li>
              )
            })}
          </ul>
        </section>
      )}
      {profiles.length > 0 && (
        <p className="ex-note">{t('extracts.others.profiles', { names: profiles.join(', ') })}</p>
      )}
    </>
  )
}
