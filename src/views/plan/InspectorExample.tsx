import { useTexts } from '../../i18n'
import { inspectorColumns } from '../../plan/inspectorColumns'
import { PlainTable } from '../../ui/PlainTable'
import type { InspectorRegion } from './inspectorWords'

/** The columns of a table of inspectors, with two lines as they may be written. */
export function InspectorExample({ regions }: { readonly regions: readonly InspectorRegion[] }) {
  const { t, language } = useTexts()
  // Regions of this plan, so that the example could be taken as it stands.
  const codes = regions.slice(0, 2).map(({ code }) => code)
  const lines = [
    t('plan.inspectors.take.example.1', { regions: codes.join(language === 'zh' ? '；' : '; ') || '–' }),
    t('plan.inspectors.take.example.2'),
  ]
  const columns = inspectorColumns.map(key => ({ key, label: t(`plan.inspectors.column.${key}`) }))
  const rows = lines.map(line => {
    const cells = line.split(' | ').map(cell => (cell === '–' ? '' : cell))
    return Object.fromEntries(inspectorColumns.map((key, at) => [key, cells[at] ?? '']))
  })
  return (
    <>
      <h3 className="plan-inspectors-head">{t('plan.inspectors.take.expects')}</h3>
      <p className="plan-inspectors-note">{t('plan.inspectors.take.how')}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="plan-inspectors-scroll" tabIndex={0} aria-label={t('plan.inspectors.take.expects')}>
        <PlainTable caption={t('plan.inspectors.take.expects')} data={{ columns, rows }} />
      </section>
    </>
  )
}
