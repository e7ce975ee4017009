import { type Column, columnOf, rowKeys, type TableName } from '../../schema'
import { mapColumns } from '../mapping'
import type { RegionSet } from '../source'
import { addByValues } from './byValues'
import { type Claim, claimsOn } from './claims'
import type { ColumnValues } from './columnValues'
import { constantsOf } from './constants'
import { type Evidence, regionTest, support } from './fits'
import type { GuessInput } from './guess'
import { guessKey } from './keys'
import type { PlaceGuess } from './place'

/** A canonical column with the file's columns behind it. */
export interface MappedValues {
  readonly column: Column
  readonly of: ColumnValues | null
  readonly fallbacks: readonly ColumnValues[]
  readonly constant: string | null
  readonly confidence: number
  readonly why: 'name' | 'synonym' | 'likeness' | 'values' | 'constant'
}

export interface TableMapping {
  readonly table: TableName
  readonly mapped: readonly MappedValues[]
  readonly evidence: Evidence
}

/** How a file would fill a table: by names that the values allow, then by values alone, then by constants. */
export function mapTable(
  table: TableName,
  columns: readonly ColumnValues[],
  place: PlaceGuess,
  regions: RegionSet | null,
  input: Pick<GuessInput, 'others' | 'keys' | 'read'>,
): TableMapping {
  const claims = claimsOn(table, columns)
  const key = guessKey(table, columns, claims, input)
  const evidence: Evidence = {
    table,
    claims,
    place,
    key,
    regionFits: regionTest(columns, place, regions?.regions ?? []),
  }
  const byName = named(table, columns, evidence)
  const byValue = addByValues(columns, byName, evidence, regions)
  const constants = constantsOf(table, columns, byValue, input.read.path)
  return { table, mapped: [...byValue, ...constants], evidence }
}

function named(table: TableName, columns: readonly ColumnValues[], evidence: Evidence): MappedValues[] {
  const claimed = [...new Set(evidence.claims.map(({ of }) => of))].filter(
    of => !of.masked || isKept(table, of, evidence),
  )
  const byName = new Map(claimed.map(of => [of.name, of]))
  const find = (name: string): ColumnValues | null => byName.get(name) ?? null
  // A required name beats an optional one by more than the order of synonyms, so the values must be asked first.
  const fits = (column: Column, name: string): boolean => {
    const of = find(name)
    return of !== null && !isFaint(evidence, column, of) && support(evidence, column, of) !== null
  }
  const sources = columns.filter(of => byName.get(of.name) === of).map(({ name, type }) => ({ name, type }))
  return Object.entries(mapColumns(table, sources, {}, fits)).flatMap(([name, mapping]): MappedValues[] => {
    const column = columnOf(table, name)
    const of = mapping.source === null ? null : find(mapping.source)
    if (of === null) return []
    const claim = claimOf(evidence.claims, column, of)
    const held = support(evidence, column, of) ?? 0
    return [
      {
        column,
        of,
        fallbacks: mapping.fallbacks.map(find).filter(each => each !== null),
        constant: null,
        confidence: round(mapping.confidence * (0.5 + 0.5 * held)),
        why: claim?.why ?? 'likeness',
      },
    ]
  })
}

/** What a file can do without needs more than a name that is a little alike: points of violations are not their count. */
function isFaint({ claims }: Evidence, column: Column, of: ColumnValues): boolean {
  const claim = claimOf(claims, column, of)
  return claim?.why === 'likeness' && column.need === 'optional' && claim.confidence < 0.72
}

/** A masked column holds no key and no word any more; a sole trader's name is still a name. */
const isKept = (table: TableName, of: ColumnValues, { claims }: Evidence): boolean =>
  claims.some(claim => claim.of === of && claim.column.kind === 'text' && claim.column.name !== rowKeys[table].id)

export const claimOf = (claims: readonly Claim[], column: Column, of: ColumnValues): Claim | undefined =>
  claims.find(claim => claim.column === column && claim.of === of)

export const round = (share: number): number => Math.round(share * 1000) / 1000
