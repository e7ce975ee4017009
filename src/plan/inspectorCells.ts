import type { InspectorColumn } from './inspectorColumns'
import { comparable } from './roster'

export type ListColumn = Extract<InspectorColumn, 'regions' | 'industries' | 'entities' | 'owners' | 'addresses'>

/** One value of a cell and what ends it; made once, since a table has some ten thousand cells. */
const valueBefore = (ends: string): RegExp =>
  new RegExp(`(?: *"((?:[^"]|"")*)" *(?=[${ends}]|$)|([^${ends}]*))(?:[${ends}]|$)`, 'gy')
const valueOfList = valueBefore(';；、|')
/** An address may hold a `、`: 1、2 号楼. */
const valueOfAddresses = valueBefore(';；|')

/** Characters that nobody sees and that make two texts differ. */
const unseen = /[\u200B\u2060\uFEFF]/g
/** White space in rows is one space: a cell may hold line breaks. */
export const clean = (text: string): string => text.replace(unseen, '').replace(/\s+/g, ' ').trim()

/** An apostrophe keeps a spreadsheet from taking a text for a formula; it is no part of the text. */
const guarded = /^'(?='*[=+\-@＝＋－＠])/
/** A cell's text. `whole` leaves what stands within it as it is. */
export const cellOf = (cell: string, whole = true): string =>
  (whole ? clean(cell) : cell.replace(unseen, '').trim()).replace(guarded, '')
/** A cell that `cellOf` reads back as `text`. */
export const kept = (text: string): string => (/^'+[=+\-@＝＋－＠]/.test(text) ? `'${text}` : text)

/** What people write for nothing. */
const nothing = new Set(['无', '没有', '暂无', '-', '--', '—', '——', '/', 'none', 'no', 'nil', 'n/a'])
export const isNothing = (cell: string): boolean => nothing.has(comparable(cell))

export interface Item {
  readonly value: string
  /** It stands in quotation marks, which say that nothing in it separates. */
  readonly quoted: boolean
}

/** Values of a cell. One that holds a separator stands in quotation marks, as in a CSV: "a;b";c are two. */
export function itemsOf(cell: string, column: ListColumn): Item[] {
  const pattern = column === 'addresses' ? valueOfAddresses : valueOfList
  pattern.lastIndex = 0
  const items: Item[] = []
  while (pattern.lastIndex < cell.length) {
    const [, quoted, plain = ''] = pattern.exec(cell) ?? []
    const value = clean(quoted?.replaceAll('""', '"') ?? plain)
    if (value !== '') items.push({ value, quoted: quoted !== undefined })
  }
  return items
}

/** The cell that `itemsOf` reads back as `values`. */
export const listOf = (values: readonly string[]): string =>
  values
    .map(value => (/[;；、|,，"]/.test(value) || isNothing(value) ? `"${value.replaceAll('"', '""')}"` : value))
    .join(';')
