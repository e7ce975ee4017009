import { useTexts } from '../i18n'
import { cellText, type TableColumn, type TableData, type TableValue } from './table'
import './plainTable.css'

/** Rows that a page can hold without virtual scrolling. */
const most = 1000

/** Points as an ordinary table. Longer ones are cut, and say so. */
export function PlainTable({ data, caption }: { data: TableData; caption: string }) {
  const { t, formats } = useTexts()
  // A number without a text of its own is grouped and cut; the exact one is its title.
  const written = (column: TableColumn, value: TableValue | undefined): string =>
    typeof value === 'number' && column.text === undefined ? formats.number(value, 4) : cellText(column, value)
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
                <td key={column.key} data-align={column.align} title={exact(row[column.key])}>
                  {written(column, row[column.key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > most && (
        <p>{t('ui.firstRows', { shown: formats.count(most), all: formats.count(rows.length) })}</p>
      )}
    </>
  )
}

const exact = (value: TableValue | undefined): string | undefined =>
  typeof value === 'number' && !Number.isInteger(value) ? String(value) : undefined
