import { useEffect, useMemo, useRef, useState } from 'react'
import type { QueryEngine } from '../../engine/engine'
import type { Trial } from '../../extracts/workspace/workspace'
import { columnLabel, isMessage, type Texts, useTexts } from '../../i18n'
import { rowKeys } from '../../schema'
import { csvHead, csvLines } from '../../ui/csv'
import { type DataRow, DataTable, useColumnLook } from '../../ui/DataTable'
import { Dialog } from '../../ui/Dialog'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { ExtractServices, IssueRows, QualityIssue, QualityReport } from './contracts'

/** Rows asked for at once: for the screen, and for a download. */
const [pageRows, atOnce] = [200, 20_000]

export interface IssueRowsDialogProps {
  readonly report: QualityReport
  readonly issue: QualityIssue
  readonly trial: Trial
  readonly services: ExtractServices
  onClose(): void
}

/** Exactly the rows that have a flaw, from the trial's engine, to be read and downloaded. */
export function IssueRowsDialog({ report, issue, trial, services, onClose }: IssueRowsDialogProps) {
  const texts = useTexts()
  const { t, formats } = texts
  const asked = useMemo(() => services.issueRows(report, issue), [services, report, issue])
  const { total, row, onVisible, error } = useIssuePages(trial.engine, asked)
  const look = useColumnLook()
  const [saving, setSaving] = useState(false)
  const [failed, fail] = useState<string | null>(null)
  const control = useRef<AbortController | null>(null)
  useEffect(() => () => control.current?.abort(), [])
  const columns = asked.columns.map(key => ({ key, label: headingOf(report, key, texts) }))
  const key = `issues.${issue.kind}`
  const title = isMessage(key) ? t(key) : issue.kind
  const save = async (): Promise<void> => {
    const own = new AbortController()
    control.current = own
    setSaving(true)
    fail(null)
    try {
      const parts = [csvHead(columns)]
      for (let offset = 0; offset < (total ?? 0); offset += atOnce)
        parts.push(csvLines(columns, await trial.engine.rows(asked.page({ offset, limit: atOnce }), own.signal)))
      saveBlob(new Blob(parts, { type: 'text/csv;charset=utf-8' }), `${fileOf(report, trial)} ${issue.kind}.csv`)
    } catch (reason) {
      if (!own.signal.aborted) fail(reason instanceof Error ? reason.message : String(reason))
    } finally {
      setSaving(false)
    }
  }
  const problem = failed ?? error
  return (
    <Dialog title={title} subtitle={fileOf(report, trial)} onClose={onClose}>
      {problem !== null && <ErrorNote what={t('extracts.issues.failed')} detail={problem} />}
      <div className="ex-rows">
        <DataTable
          label={title}
          of={asked}
          look={look}
          count={total ?? 0}
          columns={columns.map(column => ({ ...column, unsorted: true, width: /_row$/.test(column.key) ? 90 : 150 }))}
          row={row}
          onVisible={onVisible}
          bar={
            <>
              <b>{total === null ? '…' : t('rows.count', { n: formats.count(total) })}</b>{' '}
              <button type="button" className="ui-button" disabled={saving || !total} onClick={() => void save()}>
                {t('rows.export')}
              </button>
            </>
          }
        />
      </div>
    </Dialog>
  )
}

/** The file as it was dropped. */
export const fileOf = (report: QualityReport, trial: Trial): string =>
  trial.files.find(({ entry }) => entry.file === report.file)?.path.join(' · ') ?? report.file

function headingOf(report: QualityReport, name: string, { t, language }: Texts): string {
  const own = `rows.column.${name}`
  if (isMessage(own)) return t(own)
  if (name === 'value') return t('extracts.col.value')
  const { id, dates } = rowKeys[report.table]
  const canonical: Readonly<Record<string, string | undefined>> = { id, day: dates[0], name: 'entity_name' }
  return columnLabel(report.table, canonical[name] ?? name, language)
}

/** The pages of the rows that are in sight; each is asked for once. */
function useIssuePages(engine: QueryEngine, asked: IssueRows) {
  const [total, setTotal] = useState<number | null>(null)
  const [pages, setPages] = useState<Readonly<Record<number, readonly DataRow[]>>>({})
  const [error, setError] = useState<string | null>(null)
  const wanted = useRef(new Set<number>())
  const stop = useRef<AbortController | null>(null)
  useEffect(() => {
    const own = new AbortController()
    stop.current = own
    wanted.current = new Set()
    setTotal(null)
    setPages({})
    setError(null)
    engine.rows(asked.count, own.signal).then(
      ([first]) => own.signal.aborted || setTotal(first?.n ?? 0),
      (reason: unknown) => own.signal.aborted || setError(reason instanceof Error ? reason.message : String(reason)),
    )
    return () => own.abort()
  }, [engine, asked])
  const onVisible = (first: number, last: number): void => {
    for (let page = Math.floor(first / pageRows); page <= Math.floor(last / pageRows); page += 1) {
      const own = stop.current
      if (own === null || wanted.current.has(page)) continue
      wanted.current.add(page)
      engine.rows(asked.page({ offset: page * pageRows, limit: pageRows }), own.signal).then(
        rows => own.signal.aborted || setPages(now => ({ ...now, [page]: rows })),
        (reason: unknown) => own.signal.aborted || setError(reason instanceof Error ? reason.message : String(reason)),
      )
    }
  }
  const row = (index: number): DataRow | undefined => pages[Math.floor(index / pageRows)]?.[index % pageRows]
  return { total, row, onVisible, error }
}
