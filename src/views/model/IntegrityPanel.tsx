import type { Profile } from '../../extracts/report'
import type { Filters } from '../../filters/filters'
import { useTexts } from '../../i18n'
import type { AsOf } from '../../risk/factsSql'
import type { Doing } from '../../risk/model/doing'
import type { Integrity } from '../../risk/model/integrity'
import type { Scorecard } from '../../risk/scorecard'
import { IntegrityComplaints } from './IntegrityComplaints'
import { IntegrityEffects } from './IntegrityEffects'
import { IntegrityRepeats } from './IntegrityRepeats'
import { IntegritySelection } from './IntegritySelection'

/** What `integrityOf` answers, worked out elsewhere: it takes seconds, so not on this thread. */
export type InspectorEffectsState =
  | { readonly status: 'loading'; readonly doing?: Doing }
  | { readonly status: 'ready'; readonly integrity: Integrity }
  | { readonly status: 'failed'; readonly error: Error; onRetry?(): void }
  /** Not asked for; `onStart` asks. */
  | { readonly status: 'none'; onStart?(): void }

export interface IntegrityPanelProps {
  readonly profile: Profile
  readonly filters: Filters
  readonly card: Scorecard
  readonly at: AsOf
  readonly effects: InspectorEffectsState
  /** A region level of the catalogue; the coarsest when absent. */
  readonly level?: string
}

/** Whether inspections are even-handed: what inspectors find, who goes together, who is visited, what complaints weigh. */
export function IntegrityPanel({ profile, filters, card, at, effects, level }: IntegrityPanelProps) {
  const { t } = useTexts()
  const used = level ?? profile.regions.levels[0] ?? ''
  return (
    <section className="integrity" aria-label={t('integrity.title')}>
      <IntegrityEffects effects={effects} filters={filters} />
      <IntegrityRepeats filters={filters} level={used} />
      <IntegritySelection profile={profile} filters={filters} card={card} at={at} level={used} />
      <IntegrityComplaints profile={profile} filters={filters} card={card} at={at} level={used} />
    </section>
  )
}
