import type { Comparison } from '../../extracts/workspace/workspace'
import { columnLabel, tableTitle, useTexts } from '../../i18n'
import { isLoss } from './needs'

/** What changes against what is on screen now. */
export function Comparisons({ comparisons }: { readonly comparisons: readonly Comparison[] }) {
  const { t, language, formats } = useTexts()
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
      {comparisons.filter(isLoss).map(({ table, before, after }) => (
        <p key={table} className="ex-warn">
          {t('extracts.loss', { table: tableTitle(table, language), share: formats.rate(1 - after / before) })}
        </p>
      ))}
      {comparisons.flatMap(({ table, shifted }) =>
        shifted.map(({ column, share }) => (
          <p key={`${table} ${column}`} className="ex-warn">
            {t('extracts.shifted', {
              table: tableTitle(table, language),
              column: columnLabel(table, column, language),
              share: formats.rate(share),
            })}
          </p>
        )),
      )}
    </section>
  )
}
