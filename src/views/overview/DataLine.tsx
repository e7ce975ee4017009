import { lazy, memo, Suspense, useState } from 'react'
import type { Profile } from '../../extracts/report'
import { tableLabel, useTexts } from '../../i18n'
import { tableNames } from '../../schema'

const DataReport = lazy(() => import('./DataReport').then(report => ({ default: report.DataReport })))

/** What the page rests on: rows used and not used, by extract, with the report a click away. */
export const DataLine = memo(function DataLine({
  profile,
  onRejected,
}: {
  readonly profile: Profile
  onRejected(): void
}) {
  const { t, language, formats } = useTexts()
  const [open, show] = useState(false)
  const rejected = profile.files.reduce((sum, file) => sum + file.rejected, 0)
  const kinds = profile.files.reduce((sum, file) => sum + file.issues.length + (file.error === null ? 0 : 1), 0)
  return (
    <footer className="overview-data">
      <span>
        {tableNames.map(table => `${tableLabel(table, language)} ${formats.count(profile.rows[table])}`).join(' · ')}
      </span>
      <button type="button" className="ui-link" onClick={() => show(true)}>
        {t('overview.data.summary', { rejected: formats.count(rejected), kinds: formats.count(kinds) })}
      </button>
      {open && (
        <Suspense fallback={null}>
          <DataReport profile={profile} onClose={() => show(false)} onRejected={onRejected} />
        </Suspense>
      )}
    </footer>
  )
})
