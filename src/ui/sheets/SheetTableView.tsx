import { useTranslation } from 'react-i18next'
import type { SheetTable } from './blocks'

export interface SheetTableViewProps {
  readonly table: SheetTable
  readonly from: number
  readonly to: number
  /** Pixels that the only row is cut to. */
  readonly most: number | null
}

/** Caption and notes above the head: the first time, and where the table goes on. */
export function SheetTableTop({ table, again }: { readonly table: SheetTable; readonly again: boolean }) {
  const { t } = useTranslation()
  return (
    <div className="ui-sheet-top" data-again={again || undefined}>
      <h3>{again ? t('ui.sheet.again', { caption: table.caption }) : table.caption}</h3>
      {!again && table.notes.map(note => <p key={note}>{note}</p>)}
    </div>
  )
}

/** Some rows of a table with its head. Widths are set, so that a row is as high with these rows as among all. */
export function SheetTableView({ table, from, to, most }: SheetTableViewProps) {
  const { t } = useTranslation()
  const { columns, rows } = table
  const all = columns.reduce((sum, column) => sum + column.width, 0)
  return (
    <>
      <table className="ui-sheet-table">
        <colgroup>
          {columns.map(column => (
            <col key={column.key} style={{ width: `${(100 * column.width) / all}%` }} />
          ))}
        </colgroup>
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
          {rows.slice(from, to).map(row => (
            <tr key={row.key} data-key={row.key} data-strong={row.strong || undefined}>
              {columns.map((column, i) => (
                <td key={column.key} data-align={column.align}>
                  {most === null ? (
                    row.cells[i]
                  ) : (
                    <div className="ui-sheet-cut" style={{ maxHeight: most - 2 * cutRoom }}>
                      {row.cells[i]}
                    </div>
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {most !== null && <p className="ui-sheet-note">{t('ui.sheet.cut')}</p>}
    </>
  )
}

/** Pixels for the edges of a row that is cut, and the line that says so. */
const cutRoom = 16
