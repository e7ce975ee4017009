import type { ExtractSettings } from '../../extracts/settings'
import { mappable, rowKeys, type TableName } from '../../schema'
import type { ColumnGuess, Guess } from './contracts'

export interface MappingRow {
  readonly column: string
  readonly needed: boolean
  readonly filled: boolean
  readonly source: string | null
  readonly fallbacks: readonly string[]
  /** Of the id: further columns that are part of it; null in other rows. */
  readonly together: readonly string[] | null
  readonly constant: string | null
  /** What was guessed; null where nothing was. */
  readonly guess: ColumnGuess | null
  /** The analyst chose it. */
  readonly changed: boolean
}

/** Canonical columns of a table with what fills them: needed ones first, then filled ones, then the others. */
export function mappingRows(table: TableName, guess: Guess, settings: ExtractSettings): MappingRow[] {
  const rows = mappable(table).map(({ name, need }): MappingRow => {
    const isId = name === rowKeys[table].id
    const parts = isId ? settings.id : undefined
    const stated = parts ?? settings.columns[name]
    const [source = null, ...fallbacks] = stated === undefined ? [] : typeof stated === 'string' ? [stated] : stated
    const guessed = guess.columns.find(({ column }) => column === name) ?? null
    const constant = settings.constants[name] ?? null
    const before = (isId ? guess.settings.id : undefined) ?? guess.settings.columns[name]
    return {
      column: name,
      needed: need === 'required',
      filled: source !== null || constant !== null,
      source,
      fallbacks: parts ? [] : fallbacks,
      together: isId ? (parts?.slice(1) ?? []) : null,
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

/** Up to `most` different values of source columns, side by side, as the preview has them: masked where they are. */
export function samplesOf(
  read: {
    readonly columns: readonly { readonly name: string }[]
    readonly preview: readonly (readonly (string | null)[])[]
  },
  sources: readonly string[],
  most = 3,
): string[] {
  const places = sources.map(source => read.columns.findIndex(({ name }) => name === source))
  const values = read.preview
    .map(row => places.map(at => row[at] || '–'))
    .filter(parts => parts.some(part => part !== '–'))
    .map(parts => parts.join(' / '))
  return [...new Set(values)].slice(0, most)
}
