import { useCallback, useMemo, useState } from 'react'
import type { Sql } from '../engine/sql'
import { type PageQuery, usePages } from '../engine/usePages'
import { useEngine, useRows } from '../engine/useRows'
import { useTexts } from '../i18n'
import type { ListedRow } from '../queries/rows'
import { DataTable, useColumnLook } from '../ui/DataTable'
import { saveBlob } from '../ui/download'
import { EmptyState } from '../ui/EmptyState'
import { ErrorNote } from '../ui/ErrorNote'
import { type ExportFormat, ExportMenu } from '../ui/ExportMenu'
import { useExportTable } from '../ui/exportAbout'
import { exportRows } from '../ui/exportRows'
import type { CellKind } from '../ui/exportTable'
import { Skeleton } from '../ui/Skeleton'
import type { TableValue } from '../ui/table'
import { useExport } from '../ui/useExport'
import { useReady } from '../ui/useReady'
import { adviceOn } from './advice'
import { alignOf, widthOf } from './cells'

export interface Sorting {
  readonly column: string
  readonly descending: boolean
}

export interface RowListProps {
  /** Name of the list, and of its export. */
  readonly label: string
  /** Of an export, without its ending. */
  readonly fileName: string
  readonly count: Sql<{ n: number }>
  readonly shown: readonly string[]
  readonly usual: Sorting
  page(sort: Sorting, page: Parameters<PageQuery<ListedRow>>[0]): Sql<ListedRow>
  heading(name: string): string
  cell(name: string, value: TableValue): string
  /** What a column holds in a file of types. */
  kind(name: string): CellKind
  /** The list is a part of a page, which says itself when it is ready. */
  readonly part?: boolean
  /** What an empty list says. */
  readonly empty?: string
  /** Enter, or a click on a row. */
  onOpen?(row: ListedRow): void
  onRemoveFilters?(): void
}

/** A list of rows with its count and the export of all of them. */
export function RowList({
  label,
  fileName,
  count,
  shown,
  usual,
  page,
  heading,
  cell,
  kind,
  part = false,
  empty,
  onOpen,
  onRemoveFilters,
}: RowListProps) {
  const { t, formats } = useTexts()
  const { engine } = useEngine()
  const [sort, setSort] = useState(usual)
  const counted = useRows(count)
  const query = useCallback<PageQuery<ListedRow>>(part => page(sort, part), [page, sort])
  const { row, onVisible, older, error } = usePages(query)
  const about = useExportTable()
  const look = useColumnLook()
  const total = counted.rows?.[0]?.n
  const updating = counted.older || older
  useReady(!part && counted.live && !older)
  const columns = useMemo(
    () =>
      shown.map(name => ({
        key: name,
        label: heading(name),
        align: alignOf(name),
        width: widthOf(name),
        render: (value: TableValue) => cell(name, value),
      })),
    [shown, heading, cell],
  )
  const { exporting, failed, start, stop } = useExport<ExportFormat>(async (format, signal, onProgress) => {
    const listed = columns.map(({ key, label }) => ({ key, label, kind: kind(key) }))
    const table = { ...about(label), columns: listed }
    const blob = await exportRows(format, {
      page: (offset, limit, signal) => engine.rows(query({ offset, limit }), signal),
      table,
      count: total ?? 0,
      signal,
      onProgress,
    })
    saveBlob(blob, `${fileName}.${format}`)
  })
  const again = { advice: adviceOn(counted.error ?? error, t) }
  if (total === undefined) {
    if (counted.error === null) return <Skeleton />
    return <ErrorNote what={t('overview.failed')} detail={counted.error.message} {...again} onRetry={counted.refetch} />
  }
  return (
    <div className="rows-list" aria-busy={updating}>
      {failed !== null && (
        <ErrorNote what={t('rows.export.failed')} detail={failed.error.message} onRetry={() => start(failed.format)} />
      )}
      {error !== null && <ErrorNote what={t('overview.failed')} detail={error.message} {...again} />}
      {total === 0 ? (
        <EmptyState text={empty ?? t('overview.empty')} onRemoveAll={onRemoveFilters} />
      ) : (
        <DataTable
          label={label}
          of={count}
          look={look}
          count={total}
          columns={columns}
          row={row}
          onVisible={onVisible}
          onOpen={
            onOpen &&
            (index => {
              const opened = row(index)
              if (opened !== undefined) onOpen(opened)
            })
          }
          sort={{ key: sort.column, descending: sort.descending }}
          onSort={column => setSort(now => ({ column, descending: now.column === column ? !now.descending : false }))}
          bar={
            <span className="rows-bar">
              <strong data-rows={total}>{t('rows.count', { n: formats.count(total) })}</strong>
              <ExportMenu exporting={exporting} all={total} disabled={counted.older} onStart={start} onStop={stop} />
            </span>
          }
        />
      )}
    </div>
  )
}
