import { useState } from 'react'
import type { Trial } from '../../extracts/workspace/workspace'
import { columnLabel, isMessage, levelLabel, type Texts, tableLabel, tableTitle, useTexts } from '../../i18n'
import { runsOut } from '../../storage/files'
import { Comparisons } from './Comparisons'
import { dimensions, type ExtractServices, type QualityReport } from './contracts'
import type { ImportFlow } from './flow'
import { usedRegions } from './flowRegions'
import type { FlowState } from './flowState'
import { IssueList } from './IssueList'
import { fileOf } from './IssueRowsDialog'
import { asksToConfirm } from './needs'
import { Timeliness } from './Timeliness'
import { listed, scoreWord } from './texts'

export interface ReportProps {
  readonly flow: ImportFlow
  readonly state: FlowState
  readonly services: ExtractServices
}

/** What would come in, before anyone else sees it. */
export function Report({ flow, state, services }: ReportProps) {
  const { t, language, formats } = useTexts()
  const [by, setBy] = useState('')
  const { trial, reports, confirmed, step } = state
  if (trial === null) return null
  const asks = asksToConfirm(trial.comparisons)
  const busy = step === 'committing'
  const regions = usedRegions(state.regions)
  const label = listed(
    [
      ...flow
        .loads()
        .map(({ table, mode, rows }) =>
          t(`extracts.commit.${mode}`, { table: tableLabel(table, language), rows: formats.count(rows) }),
        ),
      ...(regions.length > 0 ? [t('extracts.commit.regions', { files: formats.count(regions.length) })] : []),
    ],
    language,
  )
  const kept = services.workspace.state()
  const bytes = trial.files.reduce((sum, file) => sum + file.bytes, 0)
  return (
    <>
      <Comparisons comparisons={trial.comparisons} />
      {reports.map(report => (
        <FileReportPart key={report.file} flow={flow} report={report} state={state} services={services} />
      ))}
      {regions.length > 0 && <RegionsReport trial={trial} />}
      {runsOut(kept, bytes) && <p className="ex-warn">{t('extracts.kept.willFill')}</p>}
      <footer className="ex-foot">
        {asks && (
          <label className="ex-warn">
            <input
              type="checkbox"
              checked={confirmed}
              disabled={busy}
              onChange={event => flow.confirm(event.target.checked)}
            />{' '}
            {t('extracts.confirm')}
          </label>
        )}
        <button type="button" className="ui-button" disabled={busy} onClick={() => flow.back()}>
          {t('extracts.back')}
        </button>
        <label className="ex-by">
          <span>{t('extracts.by')}</span>
          <input
            className="ex-field"
            value={by}
            maxLength={80}
            disabled={busy}
            onChange={event => setBy(event.target.value)}
          />
        </label>
        <button
          type="button"
          className="ui-button"
          data-primary
          disabled={busy || (asks && !confirmed)}
          onClick={() => void flow.commit(by.trim() === '' ? null : by.trim())}
        >
          {busy ? t('extracts.committing') : label}
        </button>
      </footer>
    </>
  )
}

/** The regions as they would be, and what is wrong with them. */
function RegionsReport({ trial: { profile } }: { readonly trial: Trial }) {
  const { t, language, formats } = useTexts()
  const { levels, regions, problems } = profile.regions
  return (
    <section className="ex-card" aria-label={t('extracts.regions')}>
      <header className="ex-head">
        <h2>{t('extracts.regions')}</h2>
      </header>
      <p>
        {listed(
          levels.map(level =>
            t('extracts.regions.ofLevel', {
              level: levelLabel(level, language),
              regions: formats.count(regions.filter(each => each.level === level).length),
            }),
          ),
          language,
        )}
      </p>
      {problems.length > 0 && (
        <div className="ex-warn">
          {t('extracts.regions.problems')}
          <ul>
            {problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function FileReportPart({ flow, report, state, services }: ReportProps & { readonly report: QualityReport }) {
  const { t, language, formats } = useTexts()
  const { table, scores, linking } = report
  const masked = report.masked ?? []
  // As it was dropped: the name that it is kept under means nothing to anyone.
  const name = state.trial === null ? report.file : fileOf(report, state.trial)
  const all = linking.reduce((sum, { rows }) => sum + rows, 0)
  const linked = all - linking.reduce((sum, { method, rows }) => sum + (method === null ? rows : 0), 0)
  return (
    <section className="ex-card ex-report" aria-label={`${tableTitle(table, language)} · ${name}`}>
      <header className="ex-head">
        <h2>{tableTitle(table, language)}</h2>
        <p>{name}</p>
      </header>
      <p className="ex-used">
        {t('extracts.used', { rows: formats.count(report.rows), rejected: formats.count(report.rejected) })}
      </p>
      <dl className="ex-scores">
        {dimensions.map(dimension => (
          <div
            key={dimension}
            data-score={
              scores[dimension] === null
                ? 'none'
                : (scores[dimension] ?? 0) >= 0.98
                  ? 'good'
                  : (scores[dimension] ?? 0) >= 0.9
                    ? 'fair'
                    : 'poor'
            }
          >
            <dt>{t(`extracts.dimension.${dimension}`)}</dt>
            <dd>
              <b>{formats.rate(scores[dimension])}</b> {scoreWord(scores[dimension], t)}
            </dd>
          </div>
        ))}
      </dl>
      <div className="ex-two">
        <div className="ex-part">
          <h3>{t('extracts.completeness')}</h3>
          <section
            className="ex-scroll ex-tall"
            aria-label={t('extracts.tableOf', { what: t('extracts.completeness') })}
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
            tabIndex={0}
          >
            <table className="ex-table">
              <tbody>
                {report.completeness.map(({ column, filled, share, required }) => (
                  <tr key={column}>
                    <th scope="row">
                      {columnLabel(table, column, language)}
                      {required && <small className="ex-need">{t('extracts.needed')}</small>}
                    </th>
                    <td className="ex-bar" aria-hidden="true">
                      <i style={{ width: `${share * 100}%` }} />
                    </td>
                    <td data-align="right" title={formats.count(filled)}>
                      {formats.rate(share)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </div>
        <div className="ex-part">
          <Timeliness of={report.timeliness} />
          <h3>{t('extracts.linking')}</h3>
          {all > 0 && (
            <p className="ex-note">
              {t('extracts.linked', {
                share: formats.rate(linked / all),
                rows: formats.count(linked),
                all: formats.count(all),
              })}
            </p>
          )}
          <table className="ex-table">
            <tbody>
              {linking.map(({ method, rows }) => (
                <tr key={method ?? ''}>
                  <th scope="row">{method === null ? t('rows.unlinked') : linkText(method, t)}</th>
                  <td data-align="right">{formats.count(rows)}</td>
                  <td data-align="right">{all > 0 ? formats.rate(rows / all) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <h3>{t('extracts.masks')}</h3>
          <p className="ex-note">
            {masked.length === 0
              ? t('extracts.masks.none')
              : listed(
                  masked.map(
                    ({ column, kind, count }) => `${column} (${t(`extracts.mask.${kind}`)}, ${formats.count(count)})`,
                  ),
                  language,
                )}
          </p>
        </div>
      </div>
      <IssueList flow={flow} report={report} trial={state.trial} services={services} />
    </section>
  )
}

function linkText(method: string, t: Texts['t']): string {
  const key = `rows.link.${method}`
  return isMessage(key) ? t(key) : method
}
