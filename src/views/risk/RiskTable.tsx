import { type ReactNode, useCallback, useMemo, useState } from 'react'
import { type PageQuery, usePages } from '../../engine/usePages'
import { useEngine } from '../../engine/useRows'
import { classLabel, type Texts, useTexts } from '../../i18n'
import { adviceOn } from '../../parts/advice'
import { type RiskScheme, useRiskScheme } from '../../parts/riskScheme'
import { type RiskWords, scoreText, whyText } from '../../parts/riskWhy'
import { type RiskListInput, type RiskRow, riskPage, riskSorts } from '../../queries/riskList'
import type { Scorecard } from '../../risk/scorecard'
import { ClassBadge } from '../../ui/ClassBadge'
import { type DataColumn, type DataRow, DataTable } from '../../ui/DataTable'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import { type ExportFormat, ExportMenu } from '../../ui/ExportMenu'
import { useExportTable } from '../../ui/exportAbout'
import { exportRows } from '../../ui/exportRows'
import { useExport } from '../../ui/useExport'
import { useReady } from '../../ui/useReady'
import { exportColumns, exportRow, tableColumns } from './columns'
import type { RiskView } from './riskSearch'
import { useKeptLook } from './useKeptLook'

export interface RiskTableProps {
  readonly input: RiskListInput
  /** What filters do not restrict the list, in words, or empty. */
  readonly untouched: string
  readonly count: number
  readonly updating: boolean
  /** The count is a live answer. */
  readonly live: boolean
  readonly view: RiskView
  readonly narrow: boolean
  /** Stands in place of a list without rows. */
  readonly empty: ReactNode
  readonly regions: ReadonlyMap<string, string>
  onSort(sort: RiskView['sort']): void
  onOpen(entity: number): void
  onFile(entity: number): void
}

/** The list itself: sorted, chosen from, exported. On a phone each row is a card. */
export function RiskTable(props: RiskTableProps) {
  const { input, untouched, count, updating, live, view, narrow, empty, regions, onSort, onOpen, onFile } = props
  const texts = useTexts()
  const { t, formats } = texts
  const { engine } = useEngine()
  const look = useKeptLook()
  const about = useExportTable()
  const scheme = useRiskScheme()
  /** Rows of the export that is under way: those of the list, or those that were chosen. */
  const [exportedRows, setExported] = useState(0)
  const [selection, setSelection] = useState<Selection>({ card: input.card, day: input.at.day, rows: new Map() })
  // Rows are kept as they were scored: by another card or as of another day they would say what is not so.
  const isOf = selection.card === input.card && selection.day === input.at.day
  const chosen = isOf ? selection.rows : nobody
  const setChosen = useCallback(
    (change: (now: Selection['rows']) => Selection['rows']) =>
      setSelection(({ card, day, rows }) => ({
        card: input.card,
        day: input.at.day,
        rows: change(card === input.card && day === input.at.day ? rows : nobody),
      })),
    [input.card, input.at.day],
  )
  const { sort } = view
  const query = useCallback<PageQuery<RiskRow>>(page => riskPage(input, sort, page), [input, sort])
  const { row, onVisible, older, error } = usePages(query)
  const words = useMemo(
    (): RiskWords => ({ texts, card: input.card, asOf: input.at.day, regions }),
    [texts, input, regions],
  )
  useReady(live && !older)
  const toggle = useCallback(
    (of: RiskRow): void =>
      setChosen(now => {
        const next = new Map(now)
        if (!next.delete(of.entity_id)) next.set(of.entity_id, of)
        return next
      }),
    [setChosen],
  )
  const columns = useMemo(() => {
    const select: DataColumn = {
      key: 'entity_id',
      label: t('risk.column.select'),
      width: 40,
      unsorted: true,
      render: (_, of) => {
        const each = of as unknown as RiskRow
        return (
          <input
            type="checkbox"
            tabIndex={-1}
            aria-label={t('risk.select', { name: each.entity_name ?? t('risk.noName') })}
            checked={chosen.has(each.entity_id)}
            onClick={event => event.stopPropagation()}
            onChange={() => toggle(each)}
          />
        )
      },
    }
    return narrow ? [cardColumn(words)] : tableColumns(words, select)
  }, [words, narrow, chosen, toggle, t])

  const { exporting, failed, start, stop } = useExport<ExportFormat | 'chosen'>(async (format, signal, onProgress) => {
    const picked = [...chosen.values()].sort((a, b) => a.rank - b.rank)
    const label = t('app.page.risk')
    // Who was chosen may have been found by other words and filters than those of now.
    const of =
      format === 'chosen'
        ? [t('risk.chosen', { n: formats.count(picked.length) })]
        : [
            untouched,
            view.overdue ? t('risk.overdue') : '',
            view.q.trim() === '' ? '' : t('risk.export.search', { text: view.q.trim() }),
          ]
    const table = {
      ...about(label, exportSubtitle(input, formats.day(input.at.day), scheme, of, texts)),
      columns: exportColumns(words),
    }
    const page = async (offset: number, limit: number, abort: AbortSignal) =>
      format === 'chosen'
        ? picked.slice(offset, offset + limit).map(each => exportRow(each, words))
        : (await engine.rows(query({ offset, limit }), abort)).map(each => exportRow(each, words))
    const kind = format === 'chosen' ? 'xlsx' : format
    const all = format === 'chosen' ? picked.length : count
    setExported(all)
    saveBlob(await exportRows(kind, { page, table, count: all, signal, onProgress }), `${label}.${kind}`)
  })
  const openIndex = view.open === null ? null : indexOf(view.open, row, count)
  // A scorecard's reasons are no column of the answer: an empty text in their place has them written.
  const rowOf = (index: number): DataRow | undefined => {
    const of = row(index)
    return of === undefined ? undefined : ({ ...of, why: of.why ?? '' } as unknown as DataRow)
  }

  if (error !== null)
    return <ErrorNote what={t('overview.failed')} detail={error.message} advice={adviceOn(error, t)} />
  if (count === 0) return empty
  return (
    <div className="risk-list" aria-busy={updating || older} data-narrow={narrow || undefined}>
      {failed !== null && (
        <ErrorNote what={t('rows.export.failed')} detail={failed.error.message} onRetry={() => start(failed.format)} />
      )}
      <DataTable
        label={t('app.page.risk')}
        of={input}
        look={narrow ? plainLook : look}
        count={count}
        columns={columns}
        rowHeight={narrow ? 96 : 42}
        row={rowOf}
        onVisible={onVisible}
        sort={{ key: sort.column, descending: sort.descending }}
        onSort={key => {
          const column = riskSorts.find(name => name === key)
          if (column) onSort({ column, descending: sort.column === column ? !sort.descending : column === 'score' })
        }}
        onOpen={(index, far) => {
          const of = row(index)
          if (of) (far ? onFile : onOpen)(of.entity_id)
        }}
        onSelect={index => {
          const of = row(index)
          if (of) toggle(of)
        }}
        selected={openIndex}
        bar={
          <span className="risk-bar">
            <strong data-rows={count}>{t('risk.count', { n: formats.count(count) })}</strong>
            {chosen.size > 0 && (
              <span className="risk-chosen">
                {t('risk.chosen', { n: formats.count(chosen.size) })}
                <button type="button" className="ui-button" onClick={() => start('chosen')}>
                  {t('risk.chosen.export')}
                </button>
                <button type="button" className="ui-button" onClick={() => setChosen(() => nobody)}>
                  {t('risk.chosen.clear')}
                </button>
              </span>
            )}
            <ExportMenu exporting={exporting} all={exportedRows} disabled={updating} onStart={start} onStop={stop} />
          </span>
        }
      />
    </div>
  )
}

/** Rows that somebody chose, as a card scored them on a day. */
interface Selection {
  readonly card: Scorecard
  readonly day: string
  readonly rows: ReadonlyMap<number, RiskRow>
}

const nobody: Selection['rows'] = new Map()

/** What an export says of itself beside the filters: the day, how classes are made, and what else (`more`). */
const exportSubtitle = (
  { card: { thresholds } }: RiskListInput,
  day: string,
  { name }: RiskScheme,
  more: readonly string[],
  { t }: Texts,
): string =>
  [
    t('risk.export.sub', { day }),
    name === null ? t('risk.scheme.default') : t('risk.scheme', { name }),
    `${t('risk.by')}: ${t(`risk.by.${thresholds.by}`)}`,
    ...more,
  ]
    .filter(Boolean)
    .join(' · ')

const plainLook = { hidden: new Set<string>(), widths: {}, toggle: () => undefined, widen: () => undefined }

/** The whole business in one cell: a card. */
const cardColumn = (words: RiskWords): DataColumn => ({
  key: 'score',
  label: words.texts.t('risk.column.score'),
  width: 200,
  render: (_, of) => {
    const each = of as unknown as RiskRow
    const { t, formats } = words.texts
    const visit =
      each.last_visit_on === null
        ? t('risk.reason.never_visited')
        : t('risk.card.visit', { day: formats.day(each.last_visit_on) })
    return (
      <span className="risk-card">
        <span className="risk-card-head">
          <ClassBadge letter={each.class} title={classLabel(each.class, words.texts)} />
          <b>{scoreText(each.score)}</b>
          <strong>{each.entity_name ?? t('risk.noName')}</strong>
        </span>
        <span className="risk-card-why">{whyText(each, 3, words)}</span>
        <small>{[each.address, visit].filter(Boolean).join(' · ')}</small>
      </span>
    )
  },
})

/** Where an open business stands among the rows that are there; null where it is not in sight. */
function indexOf(entity: number, row: (index: number) => RiskRow | undefined, count: number): number | null {
  for (let i = 0; i < Math.min(count, 5000); i++) if (row(i)?.entity_id === entity) return i
  return null
}
