import { useTranslation } from 'react-i18next'
import { cellText, type TableData } from './table'
import './plainTable.css'

/** Rows that a page can hold without virtual scrolling. */
const most = 1000

/** Points as an ordinary table. Longer ones are cut, and say so. */
export function PlainTable({ data, caption }: { data: TableData; caption: string }) {
  const { t } = useTranslation()
  const { columns, rows } = data
  return (
    <>
      <table className="ui-plain-table">
        <caption className="ui-hidden">{caption}</caption>
        <thead>
          <tr>
            {columns.map(column => (
              <th key={column.key} scope="col" data-align={column.align}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: points have no other identity
            <tr key={i}>
              {columns.map(column => (
                <td key={column.key} data-align={column.align}>
                  {cellText(column, row[column.key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && <p>{t('ui.firstRows', { shown: most, all: rows.length })}</p>}
    </>
  )
}
