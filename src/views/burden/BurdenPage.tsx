import { useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { EmptyState } from '../../ui/EmptyState'
import { Segmented } from '../../ui/Segmented'
import { BurdenTiles } from './BurdenTiles'
import { CapsTab } from './CapsTab'
import { CoverageTab } from './CoverageTab'
import { JointTab } from './JointTab'
import { RepeatsTab } from './RepeatsTab'
import { SilosTab } from './SilosTab'
import { useBurden } from './useBurden'

const tabs = ['caps', 'repeats', 'joint', 'coverage', 'silos'] as const
export type BurdenTab = (typeof tabs)[number]

export interface BurdenPageProps {
  readonly profile: Profile
  readonly targets: Targets
}

/** What inspections cost businesses, what they leave out, and which department knows of what another one does. */
export function BurdenPage({ profile, targets }: BurdenPageProps) {
  const burden = useBurden(profile, targets)
  const { t } = burden.texts
  const [search, setSearch] = useSearchParams()
  const tab: BurdenTab = tabs.find(each => each === search.get('tab')) ?? 'caps'
  const open = (next: BurdenTab): void => {
    const changed = new URLSearchParams(search)
    if (next === 'caps') changed.delete('tab')
    else changed.set('tab', next)
    setSearch(changed)
  }
  if (Object.values(profile.rows).every(rows => rows === 0)) return <EmptyState text={t('burden.noRows')} />
  return (
    <div className="burden">
      <BurdenTiles burden={burden} onOpen={open} />
      <div className="burden-tabs">
        <Segmented
          label={t('burden.tabs')}
          value={tab}
          onChange={open}
          options={tabs.map(value => ({ value, label: t(`burden.tab.${value}`) }))}
        />
      </div>
      {tab === 'caps' && <CapsTab burden={burden} />}
      {tab === 'repeats' && <RepeatsTab burden={burden} />}
      {tab === 'joint' && <JointTab burden={burden} />}
      {tab === 'coverage' && <CoverageTab burden={burden} />}
      {tab === 'silos' && <SilosTab burden={burden} />}
    </div>
  )
}
