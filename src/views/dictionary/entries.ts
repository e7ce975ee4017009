import type { FileReport } from '../../extracts/report'
import { lastingTables } from '../../extracts/tables'
import type { FilteredTable } from '../../filters/predicates'
import { columnLabel, isMessage, type Language, type Texts, tableTitle } from '../../i18n'
import { type Column, columns, tableNames } from '../../schema'

/** One column of the dictionary. */
export interface Entry {
  /** `table.column`, the anchor. */
  readonly id: string
  readonly name: string
  readonly type: string
  /** Null for a column that preparing adds. */
  readonly column: Column | null
  /** Where it comes from: files and their columns. */
  readonly origins: readonly { readonly file: string; readonly from: string }[]
  /** The column is in the table: personal data never is. */
  readonly loaded: boolean
}

export const dictionaryTables: readonly FilteredTable[] = [...tableNames, 'entities']

/** All columns of a table in order; those that are never loaded stand at the end. */
export function entriesOf(table: FilteredTable, files: readonly FileReport[]): Entry[] {
  const own = table === 'entities' ? [] : columns[table]
  const loaded = (lastingTables[table] ?? []).map(([name, type]): Entry => {
    const column = own.find(each => each.name === name) ?? null
    return { id: `${table}.${name}`, name, type, column, origins: originsOf(table, name, files), loaded: true }
  })
  const never = own
    .filter(column => column.personal)
    .map(column => ({ id: `${table}.${column.name}`, name: column.name, type: '', column, origins: [], loaded: false }))
  return [...loaded, ...never]
}

function originsOf(table: FilteredTable, name: string, files: readonly FileReport[]): Entry['origins'] {
  return files.flatMap(({ file, table: of, columns: mapping }) => {
    const mapped = of === table && Object.hasOwn(mapping, name) ? mapping[name] : undefined
    if (mapped === undefined) return []
    const sources = [mapped.source, ...mapped.fallbacks].filter(source => source !== null)
    const constant = mapped.constant === null ? [] : [`= ${mapped.constant}`]
    return [{ file, from: [...sources, ...constant].join(' → ') }]
  })
}

/** A column's label in a language: the schema's, or that of a column which preparing adds. */
export function labelOf(table: FilteredTable, { name, column }: Entry, language: Language, t: Texts['t']): string {
  if (column !== null) return column[language]
  const made = [`dictionary.column.${name}`, `rows.column.${name}`].find(isMessage)
  if (made !== undefined) return t(made, { lng: language })
  const counted = tableNames.find(each => each === name)
  if (table === 'entities' && counted !== undefined) return tableTitle(counted, language)
  return columnLabel('permits', name, language)
}

/** How a column that preparing adds is made; undefined where its name says it all. */
export function madeOf(table: FilteredTable, name: string, t: Texts['t']): string | undefined {
  const key = `dictionary.made.${name}`
  if (isMessage(key)) return t(key)
  return table === 'entities' ? t('dictionary.made.entity') : undefined
}

/** The unit of a column's values, as a key of the messages; null without any. */
export function unitOf(name: string, column: Column | null): 'degrees' | 'workdays' | 'money' | null {
  if (column?.kind === 'degrees' || name === 'lon' || name === 'lat') return 'degrees'
  if (/_days$/.test(name)) return 'workdays'
  return /amount/.test(name) ? 'money' : null
}
