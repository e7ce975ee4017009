import { type Column, rowKeys, type TableName, columns as tableColumns } from '../../schema'
import type { ExtractSettings } from '../settings'
import type { MappedValues } from './mapTable'

/** What a table cannot do without: one of `columns`, where `lon` and `lat` count only together. */
export interface Need {
  readonly columns: readonly string[]
}

export interface Needs {
  /** Nothing fills them: the file would be refused (`requireColumns`). */
  readonly missing: readonly Need[]
  /** Columns that the settings name and the file does not have. */
  readonly absent: readonly { readonly column: string; readonly source: string }[]
}

/** What settings leave open for a file with these columns. */
export function needsOf(table: TableName, settings: ExtractSettings, columns: readonly string[]): Needs {
  const filled = new Set([...Object.keys(settings.columns), ...Object.keys(settings.constants)])
  if (settings.id) filled.add(rowKeys[table].id)
  if (settings.point) for (const name of ['lon', 'lat']) filled.add(name)
  // A score whose meaning is told is as good as a result.
  if (settings.score && filled.has('score')) filled.add('result')
  const named = [
    ...Object.entries(settings.columns).flatMap(([column, sources]) =>
      [sources].flat().map(source => ({ column, source })),
    ),
    ...(settings.id ?? []).map(source => ({ column: rowKeys[table].id, source })),
    ...(settings.point ? [{ column: 'lon', source: settings.point.column }] : []),
    ...(settings.extra ?? []).map(source => ({ column: 'extra', source })),
  ]
  return { missing: openNeeds(table, filled), absent: named.filter(({ source }) => !columns.includes(source)) }
}

/** The same while a file is being guessed. */
export const needsOfMapping = (table: TableName, mapped: readonly MappedValues[]): Need[] =>
  openNeeds(table, new Set(mapped.map(({ column }) => column.name)))

function openNeeds(table: TableName, filled: ReadonlySet<string>): Need[] {
  const group = (need: Column['need']): string[] =>
    tableColumns[table].filter(column => column.need === need).map(column => column.name)
  const open = group('required')
    .filter(name => !filled.has(name))
    .map((name): Need => ({ columns: [name] }))
  const oneOf = (names: readonly string[]): void => {
    if (!names.some(name => filled.has(name))) open.push({ columns: names })
  }
  if (table !== 'complaints') oneOf(group('entity'))
  const placed = filled.has('lon') && filled.has('lat')
  if (!placed && !group('region').some(name => filled.has(name))) {
    open.push({ columns: [...group('region'), 'lon', 'lat'] })
  }
  if (table === 'permits') oneOf(group('time'))
  return open
}
