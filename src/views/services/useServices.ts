import { useMemo } from 'react'
import { useAskedEarly, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { resolve } from '../../filters/filters'
import { useChoices } from '../../filters/useChoices'
import { groupsOf, type ServiceTable } from '../../parts/leagueWords'
import { useRiskScheme } from '../../parts/riskScheme'
import { complaintService } from '../../queries/serviceComplaints'
import { complaintLeague, type LeagueBy, permitLeague } from '../../queries/serviceLeague'
import { serviceNow } from '../../queries/serviceNow'
import { permitService } from '../../queries/servicePermits'

/** What every part of the page asks, under the filters in force. */
export function useServices(profile: Profile) {
  const url = useChoices()
  const { choices } = url
  const { card } = useRiskScheme()
  const { asOf } = profile
  const asked = useMemo(() => {
    const { filters } = resolve(choices, asOf, profile.regions.regions, card)
    const level = profile.regions.levels[0] ?? ''
    const first = (table: ServiceTable): LeagueBy => groupsOf(table, profile)[0] ?? 'regions'
    const [permitsBy, complaintsBy] = [first('permits'), first('complaints')]
    return {
      filters,
      permitsBy,
      complaintsBy,
      permits: permitService(filters),
      complaints: complaintService(filters, asOf),
      now: serviceNow(filters, asOf),
      permitLeague: permitLeague({ filters, asOf, level, by: permitsBy }),
      complaintLeague: complaintLeague({ filters, asOf, level, by: complaintsBy }),
    }
  }, [choices, profile, asOf, card])
  useAskedEarly(
    useMemo(() => [asked.permits, asked.complaints, asked.now, asked.complaintLeague, asked.permitLeague], [asked]),
  )
  const permits = useRows(asked.permits)
  const complaints = useRows(asked.complaints)
  const now = useRows(asked.now)
  const permitUnits = useRows(asked.permitLeague)
  const complaintUnits = useRows(asked.complaintLeague)
  const all = [permits, complaints, now, permitUnits, complaintUnits]
  return { url, asked, permits, complaints, now, permitUnits, complaintUnits, live: all.every(each => each.live) }
}

export type Services = ReturnType<typeof useServices>
