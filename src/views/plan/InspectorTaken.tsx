import { useTexts } from '../../i18n'
import type { Inspector } from '../../plan/roster'
import { PlainTable } from '../../ui/PlainTable'
import { type InspectorPlaces, rowOf } from './inspectorWords'

/** Rows that show whether columns were understood. */
const shown = 3

/** Who comes in: the first few, and how many go everywhere since nothing bounds them. */
export function InspectorTaken({
  inspectors,
  places,
}: {
  readonly inspectors: readonly Inspector[]
  readonly places: InspectorPlaces
}) {
  const texts = useTexts()
  const { t, formats } = texts
  const regions = inspectors.filter(each => each.regions.length === 0).length
  const industries = inspectors.filter(each => each.industries.length === 0).length
  const columns = [
    ...(['id', 'name', 'department', 'regions', 'industries'] as const).map(key => ({
      key,
      label: t(`plan.inspectors.column.${key}`),
    })),
    { key: 'capacity', label: t('plan.inspectors.column.capacity'), align: 'right' as const },
    { key: 'interests', label: t('plan.inspectors.interests') },
  ]
  return (
    <>
      {regions + industries > 0 && (
        <p className="plan-inspectors-note">
          {t('plan.inspectors.take.open', {
            regions: formats.count(regions),
            industries: formats.count(industries),
          })}
        </p>
      )}
      <h3 className="plan-inspectors-head">{t('plan.inspectors.take.first')}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="plan-inspectors-scroll" tabIndex={0} aria-label={t('plan.inspectors.take.first')}>
        <PlainTable
          caption={t('plan.inspectors.take.first')}
          data={{ columns, rows: inspectors.slice(0, shown).map(each => rowOf(each, places, texts)) }}
        />
      </section>
    </>
  )
}
