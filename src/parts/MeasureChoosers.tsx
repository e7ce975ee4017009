import { levelLabel, useTexts } from '../i18n'
import { type MeasureKey, measureKeys } from '../insight/measures'

export interface MeasureChoosersProps {
  /** What the first chooser is called. */
  readonly label: string
  readonly measure: MeasureKey
  readonly level: string
  /** Of one level there is nothing to choose. */
  readonly levels: readonly string[]
  onChange(change: { readonly measure: MeasureKey } | { readonly level: string }): void
}

/** What a map shows of its regions, and how fine they are. */
export function MeasureChoosers({ label, measure, level, levels, onChange }: MeasureChoosersProps) {
  const { t, language } = useTexts()
  return (
    <>
      <select
        className="ui-select"
        aria-label={label}
        value={measure}
        onChange={event =>
          onChange({ measure: measureKeys.find(key => key === event.target.value) ?? 'critical_rate' })
        }
      >
        {measureKeys.map(key => (
          <option key={key} value={key}>
            {t(`overview.measure.${key}`)}
          </option>
        ))}
      </select>
      {levels.length > 1 && (
        <select
          className="ui-select"
          aria-label={t('overview.map.level')}
          value={level}
          onChange={event => onChange({ level: event.target.value })}
        >
          {levels.map(each => (
            <option key={each} value={each}>
              {levelLabel(each, language)}
            </option>
          ))}
        </select>
      )}
    </>
  )
}
