import { useId } from 'react'
import { useTexts } from '../../i18n'
import type { KeptRound } from '../../round/book'
import type { RoundStop } from '../../round/round'
import { ClassBadge } from '../../ui/ClassBadge'
import type { RoundServices } from './contracts'
import { RoundRemove } from './RoundRemove'
import { byDay, dayToShow, visitState, wholeFile } from './roundState'
import { SendPart } from './SendPart'

export interface OneRoundProps {
  readonly round: KeptRound
  readonly services: RoundServices
  /** The day that was chosen; null for today or the next one. */
  readonly day: string | null
  onDay(day: string): void
  onVisit(id: string): void
  /** To the other rounds; null without any. */
  readonly onBack: (() => void) | null
}

/** No day, as an option. */
const noDay = 'none'

/** The visits of a day in the order of the way, and how far the round is. */
export function OneRound({ round, services, day: asked, onDay, onVisit, onBack }: OneRoundProps) {
  const { t, formats } = useTexts()
  const id = useId()
  const file = wholeFile(round)
  const days = byDay(file.stops)
  const today = services.now().slice(0, 10)
  const known = days.map(([day]) => day)
  const wanted = asked === noDay ? null : asked
  const day = asked !== null && known.includes(wanted) ? wanted : dayToShow(known, today)
  const stops = days.find(([each]) => each === day)?.[1] ?? []
  const done = (of: readonly RoundStop[]): number => of.filter(stop => visitState(round, stop.id) === 'done').length
  const { plan, inspector, asOf } = round.file
  return (
    <>
      <header className="round-head">
        {onBack !== null && (
          <button type="button" className="ui-link" onClick={onBack}>
            ← {t('round.rounds')}
          </button>
        )}
        <h2>{plan.name}</h2>
        <p>
          {[inspector?.name ?? t('round.everyone'), plan.office, t('round.asOf', { day: formats.day(asOf) })]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </header>
      <div className="round-day">
        <label htmlFor={`${id}-day`} className="ui-hidden">
          {t('round.day')}
        </label>
        <select
          id={`${id}-day`}
          className="ui-select"
          value={day ?? noDay}
          onChange={event => onDay(event.target.value)}
        >
          {days.map(([each, own]) => (
            <option key={each ?? noDay} value={each ?? noDay}>
              {t('round.day.option', {
                day:
                  each === null
                    ? t('round.noDay')
                    : each === today
                      ? t('round.today', { day: formats.day(each) })
                      : formats.day(each),
                done: formats.count(done(own)),
                all: formats.count(own.length),
              })}
            </option>
          ))}
        </select>
        <progress
          max={Math.max(1, stops.length)}
          value={done(stops)}
          aria-label={t('round.progress', { done: formats.count(done(stops)), all: formats.count(stops.length) })}
        />
      </div>
      {stops.length === 0 ? (
        <p>{t('round.empty')}</p>
      ) : (
        <ol className="round-list">
          {stops.map(stop => (
            <li key={stop.id}>
              <StopCard stop={stop} round={round} onOpen={() => onVisit(stop.id)} />
            </li>
          ))}
        </ol>
      )}
      <SendPart round={round} services={services} />
      <RoundRemove round={round} onRemove={() => services.book.remove(round.id)} />
    </>
  )
}

function StopCard({ stop, round, onOpen }: { readonly stop: RoundStop; readonly round: KeptRound; onOpen(): void }) {
  const { t } = useTexts()
  const state = visitState(round, stop.id)
  const { business, place } = stop
  const gone = round.notes.gone.includes(stop)
  return (
    <button type="button" className="round-card" data-state={state} onClick={onOpen}>
      <span className="round-card-place" aria-hidden="true">
        {state === 'done' ? '✓' : place > 0 ? place : '·'}
      </span>
      <span className="round-card-what">
        <strong>{business.name === '' ? (business.code ?? t('round.noName')) : business.name}</strong>
        <span>{[business.address, business.industry].filter(Boolean).join(' · ')}</span>
        <small>
          {t(`round.state.${state}`)}
          {gone && ` · ${t('round.gone')}`}
        </small>
      </span>
      <Letter of={business.class} />
    </button>
  )
}

const letters = ['A', 'B', 'C', 'D'] as const

/** The class as the file says it. */
function Letter({ of }: { readonly of: string | null }) {
  const letter = letters.find(each => each === of)
  return letter === undefined ? null : <ClassBadge letter={letter} />
}
