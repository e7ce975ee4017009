import { Link } from 'react-router'
import type { FileReport, Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { columnLabel, isMessage, type Texts, tableLabel, useTexts } from '../../i18n'
import { Dialog } from '../../ui/Dialog'

export interface DataReportProps {
  readonly profile: Profile
  readonly targets: Targets
  onClose(): void
  onRejected(): void
}

/** Every file with its rows, what was rejected and what is doubtful, with counts and examples. */
export function DataReport({ profile, targets, onClose, onRejected }: DataReportProps) {
  const texts = useTexts()
  const { t } = texts
  return (
    <Dialog title={t('overview.data.title')} subtitle={t('overview.data.subtitle')} onClose={onClose}>
      {profile.files.map(file => (
        <FilePart key={file.file} file={file} texts={texts} />
      ))}
      {profile.regions.problems.length > 0 && (
        <section className="overview-report">
          <h3>{t('overview.data.regions')}</h3>
          <ul>
            {profile.regions.problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      {targets.problems.length > 0 && (
        <section className="overview-report">
          <h3>{t('overview.data.targets')}</h3>
          <ul>
            {targets.problems.map(problem => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </section>
      )}
      {profile.files.some(file => file.rejected > 0) && (
        <button type="button" className="ui-button" onClick={onRejected}>
          {t('overview.data.rejected')}
        </button>
      )}{' '}
      <Link className="ui-button" to="/dictionary">
        {t('app.page.dictionary')}
      </Link>
    </Dialog>
  )
}

function FilePart({ file, texts }: { readonly file: FileReport; readonly texts: Texts }) {
  const { t, language, formats } = texts
  return (
    <section className="overview-report">
      <h3>
        {file.file} <small>{tableLabel(file.table, language)}</small>
      </h3>
      {file.error !== null ? (
        <p className="overview-report-error">{file.error}</p>
      ) : (
        <p>{t('overview.data.rows', { rows: formats.count(file.rows), rejected: formats.count(file.rejected) })}</p>
      )}
      {file.issues.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('overview.data.issue')}</th>
              <th scope="col">{t('overview.data.column')}</th>
              <th scope="col">{t('overview.data.count')}</th>
              <th scope="col">{t('overview.data.examples')}</th>
            </tr>
          </thead>
          <tbody>
            {file.issues.map(issue => {
              const key = `issues.${issue.kind}`
              return (
                <tr key={`${issue.kind} ${issue.column}`} data-issue={issue.kind}>
                  <td>{isMessage(key) ? t(key) : issue.kind}</td>
                  <td>{issue.column === null ? '' : columnLabel(file.table, issue.column, language)}</td>
                  <td className="overview-report-count">{formats.count(issue.count)}</td>
                  <td>{issue.examples.filter(Boolean).join(' · ')}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
    </section>
  )
}
