import { doubtfulWords, type VocabularyName, vocabularies } from '../../schema'
import { likeness } from '../headers'
import type { ColumnValues } from './columnValues'
import type { WordGuess } from './guess'

/** The canonical word that loading gives to a source's (`wordOf` in SQL); null for one that it does not know. */
export function canonicalWord(vocabulary: VocabularyName, text: string): string | null {
  const word = text.trim().toLowerCase()
  const entries: [string, readonly string[]][] = Object.entries(vocabularies[vocabulary])
  const found = (test: (name: string) => boolean) => entries.find(([, names]) => names.some(test))?.[0] ?? null
  return (
    entries.find(([canonical, names]) => canonical === word || names.includes(word))?.[0] ??
    found(name => name.startsWith('*') && word.endsWith(name.slice(1))) ??
    found(name => name.endsWith('*') && word.startsWith(name.slice(0, -1)))
  )
}

/** Likeness from which a word is proposed. */
const alike = 0.7

/** A word that is only like a known one: close in spelling, or the longest known word that it contains. */
function likeWord(vocabulary: VocabularyName, text: string): string | null {
  const word = text.trim().toLowerCase()
  let best: { word: string; score: number } | null = null
  for (const [canonical, names] of Object.entries<readonly string[]>(vocabularies[vocabulary])) {
    for (const name of names.map(each => each.replaceAll('*', ''))) {
      const inside = name.length >= 2 && /\p{Script=Han}/u.test(name) && word.includes(name)
      const score = inside ? 1 + name.length : likeness(name, word)
      if (score >= alike && score > (best?.score ?? 0)) best = { word: canonical, score }
    }
  }
  return best?.word ?? null
}

/** A word with what it is taken for. */
export function guessWord(vocabulary: VocabularyName, text: string, count: number | null): WordGuess {
  const known = canonicalWord(vocabulary, text)
  const doubtful = doubtfulWords[vocabulary]?.includes(text.trim().toLowerCase()) ?? false
  if (known !== null) return { text, count, word: known, sure: !doubtful }
  return { text, count, word: likeWord(vocabulary, text), sure: false }
}

/** All different words of a column, most rows first. */
export function wordsOf(vocabulary: VocabularyName, column: ColumnValues): WordGuess[] {
  const counted = column.facts.words ?? [...column.distinct].map(text => ({ text, count: null }))
  return counted
    .filter(({ text }) => text.trim() !== '')
    .map(({ text, count }) => guessWord(vocabulary, text, count))
    .sort((a, b) => (b.count ?? 0) - (a.count ?? 0) || (a.text < b.text ? -1 : 1))
}

/** Share of the sampled values that a vocabulary knows. */
export function knownShare(vocabulary: VocabularyName, { filled, distinct }: ColumnValues): number {
  if (filled.length === 0) return 0
  const known = new Set([...distinct].filter(text => canonicalWord(vocabulary, text) !== null))
  return filled.filter(text => known.has(text)).length / filled.length
}
