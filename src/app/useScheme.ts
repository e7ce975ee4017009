import { useMemo, useSyncExternalStore } from 'react'
import type { RiskScheme } from '../parts/riskScheme'
import { roster } from '../risk/model/roster'
import { defaultScorecard } from '../risk/scorecard'
import type { Session } from './session'

/** How businesses are ordered now. One object as long as nobody makes another version active. */
export function useScheme(session: Session): RiskScheme {
  const { active } = useSyncExternalStore(session.versions.subscribe, session.versions.state)
  // By content: a register that is read again holds other objects.
  const hash = active?.hash ?? null
  // biome-ignore lint/correctness/useExhaustiveDependencies: the hash stands for the card
  return useMemo(
    (): RiskScheme => ({
      card: active?.card ?? defaultScorecard,
      name: active?.name ?? null,
      explain: async (model, at, entity) => {
        const workshop = await session.workshop()
        const known = await workshop.explain(model, at, entity)
        if (known !== undefined) return known
        // A worker that was started again knows no roster yet.
        await workshop.foretell(model, await session.engine.rows(roster(at)), at)
        return (await workshop.explain(model, at, entity)) ?? null
      },
    }),
    [session, hash, active?.name],
  )
}
