import type { Target } from '../../plan/roster'
import type { RosterRow, RosterVisits } from '../../queries/roster'

/** A region and the one above it, with its level. */
export interface LevelRegion {
  readonly code: string
  readonly parent: string | null
  readonly level: string
}

/** The region of `level` that a region lies in, by code; null where there is none. */
export function regionAt(level: string, regions: readonly LevelRegion[]): (code: string | null) => string | null {
  const known = new Map(regions.map(region => [region.code, region]))
  const found = new Map<string, string | null>()
  return code => {
    if (code === null) return null
    const before = found.get(code)
    if (before !== undefined) return before
    let at = known.get(code)
    // A region that lies in itself by way of others ends the walk, too.
    for (let steps = 0; at !== undefined && at.level !== level && steps < 20; steps++)
      at = at.parent === null ? undefined : known.get(at.parent)
    const answer = at?.level === level ? at.code : null
    found.set(code, answer)
    return answer
  }
}

/**
 * Businesses as a plan's roster lists them. A business goes by its own code, which stays the same in later extracts and
 * says something to everybody; where it has none, or shares it with another, by `~` and its number in these extracts.
 */
export function targetsOf(
  rows: readonly RosterRow[],
  made: readonly RosterVisits[],
  regionOf: (code: string | null) => string | null,
): Target[] {
  const ids = idsOf(rows)
  const visits = new Map<number, RosterVisits[]>()
  for (const each of made) visits.set(each.entity_id, [...(visits.get(each.entity_id) ?? []), each])
  return rows.map((row, i) => {
    const own = visits.get(row.entity_id) ?? []
    return {
      id: ids[i] ?? '',
      name: row.entity_name ?? '',
      class: row.class,
      region: regionOf(row.region_code),
      industry: row.industry_name,
      owner: row.owner,
      address: row.address,
      visits: own.reduce((sum, each) => sum + each.counted, 0),
      departments: own.flatMap(({ department, visits: n }) => (department === null ? [] : [{ department, visits: n }])),
      closed: row.closed,
    }
  })
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what ids of a draw must not have
const unfit = /[\u0000-\u001F\u007F]/

/** What each business goes by, in the order of the rows. */
export function idsOf(rows: readonly Pick<RosterRow, 'entity_id' | 'entity_code'>[]): string[] {
  const codes = new Map<string, number>()
  for (const { entity_code: code } of rows) if (code !== null) codes.set(code, (codes.get(code) ?? 0) + 1)
  return rows.map(row => idOf(row, codes.get(row.entity_code ?? '') ?? 0))
}

/** What a business goes by that so many of the roster have the code of. */
export const idOf = (
  { entity_id: entity, entity_code: code }: Pick<RosterRow, 'entity_id' | 'entity_code'>,
  alike: number,
): string => (code !== null && code !== '' && alike === 1 && !unfit.test(code) ? code : `~${entity}`)
