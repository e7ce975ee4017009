import { lazy, memo, Suspense, useState } from 'react'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { fetchRest, tableLabel, useTexts } from '../../i18n'
import { tableNames } from '../../schema'

const Report = lazy(async () => {
  const [{ DataReport }] = await Promise.all([import('./DataReport'), fetchRest()])
  return { default: DataReport }
})

/** What the page rests on: rows used and not used, by extract, with the report a click away. */
export const DataLine = memo(function DataLine({
  profile,
  targets,
  onRejected,
}: {
  readonly profile: Profile
  readonly targets: Targets
  onRejected(): void
}) {
  const { t, language, formats } = useTexts()
  const [open, show] = useState(false)
  const rejected = profile.files.reduce((sum, file) => sum + file.rejected, 0)
  const ofFiles = profile.files.reduce((sum, file) => sum + file.issues.length + (file.error === null ? 0 : 1), 0)
  const kinds = ofFiles + targets.problems.length
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
          <Report profile={profile} targets={targets} onClose={() => show(false)} onRejected={onRejected} />
        </Suspense>
      )}
    </footer>
  )
})
