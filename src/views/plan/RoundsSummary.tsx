import type { ReactNode } from 'react'
import { useTexts } from '../../i18n'
import type { Rounds, RoundVisit } from '../../plan/rounds'
import { RoundMove, type RoundMoveProps } from './RoundMove'
import { problemText, type RoundNames, unplacedText } from './roundWords'

export interface RoundsSummaryProps extends Pick<RoundMoveProps, 'days' | 'load'> {
  readonly rounds: Rounds
  readonly names: RoundNames
  onMove(id: string, name: string, day: string | null): void
}

/** Entries of a list that are shown at once; exports hold all. */
const most = 200

/** How much there is to do, what has no day and why, and what hands have moved. */
export function RoundsSummary({ rounds: all, days, names, load, onMove }: RoundsSummaryProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { rounds, unplaced, moves, planned } = all
  const visits = rounds.flatMap(round => round.visits)
  const goers = new Set(visits.flatMap(({ inspectors }) => inspectors))
  const undo = (id: string, name: string) => (
    <button type="button" className="ui-link" onClick={() => onMove(id, name, null)}>
      {t('plan.rounds.undo')}
    </button>
  )
  return (
    <div className="plan-rounds-summary">
      <div role="status">
        <p className="plan-rounds-says">
          {visits.length === 0
            ? t('plan.rounds.says.none')
            : t('plan.rounds.says', {
                visits: formats.count(visits.length),
                days: formats.count(new Set(rounds.map(({ day }) => day)).size),
                of: formats.count(days.length),
                inspectors: formats.count(goers.size),
              })}{' '}
          {unplaced.length === 0 && visits.length > 0 && t('plan.rounds.whole')}
        </p>
        {moves.length > 0 && (
          <ul className="plan-rounds-problems">
            {moves.map(({ id, day, visit, problem }) => (
              <li key={id}>
                {problemText(texts, visit?.name || id, day, problem, names)} {undo(id, visit?.name || id)}
              </li>
            ))}
          </ul>
        )}
      </div>
      {unplaced.length > 0 && (
        <details className="plan-rounds-without">
          <summary>{t('plan.rounds.without', { n: formats.count(unplaced.length) })}</summary>
          <ul>
            {unplaced.slice(0, most).map(({ id, visit, why }) => (
              <li key={id}>
                <span>
                  {visit.name || id} <small>{id}</small>: {unplacedText(texts, why, names)}
                </span>
                {(why.kind === 'full' || why.kind === 'apart') && (
                  <RoundMove
                    visit={visit}
                    day={null}
                    days={days}
                    planned={planned.get(id)}
                    load={load}
                    onMove={day => onMove(id, visit.name || id, day)}
                  />
                )}
              </li>
            ))}
          </ul>
          {unplaced.length > most && (
            <p className="plan-rounds-note">
              {t('plan.rounds.without.more', { n: formats.count(unplaced.length - most) })}
            </p>
          )}
        </details>
      )}
      {planned.size > 0 && <Moved rounds={rounds} unplaced={unplaced} planned={planned} undo={undo} />}
    </div>
  )
}

interface MovedProps extends Pick<Rounds, 'rounds' | 'unplaced' | 'planned'> {
  undo(id: string, name: string): ReactNode
}

/** Everything that a hand has moved, from where to where. */
function Moved({ rounds, unplaced, planned, undo }: MovedProps) {
  const { t, formats } = useTexts()
  const found = new Map<string, { readonly visit: RoundVisit; readonly day: string | null }>([
    ...unplaced.map(({ id, visit }) => [id, { visit, day: null }] as const),
    ...rounds.flatMap(({ day, visits }) => visits.map(visit => [visit.id, { visit, day }] as const)),
  ])
  const dayText = (day: string | null): string => (day === null ? t('plan.rounds.noDay') : formats.day(day))
  return (
    <details className="plan-rounds-without">
      <summary>{t('plan.rounds.movedAll', { n: formats.count(planned.size) })}</summary>
      <ul>
        {[...planned].map(([id, before]) => (
          <li key={id}>
            <span>
              {found.get(id)?.visit.name || id} <small>{id}</small>: {dayText(before)} →{' '}
              {dayText(found.get(id)?.day ?? null)}
            </span>
            {undo(id, found.get(id)?.visit.name || id)}
          </li>
        ))}
      </ul>
    </details>
  )
}
