import { useTexts } from '../../i18n'
import { type InspectorColumn, inspectorColumns } from '../../plan/inspectorColumns'
import type { Inspector, Interest } from '../../plan/roster'
import { Dialog } from '../../ui/Dialog'
import { type InspectorPlaces, listed, remarkOf } from './inspectorWords'

export interface InspectorDetailsProps {
  readonly inspector: Inspector
  readonly places: InspectorPlaces
  onClose(): void
}

/** All of an inspector, to be read only. */
export function InspectorDetails({ inspector, places, onClose }: InspectorDetailsProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const remark = remarkOf(inspector, places, texts)
  const all = (of: readonly string[]): string => (of.length === 0 ? t('plan.inspectors.all') : listed(of, language))
  const interests = (kind: Interest['kind']): string =>
    listed(
      inspector.interests.flatMap(each => (each.kind === kind ? [each.value] : [])),
      language,
    ) || '–'
  const values: Readonly<Record<InspectorColumn, string>> = {
    id: inspector.id,
    name: inspector.name,
    department: inspector.department,
    regions: all(inspector.regions.map(code => places.names.get(code) ?? code)),
    industries: all(inspector.industries),
    capacity: formats.count(inspector.capacity),
    entities: interests('entity'),
    owners: interests('owner'),
    addresses: interests('address'),
  }
  return (
    <Dialog title={inspector.name} subtitle={t('plan.inspectors.frozen')} onClose={onClose}>
      <dl className="plan-inspectors-details">
        {inspectorColumns.map(column => (
          <div key={column}>
            <dt>{t(`plan.inspectors.column.${column}`)}</dt>
            <dd>{values[column]}</dd>
          </div>
        ))}
        {remark !== null && (
          <div>
            <dt>{t('plan.inspectors.remark')}</dt>
            <dd className="plan-inspectors-remark">{remark}</dd>
          </div>
        )}
      </dl>
    </Dialog>
  )
}
