import { normaliseHeader } from '../headers'
import type { ColumnFacts } from '../intake/intake'
import { codeText } from '../mapping'
import type { SourceType } from '../source'
import type { SampledTable } from './guess'

/** A column of a file with its sampled values as text. */
export interface ColumnValues {
  readonly source: string
  /** What its name is compared by: without the file it was joined from and the upper line of its header. */
  readonly name: string
  readonly type: SourceType
  readonly facts: ColumnFacts
  /** Personal data was found in it. */
  readonly masked: boolean
  /** By row; trimmed, null where there is nothing. */
  readonly values: readonly (string | null)[]
  readonly filled: readonly string[]
  readonly distinct: ReadonlySet<string>
}

/** All columns of a table, in the order of their names: what is guessed must not depend on the file's order. */
export function columnValues({ read, sample }: SampledTable): ColumnValues[] {
  const names = shortNames(read.columns.map(column => column.name))
  const masked = new Set(read.masked.map(({ column }) => column))
  return read.columns
    .map((facts): ColumnValues => {
      const values = (sample.values[facts.name] ?? []).map(plainText)
      const filled = values.filter(value => value !== null)
      return {
        source: facts.name,
        name: names.get(facts.name) ?? facts.name,
        type: facts.type,
        facts,
        masked: masked.has(facts.name),
        values,
        filled,
        distinct: new Set(filled),
      }
    })
    .sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0))
}

/** `businesses.name` is `name`, `检查信息/检查日期` is `检查日期`, where no other column is called so. */
function shortNames(names: readonly string[]): Map<string, string> {
  const short = (name: string): string => {
    const own = name.replace(/^businesses\./, '')
    return own.split(/\/(?=\S)/).at(-1) ?? own
  }
  const uses = new Map<string, number>()
  for (const name of names) {
    for (const key of new Set([normaliseHeader(name), normaliseHeader(short(name))])) {
      uses.set(key, (uses.get(key) ?? 0) + 1)
    }
  }
  return new Map(
    names.map(name => {
      const free = short(name).trim() !== '' && uses.get(normaliseHeader(short(name))) === 1
      // "DBA/Trade Name" in one line is a name as a whole; its lower part alone would be too little to go by.
      const joined = name.startsWith('businesses.') || /[^\p{ASCII}][/]/u.test(name)
      return [name, free && joined ? short(name) : name]
    }),
  )
}

function plainText(value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = typeof value === 'number' ? codeText(value) : String(value).trim()
  return text === '' ? null : text
}

/** Share of the sampled values that hold; 0 without any. */
export const shareOf = (column: ColumnValues, test: (value: string) => boolean): number =>
  column.filled.length === 0 ? 0 : column.filled.filter(test).length / column.filled.length

/** A number as extracts write it, thousands separated or not; null for anything else. */
export function numberIn(text: string): number | null {
  if (!/^[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?([eE][+-]?\d+)?$|^[+-]?\.\d+$/.test(text)) return null
  return Number(text.replaceAll(',', ''))
}

/** Rows of the file with a value, as a share. */
export const fillShare = (column: ColumnValues): number =>
  column.values.length === 0 ? 0 : column.filled.length / column.values.length

/** Different values among the sampled ones, as a share. */
export const distinctShare = (column: ColumnValues): number =>
  column.filled.length === 0 ? 0 : column.distinct.size / column.filled.length

/** The first different values, for a page to show. */
export const samplesOf = (column: ColumnValues, most = 5): string[] => [...column.distinct].slice(0, most)

/** Whether most letters of the headers are Chinese. */
export const isChinese = (columns: readonly ColumnValues[]): boolean =>
  columns.filter(({ source }) => /\p{Script=Han}/u.test(source)).length * 2 > columns.length
