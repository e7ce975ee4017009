import type { Column, TableName } from '../../schema'
import { rowKeys } from '../../schema'
import { valueTest } from '../mapping'
import type { Region, Sample } from '../source'
import type { Claim } from './claims'
import { type ColumnValues, distinctShare, fillShare, numberIn, shareOf } from './columnValues'
import { countDates, isDateNamed, readingOf } from './dates'
import type { KeyGuess } from './keys'
import type { PlaceGuess } from './place'
import { knownShare } from './vocabulary'

/** From how many sampled rows shares mean anything. */
const enough = 20

/** What a mapping by names is tested against. */
export interface Evidence {
  readonly table: TableName
  readonly claims: readonly Claim[]
  readonly place: PlaceGuess
  readonly key: KeyGuess | null
  /** Test of region codes and names (`valueTest`) over the file's short names. */
  readonly regionFits: (column: Column, name: string) => boolean
}

/** The region test of a file whose places are known. */
export function regionTest(
  columns: readonly ColumnValues[],
  place: PlaceGuess,
  regions: readonly Region[],
): Evidence['regionFits'] {
  const sample: Sample = {
    rows: place.regions.length,
    values: Object.fromEntries(columns.map(column => [column.name, column.values])),
    regions: place.regions,
  }
  return valueTest(sample, regions)
}

/** Whether the values of `of` allow what its name claims: 0 to 1 says how much of them does, null refuses. */
export function support(evidence: Evidence, column: Column, of: ColumnValues): number | null {
  const { table, place, key } = evidence
  if (column.name === 'lon' || column.name === 'lat') return of === place[column.name] ? 1 : null
  if (of === place.lon || of === place.lat || of === place.point?.of) return null
  if (column.name === 'entity_code' && key) return of === key.of ? 1 : null
  if (column.name !== 'entity_code' && of === key?.of) return null
  if (column.need === 'region') return of.filled.length > 0 && evidence.regionFits(column, of.name) ? 1 : null
  if (of.filled.length === 0) return column.need === 'required' && of.values.length >= enough ? null : 0.5
  if (column.name === rowKeys[table].id) return rowId(of)
  return byKind(column, of, evidence)
}

function rowId(of: ColumnValues): number | null {
  if (fillShare(of) < 0.5 || dateShare(of) >= 0.9) return null
  const distinct = distinctShare(of)
  return of.filled.length >= enough && distinct < 0.1 ? null : Math.max(0.5, distinct)
}

/** Share of the values that can be read as days or times, serial numbers only where the name says so. */
export const dateShare = (of: ColumnValues, named = false): number =>
  readingOf(countDates(of), named || isDateNamed(of.source)).share

function byKind(column: Column, of: ColumnValues, { claims }: Evidence): number | null {
  const exact = claims.some(claim => claim.column === column && claim.of === of && claim.why !== 'likeness')
  const least = (share: number): number | null => (share >= (exact ? 0.5 : 0.9) ? share : null)
  switch (column.kind) {
    case 'date':
    case 'timestamp':
      return least(dateShare(of, exact))
    case 'number':
    case 'integer':
    case 'degrees':
      return least(shareOf(of, text => numberIn(text) !== null))
    case 'boolean':
      return of.distinct.size <= 10 ? 1 : null
    case 'code':
      return dateShare(of) >= 0.9 && of.type !== 'integer' ? null : 1
    case 'text':
    case 'word':
      if (column.vocabulary) return words(column.vocabulary, of)
      if (column.name === 'entity_name' && shareOf(of, text => numberIn(text) !== null) >= 0.9) return null
      return dateShare(of) >= 0.9 ? null : 1
    default:
      return column.kind satisfies never
  }
}

/** Few words, of which a vocabulary knows some: a comment, a number or a day is no result. */
function words(vocabulary: NonNullable<Column['vocabulary']>, of: ColumnValues): number | null {
  const known = knownShare(vocabulary, of)
  if (known >= 0.5) return 0.7 + 0.3 * known
  if (shareOf(of, text => numberIn(text) !== null) >= 0.5 || dateShare(of) >= 0.5) return null
  if (of.filled.length >= enough && distinctShare(of) > 0.5) return null
  return 0.6
}
