import { useCallback, useEffect, useMemo, useState } from 'react'
import { useEngine } from '../../engine/useRows'
import type { WindowVisit } from '../../risk/backtest/backtest'
import { type CardWindow, cardScores, readCardWindow, wholeWindow } from '../../risk/backtest/cardWindow'
import { auc, daysEarlier, firstHalf, orderBy } from '../../risk/backtest/metrics'
import type { IndicatorSettings, Scorecard } from '../../risk/scorecard'
import { asError } from './failures'

export interface CardWindowState {
  /** Null until the day before the window is read. */
  readonly window: CardWindow | null
  /** Days of the window that are read, 0-1. */
  readonly share: number
  readonly error: Error | null
}

/** The same with a way to ask once more. */
export interface CardWindowAsked extends CardWindowState {
  retry(): void
}

const nothing: CardWindowState = { window: null, share: 0, error: null }

/** Indicators of a window's visits by some settings, read day by day; begins anew when visits or settings change. */
export function useCardWindow(
  from: string,
  visits: readonly WindowVisit[] | null,
  settings: IndicatorSettings,
  on = true,
): CardWindowAsked {
  const { engine } = useEngine()
  const text = JSON.stringify(settings)
  const [state, setState] = useState<CardWindowState & { readonly of: string }>({ ...nothing, of: '' })
  const [tries, setTries] = useState(0)
  const of = `${from} ${visits?.length ?? 0} ${tries} ${text}`
  useEffect(() => {
    if (visits === null || !on) return
    const control = new AbortController()
    readCardWindow(query => engine.rows(query, control.signal), {
      from,
      visits,
      settings: JSON.parse(text) as IndicatorSettings,
      onDay: (window, share) => {
        if (!control.signal.aborted) setState({ window, share, error: null, of })
      },
    }).catch((error: unknown) => {
      if (!control.signal.aborted) setState({ ...nothing, error: asError(error), of })
    })
    return () => control.abort()
  }, [engine, from, visits, text, on, of])
  const retry = useCallback(() => setTries(now => now + 1), [])
  return { ...(state.of === of ? state : nothing), retry }
}

export interface CardFindings {
  readonly firstHalf: number | null
  readonly daysEarlier: number | null
  readonly auc: number | null
  /** Every visit as of the day before it; else all as of the day before the window. */
  readonly whole: boolean
}

/** What a card's order finds in a window: weights are applied to what was read, at once. */
export function useCardFindings(window: CardWindow | null, card: Pick<Scorecard, 'weights'>): CardFindings | null {
  const { weights } = card
  return useMemo(() => {
    if (window === null) return null
    const whole = wholeWindow(window)
    const cards = cardScores(window, { weights })
    const scores = whole ? cards.asOfDay : cards.frozen
    const order = orderBy(window.visits, scores)
    return {
      firstHalf: firstHalf(window.visits, order),
      daysEarlier: daysEarlier(window.visits, order),
      auc: auc(window.visits.map(({ critical }) => critical), scores),
      whole,
    } // biome-ignore format: one record
  }, [window, weights])
}
