import { type ReactNode, useCallback, useEffect, useState } from 'react'
import { useLocation } from 'react-router'
import type { Profile } from '../../extracts/report'
import { PinContext, type PinRequest } from '../../parts/pinning'
import { type RiskScheme, RiskSchemeContext } from '../../parts/riskScheme'
import type { Session } from '../session'
import { Later } from '../shell/Later'
import type { PinnedFrom } from './PinFigure'

const dialog = () => import('./PinFigure').then(part => ({ default: part.PinFigure }))

export interface PinHostProps {
  readonly session: Session
  readonly profile: Profile
  readonly version: string
  readonly scheme: RiskScheme
  readonly children: ReactNode
}

/** Says how businesses are ordered, and lets every tile below pin its figure; the dialog comes with the first one that is pinned. */
export function PinHost({ session, profile, version, scheme, children }: PinHostProps) {
  const { pathname, search } = useLocation()
  const [asked, ask] = useState<PinnedFrom | null>(null)
  // Its dialog leads to the notebook: there it has done its part.
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page is the reason
  useEffect(() => ask(null), [pathname])
  const pin = useCallback(
    (request: PinRequest): void =>
      ask({ request, path: pathname, search, asOf: profile.asOf, version, card: scheme.card, cardName: scheme.name }),
    [pathname, search, profile.asOf, version, scheme],
  )
  return (
    <RiskSchemeContext value={scheme}>
      <PinContext value={pin}>{children}</PinContext>
      {asked !== null && (
        <Later load={dialog} props={{ session, profile, asked, onClose: () => ask(null) }} wait={null} />
      )}
    </RiskSchemeContext>
  )
}
