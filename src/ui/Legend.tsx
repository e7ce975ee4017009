import { useTranslation } from 'react-i18next'
import type { LegendEntry } from '../charts/chart'
import './legend.css'

/** What the colours of a map stand for, in numbers. */
export function Legend({ entries }: { entries: readonly LegendEntry[] }) {
  const { t } = useTranslation()
  if (entries.length === 0) return null
  return (
    <ul className="ui-legend" aria-label={t('ui.legend')}>
      {entries.map(entry => (
        <li key={entry.label}>
          <i data-hatched={entry.hatched || undefined} style={{ backgroundColor: entry.colour }} />
          {entry.label}
        </li>
      ))}
    </ul>
  )
}
