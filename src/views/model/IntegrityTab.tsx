import { useEffect, useMemo, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { resolve } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { asOfDay } from '../../risk/factsSql'
import type { Scorecard } from '../../risk/scorecard'
import type { ModelServices } from './contracts'
import { asError } from './failures'
import { type InspectorEffectsState, IntegrityPanel } from './IntegrityPanel'

export interface IntegrityTabProps {
  readonly services: ModelServices
  readonly profile: Profile
  /** The card in use. */
  readonly card: Scorecard
}

/** The panel of the filters in force; what inspectors find is worked out in the worker. */
export function IntegrityTab({ services, profile, card }: IntegrityTabProps) {
  const { choices } = useChoices()
  const { filters } = useMemo(
    () => resolve(choices, profile.asOf, profile.regions.regions, card),
    [choices, profile, card],
  )
  const at = useMemo(() => asOfDay(filters.window.to, profile.asOf), [filters.window.to, profile.asOf])
  const { from, to } = filters.window
  const [effects, setEffects] = useState<InspectorEffectsState>({ status: 'loading' })
  const [tries, setTries] = useState(0)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try asks again
  useEffect(() => {
    let gone = false
    setEffects({ status: 'loading' })
    services
      .workshop()
      .then(workshop => workshop.integrity({ from, to }, doing => !gone && setEffects({ status: 'loading', doing })))
      .then(
        integrity => !gone && setEffects({ status: 'ready', integrity }),
        (error: unknown) =>
          !gone &&
          setEffects({
            status: 'failed',
            error: asError(error),
            onRetry: () => setTries(now => now + 1),
          }),
      )
    return () => {
      gone = true
    }
  }, [services, from, to, tries])
  return <IntegrityPanel profile={profile} filters={filters} card={card} at={at} effects={effects} />
}
