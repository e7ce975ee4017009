import { type ReactNode, useDeferredValue, useEffect, useRef, useState } from 'react'
import { Link, useLocation, useSearchParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useChoices } from '../../filters/useChoices'
import { figureLabel, isMessage, tableTitle, useTexts, wordLabel } from '../../i18n'
import { figureKeys, type VocabularyName, vocabularies } from '../../schema'
import { useReady } from '../../ui/useReady'
import { dictionaryTables } from './entries'
import { Figures } from './Figures'
import { TablePart } from './TablePart'

const vocabularyNames = Object.keys(vocabularies) as VocabularyName[]

/** What every figure, column and word means and where it comes from, made from the schema and the loaded files. */
export function DictionaryPage({ profile }: { readonly profile: Profile }) {
  const { t, language } = useTexts()
  const { href } = useChoices()
  const [search] = useSearchParams()
  const [typed, type] = useState('')
  const wanted = useDeferredValue(typed.trim().toLowerCase())
  const at = search.get('at')
  const { key } = useLocation()
  const arrived = useRef('')
  useReady(true)
  useEffect(() => {
    if (at === null || arrived.current === key) return
    const target = document.getElementById(at)
    if (target !== null) {
      arrived.current = key
      target.scrollIntoView({ block: 'start' })
    } else if (wanted !== '')
      type('') // The search has left it out.
    else arrived.current = key
  }, [at, key, wanted])
  const to = (id: string): string => `?${new URLSearchParams({ at: id })}`
  const matches = (...texts: readonly (string | null | undefined)[]): boolean =>
    wanted === '' || texts.some(text => text?.toLowerCase().includes(wanted))

  const figures = figureKeys.filter(key =>
    matches(key, figureLabel(key, 'zh'), figureLabel(key, 'en'), figureLabel(key, language, 'what')),
  )
  return (
    <div className="dictionary">
      <div className="dictionary-head">
        <input
          type="search"
          aria-label={t('dictionary.search')}
          placeholder={t('dictionary.search')}
          value={typed}
          onChange={event => type(event.target.value)}
        />
        <nav aria-label={t('dictionary.contents')}>
          <Link to={to('figures')}>{t('dictionary.figures')}</Link>
          {dictionaryTables.map(table => (
            <Link key={table} to={to(table)}>
              {tableTitle(table, language)}
            </Link>
          ))}
          <Link to={to('words')}>{t('dictionary.words')}</Link>
        </nav>
        <button type="button" className="ui-button" onClick={() => window.print()}>
          {t('dictionary.print')}
        </button>
        <a className="ui-button" href={href('/sql')}>
          {t('dictionary.sql')}
        </a>
      </div>
      {figures.length > 0 && (
        <Part id="figures" title={t('dictionary.figures')}>
          <Figures keys={figures} asOf={profile.asOf} to={to} />
        </Part>
      )}
      {dictionaryTables.map(table => (
        <TablePart key={table} table={table} profile={profile} matches={matches} to={to} />
      ))}
      <Part id="words" title={t('dictionary.words')}>
        {vocabularyNames.map(name => {
          const words = Object.entries<readonly string[]>(vocabularies[name]).filter(([word, sources]) =>
            matches(name, word, wordLabel(name, word, 'zh'), wordLabel(name, word, 'en'), ...sources),
          )
          const other = language === 'zh' ? 'en' : 'zh'
          const title = `dictionary.vocabulary.${name}`
          return words.length === 0 ? null : (
            <div key={name} className="dictionary-scroll">
              <table>
                <caption id={`words.${name}`}>
                  {isMessage(title) ? t(title) : name} <code>{name}</code>
                </caption>
                <thead>
                  <tr>
                    <th scope="col">{t('dictionary.word')}</th>
                    <th scope="col">{t('dictionary.label')}</th>
                    <th scope="col">{t('dictionary.sourceWords')}</th>
                  </tr>
                </thead>
                <tbody>
                  {words.map(([word, sources]) => (
                    <tr key={word}>
                      <td>
                        <code>{word}</code>
                      </td>
                      <td>
                        {wordLabel(name, word, language)}
                        <small>{wordLabel(name, word, other)}</small>
                      </td>
                      <td className="dictionary-quiet">{sources.join(' · ')}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          )
        })}
      </Part>
    </div>
  )
}

function Part({ id, title, children }: { readonly id: string; readonly title: string; readonly children: ReactNode }) {
  return (
    <section id={id} className="dictionary-part" aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  )
}
