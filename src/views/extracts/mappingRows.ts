import type { ExtractSettings } from '../../extracts/settings'
import { mappable, type TableName } from '../../schema'
import type { ColumnGuess, Guess } from './contracts'

export interface MappingRow {
  readonly column: string
  readonly needed: boolean
  readonly filled: boolean
  readonly source: string | null
  readonly fallbacks: readonly string[]
  readonly constant: string | null
  /** What was guessed; null where nothing was. */
  readonly guess: ColumnGuess | null
  /** The analyst chose it. */
  readonly changed: boolean
}

/** Canonical columns of a table with what fills them: needed ones first, then filled ones, then the others. */
export function mappingRows(table: TableName, guess: Guess, settings: ExtractSettings): MappingRow[] {
  const rows = mappable(table).map(({ name, need }): MappingRow => {
    const stated = settings.columns[name]
    const [source = null, ...fallbacks] = stated === undefined ? [] : typeof stated === 'string' ? [stated] : stated
    const guessed = guess.columns.find(({ column }) => column === name) ?? null
    const constant = settings.constants[name] ?? null
    const before = guess.settings.columns[name]
    return {
      column: name,
      needed: need === 'required',
      filled: source !== null || constant !== null,
      source,
      fallbacks,
      constant,
      guess: guessed,
      changed:
        JSON.stringify(before ?? null) !== JSON.stringify(stated ?? null) ||
        (guess.settings.constants[name] ?? null) !== constant,
    }
  })
  const rank = (row: MappingRow): number => (row.needed ? 0 : row.filled ? 1 : 2)
  return rows.sort((a, b) => rank(a) - rank(b))
}

/** Up to `most` different values of a source column as the preview has them: masked where it is. */
export function samplesOf(
  read: {
    readonly columns: readonly { readonly name: string }[]
    readonly preview: readonly (readonly (string | null)[])[]
  },
  source: string,
  most = 3,
): string[] {
  const at = read.columns.findIndex(({ name }) => name === source)
  const values = read.preview.map(row => row[at]).filter(value => value !== null && value !== undefined && value !== '')
  return [...new Set(values as string[])].slice(0, most)
}
