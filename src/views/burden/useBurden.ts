import { useMemo } from 'react'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { type Choices, type Filters, resolve } from '../../filters/filters'
import { changedSearch, useChoices } from '../../filters/useChoices'
import { regionLabel, type Texts, useTexts } from '../../i18n'
import { useRiskScheme } from '../../parts/riskScheme'
import type { Caps } from '../../queries/burden'
import type { Holders } from '../../queries/silos'

/** What every part of the page works with. */
export interface Burden {
  readonly profile: Profile
  readonly choices: Choices
  readonly filters: Filters
  readonly caps: Caps
  /** Visits at most so many days apart are repeated. */
  readonly repeatDays: number
  /** The coarsest region level of the catalogue; '' without any. */
  readonly level: string
  readonly by: Holders
  readonly texts: Texts
  regionName(code: string): string
  /** The route of a page of its own, with the filters in force. */
  route(path: string, search?: string, changed?: Partial<Choices>): string
}

export function useBurden(profile: Profile, targets: Targets): Burden {
  const { choices } = useChoices()
  const { card } = useRiskScheme()
  const texts = useTexts()
  return useMemo(() => {
    const { regions } = profile.regions
    const names = new Map(regions.map(region => [region.code, region.name]))
    const stated = profile.choices.departments.filter(({ value }) => value !== null)
    return {
      profile,
      choices,
      texts,
      filters: resolve(choices, profile.asOf, regions, card).filters,
      caps: { perDepartment: targets.visits.per_level, inAll: targets.visits.in_all },
      repeatDays: targets.visits.repeat_days,
      level: profile.regions.levels[0] ?? '',
      by: stated.length > 1 ? 'departments' : 'tables',
      regionName: code =>
        code === '~coarser' ? texts.t('overview.map.coarser') : regionLabel(code, names.get(code), texts.language),
      route: (path, search = '', changed = {}) => `${path}${changedSearch(search, () => ({ ...choices, ...changed }))}`,
    }
  }, [profile, targets, choices, card, texts])
}
