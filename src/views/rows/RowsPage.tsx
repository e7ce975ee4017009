import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import { useEngine, useRows } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import { notRestricting, resolve } from '../../filters/filters'
import type { FilteredTable } from '../../filters/predicates'
import { changedSearch, useChoices } from '../../filters/useChoices'
import { tableLabel, useTexts } from '../../i18n'
import { rowColumns, rowCount, type Subset, subsetsOf } from '../../queries/rows'
import { DataTable } from '../../ui/DataTable'
import { saveBlob } from '../../ui/download'
import { EmptyState } from '../../ui/EmptyState'
import { ErrorNote } from '../../ui/ErrorNote'
import { Segmented } from '../../ui/Segmented'
import { Skeleton } from '../../ui/Skeleton'
import { alignOf, cellOf, headingOf, widthOf } from './cells'
import { exportRows } from './exportRows'
import { usePages } from './usePages'
import './rows.css'

const tables: readonly FilteredTable[] = ['inspections', 'complaints', 'permits', 'entities']
const dayColumns: Readonly<Record<FilteredTable, string>> = {
  permits: 'decided_at',
  inspections: 'inspected_on',
  complaints: 'received_at',
  entities: 'first_seen_on',
}

/** The rows behind a figure, under the filters in force: sorted, searched by eye, exported whole. */
export function RowsPage({ profile }: { readonly profile: Profile }) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { choices, reset } = useChoices()
  const { table: named } = useParams()
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const { engine } = useEngine()
  const table = tables.find(each => each === named) ?? 'inspections'
  const subset = subsetsOf[table].find(each => each === search.get('rows')) ?? 'all'
  const filled = table === 'entities' ? noColumns : profile.filled[table]
  const shown = useMemo(() => rowColumns(table, filled), [table, filled])
  const usual = shown.includes(dayColumns[table])
    ? dayColumns[table]
    : (shown.find(name => /_(on|at)$|^valid_from$/.test(name)) ?? shown[0] ?? '')
  const [asked, setAsked] = useState<{ table: FilteredTable; column: string; descending: boolean } | null>(null)
  const sort = asked !== null && asked.table === table ? asked : { column: usual, descending: true }
  const input = useMemo(
    () => ({ table, subset, asOf: profile.asOf, filters: resolve(choices, profile.asOf).filters }),
    [table, subset, profile.asOf, choices],
  )
  const counted = useRows(useMemo(() => rowCount(input), [input]))
  const { row, onVisible, error } = usePages(input, shown, sort)
  const regions = useMemo(() => new Map(profile.regions.regions.map(region => [region.code, region.name])), [profile])
  const count = counted.rows?.[0]?.n
  const untouched = notRestricting(input.filters, table)

  const live = counted.live
  useLayoutEffect(() => {
    if (live) document.documentElement.dataset.ready = 'true'
    return () => {
      delete document.documentElement.dataset.ready
    }
  }, [live])

  const columns = shown.map(name => ({
    key: name,
    label: headingOf(table, name, texts),
    align: alignOf(name),
    width: widthOf(name),
    render: (value: string | number | boolean | null) => cellOf(table, name, value, regions, texts),
  }))
  const { exporting, failed, start, stop } = useExport(async (signal, onProgress) => {
    const blob = await exportRows({ engine, input, columns, sort, count: count ?? 0, signal, onProgress })
    saveBlob(blob, `${tableLabel(table, language)} ${input.filters.window.from ?? ''}–${input.filters.window.to}.csv`)
  })

  return (
    <div className="rows">
      <div className="rows-head">
        <button
          type="button"
          className="ui-button"
          onClick={() => navigate(`/overview${changedSearch('', () => choices)}`)}
        >
          ← {t('rows.back')}
        </button>
        <Segmented
          label={t('rows.table')}
          value={table}
          onChange={next => navigate(`/rows/${next}${changedSearch('', () => choices)}`)}
          options={tables.map(value => ({ value, label: tableLabel(value, language) }))}
        />
        {subsetsOf[table].length > 1 && (
          <Segmented
            label={t('rows.subset')}
            value={subset}
            onChange={(next: Subset) =>
              setSearch(before => {
                const after = new URLSearchParams(before)
                if (next === 'all') after.delete('rows')
                else after.set('rows', next)
                return after
              })
            }
            options={subsetsOf[table].map(value => ({ value, label: t(`rows.subset.${value}`) }))}
          />
        )}
        {untouched.length > 0 && (
          <span className="rows-note">
            {t('overview.notFiltered', {
              filters: untouched.map(key => t(`app.${key === 'window' ? 'window' : key}.title`)).join(', '),
            })}
          </span>
        )}
        <span className="rows-actions">
          {exporting === null ? (
            <button type="button" className="ui-button" disabled={!count} onClick={start}>
              {t('rows.export')}
            </button>
          ) : (
            <button type="button" className="ui-button" onClick={stop}>
              {t('rows.exporting', { done: formats.count(exporting), all: formats.count(count ?? 0) })} ·{' '}
              {t('app.cancel')}
            </button>
          )}
        </span>
      </div>
      {failed !== null && <ErrorNote what={t('rows.export.failed')} detail={failed.message} onRetry={start} />}
      {counted.error !== null && count === undefined ? (
        <ErrorNote
          what={t('overview.failed')}
          detail={counted.error.message}
          advice={t('overview.failed.advice')}
          onRetry={counted.refetch}
        />
      ) : count === undefined ? (
        <Skeleton />
      ) : count === 0 ? (
        <EmptyState text={t('overview.empty')} onRemoveAll={reset} />
      ) : (
        <>
          {error !== null && (
            <ErrorNote what={t('overview.failed')} detail={error.message} advice={t('overview.failed.advice')} />
          )}
          <DataTable
            key={`${table}/${subset}`}
            label={tableLabel(table, language)}
            count={count}
            columns={columns}
            row={row}
            onVisible={onVisible}
            sort={{ key: sort.column, descending: sort.descending }}
            onSort={column =>
              setAsked({ table, column, descending: sort.column === column ? !sort.descending : false })
            }
            bar={
              <strong className="rows-count" data-rows={count}>
                {t('rows.count', { n: formats.count(count) })}
              </strong>
            }
          />
        </>
      )}
    </div>
  )
}

const noColumns: readonly string[] = []

/** One export at a time, with its progress in rows; leaving the page ends it. */
function useExport(run: (signal: AbortSignal, onProgress: (done: number) => void) => Promise<void>) {
  const [exporting, setExporting] = useState<number | null>(null)
  const [failed, fail] = useState<Error | null>(null)
  const control = useRef<AbortController | null>(null)
  const stop = (): void => control.current?.abort()
  useLayoutEffect(() => () => control.current?.abort(), [])
  const start = (): void => {
    const own = new AbortController()
    control.current = own
    fail(null)
    setExporting(0)
    run(own.signal, done => setExporting(done))
      .catch((error: unknown) => {
        if (!own.signal.aborted) fail(error instanceof Error ? error : new Error(String(error)))
      })
      .finally(() => setExporting(null))
  }
  return { exporting, failed, start, stop }
}
