import { useMemo } from 'react'
import type { Sql } from '../engine/sql'
import { useRows } from '../engine/useRows'
import { useTexts } from '../i18n'
import { type ListedRow, rowColumns } from '../queries/rows'
import type { AsOf } from '../risk/factsSql'
import type { TableName } from '../schema'
import { Dialog } from '../ui/Dialog'
import { ErrorNote } from '../ui/ErrorNote'
import { PlainTable } from '../ui/PlainTable'
import { Skeleton } from '../ui/Skeleton'
import { columnsAt, valueAt } from './asOfCells'
import { alignOf, cellOf, headingOf } from './cells'

/** Rows in the window; more are behind the list of rows. */
const mostRows = 300

export interface RowsOfProps {
  readonly title: string
  readonly at: AsOf
  /** Columns of each table that some file fills. */
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  /** Names of regions by code. */
  readonly regions: ReadonlyMap<string, string>
  onClose(): void
}

export interface RowsWindowProps extends RowsOfProps {
  readonly table: TableName
  /** Undefined until it is known. */
  readonly count: number | undefined
  /** The rows, newest first, at most `limit`; the same function as long as they are the same. */
  question(shown: readonly string[], limit: number): Sql<ListedRow>
}

/** Rows of a table in a window, as they were on the day. */
export function RowsWindow({ title, at, table, count, question, filled, regions, onClose }: RowsWindowProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const shown = useMemo(() => columnsAt(rowColumns(table, filled[table]), at), [table, filled, at])
  const { rows, error, refetch } = useRows(useMemo(() => question(shown, mostRows), [question, shown]))
  const data = useMemo(
    () => ({
      columns: shown.map(name => ({ key: name, label: headingOf(table, name, texts), align: alignOf(name) })),
      rows: (rows ?? []).map(row =>
        Object.fromEntries(
          shown.map(name => [name, cellOf(table, name, valueAt(table, name, row[name] ?? null, at), regions, texts)]),
        ),
      ),
    }),
    [rows, shown, table, at, regions, texts],
  )
  const notes =
    count === undefined
      ? []
      : [
          t('risk.rows.count', { n: formats.count(count) }),
          ...(count > mostRows ? [t('risk.rows.cut', { n: formats.count(mostRows) })] : []),
        ]
  return (
    <Dialog title={title} subtitle={notes.join(' · ')} onClose={onClose}>
      {error !== null ? (
        <ErrorNote what={t('overview.failed')} detail={error.message} onRetry={refetch} />
      ) : rows === undefined ? (
        <Skeleton />
      ) : (
        <PlainTable data={data} caption={title} />
      )}
    </Dialog>
  )
}
