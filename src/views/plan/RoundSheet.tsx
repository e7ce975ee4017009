import { useTexts } from '../../i18n'
import { type NumberedRound, type RoundNames, whoText } from './roundWords'

export interface RoundSheetProps {
  readonly title: string
  readonly planId: string
  readonly day: string
  /** Whose day it is; null for all. */
  readonly inspector: string | null
  readonly rounds: readonly NumberedRound[]
  readonly names: RoundNames
}

/** The rounds of a day on paper, to be filled in on the way: nothing else is printed while it stands in the page. */
export function RoundSheet({ title, planId, day, inspector, rounds, names }: RoundSheetProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const visits = rounds.reduce((sum, { round }) => sum + round.visits.length, 0)
  return (
    <article className="plan-sheet ui-paper">
      <header>
        <h1>{t('plan.rounds.sheet', { title, day: formats.day(day) })}</h1>
        <p>
          {inspector === null
            ? t('plan.rounds.sheet.all', { n: formats.count(visits) })
            : t('plan.rounds.sheet.of', { who: names.inspector(inspector), n: formats.count(visits) })}
        </p>
      </header>
      {rounds.map(({ round, first }) => (
        <section key={round.region ?? ''}>
          <h2>{names.region(round.region)}</h2>
          <p>
            {t('plan.rounds.area.says', {
              visits: formats.count(round.visits.length),
              km: formats.number(round.kilometres, 1),
            })}
          </p>
          <table>
            <thead>
              <tr>
                <th scope="col">{t('plan.rounds.sheet.number')}</th>
                <th scope="col">{t('plan.rounds.column.name')}</th>
                <th scope="col">{t('plan.rounds.column.address')}</th>
                <th scope="col">{t('plan.rounds.column.inspectors')}</th>
                <th scope="col">{t('plan.rounds.sheet.result')}</th>
                <th scope="col">{t('plan.rounds.sheet.signature')}</th>
              </tr>
            </thead>
            <tbody>
              {round.visits.map((visit, i) => (
                <tr key={visit.id}>
                  <td>{first + i}</td>
                  <td>
                    {visit.name}
                    <small>{visit.id}</small>
                  </td>
                  <td>{visit.address}</td>
                  <td>{whoText(texts, visit.inspectors, names)}</td>
                  <td>
                    {(['fine', 'problem', 'none'] as const).map(result => (
                      <span key={result} className="plan-sheet-box">
                        {t(`plan.rounds.sheet.${result}`)}
                      </span>
                    ))}
                  </td>
                  <td />
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      <footer>
        <p>{t('plan.rounds.sheet.inspectors')}</p>
        <small>{t('plan.rounds.sheet.plan', { id: planId })}</small>
      </footer>
    </article>
  )
}
