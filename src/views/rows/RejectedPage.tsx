import { useCallback, useMemo } from 'react'
import { useParams } from 'react-router'
import type { Profile } from '../../extracts/report'
import { useChoices } from '../../filters/useChoices'
import { isMessage, useTexts } from '../../i18n'
import { headingOf } from '../../parts/cells'
import { RowList } from '../../parts/RowList'
import { rejectedColumns, rejectedCount, rejectedPage } from '../../queries/rejected'
import { tableNames } from '../../schema'
import type { CellKind } from '../../ui/exportTable'
import type { TableValue } from '../../ui/table'
import { ListHead } from './ListHead'
import { rejectedTable } from './listed'

/** Everything is kept as the text it came as, but for its place. */
const rejectedKind = (name: string): CellKind => (name === 'source_row' ? 'number' : 'text')

/** Rows that were not used, as they came, with the reason: nothing is dropped silently. */
export function RejectedPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t } = texts
  const { choices } = useChoices()
  const { table: named } = useParams()
  const table = rejectedTable(named, profile.files)
  const count = useMemo(() => rejectedCount(table), [table])
  const shown = useMemo(() => rejectedColumns(table, profile.filled[table]), [table, profile])
  const page = useCallback<Parameters<typeof RowList>[0]['page']>(
    (sort, part) => rejectedPage(table, shown, sort, part),
    [table, shown],
  )
  const heading = useCallback(
    (name: string) =>
      name === 'file'
        ? t('rows.column.file')
        : name === 'reason'
          ? t('rows.column.reason')
          : headingOf(table, name, texts),
    [table, texts, t],
  )
  const cell = useCallback(
    (name: string, value: TableValue) => {
      const reason = `issues.${String(value)}`
      return name === 'reason' && isMessage(reason) ? t(reason) : value === null ? '–' : String(value)
    },
    [t],
  )
  return (
    <div className="rows">
      <ListHead route="/rejected" tables={tableNames} table={table} choices={choices}>
        <span className="rows-note">{t('rows.rejected')}</span>
      </ListHead>
      <RowList
        key={table}
        label={t('rows.rejected')}
        fileName={`rejected ${table}`}
        count={count}
        shown={shown}
        usual={{ column: 'source_row', descending: false }}
        page={page}
        heading={heading}
        cell={cell}
        kind={rejectedKind}
      />
    </div>
  )
}
