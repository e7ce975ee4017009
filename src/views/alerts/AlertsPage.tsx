import { useMemo, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { withBelow } from '../../filters/below'
import { useChoices } from '../../filters/useChoices'
import { figureLabel, useTexts } from '../../i18n'
import { severities } from '../../insight/alerts/alert'
import { isAbout } from '../../insight/alerts/places'
import { clustersMeeting } from '../../insight/alerts/sameEvent'
import { ended, isOpen, type Judged } from '../../insight/alerts/seen'
import { useAlerts } from '../../parts/alertBoard'
import { figureKeys } from '../../schema'
import { Card } from '../../ui/Card'
import { EmptyState } from '../../ui/EmptyState'
import { useReady } from '../../ui/useReady'
import { AlertItem } from './AlertItem'
import { AlertsMap } from './AlertsMap'
import { Answer, type Answering } from './Answer'
import { alertTable } from './alertTable'
import { Ended } from './Ended'
import { Kept } from './Kept'
import { Unjudged } from './Unjudged'

/** What asks for action, of the whole city; filters narrow the list, and what was acknowledged stays below it. */
export function AlertsPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { findings, judged, pending, entries, fault, board } = useAlerts()
  const { choices } = useChoices()
  const [search, setSearch] = useSearchParams()
  const figure = figureKeys.find(key => key === search.get('figure')) ?? null
  const chosen = search.get('alert')
  const [answering, answer] = useState<Answering | null>(null)
  const known = profile.regions
  const live = findings !== null && pending.length === 0
  useReady(live)

  const listed = useMemo(() => {
    const filters = { ...choices, regions: withBelow(choices.regions, known.regions) }
    return judged.filter(({ alert }) => (figure === null || alert.figure === figure) && isAbout(alert, filters, known))
  }, [judged, choices, known, figure])
  const open = listed.filter(isOpen)
  const done = listed.filter(each => !isOpen(each))
  const gone = useMemo(
    () =>
      pending.length > 0
        ? []
        : ended(
            judged.map(({ alert }) => alert),
            entries,
          ),
    [judged, entries, pending],
  )
  const hidden = judged.filter(isOpen).length - open.length

  const write = (name: string, value: string | null): void =>
    setSearch(
      before => {
        const after = new URLSearchParams(before)
        if (value === null) after.delete(name)
        else after.set(name, value)
        return after
      },
      { replace: true },
    )
  const item = (each: Judged) => (
    <AlertItem
      key={each.alert.id}
      judged={each}
      profile={profile}
      meets={clustersMeeting(
        each.alert,
        judged.map(({ alert }) => alert),
        known,
      )}
      open={each.alert.id === chosen}
      locked={fault !== null}
      onOpen={() => write('alert', each.alert.id === chosen ? null : each.alert.id)}
      onAnswer={did => answer({ did, alert: each.alert })}
    />
  )
  const names = pending.map(kind => t(`alerts.kind.${kind}`)).join(language === 'zh' ? '、' : ', ')
  return (
    <div className="alerts" data-live={live}>
      <Card
        id="alerts"
        className="alerts-list"
        title={t('alerts.title')}
        subtitle={[
          t('alerts.subtitle', { day: formats.day(profile.asOf) }),
          ...(hidden > 0 ? [t('alerts.subtitle.hidden', { n: formats.count(hidden) })] : []),
        ].join(' · ')}
        state={findings === null ? 'loading' : 'ready'}
        table={findings === null ? undefined : alertTable(listed, known, texts)}
        controls={
          figure !== null && (
            <span className="alerts-figure">
              {t('alerts.figure', { figure: figureLabel(figure, language) })}
              <button type="button" className="ui-link" onClick={() => write('figure', null)}>
                {t('alerts.figure.all')}
              </button>
            </span>
          )
        }
      >
        {pending.length > 0 && (
          <div className="alerts-pending">
            <span role="status">{t('alerts.pending', { kinds: names })}</span>
            <progress aria-label={t('alerts.pending', { kinds: names })} />
          </div>
        )}
        {open.length === 0 && pending.length === 0 && (
          <EmptyState text={t(hidden > 0 ? 'alerts.open.none.filtered' : 'alerts.open.none')} />
        )}
        {severities.map(severity => {
          const of = open.filter(({ alert }) => alert.severity === severity)
          if (of.length === 0) return null
          return (
            <section key={severity} className="alerts-group" data-severity={severity}>
              <h3>{t('alerts.group', { severity: t(`alerts.severity.${severity}`), n: formats.count(of.length) })}</h3>
              <ul>{of.map(item)}</ul>
            </section>
          )
        })}
        {done.length > 0 && (
          <section className="alerts-group" data-severity="done">
            <h3>
              {t('alerts.done.title', { n: formats.count(done.length) })} <small>{t('alerts.done.subtitle')}</small>
            </h3>
            <ul>{done.map(item)}</ul>
          </section>
        )}
        {gone.length > 0 && <Ended entries={gone} />}
        <Kept board={board} entries={entries} fault={fault} />
      </Card>
      <div className="alerts-beside">
        <AlertsMap judged={listed} profile={profile} chosen={chosen} onChoose={id => write('alert', id)} />
        <Unjudged unjudged={findings?.unjudged ?? null} pending={pending} />
      </div>
      {answering !== null && (
        <Answer answering={answering} profile={profile} board={board} onClose={() => answer(null)} />
      )}
    </div>
  )
}
