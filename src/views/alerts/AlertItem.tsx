import { useEffect, useRef } from 'react'
import type { Profile } from '../../extracts/report'
import { useTexts } from '../../i18n'
import type { Deed, Judged } from '../../insight/alerts/seen'
import type { Cluster } from '../../insight/warning/findings'
import { alertText, placeName, proofOf } from '../../parts/alertTexts'
import { Icon } from '../../ui/Icon'
import { localTime } from '../../ui/localTime'
import { nextSteps } from './nextSteps'
import { Weeks } from './Weeks'

export interface AlertItemProps {
  readonly judged: Judged
  readonly profile: Profile
  /** Clusters that it meets: the same event. */
  readonly meets: readonly Cluster[]
  /** Its evidence is in sight, and it is the one on the map. */
  readonly open: boolean
  /** Nothing can be written down. */
  readonly locked: boolean
  onOpen(): void
  onAnswer(did: Deed): void
}

/** One alert: a sentence, what it rests on, what was said about it, and what to do next. */
export function AlertItem({ judged, profile, meets, open, locked, onOpen, onAnswer }: AlertItemProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const { alert, state, entry } = judged
  const done = state === 'acknowledged'
  const element = useRef<HTMLLIElement>(null)
  // Whoever comes from the map sees the alert that they clicked.
  useEffect(() => {
    if (open) element.current?.scrollIntoView({ block: 'nearest' })
  }, [open])
  return (
    <li
      ref={element}
      className="alerts-item"
      data-alert={alert.id}
      data-kind={alert.kind}
      data-state={state}
      data-open={open || undefined}
    >
      <div className="alerts-item-head">
        <span className="alerts-kind" data-severity={done ? 'done' : alert.severity}>
          {!done && alert.severity === 'high' && <Icon name="warn" />}
          {done && <Icon name="check" />}
          {t(`alerts.kind.${alert.kind}`)}
        </span>
        {state === 'worse' && <b className="alerts-worse">{t('alerts.worse')}</b>}
        {alert.since !== null && <small>{t('alerts.since', { day: formats.day(alert.since) })}</small>}
      </div>
      <p className="alerts-text">{alertText(alert, profile.regions, texts)}</p>
      <ul className="alerts-proof">
        {proofOf(alert.facts, texts).map(line => (
          <li key={line}>{line}</li>
        ))}
        {meets.map(({ lon, lat, from }) => (
          <li key={`${lon} ${lat} ${from}`} data-meets>
            {t('alerts.proof.meets', { place: placeName(lon, lat, profile.regions, texts) })}
          </li>
        ))}
      </ul>
      {entry !== null && (
        <div className="alerts-said">
          {entry.note !== '' && <p>{entry.note}</p>}
          {state === 'worse' && <p>{t('alerts.worse.from', { text: entry.seen.text })}</p>}
          <small>
            {t(entry.did === 'reopened' ? 'alerts.done.reopened' : 'alerts.done.by', {
              who: entry.who,
              when: localTime(entry.when),
            })}
          </small>
        </div>
      )}
      <div className="alerts-acts">
        <button
          type="button"
          className="ui-button"
          disabled={locked}
          onClick={() => onAnswer(done ? 'reopened' : 'acknowledged')}
        >
          {t(done ? 'alerts.act.reopen' : 'alerts.act.acknowledge')}
        </button>
        {(alert.place !== null || alert.facts.kind === 'unusual') && (
          <button type="button" className="ui-link" aria-expanded={open} onClick={onOpen}>
            {t(alert.facts.kind === 'unusual' ? 'alerts.weeks.title' : 'alerts.act.map')}
          </button>
        )}
        {nextSteps(alert).map(step => (
          <a key={step.label} className="ui-link" href={step.href}>
            {t(step.label)}
          </a>
        ))}
      </div>
      {open && alert.facts.kind === 'unusual' && <Weeks weeks={alert.facts.weeks} profile={profile} />}
    </li>
  )
}
