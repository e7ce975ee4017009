import { useId } from 'react'
import { levelLabel, useTexts } from '../../i18n'
import type { PlanDraft } from '../../plan/draft'
import { type Dimension, dimensions, leastFloor, type Rules } from '../../plan/rules'
import { NumberField } from './NumberField'
import { PickList } from './PickList'
import type { PlanNames } from './planNames'
import { QuotaRows } from './QuotaRows'

export interface RulesPartProps {
  readonly plan: PlanDraft
  readonly names: PlanNames
  readonly frozen: boolean
  onChange(change: Partial<PlanDraft>): void
}

/** Which businesses a plan may draw, how many of which, and by what limits. */
export function RulesPart({ plan, names, frozen, onChange }: RulesPartProps) {
  const { t, language } = useTexts()
  const id = useId()
  const { rules, scope } = plan
  const set = (change: Partial<Rules>): void => onChange({ rules: { ...rules, ...change } })
  const byDimension = (dimension: Dimension): void => {
    const on = rules.dimensions.includes(dimension)
    const next = dimensions.filter(each => (each === dimension ? !on : rules.dimensions.includes(each)))
    // A quota cannot ask for what strata are not made by any more.
    set({ dimensions: next, quotas: on ? rules.quotas.map(quota => ({ ...quota, [dimension]: null })) : rules.quotas })
  }
  // Codes of one level say nothing at another.
  const namesRegions =
    rules.quotas.some(({ region }) => region !== null) || plan.inspectors.some(({ regions }) => regions.length > 0)
  const departments = [...new Set(plan.inspectors.map(({ department }) => department))].sort()
  return (
    <div className="plan-rules">
      <section className="plan-block" aria-labelledby={`${id}-scope`}>
        <h3 id={`${id}-scope`}>{t('plan.scope')}</h3>
        <p className="plan-note">{t('plan.scope.note')}</p>
        <div className="plan-row">
          {names.levels.length > 1 && (
            <span className="plan-field">
              <label htmlFor={`${id}-level`}>{t('plan.level')}</label>
              <select
                id={`${id}-level`}
                className="ui-select"
                value={plan.level}
                disabled={frozen || namesRegions}
                onChange={event => onChange({ level: event.target.value })}
              >
                {names.levels.map(level => (
                  <option key={level} value={level}>
                    {levelLabel(level, language)}
                  </option>
                ))}
              </select>
            </span>
          )}
          <PickList
            label={t('plan.regions')}
            options={names.allRegions}
            chosen={scope.regions}
            disabled={frozen}
            onChange={regions => onChange({ scope: { ...scope, regions } })}
          />
          <PickList
            label={t('plan.industries')}
            options={names.industries.map(value => ({ value, label: value }))}
            chosen={scope.industries}
            disabled={frozen}
            onChange={industries => onChange({ scope: { ...scope, industries } })}
          />
        </div>
        {namesRegions && !frozen && names.levels.length > 1 && <p className="plan-note">{t('plan.level.fixed')}</p>}
      </section>
      <section className="plan-block" aria-labelledby={`${id}-strata`}>
        <h3 id={`${id}-strata`}>{t('plan.strata')}</h3>
        <fieldset className="plan-checks" disabled={frozen}>
          <legend>{t('plan.dimensions')}</legend>
          {dimensions.map(dimension => (
            <label key={dimension}>
              <input
                type="checkbox"
                checked={rules.dimensions.includes(dimension)}
                onChange={() => byDimension(dimension)}
              />
              {t(`plan.dimension.${dimension}`)}
            </label>
          ))}
        </fieldset>
        <QuotaRows rules={rules} names={names} frozen={frozen} onChange={quotas => set({ quotas })} />
      </section>
      <section className="plan-block" aria-labelledby={`${id}-limits`}>
        <h3 id={`${id}-limits`}>{t('plan.limits')}</h3>
        <div className="plan-row">
          <NumberField
            label={t('plan.floor')}
            value={rules.floor / 100}
            min={leastFloor / 100}
            max={99}
            unit="%"
            disabled={frozen}
            onChange={value => value !== null && set({ floor: Math.round(value * 100) })}
          />
          <NumberField
            label={t('plan.capInAll')}
            value={rules.capInAll}
            min={0}
            max={365}
            empty={t('plan.noCap')}
            unit={t('plan.unit.visits')}
            disabled={frozen}
            onChange={capInAll => set({ capInAll: capInAll === null ? null : Math.round(capInAll) })}
          />
          <NumberField
            label={t('plan.capPerDepartment')}
            value={rules.capPerDepartment}
            min={0}
            max={365}
            empty={t('plan.noCap')}
            unit={t('plan.unit.visits')}
            disabled={frozen}
            onChange={cap => set({ capPerDepartment: cap === null ? null : Math.round(cap) })}
          />
          <NumberField
            label={t('plan.team')}
            value={rules.team}
            min={2}
            max={10}
            unit={t('plan.unit.people')}
            disabled={frozen}
            onChange={value => value !== null && set({ team: Math.round(value) })}
          />
          <NumberField
            label={t('plan.days')}
            value={rules.days}
            min={1}
            max={260}
            unit={t('plan.unit.days')}
            disabled={frozen}
            onChange={value => value !== null && set({ days: Math.round(value) })}
          />
        </div>
        <p className="plan-note">{t('plan.limits.note')}</p>
        <fieldset className="plan-checks" disabled={frozen}>
          <legend className="ui-hidden">{t('plan.limits')}</legend>
          <label>
            <input type="checkbox" checked={rules.onceForA} onChange={() => set({ onceForA: !rules.onceForA })} />
            {t('plan.onceForA')}
          </label>
        </fieldset>
        <fieldset className="plan-checks" disabled={frozen}>
          <legend>{t('plan.departments')}</legend>
          {departments.length === 0 && <span className="plan-note">{t('plan.departments.none')}</span>}
          {[...new Set([...departments, ...rules.departments])].map(department => (
            <label key={department}>
              <input
                type="checkbox"
                checked={rules.departments.includes(department)}
                onChange={() =>
                  set({
                    departments: rules.departments.includes(department)
                      ? rules.departments.filter(each => each !== department)
                      : [...rules.departments, department],
                  })
                }
              />
              {department}
            </label>
          ))}
        </fieldset>
        <p className="plan-note">{t('plan.departments.note')}</p>
      </section>
    </div>
  )
}
