import { useState } from 'react'
import { useTexts } from '../../i18n'
import { defaultScorecard, type Scorecard } from '../../risk/scorecard'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import { BacktestResult } from './BacktestResult'
import type { ModelServices, VersionsState } from './contracts'
import { failureOf } from './failures'
import { DayField, picked, pickOf, VersionPick } from './fields'
import { type Judged, useBacktest } from './useBacktest'
import { Working } from './Working'

export interface BacktestTabProps {
  readonly services: ModelServices
  readonly state: VersionsState
  readonly draft: Scorecard
  readonly span: { readonly first: string; readonly last: string } | null
  readonly past: { readonly from: string; readonly to: string }
}

/** How well an order would have worked on a window that is over: what would have been found, and how much sooner. */
export function BacktestTab({ services, state, draft, span, past }: BacktestTabProps) {
  const texts = useTexts()
  const { t } = texts
  const [from, setFrom] = useState(past.from)
  const [to, setTo] = useState(past.to)
  const [chosen, choose] = useState('learn')
  const version = picked(chosen, state.versions)
  // One that was removed meanwhile is not judged as something else.
  const which = version === undefined && chosen.startsWith(pickOf('')) ? 'learn' : chosen
  const { run, busy, failed, start, stop } = useBacktest(services)
  const judged = (): Judged => {
    if (which === 'learn') return { kind: 'learn', name: t('model.judge.learn'), inspector: false }
    if (which === 'inspector') return { kind: 'learn', name: t('model.judge.inspector'), inspector: true }
    if (which === 'draft') return { kind: 'card', name: t('model.draft'), card: draft }
    return { kind: 'card', name: version?.name ?? t('model.default'), card: version?.card ?? defaultScorecard }
  }
  if (span === null) return <EmptyState text={t('model.noInspections')} />
  return (
    <>
      <form
        className="model-run ui-card"
        onSubmit={event => {
          event.preventDefault()
          void start(judged(), from, to)
        }}
      >
        <DayField className="model-pick" label={t('model.window.from')} span={span} value={from} onChange={setFrom} />
        <DayField className="model-pick" label={t('model.window.to')} span={span} value={to} onChange={setTo} />
        <VersionPick
          label={t('model.judge')}
          value={which}
          own={[
            ['learn', t('model.judge.learn')],
            ['inspector', t('model.judge.inspector')],
            ['default', t('model.default')],
            ['draft', t('model.draft')],
          ]}
          versions={state.versions}
          onChange={choose}
        />
        {busy === null ? (
          <button type="submit" className="ui-button" data-primary>
            {t('model.judge.do')}
          </button>
        ) : (
          <>
            <button type="button" className="ui-button" onClick={stop}>
              {t('ui.cancel')}
            </button>
            <Working work={busy} />
          </>
        )}
      </form>
      {failed !== null && <ErrorNote {...failureOf(t('model.backtest.failed'), failed, texts)} />}
      {run === null ? <p className="model-sub model-intro">{t('model.judge.intro')}</p> : <BacktestResult run={run} />}
    </>
  )
}
