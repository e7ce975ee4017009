import { memo } from 'react'
import { Link } from 'react-router'
import { useTexts } from '../../i18n'
import type { RoundVisit } from '../../plan/rounds'
import { RoundMove, type RoundMoveProps } from './RoundMove'
import { type NumberedRound, type RoundNames, whoText } from './roundWords'

export interface RoundListProps extends Pick<RoundMoveProps, 'days' | 'load'> {
  readonly rounds: readonly NumberedRound[]
  readonly planned: ReadonlyMap<string, string | null>
  readonly names: RoundNames
  businessHref(id: string): string | null
  onMove(id: string, name: string, day: string | null): void
}

/** Visits that stand in the page at once: an area or an inspector shows the others. */
const most = 500

/** The rounds of a day, area by area, each visit with its number on the map. Hundreds of menus are not made again for nothing. */
export const RoundList = memo(function RoundList({ rounds, ...props }: RoundListProps) {
  const { t, formats } = useTexts()
  const shown = rounds.filter(({ first }) => first <= most)
  const all = rounds.reduce((sum, { round }) => sum + round.visits.length, 0)
  return (
    <div className="plan-round-list">
      {shown.map(({ round, first }) => (
        <section key={round.region ?? ''} className="plan-round">
          <h4>{props.names.region(round.region)}</h4>
          <p className="plan-rounds-note">
            {t('plan.rounds.area.says', {
              visits: formats.count(round.visits.length),
              km: formats.number(round.kilometres, 1),
            })}
            {round.unlocated > 0 && ` ${t('plan.rounds.unlocated', { n: formats.count(round.unlocated) })}`}
          </p>
          <ol>
            {round.visits.slice(0, most + 1 - first).map((visit, i) => (
              <Visit key={visit.id} number={first + i} visit={visit} day={round.day} {...props} />
            ))}
          </ol>
        </section>
      ))}
      {all > most && (
        <p className="plan-rounds-note">
          {t('plan.rounds.cut', { shown: formats.count(most), all: formats.count(all) })}
        </p>
      )}
    </div>
  )
})

interface VisitProps extends Omit<RoundListProps, 'rounds'> {
  readonly number: number
  readonly visit: RoundVisit
  readonly day: string
}

function Visit({ number, visit, day, days, planned, names, load, businessHref, onMove }: VisitProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const href = businessHref(visit.id)
  const name = visit.name || visit.id
  const before = planned.get(visit.id)
  return (
    <li className="plan-round-visit">
      <span className="plan-round-number">{number}</span>
      <div>
        <p>
          {href === null ? <strong>{name}</strong> : <Link to={href}>{name}</Link>} <small>{visit.id}</small>
        </p>
        {visit.address !== null && <p>{visit.address}</p>}
        <p className="plan-rounds-note">{whoText(texts, visit.inspectors, names)}</p>
        {before !== undefined && (
          <p className="plan-round-moved">
            {before === null
              ? t('plan.rounds.moved.none')
              : before === day
                ? t('plan.rounds.moved.same')
                : t('plan.rounds.moved.from', { day: formats.day(before) })}
          </p>
        )}
      </div>
      <RoundMove
        visit={visit}
        day={day}
        days={days}
        planned={before}
        load={load}
        onMove={to => onMove(visit.id, name, to)}
      />
    </li>
  )
}
