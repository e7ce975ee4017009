import { createContext, useContext, useMemo } from 'react'
import type { AsOf } from '../risk/factsSql'
import type { FeatureShare } from '../risk/model/predict'
import type { RiskModel } from '../risk/model/riskModel'
import { defaultScorecard, referenceThresholds, type Scorecard, type Thresholds } from '../risk/scorecard'

/** How businesses are ordered and classed on every page: the version that somebody made active, or the default scorecard. */
export interface RiskScheme {
  readonly card: Scorecard
  /** Name of the active version; null for the default scorecard. */
  readonly name: string | null
  /** What makes up a model's score of one business; null where it is not on the roster of that day. Rejects with the reason. */
  explain(model: RiskModel, at: AsOf, entity: number): Promise<readonly FeatureShare[] | null>
}

export const RiskSchemeContext = createContext<RiskScheme>({
  card: defaultScorecard,
  name: null,
  explain: () => Promise.resolve(null),
})

export const useRiskScheme = (): RiskScheme => useContext(RiskSchemeContext)

/** The active card with classes as a list's address asks for them: by bounds of the score, or by the reference mix. */
export function useCardBy(asked: Thresholds['by']): { readonly card: Scorecard; readonly by: Thresholds['by'] | null } {
  const { card } = useRiskScheme()
  // A version that classes by share has bounds of its own: there is nothing to choose.
  const by = card.thresholds.by === 'percentile' ? null : asked
  return useMemo(
    () => ({ card: by === 'percentile' ? { ...card, thresholds: referenceThresholds } : card, by }),
    [card, by],
  )
}
