import { useMemo } from 'react'
import { useRows } from '../../engine/useRows'
import { useTexts } from '../../i18n'
import { mostInspectors, type PlanDraft } from '../../plan/draft'
import { usualCapacity } from '../../plan/inspectorRow'
import type { Target } from '../../plan/roster'
import { monthsUpTo, rosterInspectors } from '../../queries/roster'
import { InspectorsPart } from './InspectorsPart'
import { InterestsNote } from './InterestsNote'
import type { PlanNames } from './planNames'

export interface InspectorsTabProps {
  readonly plan: PlanDraft
  readonly names: PlanNames
  readonly asOf: string
  readonly frozen: boolean
  /** The plan's roster; null where it is not known. */
  readonly targets: readonly Target[] | null
  onChange(change: Partial<PlanDraft>): void
}

/** The inspectors of a plan, and a way to begin with those who made visits in the last twelve months. */
export function InspectorsTab({ plan, names, asOf, frozen, targets, onChange }: InspectorsTabProps) {
  const { t, formats } = useTexts()
  const { rows } = useRows(useMemo(() => rosterInspectors(monthsUpTo(asOf)), [asOf]))
  const known = useMemo(() => (targets === null ? null : new Set(targets.map(({ id }) => id))), [targets])
  const here = new Set(plan.inspectors.map(({ id }) => id))
  const others = (rows ?? [])
    .filter(({ inspector }) => !here.has(inspector))
    .slice(0, mostInspectors - plan.inspectors.length)
  const take = (): void =>
    onChange({
      inspectors: [
        ...plan.inspectors,
        ...others.map(({ inspector, department }) => ({
          id: inspector,
          name: inspector,
          department: department ?? t('plan.department.none'),
          regions: [],
          industries: [],
          capacity: usualCapacity,
          interests: [],
        })),
      ],
    })
  return (
    <>
      {!frozen && others.length > 0 && (
        <p className="plan-row">
          <button type="button" className="ui-button" onClick={take}>
            {t('plan.takeKnown', { n: formats.count(others.length) })}
          </button>
          <span className="plan-note">{t('plan.takeKnown.note', { n: usualCapacity })}</span>
        </p>
      )}
      <InspectorsPart
        key={plan.id}
        inspectors={plan.inspectors}
        regions={names.regions}
        industries={names.industries}
        frozen={frozen}
        onChange={inspectors => onChange({ inspectors })}
      />
      {known !== null && <InterestsNote inspectors={plan.inspectors} known={known} />}
    </>
  )
}
