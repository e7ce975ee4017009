import { type FormEvent, useId, useState } from 'react'
import { type Texts, useTexts } from '../../i18n'
import { columnOfInterest, mostCapacity, usualCapacity } from '../../plan/inspectorRow'
import { type InspectorProblem, inspectorTable, readInspectors } from '../../plan/inspectorRows'
import type { Inspector, Interest } from '../../plan/roster'
import { Dialog } from '../../ui/Dialog'
import { InspectorItems, type Items, whole } from './InspectorItems'
import { headingsOf, type InspectorPlaces, problemText } from './inspectorWords'

export interface InspectorDialogProps {
  /** Null for a new one. */
  readonly inspector: Inspector | null
  /** The others of the plan: nobody has the id of another. */
  readonly others: readonly Inspector[]
  readonly places: InspectorPlaces
  onSave(inspector: Inspector): void
  onRemove(): void
  onClose(): void
}

const kinds = ['entity', 'owner', 'address'] as const satisfies readonly Interest['kind'][]
const lists = ['regions', 'industries', ...kinds.map(kind => columnOfInterest[kind])] as const
type ListName = (typeof lists)[number]

/** One inspector, all fields. What is saved has been read as a row of a table is: the same rules hold for both. */
export function InspectorDialog({ inspector, others, places, onSave, onRemove, onClose }: InspectorDialogProps) {
  const texts = useTexts()
  const { t } = texts
  const [given, setGiven] = useState({
    id: inspector?.id ?? '',
    name: inspector?.name ?? '',
    department: inspector?.department ?? '',
    capacity: String(inspector?.capacity ?? usualCapacity),
  })
  const [items, setItems] = useState<Readonly<Record<ListName, Items>>>(() => itemsOfInspector(inspector))
  const [problems, setProblems] = useState<readonly InspectorProblem[]>([])
  const form = useId()
  const departments = [...new Set(others.map(({ department }) => department))]
  const nameOf = (code: string): string => places.names.get(code) ?? t('plan.inspectors.item.unknown', { value: code })

  const save = (event: FormEvent): void => {
    event.preventDefault()
    const made: Inspector = {
      ...given,
      capacity: given.capacity.trim() === '' ? Number.NaN : Number(given.capacity),
      regions: whole(items.regions, 'regions'),
      industries: whole(items.industries, 'industries'),
      interests: kinds.flatMap(kind =>
        whole(items[columnOfInterest[kind]], columnOfInterest[kind]).map(value => ({ kind, value })),
      ),
    }
    const read = readAlone(made, others, places, t)
    if (read.inspector !== null) onSave(read.inspector)
    else setProblems(read.problems)
  }
  const field = (key: 'id' | 'name' | 'department') => (
    <div className="plan-inspectors-field">
      <label htmlFor={`${form}-${key}`}>{t(`plan.inspectors.column.${key}`)}</label>
      <input
        id={`${form}-${key}`}
        required
        maxLength={200}
        autoComplete="off"
        list={key === 'department' ? `${form}-departments` : undefined}
        value={given[key]}
        onChange={event => setGiven({ ...given, [key]: event.target.value })}
      />
    </div>
  )
  return (
    <Dialog
      title={inspector === null ? t('plan.inspectors.add') : t('plan.inspectors.edit', { name: inspector.name })}
      subtitle={t('plan.inspectors.what')}
      onClose={onClose}
    >
      <form className="plan-inspectors-form" onSubmit={save}>
        {field('id')}
        {field('name')}
        {field('department')}
        <datalist id={`${form}-departments`}>
          {departments.map(department => (
            <option key={department} value={department} />
          ))}
        </datalist>
        <div className="plan-inspectors-field">
          <label htmlFor={`${form}-capacity`}>{t('plan.inspectors.column.capacity')}</label>
          <input
            id={`${form}-capacity`}
            type="number"
            required
            min={0}
            max={mostCapacity}
            step={1}
            aria-describedby={`${form}-capacity-hint`}
            value={given.capacity}
            onChange={event => setGiven({ ...given, capacity: event.target.value })}
          />
          <small id={`${form}-capacity-hint`}>{t('plan.inspectors.hint.capacity', { most: mostCapacity })}</small>
        </div>
        {lists.map(column => (
          <InspectorItems
            key={column}
            column={column}
            items={items[column]}
            options={
              column === 'regions'
                ? places.regions.map(({ code, name }) => [code, name] as const)
                : column === 'industries'
                  ? places.industries.map(industry => [industry, industry] as const)
                  : []
            }
            textOf={column === 'regions' ? nameOf : undefined}
            onChange={own => setItems({ ...items, [column]: own })}
          />
        ))}
        {problems.length > 0 && (
          <div className="plan-inspectors-unsaved" role="alert">
            <b>{t('plan.inspectors.unsaved')}</b>
            <ul>
              {problems.map(problem => (
                <li key={`${problem.code} ${problem.column} ${problem.value}`}>{problemText(problem, texts)}</li>
              ))}
            </ul>
          </div>
        )}
        <div className="plan-inspectors-actions">
          {inspector !== null && (
            <button type="button" className="ui-button" onClick={onRemove}>
              {t('plan.inspectors.remove')}
            </button>
          )}
          <span />
          <button type="button" className="ui-button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button type="submit" className="ui-button" data-primary>
            {t('plan.inspectors.save')}
          </button>
        </div>
      </form>
    </Dialog>
  )
}

function itemsOfInspector(inspector: Inspector | null): Record<ListName, Items> {
  const of = (values: readonly string[]): Items => ({ values, typed: '' })
  const interests = (kind: Interest['kind']): Items =>
    of(inspector?.interests.flatMap(each => (each.kind === kind ? [each.value] : [])) ?? [])
  return {
    regions: of(inspector?.regions ?? []),
    industries: of(inspector?.industries ?? []),
    entities: interests('entity'),
    owners: interests('owner'),
    addresses: interests('address'),
  }
}

/** An inspector as the only row of a table. Null where anything but an industry that nobody knows is odd: here it can be put right at once. */
export function readAlone(
  inspector: Inspector,
  before: readonly Inspector[],
  { regions, industries }: Pick<InspectorPlaces, 'regions' | 'industries'>,
  t: Texts['t'],
): { readonly inspector: Inspector | null; readonly problems: readonly InspectorProblem[] } {
  const table = inspectorTable([inspector], headingsOf(t))
  const { inspectors, problems } = readInspectors(table, { regions, industries, before })
  const grave = problems.filter(({ code }) => code !== 'industry_unknown')
  return { inspector: grave.length === 0 ? (inspectors[0] ?? null) : null, problems: grave }
}
