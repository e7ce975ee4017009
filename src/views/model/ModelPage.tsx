import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react'
import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { addDays } from '../../filters/days'
import { changedSearch, useChoices } from '../../filters/useChoices'
import { useTexts } from '../../i18n'
import { asOfDay } from '../../risk/factsSql'
import { defaultScorecard, type Scorecard } from '../../risk/scorecard'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { Skeleton } from '../../ui/Skeleton'
import { useReady } from '../../ui/useReady'
import { BacktestTab } from './BacktestTab'
import type { ModelServices } from './contracts'
import { IntegrityTab } from './IntegrityTab'
import { LearnTab } from './LearnTab'
import { ScorecardTab } from './ScorecardTab'
import { Signing } from './Signing'
import { useWindowVisits } from './useWindowVisits'
import { VersionsTab } from './VersionsTab'

const tabs = ['scorecard', 'learn', 'backtest', 'versions', 'integrity'] as const
type Tab = (typeof tabs)[number]

/** Days of the window that cards are judged on while sliders move. */
const pastDays = 61

export interface ModelPageProps {
  readonly services: ModelServices
  readonly profile: Profile
}

/** How businesses are scored: change it, learn it, prove it, and keep who changed what. */
export function ModelPage({ services, profile }: ModelPageProps) {
  const { t } = useTexts()
  const { versions } = services
  const state = useSyncExternalStore(versions.subscribe, versions.state)
  const [search, setSearch] = useSearchParams()
  const { choices } = useChoices()
  const tab: Tab = tabs.find(each => each === search.get('tab')) ?? 'scorecard'
  const [draft, setDraft] = useState<Scorecard | null>(null)
  const { asOf, spans } = profile
  const at = useMemo(() => asOfDay(asOf, asOf), [asOf])
  // A visit that is dated later has not been made.
  const span = useMemo(() => {
    const days = spans.inspections
    return days === null || days.first > asOf ? null : { first: days.first, last: days.last < asOf ? days.last : asOf }
  }, [spans, asOf])
  const past = useMemo(() => {
    const last = span?.last ?? asOf
    const from = addDays(last, 1 - pastDays)
    return { from: span !== null && from < span.first ? span.first : from, to: last }
  }, [span, asOf])
  const visits = useWindowVisits(services, past.from, past.to)

  useEffect(() => {
    let gone = false
    void versions.draft().then(kept => {
      const active = versions.state().active?.card
      if (!gone) setDraft(kept ?? (active?.model === undefined ? (active ?? defaultScorecard) : defaultScorecard))
    })
    return () => {
      gone = true
    }
  }, [versions])
  const change = useCallback(
    (card: Scorecard): void => {
      setDraft(card)
      void versions.keepDraft(card)
    },
    [versions],
  )
  const filters = changedSearch('', () => choices)
  const file = useCallback((entity: number) => `/business/${entity}${filters}`, [filters])
  useReady(draft !== null)
  const open = (next: Tab): void => {
    const changed = new URLSearchParams(search)
    if (next === 'scorecard') changed.delete('tab')
    else changed.set('tab', next)
    setSearch(changed)
  }

  if (draft === null) return <Skeleton />
  if (Object.values(profile.rows).every(rows => rows === 0)) return <EmptyState text={t('model.noRows')} />
  return (
    <Signing store={versions}>
      <div className="model">
        <div className="model-tabs">
          <Segmented
            label={t('model.tabs')}
            value={tab}
            onChange={open}
            options={tabs.map(value => ({ value, label: t(`model.tab.${value}`) }))}
          />
          <p className="model-sub">
            {state.active === null ? t('model.now.default') : t('model.now', { name: state.active.name })}
            {!versions.persistent() && ` · ${t('model.notKept')}`}
          </p>
        </div>
        {tab === 'scorecard' && (
          <ScorecardTab
            services={services}
            state={state}
            draft={draft}
            at={at}
            past={past}
            visits={visits}
            onDraft={change}
            file={file}
          />
        )}
        {services.onServer === true && tab !== 'scorecard' && <p className="model-sub">{t('model.server')}</p>}
        {tab === 'learn' && <LearnTab services={services} state={state} span={span} />}
        {tab === 'backtest' && <BacktestTab services={services} state={state} draft={draft} span={span} past={past} />}
        {tab === 'integrity' && (
          <IntegrityTab services={services} profile={profile} card={state.active?.card ?? defaultScorecard} />
        )}
        {tab === 'versions' && (
          <VersionsTab services={services} state={state} at={at} past={past} visits={visits} file={file} />
        )}
      </div>
    </Signing>
  )
}
