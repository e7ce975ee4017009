import { tableNames } from '../../schema'
import { claimsOn } from './claims'
import { type ColumnValues, columnValues, distinctShare, fillShare, shareOf } from './columnValues'
import { pointIn } from './coordinates'
import { countDates, isDateNamed, readingOf } from './dates'
import type { JoinGuess, SampledTable } from './guess'
import { knownShare } from './vocabulary'

/** A file of businesses as another file would be joined to it. */
export interface Businesses {
  readonly id: string
  /** Columns with a value of its own in every row: candidates for the key. */
  readonly keys: readonly ColumnValues[]
  /** Share of its rows that were sampled. */
  readonly sampled: number
}

/** Names, addresses or places, and a unique column, but neither days nor results: a file of businesses, else null. */
export function businessesIn(table: SampledTable): Businesses | null {
  const columns = columnValues(table)
  const claims = claimsOn('inspections', columns).filter(({ why }) => why !== 'likeness')
  const claimed = (...names: string[]): boolean =>
    claims.some(({ column, of }) => names.includes(column.name) && of.filled.length > 0)
  const placed =
    claimed('address', 'lon', 'lat') || columns.some(of => shareOf(of, text => pointIn(text) !== null) >= 0.9)
  if (!claimed('entity_name') || !placed || columns.some(isDate) || tellsResults(columns)) return null
  const keys = columns.filter(
    of => of.filled.length > 0 && !of.masked && distinctShare(of) === 1 && fillShare(of) >= 0.99 && !isDecimal(of),
  )
  if (keys.length === 0) return null
  return {
    id: table.read.id,
    keys,
    sampled: table.read.rows === 0 ? 1 : Math.min(1, table.sample.rows / table.read.rows),
  }
}

const isDate = (of: ColumnValues): boolean =>
  readingOf(countDates(of), isDateNamed(of.source)).share >= 0.9 && of.filled.length > 0
const isDecimal = (of: ColumnValues): boolean => shareOf(of, text => /^-?\d+\.\d+$/.test(text)) >= 0.5

function tellsResults(columns: readonly ColumnValues[]): boolean {
  const vocabularies = ['result', 'inspection_type', 'complaint_status', 'complaint_kind'] as const
  return tableNames.some(table =>
    claimsOn(table, columns).some(
      ({ column, of }) =>
        column.vocabulary !== undefined &&
        vocabularies.some(name => name === column.vocabulary) &&
        knownShare(column.vocabulary, of) >= 0.5,
    ),
  )
}

/** Values of the reference that must be among the keys, after what the sample of the keys leaves out. */
const refers = 0.5

/** The columns by which `columns` refer to one of the businesses files; null where none does. */
export function findJoin(columns: readonly ColumnValues[], businesses: readonly Businesses[]): JoinGuess | null {
  let best: { join: JoinGuess; score: number } | null = null
  for (const { id, keys, sampled } of businesses) {
    for (const key of keys) {
      const held = new Set(key.distinct)
      for (const of of columns) {
        if (of.filled.length === 0 || of.masked) continue
        const found = [...of.distinct].filter(text => held.has(text)).length / of.distinct.size
        const share = Math.min(1, found / sampled)
        const score = share + (of.name.toLowerCase() === key.name.toLowerCase() ? 1 : 0)
        if (share >= refers && score > (best?.score ?? 0)) {
          best = { join: { businesses: id, key: key.source, reference: of.source }, score }
        }
      }
    }
  }
  return best?.join ?? null
}
