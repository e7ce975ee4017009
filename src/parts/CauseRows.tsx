import { useMemo } from 'react'
import { useRows } from '../engine/useRows'
import { useTexts } from '../i18n'
import { rowColumns, rowsAt } from '../queries/rows'
import type { RowRef } from '../risk/facts'
import type { TableName } from '../schema'
import { Dialog } from '../ui/Dialog'
import { ErrorNote } from '../ui/ErrorNote'
import { PlainTable } from '../ui/PlainTable'
import { Skeleton } from '../ui/Skeleton'
import { alignOf, cellOf, headingOf } from './cells'

/** Rows in the window; more are behind the list of rows. */
const mostRows = 300

export interface CauseRowsProps {
  readonly title: string
  /** Of one table. */
  readonly refs: readonly RowRef[]
  /** Columns of each table that some file fills. */
  readonly filled: Readonly<Record<TableName, readonly string[]>>
  /** Names of regions by code. */
  readonly regions: ReadonlyMap<string, string>
  onClose(): void
}

/** The rows behind a bar, in a window. */
export function CauseRows({ title, refs, filled, regions, onClose }: CauseRowsProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const table = refs[0]?.table ?? 'inspections'
  const shown = useMemo(() => rowColumns(table, filled[table]), [table, filled])
  const question = useMemo(() => rowsAt(table, refs.slice(0, mostRows), shown, mostRows), [table, refs, shown])
  const { rows, error, refetch } = useRows(question)
  const data = useMemo(
    () => ({
      columns: shown.map(name => ({ key: name, label: headingOf(table, name, texts), align: alignOf(name) })),
      rows: (rows ?? []).map(row =>
        Object.fromEntries(shown.map(name => [name, cellOf(table, name, row[name] ?? null, regions, texts)])),
      ),
    }),
    [rows, shown, table, regions, texts],
  )
  const count = t('risk.rows.count', { n: formats.count(refs.length) })
  const cut = refs.length > mostRows ? ` · ${t('risk.rows.cut', { n: formats.count(mostRows) })}` : ''
  return (
    <Dialog title={title} subtitle={`${count}${cut}`} onClose={onClose}>
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
