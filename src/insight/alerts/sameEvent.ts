import { addDays } from '../../filters/days'
import { allRegions, type Cluster } from '../warning/findings'
import type { Alert } from './alert'
import { type KnownRegions, regionsAt } from './places'

/**
 * The clusters that an unusual count meets: of its category, partly in its region, partly in its weeks. It is one event
 * then, found in two ways. None for an alert of another kind.
 */
export function clustersMeeting({ facts, place }: Alert, alerts: readonly Alert[], known: KnownRegions): Cluster[] {
  const [first, last] = facts.kind === 'unusual' ? [facts.weeks[0], facts.weeks.at(-1)] : []
  if (first === undefined || last === undefined) return []
  const sunday = addDays(last.week, 6)
  return alerts.flatMap(other => {
    if (other.facts.kind !== 'cluster') return []
    const { finding } = other.facts
    // A cluster without a category is of all of them together.
    if (other.category !== undefined && other.category !== first.category) return []
    if (finding.from > sunday || finding.to < first.week) return []
    const spots = [[finding.lon, finding.lat] as const, ...finding.outline]
    const here =
      place !== null && 'region' in place
        ? spots.some(([lon, lat]) => regionsAt(known, lon, lat).includes(place.region))
        : first.region === allRegions
    return here ? [finding] : []
  })
}
