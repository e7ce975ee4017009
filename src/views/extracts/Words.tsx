import { columnLabel, useTexts, wordLabel } from '../../i18n'
import { columnOf, type TableName, vocabularies } from '../../schema'
import type { Guess, WordGuess } from './contracts'
import type { ImportFlow } from './flow'
import type { TableState } from './flowState'

/** Words that are listed of a column; what comes after them is as rare. */
const most = 200

export interface WordsProps {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly kind: TableName
  readonly guess: Guess
}

/** Words of the file and what they mean, unknown ones first. */
export function Words({ flow, table, kind, guess }: WordsProps) {
  const { t, language, formats } = useTexts()
  const settings = flow.settings(table)
  const lists = Object.entries(guess.words).filter(
    ([column, words]) => words.length > 0 && settings?.columns[column] !== undefined,
  )
  return (
    <>
      {lists.map(([column, words]) => {
        const { vocabulary } = columnOf(kind, column)
        if (vocabulary === undefined) return null
        const label = columnLabel(kind, column, language)
        const doubtful = words.filter(word => !isSure(word)).length
        return (
          <details key={column} className="ex-words" open={doubtful > 0}>
            <summary>
              {t('extracts.words', { column: label })}{' '}
              <small>
                {doubtful > 0
                  ? t('extracts.words.unknown', { n: formats.count(doubtful) })
                  : t('extracts.words.known', { n: formats.count(words.length) })}
              </small>
            </summary>
            <table className="ex-table ex-wordlist">
              <thead>
                <tr>
                  <th scope="col">{t('extracts.words.text')}</th>
                  <th scope="col" data-align="right">
                    {t('extracts.col.rows')}
                  </th>
                  <th scope="col">{t('extracts.words.means')}</th>
                </tr>
              </thead>
              <tbody>
                {sortedWords(words)
                  .slice(0, most)
                  .map(word => {
                    const stated =
                      settings?.words?.[column]?.[word.text] ?? settings?.words?.[column]?.[word.text.toLowerCase()]
                    return (
                      <tr key={word.text} data-state={isSure(word) || stated !== undefined ? undefined : 'lacks'}>
                        <th scope="row" className="ex-wrap">
                          {word.text}
                        </th>
                        <td data-align="right">{formats.count(word.count)}</td>
                        <td>
                          <select
                            className="ui-select ex-source"
                            aria-label={t('extracts.words.meaningOf', { word: word.text })}
                            value={stated ?? word.word ?? ''}
                            onChange={event =>
                              flow.answer(table.source.id, { words: { [column]: { [word.text]: event.target.value } } })
                            }
                          >
                            <option value="">{t('extracts.words.empty')}</option>
                            {Object.keys(vocabularies[vocabulary]).map(each => (
                              <option key={each} value={each}>
                                {wordLabel(vocabulary, each, language)}
                              </option>
                            ))}
                          </select>{' '}
                          {!isSure(word) && stated === undefined && (
                            <small className="ex-need">
                              {t(word.word === null ? 'extracts.words.new' : 'extracts.unsure')}
                            </small>
                          )}
                        </td>
                      </tr>
                    )
                  })}
              </tbody>
            </table>
            {words.length > most && (
              <p className="ex-note">{t('extracts.words.more', { n: formats.count(words.length - most) })}</p>
            )}
          </details>
        )
      })}
    </>
  )
}

const isSure = ({ word, sure }: WordGuess): boolean => word !== null && sure

/** Unknown words first, then doubtful ones, each most frequent first. */
export function sortedWords(words: readonly WordGuess[]): WordGuess[] {
  const rank = (word: WordGuess): number => (word.word === null ? 0 : word.sure ? 2 : 1)
  return [...words].sort((a, b) => rank(a) - rank(b) || (b.count ?? 0) - (a.count ?? 0))
}
