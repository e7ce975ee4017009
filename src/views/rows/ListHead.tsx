import type { ReactNode } from 'react'
import { Link, useNavigate } from 'react-router'
import type { Choices } from '../../filters/filters'
import type { FilteredTable } from '../../filters/predicates'
import { changedSearch } from '../../filters/useChoices'
import { tableTitle, useTexts } from '../../i18n'
import { Segmented } from '../../ui/Segmented'

export interface ListHeadProps<Table extends FilteredTable> {
  /** Route of the lists: `/rows` or `/rejected`. */
  readonly route: string
  readonly tables: readonly Table[]
  readonly table: Table
  readonly choices: Choices
  readonly children?: ReactNode
}

/** The way back, and to the other tables with the same filters. */
export function ListHead<Table extends FilteredTable>({
  route,
  tables,
  table,
  choices,
  children,
}: ListHeadProps<Table>) {
  const { t, language } = useTexts()
  const navigate = useNavigate()
  const search = changedSearch('', () => choices)
  return (
    <div className="rows-head">
      <Link className="ui-button" to={`/overview${search}`}>
        ← {t('rows.back')}
      </Link>
      <Segmented
        label={t('rows.table')}
        value={table}
        onChange={next => navigate(`${route}/${next}${search}`)}
        options={tables.map(value => ({ value, label: tableTitle(value, language) }))}
      />
      {children}
    </div>
  )
}
