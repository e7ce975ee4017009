import type { Profile } from '../../extracts/report'
import type { PlanDraft } from '../../plan/draft'

/** Names that a plan's page needs of the extracts on screen. */
export interface PlanNames {
  /** Levels of regions, the coarsest first. */
  readonly levels: readonly string[]
  /** Regions of every level, with their names: those of which a roster may be. */
  readonly allRegions: readonly { readonly value: string; readonly label: string }[]
  /** Regions of the plan's level. */
  readonly regions: readonly { readonly code: string; readonly name: string; readonly names: readonly string[] }[]
  readonly industries: readonly string[]
  /** Names of regions of every level by code. */
  readonly regionNames: ReadonlyMap<string, string>
  /** A region's name, or its code where the extracts do not know it. */
  region(code: string): string
}

export function planNamesOf(profile: Profile, level: PlanDraft['level']): PlanNames {
  const { regions, levels } = profile.regions
  const named = new Map(regions.map(region => [region.code, region]))
  /** With the name of the region above it: streets of the same name lie in several districts. */
  const whole = (code: string): string => {
    const region = named.get(code)
    const above = region?.parent == null ? undefined : named.get(region.parent)?.name
    return region === undefined ? code : above === undefined ? region.name : `${above} ${region.name}`
  }
  return {
    levels,
    allRegions: regions.map(({ code }) => ({ value: code, label: whole(code) })),
    regions: regions.filter(region => region.level === level).map(({ code, name }) => ({ code, name, names: [name] })),
    industries: profile.choices.industries.flatMap(({ value }) => (value === null ? [] : [value])),
    regionNames: new Map(regions.map(({ code, name }) => [code, name])),
    region: code => named.get(code)?.name ?? code,
  }
}
