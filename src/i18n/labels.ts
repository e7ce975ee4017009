import { columns, type FigureKey, type TableName, tableNames, type VocabularyName, vocabularies } from '../schema'
import type { Language } from './languages'
import type { MessageKey } from './resources'
import { texts } from './texts'

const text = (language: Language, key: MessageKey): string => texts[language][key] ?? key

/** The name of a canonical column; a name that is not in the schema stays as it is. */
export function columnLabel(table: TableName, name: string, language: Language): string {
  return columns[table].find(column => column.name === name)?.[language] ?? name
}

export const tableLabel = (table: TableName | 'entities', language: Language): string =>
  text(language, `words.table.${table}`)

/** The table's name where it stands alone: a heading, a choice. */
export function tableTitle(table: TableName | 'entities', language: Language): string {
  const label = tableLabel(table, language)
  return label.charAt(0).toUpperCase() + label.slice(1)
}

/** A canonical word in the page's language; null is "not stated", a word beyond the vocabulary stays as it is. */
export function wordLabel(vocabulary: VocabularyName, word: string | null, language: Language): string {
  if (word === null) return text(language, 'words.notStated')
  return Object.hasOwn(vocabularies[vocabulary], word) ? (texts[language][`words.${vocabulary}.${word}`] ?? word) : word
}

/** `~outside` and `~none` are the rows beside the regions; a code without a name is shown as it is. */
export function regionLabel(code: string, name: string | undefined, language: Language): string {
  if (code === '~outside') return text(language, 'words.outsideRegions')
  if (code === '~none') return text(language, 'words.noLocation')
  return name ?? code
}

/** A region level's name where it is a usual one, else as the catalogue has it. */
export const levelLabel = (level: string, language: Language): string =>
  Object.hasOwn(texts[language], `words.level.${level}`) ? (texts[language][`words.level.${level}`] ?? level) : level

/** A figure's label, its `short` form, `unit`, or `what`: its definition. */
export const figureLabel = (figure: FigureKey, language: Language, part?: 'short' | 'unit' | 'what'): string =>
  text(language, part === undefined ? `figures.${figure}` : `figures.${figure}.${part}`)

/**
 * Why a figure is missing, in words: `kind` or `kind:detail`, where the detail is a column (`no_input:accepted_at`),
 * a table (`no_table:permits`) or a day (`before_data:2014-08-31`, given as text to show).
 */
export function missingText(reason: string, language: Language): string {
  const [kind = '', ...rest] = reason.split(':')
  const detail = rest.join(':')
  const found = texts[language][`figures.missing.${kind}`]
  if (found === undefined) return text(language, 'figures.missing')
  return found
    .replace('{{column}}', () => anyColumn(detail, language))
    .replace('{{table}}', () => text(language, `words.table.${tableNames.find(name => name === detail) ?? 'entities'}`))
    .replace('{{day}}', () => detail)
}

function anyColumn(name: string, language: Language): string {
  const table = tableNames.find(each => columns[each].some(column => column.name === name))
  return table === undefined ? name : columnLabel(table, name, language)
}
