import { useState } from 'react'
import type { Trial } from '../../extracts/workspace/workspace'
import { columnLabel, isMessage, type Texts, useTexts } from '../../i18n'
import { dimensions, type ExtractServices, type QualityIssue, type QualityReport } from './contracts'
import type { ImportFlow } from './flow'
import { IssueRowsDialog } from './IssueRowsDialog'
import { RepeatedChoices } from './RepeatedChoices'

export interface IssueListProps {
  readonly flow: ImportFlow
  readonly report: QualityReport
  readonly trial: Trial | null
  readonly services: ExtractServices
}

/** Flaws by dimension with count and examples; each opens the rows behind it. */
export function IssueList({ flow, report, trial, services }: IssueListProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const [open, setOpen] = useState<QualityIssue | null>(null)
  const { table, issues } = report
  return (
    <section>
      <h3>{t('extracts.issues')}</h3>
      {issues.length === 0 ? (
        <p className="ex-note">{t('extracts.issues.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="ex-scroll" tabIndex={0} aria-label={t('extracts.tableOf', { what: t('extracts.issues') })}>
          <table className="ex-table">
            <thead>
              <tr>
                <th scope="col">{t('extracts.col.dimension')}</th>
                <th scope="col">{t('extracts.col.issue')}</th>
                <th scope="col">{t('extracts.col.canonical')}</th>
                <th scope="col" data-align="right">
                  {t('extracts.col.rows')}
                </th>
                <th scope="col">{t('extracts.col.examples')}</th>
                <td />
              </tr>
            </thead>
            {dimensions.map(dimension => (
              <tbody key={dimension}>
                {issues
                  .filter(issue => issue.dimension === dimension)
                  .map((issue, i) => {
                    const key = `issues.${issue.kind}`
                    const text = isMessage(key) ? t(key) : issue.kind
                    return (
                      <tr key={`${issue.kind} ${issue.column}`}>
                        <td>{i === 0 ? t(`extracts.dimension.${dimension}`) : ''}</td>
                        <th scope="row" className="ex-wrap">
                          {text} {issue.rejected && <small className="ex-tag">{t('extracts.rejected')}</small>}
                          {issue.kind === 'repeated_id' && <RepeatedChoices flow={flow} table={table} />}
                        </th>
                        <td>{issue.column === null ? '' : columnLabel(table, issue.column, language)}</td>
                        <td data-align="right">{formats.count(issue.count)}</td>
                        <td className="ex-wrap">
                          {issue.examples.map((value, i) => example(value, issue.rows[i], texts)).join(' · ')}
                        </td>
                        <td>
                          <button type="button" className="ui-button" onClick={() => setOpen(issue)}>
                            {t('extracts.issues.rows')}
                            <span className="ui-hidden"> {text}</span>
                          </button>
                        </td>
                      </tr>
                    )
                  })}
              </tbody>
            ))}
          </table>
        </section>
      )}
      {open !== null && trial !== null && (
        <IssueRowsDialog report={report} issue={open} trial={trial} services={services} onClose={() => setOpen(null)} />
      )}
    </section>
  )
}

/** A value with its row in the file; a row without a value is named alone. */
function example(value: string, row: number | undefined, { t, formats }: Texts): string {
  if (row === undefined) return value
  const at = t('extracts.exampleRow', { row: formats.count(row) })
  return value === '' ? at : t('extracts.example', { at, value })
}
