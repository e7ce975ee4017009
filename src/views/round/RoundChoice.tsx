import { useTexts } from '../../i18n'
import type { KeptRound } from '../../round/book'
import { unsent } from './roundState'

/** Several rounds are here, or none yet. */
export function RoundChoice({ rounds, onRound }: { readonly rounds: readonly KeptRound[]; onRound(id: string): void }) {
  const { t, formats } = useTexts()
  if (rounds.length === 0)
    return (
      <section className="round-lead">
        <h2>{t('round.title')}</h2>
        <p>{t('round.lead')}</p>
      </section>
    )
  return (
    <section aria-label={t('round.rounds')}>
      <h2>{t('round.rounds')}</h2>
      <ul className="round-list">
        {rounds.map(round => {
          const waiting = unsent(round).length
          return (
            <li key={round.id}>
              <button type="button" className="round-card" onClick={() => onRound(round.id)}>
                <span className="round-card-what">
                  <strong>{round.file.plan.name}</strong>
                  <span>
                    {round.file.inspector?.name ?? t('round.everyone')} ·{' '}
                    {t('round.visits', { n: formats.count(round.file.stops.length) })}
                  </span>
                  {waiting > 0 && <small>{t('round.unsent', { n: formats.count(waiting) })}</small>}
                </span>
              </button>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
