import { columnOf, rowKeys, type TableName, columns as tableColumns } from '../../schema'
import type { ColumnValues } from './columnValues'
import { type Question, togetherChoice } from './guess'
import { isKeyLike } from './keys'
import type { MappedValues } from './mapTable'

/** What tells the rows of a file apart that has no id of them. */
export interface RowIdGuess {
  /** The canonical id, by the column that is suggested or the first of several. */
  readonly mapped: MappedValues
  /** Columns that are suggested together; null: the one of `mapped` alone. */
  readonly together: readonly ColumnValues[] | null
  readonly question: Question
}

/** More columns than these are no id that anyone would read. */
const mostTogether = 5
/** A column that is copied or measured, not one that says which row it is. */
const sayLittle = ['score', 'rating', 'problem_count', 'critical_count', 'serious_count', 'minor_count']

/**
 * A file whose rows have no id of their own: the column that comes nearest, what else might do, and the columns that
 * tell the rows of the sample apart together, where that is more than one alone does.
 */
export function guessRowId(
  table: TableName,
  mapped: readonly MappedValues[],
  columns: readonly ColumnValues[],
): RowIdGuess | null {
  const { id } = rowKeys[table]
  if (mapped.some(({ column }) => column.name === id)) return null
  const key = mapped.find(({ column }) => column.name === 'entity_code')?.of ?? null
  // A column fills one canonical column; only the business's code may stand for the row as well.
  const used = new Set(mapped.flatMap(({ of, fallbacks }) => [of, ...fallbacks]))
  const others = columns.filter(of => !used.has(of) && isKeyLike(of)).sort((a, b) => b.distinct.size - a.distinct.size)
  const best = key ?? others[0]
  const found = togetherIn(table, mapped)
  const together = found && found.distinct > (best?.distinct.size ?? 0) ? found : null
  const of = together?.of[0] ?? best
  if (!of) return null
  const alone = best ? [best, ...others.filter(each => each !== best)] : []
  return {
    mapped: {
      ...{ column: columnOf(table, id), of, fallbacks: together?.of.slice(1) ?? [], constant: null },
      ...{ confidence: together ? 0.5 : 0.3, why: 'values' },
    },
    together: together?.of ?? null,
    question: {
      kind: 'row_id',
      column: id,
      choices: [...(together ? [togetherChoice] : []), ...alone.slice(0, 10).map(({ source }) => source)],
      suggested: together ? togetherChoice : of.source,
      evidence: { distinct: together?.distinct ?? of.distinct.size, values: of.values.length },
      ...(together && { together: together.of.map(({ source }) => source) }),
    },
  }
}

interface Together {
  readonly of: readonly ColumnValues[]
  /** Different rows of the sample by these columns. */
  readonly distinct: number
}

/** Who and when, then whatever tells most of the others apart, until all rows differ or nothing more helps. */
function togetherIn(table: TableName, mapped: readonly MappedValues[]): Together | null {
  const byName = (names: readonly string[]): ColumnValues[] =>
    names.flatMap(name => mapped.find(({ column }) => column.name === name)?.of ?? []).slice(0, 1)
  const who = byName(['entity_code', 'entity_name', 'address', 'category'])
  const when = byName(rowKeys[table].dates)
  const start = [...new Set([...who, ...when])]
  if (start.length < 2) return null
  const more = tableColumns[table].flatMap(({ name, kind }) => {
    const of = mapped.find(({ column }) => column.name === name)?.of
    return of && kind !== 'degrees' && !of.masked && !sayLittle.includes(name) && !start.includes(of) ? [of] : []
  })
  let best: Together = { of: start, distinct: distinctRows(start) }
  while (best.distinct < (start[0]?.values.length ?? 0) && best.of.length < mostTogether) {
    const next: Together | undefined = more
      .filter(of => !best.of.includes(of))
      .map(of => ({ of: [...best.of, of], distinct: distinctRows([...best.of, of]) }))
      .sort((a, b) => b.distinct - a.distinct)[0]
    if (!next || next.distinct <= best.distinct) break
    best = next
  }
  return best
}

const distinctRows = (columns: readonly ColumnValues[]): number =>
  new Set(columns[0]?.values.map((_, row) => JSON.stringify(columns.map(({ values }) => values[row])))).size
