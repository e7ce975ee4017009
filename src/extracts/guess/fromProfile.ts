import { columnOf, rowKeys, columns as tableColumns } from '../../schema'
import { type ColumnValues, samplesOf } from './columnValues'
import type { ColumnGuess, Guess, WordGuess } from './guess'
import { fitSettings, type ProfileFit, usedBy } from './profiles'
import { wordsOf } from './vocabulary'

/** A guess that a saved profile made: nothing is left to ask but the words that it does not know. */
export function fromProfile(fit: ProfileFit, columns: readonly ColumnValues[], headers: readonly string[]): Guess {
  const { profile } = fit
  const { table } = profile
  const settings = fitSettings(profile.settings, headers)
  const find = (source: string): ColumnValues | undefined => columns.find(each => each.source === source)
  const confidence = fit.fit === 'exact' ? 1 : 0.95
  const guesses = tableColumns[table].flatMap(({ name }): ColumnGuess[] => {
    const stated = name === rowKeys[table].id ? (settings.id ?? settings.columns[name]) : settings.columns[name]
    const [source, ...fallbacks] = [stated ?? []].flat()
    const constant = settings.constants[name] ?? null
    if (source === undefined && constant === null) return []
    const of = source === undefined ? undefined : find(source)
    const samples = of ? samplesOf(of) : []
    return [
      {
        column: name,
        source: source ?? null,
        fallbacks,
        constant,
        confidence,
        why: 'profile',
        samples,
        alternatives: [],
      },
    ]
  })
  const words = guesses.flatMap(({ column, source }): [string, WordGuess[]][] => {
    const { vocabulary } = columnOf(table, column)
    const of = source === null ? undefined : find(source)
    if (!vocabulary || !of) return []
    const stated = new Map(
      Object.entries(settings.words?.[column] ?? {}).map(([text, word]) => [text.toLowerCase(), word]),
    )
    return [
      [
        column,
        wordsOf(vocabulary, of).map(guess => {
          const word = stated.get(guess.text.trim().toLowerCase())
          return word === undefined ? guess : { ...guess, word, sure: true }
        }),
      ],
    ]
  })
  const used = new Set(usedBy(settings))
  return {
    table,
    tableConfidence: 1,
    columns: guesses,
    words: Object.fromEntries(words),
    questions: [],
    unmapped: headers.filter(name => !used.has(name)),
    profile: profile.name,
    fit,
    join: null,
    settings,
  }
}
