import { useMemo } from 'react'
import { Link } from 'react-router'
import { useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { FilteredTable } from '../../filters/predicates'
import { tableTitle, useTexts } from '../../i18n'
import { nullShares } from '../../queries/nullShares'
import { entriesOf, labelOf, madeOf, unitOf } from './entries'

export interface TablePartProps {
  readonly table: FilteredTable
  readonly profile: Profile
  matches(...texts: readonly (string | null | undefined)[]): boolean
  to(id: string): string
}

/** The columns of a table with what is known of each. */
export function TablePart({ table, profile, matches, to }: TablePartProps) {
  const { t, language, formats } = useTexts()
  const other = language === 'zh' ? 'en' : 'zh'
  const entries = useMemo(() => entriesOf(table, profile.files), [table, profile])
  const question = useMemo(
    () =>
      nullShares(
        table,
        entries.filter(entry => entry.loaded).map(entry => entry.name),
      ),
    [table, entries],
  )
  const { rows, error } = useRows(question)
  const filled = rows?.[0]
  const shown = entries.filter(entry =>
    matches(
      entry.name,
      labelOf(table, entry, 'zh', t),
      labelOf(table, entry, 'en', t),
      ...(entry.column?.synonyms ?? []),
      ...entry.origins.map(origin => origin.from),
    ),
  )
  if (shown.length === 0) return null
  const nulls = (name: string): string => {
    const present = filled?.[name]
    if (error !== null) return '?'
    if (filled === undefined || present === undefined) return '…'
    return filled.n === 0 ? '–' : formats.rate(1 - present / filled.n)
  }
  return (
    <section id={table} className="dictionary-part" aria-labelledby={`${table}-title`} data-live={filled !== undefined}>
      <h2 id={`${table}-title`}>
        {tableTitle(table, language)} <code>{table}</code>
        {filled !== undefined && <small>{t('rows.count', { n: formats.count(filled.n) })}</small>}
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      {/* biome-ignore lint/a11y/useSemanticElements: the section around it has the name */}
      <div className="dictionary-scroll" tabIndex={0} role="group" aria-label={tableTitle(table, language)}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('dictionary.label')}</th>
              <th scope="col">{t('dictionary.name')}</th>
              <th scope="col">{t('dictionary.type')}</th>
              <th scope="col">{t('dictionary.need')}</th>
              <th scope="col">{t('dictionary.origin')}</th>
              <th scope="col" className="dictionary-number">
                {t('dictionary.nulls')}
              </th>
              <th scope="col">{t('dictionary.synonyms')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(entry => {
              const unit = unitOf(entry.name, entry.column)
              const made = entry.column === null ? madeOf(table, entry.name, t) : undefined
              return (
                <tr key={entry.id} id={entry.id}>
                  <th scope="row">
                    <Link to={to(entry.id)}>{labelOf(table, entry, language, t)}</Link>
                    <small>{labelOf(table, entry, other, t)}</small>
                  </th>
                  <td>
                    <code>{entry.name}</code>
                  </td>
                  <td>
                    <code>{entry.type}</code>
                    {unit !== null && <small>{t(`dictionary.unit.${unit}`)}</small>}
                    {entry.column?.vocabulary && (
                      <small>
                        <Link to={to(`words.${entry.column.vocabulary}`)}>{t('dictionary.words')}</Link>
                      </small>
                    )}
                  </td>
                  <td>{entry.column === null ? t('dictionary.derived') : t(`dictionary.need.${entry.column.need}`)}</td>
                  <td>
                    {entry.loaded ? made : t('dictionary.personal')}
                    {entry.origins.map(({ file, from }) => (
                      <span key={file} className="dictionary-origin">
                        {from}
                        <small>{file}</small>
                      </span>
                    ))}
                  </td>
                  <td className="dictionary-number">{entry.loaded ? nulls(entry.name) : ''}</td>
                  <td className="dictionary-quiet">{entry.column?.synonyms.join(' · ')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
