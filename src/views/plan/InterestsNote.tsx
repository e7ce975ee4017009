import { useMemo } from 'react'
import { useTexts } from '../../i18n'
import { strangeInterests } from '../../plan/interests'
import type { Inspector } from '../../plan/roster'
import { listed } from './inspectorWords'

/** Inspectors that are listed at once. */
const most = 100

export interface InterestsNoteProps {
  readonly inspectors: readonly Inspector[]
  /** Ids of the roster. */
  readonly known: ReadonlySet<string>
}

/** Interests in businesses that the roster does not have: no error, since they may lie outside the plan's scope. */
export function InterestsNote({ inspectors, known }: InterestsNoteProps) {
  const { t, formats, language } = useTexts()
  const strange = useMemo(() => strangeInterests(inspectors, known), [inspectors, known])
  if (strange.length === 0) return null
  return (
    <details className="plan-unfilled">
      <summary>
        {t('plan.inspectors.strange', {
          n: formats.count(strange.reduce((sum, { values }) => sum + values.length, 0)),
        })}
      </summary>
      <p className="plan-note">{t('plan.inspectors.strange.note')}</p>
      <ul className="plan-shortfalls">
        {strange.slice(0, most).map(({ id, name, values }) => (
          <li key={id}>{t('plan.inspectors.strange.of', { name, id, values: listed(values, language) })}</li>
        ))}
      </ul>
      {strange.length > most && (
        <p className="plan-note">{t('plan.more', { n: formats.count(strange.length - most) })}</p>
      )}
    </details>
  )
}
