import { type ReactNode, useId } from 'react'
import { compareNames, useTexts } from '../../i18n'
import type { Round } from '../../plan/rounds'
import { Icon } from '../../ui/Icon'
import type { RoundNames } from './roundWords'

export interface RoundToolsProps {
  readonly days: readonly string[]
  readonly day: string
  /** Null for all. */
  readonly inspector: string | null
  /** Visits of the inspector by day. */
  readonly counts: ReadonlyMap<string, number>
  readonly inspectors: readonly string[]
  /** All rounds of the day and inspector, and which is shown; undefined for all. */
  readonly rounds: readonly Round[]
  readonly area: string | null | undefined
  readonly names: RoundNames
  onDay(day: string): void
  onInspector(inspector: string | null): void
  onArea(area: string | null | undefined): void
  readonly children: ReactNode
}

/** Which day, whose, and where. */
export function RoundTools(props: RoundToolsProps) {
  const { days, day, inspector, counts, rounds, area, names, children } = props
  const { t, formats } = useTexts()
  const id = useId()
  const at = days.indexOf(day)
  const has = (each: string): boolean => (counts.get(each) ?? 0) > 0
  const before = days.slice(0, Math.max(0, at)).findLast(has)
  const after = days.slice(at + 1).find(has)
  const named = props.inspectors
    .map(each => ({ id: each, name: names.inspector(each) }))
    .sort((a, b) => compareNames(a.name, b.name))
  const areaAt = rounds.findIndex(({ region }) => region === area)
  return (
    <div className="plan-rounds-tools">
      <span className="plan-rounds-field">
        <label htmlFor={`${id}-day`}>{t('plan.rounds.day')}</label>
        <span className="plan-rounds-days">
          <button
            type="button"
            className="ui-button plan-rounds-back"
            aria-label={t('plan.rounds.before')}
            title={t('plan.rounds.before')}
            disabled={before === undefined}
            onClick={() => before !== undefined && props.onDay(before)}
          >
            <Icon name="up" />
          </button>
          <select
            id={`${id}-day`}
            className="ui-select"
            value={day}
            onChange={event => props.onDay(event.target.value)}
          >
            {days.map(each => (
              <option key={each} value={each}>
                {t('plan.rounds.day.of', { day: formats.day(each), n: formats.count(counts.get(each) ?? 0) })}
              </option>
            ))}
          </select>
          <button
            type="button"
            className="ui-button plan-rounds-back"
            aria-label={t('plan.rounds.after')}
            title={t('plan.rounds.after')}
            disabled={after === undefined}
            onClick={() => after !== undefined && props.onDay(after)}
          >
            <Icon name="down" />
          </button>
        </span>
      </span>
      <span className="plan-rounds-field">
        <label htmlFor={`${id}-who`}>{t('plan.rounds.inspector')}</label>
        <select
          id={`${id}-who`}
          className="ui-select"
          value={inspector === null ? '' : props.inspectors.indexOf(inspector)}
          onChange={event =>
            props.onInspector(event.target.value === '' ? null : (props.inspectors[Number(event.target.value)] ?? null))
          }
        >
          <option value="">{t('plan.rounds.inspector.all')}</option>
          {named.map(each => (
            <option key={each.id} value={props.inspectors.indexOf(each.id)}>
              {each.name}
            </option>
          ))}
        </select>
      </span>
      {rounds.length > 1 && (
        <span className="plan-rounds-field">
          <label htmlFor={`${id}-area`}>{t('plan.rounds.area')}</label>
          <select
            id={`${id}-area`}
            className="ui-select"
            value={areaAt < 0 ? '' : areaAt}
            onChange={event =>
              props.onArea(event.target.value === '' ? undefined : rounds[Number(event.target.value)]?.region)
            }
          >
            <option value="">{t('plan.rounds.area.all')}</option>
            {rounds.map(({ region, visits }, i) => (
              <option key={region ?? ''} value={i}>
                {t('plan.rounds.day.of', { day: names.region(region), n: formats.count(visits.length) })}
              </option>
            ))}
          </select>
        </span>
      )}
      {children}
    </div>
  )
}
