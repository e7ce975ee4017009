import type { TableName } from '../../schema'
import { type Claim, claimsOn } from './claims'
import { businessCode, isCreditCode } from './codes'
import { type ColumnValues, columnValues, distinctShare, shareOf } from './columnValues'
import { countDates, readingOf } from './dates'
import type { GuessInput, SampledTable } from './guess'

/** The column that names the business of a row, and what speaks for it. */
export interface KeyGuess {
  readonly of: ColumnValues
  readonly confidence: number
  readonly why: 'codes' | 'shared'
}

/** Headers of codes that belong to an authority, not to the business. */
const ofAuthority = /机关|部门|来源单位|处罚单位|登记单位|agency|authority|department/i
const isCodes = (column: ColumnValues): boolean => shareOf(column, isCreditCode) >= 0.8

/**
 * The business key where values say more than names: credit codes (both check digits, 80 %), or the column that other
 * files share. Null: names decide.
 */
export function guessKey(
  table: TableName,
  columns: readonly ColumnValues[],
  claims: readonly Claim[],
  input: Pick<GuessInput, 'others' | 'keys'>,
): KeyGuess | null {
  const named = claims.filter(claim => claim.column.name === 'entity_code')
  const codes = columns.filter(column => isCodes(column) && !ofAuthority.test(column.source))
  const isNamed = (column: ColumnValues): boolean => named.some(({ of }) => of === column)
  const best = codes.sort(
    (a, b) =>
      Number(isNamed(b)) - Number(isNamed(a)) || b.distinct.size - a.distinct.size || (a.source < b.source ? -1 : 1),
  )[0]
  // A credit code is what every department knows a business by: no shared number is better.
  if (best) return { of: best, confidence: isNamed(best) ? 1 : 0.9, why: 'codes' }
  return sharedKey(table, columns, named, input)
}

/** Share of a column's values from which it counts as shared with another file, by name and without one. */
const sharedByName = 0.2
const sharedByValue = 0.5

function sharedKey(
  table: TableName,
  columns: readonly ColumnValues[],
  named: readonly Claim[],
  { others = [], keys }: Pick<GuessInput, 'others' | 'keys'>,
): KeyGuess | null {
  const elsewhere = [
    ...others.flatMap(keySets),
    ...(['permits', 'inspections', 'complaints'] as const)
      .filter(name => name !== table)
      .map(name => new Set([...(keys?.(name) ?? [])].map(businessCode))),
  ].filter(set => set.size > 0)
  if (elsewhere.length === 0) return null
  const overlap = (column: ColumnValues): number => {
    const own = [...column.distinct].map(businessCode)
    return own.length === 0 ? 0 : Math.max(...elsewhere.map(set => own.filter(key => set.has(key)).length / own.length))
  }
  const first = [...named].sort(byClaim)[0]
  const floor = first ? overlap(first.of) : 0
  const candidates = columns
    .filter(column => named.some(({ of }) => of === column) || (!first && isKeyLike(column)))
    .map(of => ({ of, share: overlap(of) }))
    .filter(({ share }) => share >= (first ? sharedByName : sharedByValue) && share > 2 * floor)
    .sort((a, b) => b.share - a.share || (a.of.source < b.of.source ? -1 : 1))
  const [found] = candidates
  return found ? { of: found.of, confidence: 0.6 + 0.4 * found.share, why: 'shared' } : null
}

const byClaim = (a: Claim, b: Claim): number => b.confidence - a.confidence || rankOf(a) - rankOf(b)
const rankOf = ({ column, of }: Claim): number => {
  const plain = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '')
  return column.synonyms.findIndex(name => plain(name) === plain(of.name))
}

/** The values of every column of another file that may be its business key. */
function keySets(other: SampledTable): ReadonlySet<string>[] {
  const columns = columnValues(other)
  const named = new Set(
    (['permits', 'inspections', 'complaints'] as const).flatMap(table =>
      claimsOn(table, columns)
        .filter(({ column, why }) => column.name === 'entity_code' && why !== 'likeness')
        .map(({ of }) => of),
    ),
  )
  return columns
    .filter(column => named.has(column) || isCodes(column))
    .map(column => new Set([...column.distinct].map(businessCode)))
}

/** Could be a number or a code of something: not words, days, decimals or running numbers of a few digits. */
export function isKeyLike(column: ColumnValues): boolean {
  if (column.filled.length === 0 || column.masked || column.type === 'number') return false
  if (distinctShare(column) < 0.3 && column.distinct.size < 50) return false
  if (shareOf(column, text => /^[\p{L}\p{N}][\p{L}\p{N}〔〕[\]()（）/_#-]{4,39}$/u.test(text) && /\d/.test(text)) < 0.9)
    return false
  return readingOf(countDates(column), false).share < 0.5
}
