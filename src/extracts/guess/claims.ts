import { type Column, mappable, type TableName } from '../../schema'
import { likeness, normaliseHeader } from '../headers'
import type { ColumnValues } from './columnValues'
import type { ColumnGuess } from './guess'

/** What a header says for a canonical column; as `mapColumns` sees it. */
export interface Claim {
  readonly column: Column
  readonly of: ColumnValues
  readonly confidence: number
  readonly why: Extract<ColumnGuess['why'], 'name' | 'synonym' | 'likeness'>
}

const alike = 0.8
/** In wider files only exact names count: likeness of every pair would take seconds. */
const widest = 400

/** Every claim of a file's headers on a table. */
export function claimsOn(table: TableName, columns: readonly ColumnValues[]): Claim[] {
  const headers = columns
    .filter(({ type }) => type !== 'nested' && type !== 'binary')
    .map(of => ({ of, plain: normaliseHeader(of.name), words: wordsOf(of.name) }))
  return mappable(table).flatMap(column => {
    const names = [column.name, column.zh, column.en, ...column.synonyms].map(name => ({
      name,
      plain: normaliseHeader(name),
      words: wordsOf(name),
    }))
    return headers.flatMap(({ of, plain, words }): Claim[] => {
      const exact = names.findIndex(name => name.plain === plain)
      if (exact >= 0) return [{ column, of, confidence: exact < 3 ? 1 : 0.95, why: exact < 3 ? 'name' : 'synonym' }]
      if (columns.length > widest) return []
      const near = names.filter(name => couldBeAlike(name, { plain, words }))
      const best = Math.max(0, ...near.map(({ name }) => likeness(name, of.name)))
      return best >= alike ? [{ column, of, confidence: best * 0.8, why: 'likeness' }] : []
    })
  })
}

const wordsOf = (name: string): readonly string[] =>
  name
    .normalize('NFKC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(word => word !== '')

interface Name {
  readonly plain: string
  readonly words: readonly string[]
}

/** Whether a likeness of 0.8 is possible at all: by their lengths, or by a word that both have. */
const couldBeAlike = (a: Name, b: Name): boolean =>
  Math.abs(a.plain.length - b.plain.length) <= (1 - alike) * Math.max(a.plain.length, b.plain.length) ||
  a.words.some(word => b.words.includes(word))
