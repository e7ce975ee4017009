import { useMemo, useState } from 'react'
import { series } from '../../charts/series'
import { useTexts } from '../../i18n'
import { Card } from '../../ui/Card'
import { ChartFrame } from '../../ui/ChartFrame'
import { DataTable, useColumnLook } from '../../ui/DataTable'
import { Segmented } from '../../ui/Segmented'
import type { TableValue } from '../../ui/table'
import { useChartTheme } from '../../ui/useChartTheme'
import { isNumeric, keyOf, shortType, tableData } from './answers'
import { chartOf, mostDrawn } from './chartOf'
import type { Outcome } from './useRuns'

const looks = ['table', 'bar', 'line', 'points'] as const
type Look = (typeof looks)[number]

export interface AnswerProps {
  /** The statement in one line. */
  readonly title: string
  readonly outcome: Extract<Outcome, { kind: 'answer' }>
}

/** One answer as a table or a chart, with its exports. */
export function Answer({ title, outcome: { answer, milliseconds } }: AnswerProps) {
  const { t, formats } = useTexts()
  const theme = useChartTheme()
  const [look, setLook] = useState<Look>('table')
  const table = useMemo(() => tableData(answer), [answer])
  const drawable = useMemo(() => chartOf(answer), [answer])
  const chart = useMemo(
    () =>
      drawable === null || look === 'table'
        ? null
        : series(drawable.names, drawable.series, { mark: look, label: title }, theme),
    [drawable, look, title, theme],
  )
  const rows = formats.count(answer.rows.length)
  const notes = [
    answer.more ? t('sql.more', { rows }) : null,
    chart !== null && answer.rows.length > mostDrawn ? t('sql.drawn', { rows: formats.count(mostDrawn) }) : null,
  ].filter(note => note !== null)
  const card = {
    id: 'sql-answer',
    title,
    subtitle: t('sql.answered', { rows, time: formats.milliseconds(milliseconds) }),
    table,
    state: 'ready' as const,
    note: notes.length === 0 ? undefined : notes.join(' '),
    className: 'sql-answer',
    controls:
      drawable === null ? undefined : (
        <Segmented
          label={t('sql.look')}
          value={look}
          onChange={(next: Look) => setLook(next)}
          options={looks.map(value => ({ value, label: t(`sql.look.${value}`) }))}
        />
      ),
  }
  if (chart !== null) return <ChartFrame {...card} chart={chart} />
  const plan = answer.columns[1]?.name === 'explain_value'
  return (
    <Card {...card}>
      {plan ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        <pre className="sql-plan" tabIndex={0}>
          {answer.rows.map(row => row[1]).join('\n')}
        </pre>
      ) : (
        <AnswerTableView title={title} answer={answer} labels={table.columns.map(column => column.label)} />
      )}
    </Card>
  )
}

interface TableViewProps {
  readonly title: string
  readonly answer: AnswerProps['outcome']['answer']
  readonly labels: readonly string[]
}

function AnswerTableView({ title, answer, labels }: TableViewProps) {
  const { t, formats } = useTexts()
  const look = useColumnLook()
  const columns = useMemo(
    () =>
      answer.columns.map(({ type }, i) => ({
        key: keyOf(i),
        label: labels[i] ?? '',
        note: shortType(type),
        align: isNumeric(type) ? ('right' as const) : ('left' as const),
        width: widthOf(answer.rows, i, `${labels[i] ?? ''}`, shortType(type)),
        render: (value: TableValue) =>
          value === '' ? <i className="sql-null">{t('sql.emptyText')}</i> : String(value),
        missing: <i className="sql-null">NULL</i>,
      })),
    [answer, labels, t],
  )
  return (
    <DataTable
      label={title}
      of={answer}
      look={look}
      count={answer.rows.length}
      columns={columns}
      row={index => {
        const values = answer.rows[index]
        return values && Object.fromEntries(values.map((value, i) => [keyOf(i), value]))
      }}
      bar={
        <span data-rows={answer.rows.length}>
          {t('sql.size', { rows: formats.count(answer.rows.length), columns: formats.count(answer.columns.length) })}
        </span>
      }
    />
  )
}

/** Wide enough for the first rows, within bounds. */
function widthOf(rows: readonly (readonly TableValue[])[], column: number, ...heads: readonly string[]): number {
  const units = (text: string): number => text.length + (text.match(/[\u2e80-\uffff]/g)?.length ?? 0)
  const longest = Math.max(
    ...heads.map(units),
    ...rows.slice(0, 60).map(row => Math.min(60, units(String(row[column] ?? 'NULL')))),
  )
  return Math.min(360, Math.max(72, Math.round(longest * 7.2 + 24)))
}
