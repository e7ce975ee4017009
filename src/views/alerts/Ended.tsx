import { useTexts } from '../../i18n'
import type { Entry } from '../../insight/alerts/seen'
import { localTime } from '../../ui/localTime'

/** What was acknowledged and is no alert any more, as it was read then. */
export function Ended({ entries }: { readonly entries: readonly Entry[] }) {
  const { t, formats } = useTexts()
  return (
    <details className="alerts-ended">
      <summary>{t('alerts.ended.title', { n: formats.count(entries.length) })}</summary>
      <ul>
        {entries.map(({ id, who, when, note, seen }) => (
          <li key={id}>
            <p>{seen.text}</p>
            {note !== '' && <p>{note}</p>}
            <small>{t('alerts.done.by', { who, when: localTime(when) })}</small>
          </li>
        ))}
      </ul>
    </details>
  )
}
