import { codeText } from '../mapping'
import type { RegionSet } from '../source'
import type { Claim } from './claims'
import { type ColumnValues, shareOf } from './columnValues'

/** Code of the region that each row states, by the column whose values are known best; null where none is. */
export function statedRegions(
  columns: readonly ColumnValues[],
  claims: readonly Claim[],
  set: RegionSet | null,
): (string | null)[] {
  const rows = columns[0]?.values.length ?? 0
  const none = Array<null>(rows).fill(null)
  if (!set) return none
  const codes = new Set(set.regions.map(region => region.code))
  const names = new Map<string, string | null>()
  for (const { name, code } of set.regions) names.set(name, names.has(name) ? null : code)
  const codeOf = (text: string): string | null =>
    codes.has(codeText(text)) ? codeText(text) : (names.get(text) ?? null)
  const best = claims
    .filter(({ column, why }) => column.need === 'region' && why !== 'likeness')
    .map(({ of }) => ({ of, known: shareOf(of, text => codeOf(text) !== null) }))
    .filter(({ known }) => known >= 0.5)
    .sort((a, b) => b.known - a.known || b.of.distinct.size - a.of.distinct.size)[0]
  return best ? best.of.values.map(text => (text === null ? null : codeOf(text))) : none
}
