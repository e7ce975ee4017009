import { useId, useState } from 'react'
import { useTexts } from '../../i18n'

export interface PickListProps {
  readonly label: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly disabled?: boolean
  onChange(chosen: readonly string[]): void
}

/** Options shown at once: more are found by their names. */
const most = 200

/** Any of many, none being all of them: closed it says how many, open it is a list with a search. */
export function PickList({ label, options, chosen, disabled = false, onChange }: PickListProps) {
  const { t, formats, language } = useTexts()
  const id = useId()
  const [search, setSearch] = useState('')
  const names = chosen.map(value => options.find(option => option.value === value)?.label ?? value)
  const found = options.filter(option => option.label.toLowerCase().includes(search.trim().toLowerCase()))
  const said =
    chosen.length === 0
      ? t('plan.pick.all')
      : chosen.length <= 3
        ? names.join(language === 'zh' ? '、' : ', ')
        : t('plan.pick.some', { n: formats.count(chosen.length) })
  const toggle = (value: string): void =>
    onChange(chosen.includes(value) ? chosen.filter(each => each !== value) : [...chosen, value])
  return (
    <details className="plan-pick">
      <summary>
        <span className="plan-pick-label">{label}</span> <b>{said}</b>
      </summary>
      <div className="plan-pick-box">
        {options.length > 12 && (
          <input
            type="search"
            value={search}
            aria-label={t('plan.pick.search', { what: label })}
            placeholder={t('plan.pick.search', { what: label })}
            onChange={event => setSearch(event.target.value)}
          />
        )}
        <fieldset disabled={disabled}>
          <legend className="ui-hidden">{label}</legend>
          {found.slice(0, most).map(({ value, label: name }, i) => (
            <label key={value} htmlFor={`${id}-${i}`}>
              <input
                id={`${id}-${i}`}
                type="checkbox"
                checked={chosen.includes(value)}
                onChange={() => toggle(value)}
              />
              {name}
            </label>
          ))}
        </fieldset>
        {found.length > most && (
          <p className="plan-note">{t('plan.pick.more', { n: formats.count(found.length - most) })}</p>
        )}
        {chosen.length > 0 && !disabled && (
          <button type="button" className="ui-button" onClick={() => onChange([])}>
            {t('plan.pick.clear')}
          </button>
        )}
      </div>
    </details>
  )
}
