import type { GuessInput, SampledTable } from '../../../src/extracts/guess/guess'
import type { SourceType } from '../../../src/extracts/source'

export type Cell = string | number | null

/** A read table and its sample from rows of text. */
export function tableOf(
  headers: readonly string[],
  rows: readonly (readonly Cell[])[],
  more: { id?: string; path?: readonly string[]; rows?: number; types?: Readonly<Record<string, SourceType>> } = {},
): SampledTable {
  const columns = headers.map((name, at) => {
    const cells = rows.map(row => row[at] ?? null)
    const counts = new Map<string, number>()
    for (const cell of cells)
      if (cell !== null && cell !== '') counts.set(String(cell), (counts.get(String(cell)) ?? 0) + 1)
    const words = [...counts].map(([text, count]) => ({ text, count })).sort((a, b) => b.count - a.count)
    return {
      facts: {
        name,
        type: more.types?.[name] ?? 'text',
        filled: [...counts.values()].reduce((sum, count) => sum + count, 0),
        words: words.length > 1000 ? null : words,
        longest: Math.max(0, ...words.map(({ text }) => text.length)),
      },
      cells,
    }
  })
  return {
    read: {
      id: more.id ?? 'table',
      path: more.path ?? ['data.csv'],
      rows: more.rows ?? rows.length,
      columns: columns.map(({ facts }) => facts),
      masked: [],
    },
    sample: {
      rows: rows.length,
      values: Object.fromEntries(columns.map(({ facts, cells }) => [facts.name, cells])),
      regions: [],
    },
  }
}

export const inputOf = (table: SampledTable, more: Partial<GuessInput> = {}): GuessInput => ({
  ...table,
  regions: null,
  locate: () => null,
  ...more,
})

/** Rows by a function of their number. */
export const rowsOf = (count: number, make: (row: number) => readonly Cell[]): Cell[][] =>
  Array.from({ length: count }, (_, row) => [...make(row)])
