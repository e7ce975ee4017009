import type { Comparison } from '../../extracts/workspace/workspace'
import { columnLabel, type Texts, tableTitle, useTexts } from '../../i18n'
import { listed } from './texts'

/** What changes against what is on screen now. */
export function Comparisons({ comparisons }: { readonly comparisons: readonly Comparison[] }) {
  const texts = useTexts()
  const { t, language, formats } = texts
  if (comparisons.length === 0) return null
  return (
    <section className="ex-card" aria-labelledby="ex-compared">
      <header className="ex-head">
        <h2 id="ex-compared">{t('extracts.compared')}</h2>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="ex-scroll" tabIndex={0} aria-label={t('extracts.tableOf', { what: t('extracts.compared') })}>
        <table className="ex-table">
          <thead>
            <tr>
              <th scope="col">{t('extracts.col.table')}</th>
              {(['before', 'after', 'added', 'gone', 'changed'] as const).map(each => (
                <th key={each} scope="col" data-align="right">
                  {t(`extracts.compared.${each}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {comparisons.map(each => (
              <tr key={each.table}>
                <th scope="row">{tableTitle(each.table, language)}</th>
                {(['before', 'after', 'added', 'gone', 'changed'] as const).map(name => (
                  <td key={name} data-align="right">
                    {formats.count(each[name])}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      {comparisons
        .flatMap(comparison => warnings(comparison, texts))
        .map(text => (
          <p key={text} className="ex-warn">
            {text}
          </p>
        ))}
    </section>
  )
}

function warnings(
  { table, before, after, gone, reasons, shifted }: Comparison,
  { t, formats, language }: Texts,
): string[] {
  const name = tableTitle(table, language)
  const label = (column: string): string => columnLabel(table, column, language)
  // A file with few columns empties many: a line for each would hide the rest.
  const empty = shifted.filter(({ reason, share }) => reason === 'emptied' && share === 0)
  return [
    ...(reasons.includes('fewer_rows')
      ? [t('extracts.loss', { table: name, share: formats.rate(1 - after / before) })]
      : []),
    ...(reasons.includes('rows_gone')
      ? [t('extracts.rowsGone', { table: name, share: formats.rate(gone / before) })]
      : []),
    ...(empty.length > 0
      ? [
          t('extracts.shifted.empty', {
            table: name,
            columns: listed(
              empty.map(each => label(each.column)),
              language,
            ),
          }),
        ]
      : []),
    ...shifted
      .filter(each => !empty.includes(each))
      .map(({ column, reason, from, share }) =>
        t(`extracts.shifted.${reason}`, {
          table: name,
          column: label(column),
          from: from === null ? '' : label(from),
          share: formats.rate(share),
        }),
      ),
  ]
}
