import { useMemo } from 'react'
import type { Inspector } from '../../plan/roster'
import { byDepartment, type InspectorPlaces, remarkOf, useSteadyTexts } from './inspectorWords'

/** How many inspectors a plan has, of which departments, what they can do a day, and how many have a remark. */
export function InspectorSummary({
  inspectors,
  places,
}: {
  readonly inspectors: readonly Inspector[]
  readonly places: InspectorPlaces
}) {
  const texts = useSteadyTexts()
  const { t, formats } = texts
  const departments = useMemo(() => byDepartment(inspectors), [inspectors])
  const marked = useMemo(
    () => inspectors.filter(each => remarkOf(each, places, texts) !== null).length,
    [inspectors, places, texts],
  )
  return (
    <>
      <p className="plan-inspectors-summary">
        {t('plan.inspectors.summary', {
          people: formats.count(inspectors.length),
          departments: formats.count(departments.length),
          capacity: formats.count(departments.reduce((sum, { capacity }) => sum + capacity, 0)),
        })}
      </p>
      {departments.length > 1 && (
        <ul className="plan-inspectors-departments" aria-label={t('plan.inspectors.departments')}>
          {departments.map(({ department, people, capacity }) => (
            <li key={department}>
              {t('plan.inspectors.department', {
                ...{ department, people: formats.count(people), capacity: formats.count(capacity) },
              })}
            </li>
          ))}
        </ul>
      )}
      {marked > 0 && (
        <p className="plan-inspectors-marked">{t('plan.inspectors.marked', { people: formats.count(marked) })}</p>
      )}
    </>
  )
}
