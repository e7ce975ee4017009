import { useEffect, useRef, useState } from 'react'
import { useEngine } from '../../engine/useRows'
import type { Backtest, Cards } from '../../risk/backtest/backtest'
import { cardScores, readCardWindow } from '../../risk/backtest/cardWindow'
import type { OnDoing } from '../../risk/model/doing'
import { defaultScorecard, type Scorecard } from '../../risk/scorecard'
import type { ModelServices } from './contracts'
import { asError } from './failures'
import { type Work, waiting } from './Working'

/** What is judged: a version, or a model that learns from what came before the window. */
export type Judged =
  | { readonly kind: 'card'; readonly name: string; readonly card: Scorecard }
  | { readonly kind: 'learn'; readonly name: string; readonly inspector: boolean }

export interface BacktestRun {
  readonly name: string
  readonly found: Backtest
  /** A model that learns is reported with the inspector and without; null where only one can be. */
  readonly other: Backtest | null
  /** The scorecard beside a model is as of the day before the window: the days of the window are being read. */
  readonly partial: boolean
}

export interface BacktestState {
  readonly run: BacktestRun | null
  /** What is being done; null while nothing runs. */
  readonly busy: Work | null
  readonly failed: Error | null
}

/** One backtest at a time; leaving the page or starting another ends it. */
export function useBacktest(services: ModelServices) {
  const { engine } = useEngine()
  const [state, setState] = useState<BacktestState>({ run: null, busy: null, failed: null })
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])
  const stop = (): void => {
    control.current?.abort()
    setState(now => ({ ...now, busy: null }))
  }
  const start = async (judged: Judged, from: string, to: string): Promise<void> => {
    control.current?.abort()
    const own = new AbortController()
    control.current = own
    const tell = (next: Partial<BacktestState>): void => {
      if (!own.signal.aborted) setState(now => ({ ...now, ...next }))
    }
    tell({ busy: waiting, failed: null })
    // While days are read the worker judges beside: what takes longest is told.
    let reading = false
    const onDoing: OnDoing = doing => {
      if (!reading) tell({ busy: doing })
    }
    try {
      const [workshop, extracts] = await Promise.all([services.workshop(), services.extracts()])
      const visits = await workshop.window(from, to, onDoing)
      const of = new Set(visits.map(({ day }) => day)).size
      reading = true
      tell({ busy: { step: 'days', share: 0, of } })
      // A model is held against the default scorecard, a scorecard is judged itself.
      const card = judged.kind === 'card' && judged.card.model === undefined ? judged.card : defaultScorecard
      const model = judged.kind === 'card' ? judged.card.model : undefined
      const options = {
        from,
        to,
        score: judged.kind === 'learn' || model !== undefined ? ('model' as const) : ('scorecard' as const),
        inspector: judged.kind === 'learn' ? judged.inspector : (model?.inspector ?? false),
        settings: model?.settings,
        model,
        extracts,
      }
      const show = async (cards: Cards, partial: boolean): Promise<void> => {
        const found = await workshop.judge(options, cards, onDoing)
        const other =
          judged.kind === 'learn'
            ? await workshop.judge({ ...options, inspector: !options.inspector }, cards, onDoing)
            : null
        // Where most inspectors are missing, both are the one without.
        const differs = other !== null && other.inspector !== found.inspector
        tell({ run: { name: judged.name, found, other: differs ? other : null, partial } })
      }
      let early: Promise<void> | null = null
      const window = await readCardWindow(query => engine.rows(query, own.signal), {
        from,
        visits,
        settings: card.settings,
        onDay: (now, share) => {
          tell({ busy: { step: 'days', share, of } })
          if (early !== null || options.score === 'scorecard') return
          // A model need not wait for the scorecard beside it: until all days are read, that is as of the day before.
          const { frozen } = cardScores(now, card)
          early = show({ asOfDay: frozen, frozen }, true)
          early.catch(() => undefined)
        },
      })
      reading = false
      tell({ busy: { step: 'judging', share: null } })
      await early
      await show(cardScores(window, card), false)
      tell({ busy: null })
    } catch (error) {
      tell({ busy: null, failed: asError(error) })
    }
  }
  return { ...state, start, stop }
}
