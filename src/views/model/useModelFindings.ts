import { useCallback, useEffect, useState } from 'react'
import type { Warning, WindowVisit } from '../../risk/backtest/backtest'
import type { Doing } from '../../risk/model/doing'
import type { RiskModel } from '../../risk/model/riskModel'
import type { ModelServices } from './contracts'
import { asError } from './failures'
import type { CardFindings } from './useCardWindow'

export interface ModelFindings {
  readonly found: CardFindings | null
  /** What to keep in mind: above all, that the model learned from the window. */
  readonly warnings: readonly Warning[]
  readonly error: Error | null
  /** What is being done until they are there. */
  readonly doing: Doing | null
  /** Asks once more. */
  retry(): void
}

type State = Omit<ModelFindings, 'retry'> & { readonly of: RiskModel | undefined; readonly with: unknown }
const nothing = { found: null, warnings: [], error: null, doing: null }

/** How well a learned model would have ordered the visits of a past window; nothing where there is no model. */
export function useModelFindings(
  services: ModelServices,
  from: string,
  to: string,
  visits: readonly WindowVisit[] | null,
  model: RiskModel | undefined,
): ModelFindings {
  const [state, setState] = useState<State>({ ...nothing, of: undefined, with: null })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    if (visits === null || model === undefined) return
    let gone = false
    const tell = (next: Partial<State>): void => {
      if (!gone) setState({ ...nothing, ...next, of: model, with: visits })
    }
    // The scorecard stands in a row of its own.
    const none = new Float64Array(visits.length)
    const { inspector, settings } = model
    tell({})
    services
      .workshop()
      .then(workshop =>
        workshop.judge(
          { from, to, score: 'model', inspector, settings, model },
          { asOfDay: none, frozen: none },
          doing => tell({ doing }),
        ),
      )
      .then(
        ({ asOfDay: { firstHalf, daysEarlier, auc }, warnings }) =>
          tell({ found: { firstHalf, daysEarlier, auc, whole: true }, warnings }),
        (error: unknown) => tell({ error: asError(error) }),
      )
    return () => {
      gone = true
    }
  }, [services, from, to, visits, model, tries])
  const retry = useCallback(() => setTries(now => now + 1), [])
  return { ...(state.of === model && state.with === visits ? state : nothing), retry }
}
