import { useId } from 'react'
import { useTexts } from '../../i18n'
import { itemsOf, type ListColumn } from '../../plan/inspectorCells'
import { Icon } from '../../ui/Icon'

/** Values of a list, and what is typed and not among them yet. */
export interface Items {
  readonly values: readonly string[]
  readonly typed: string
}

/** With what is typed among them: nobody must press the button first. */
export const whole = ({ values, typed }: Items, column: ListColumn): string[] => [
  ...new Set([...values, ...itemsOf(typed, column).map(({ value }) => value)]),
]

export interface InspectorItemsProps {
  readonly column: ListColumn
  readonly items: Items
  /** What the browser offers, each with what it is called. */
  readonly options: readonly (readonly [value: string, label: string])[]
  /** What a value is shown as; the value itself when absent. */
  textOf?(value: string): string
  onChange(items: Items): void
}

/** A small list that grows by typing and shrinks by its crosses; several values may be pasted at once. */
export function InspectorItems({ column, items, options, textOf = value => value, onChange }: InspectorItemsProps) {
  const { t } = useTexts()
  const id = useId()
  const label = t(`plan.inspectors.column.${column}`)
  const add = (): void => onChange({ values: whole(items, column), typed: '' })
  return (
    <div className="plan-inspectors-field">
      <label htmlFor={id}>{label}</label>
      {items.values.length > 0 && (
        <ul className="plan-inspectors-items" aria-label={t('plan.inspectors.item.list', { column: label })}>
          {items.values.map(value => (
            <li key={value}>
              <span>{textOf(value)}</span>
              <button
                type="button"
                className="ui-icon-button"
                aria-label={t('plan.inspectors.item.remove', { value: textOf(value) })}
                onClick={() => onChange({ ...items, values: items.values.filter(each => each !== value) })}
              >
                <Icon name="close" />
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="plan-inspectors-adding">
        <input
          id={id}
          list={options.length > 0 ? `${id}-options` : undefined}
          aria-describedby={`${id}-hint`}
          autoComplete="off"
          value={items.typed}
          onChange={event => onChange({ ...items, typed: event.target.value })}
          onKeyDown={event => {
            // Enter adds what is typed; with nothing typed it sends the form, as everywhere.
            if (event.key !== 'Enter' || items.typed.trim() === '' || event.nativeEvent.isComposing) return
            event.preventDefault()
            add()
          }}
        />
        <button
          type="button"
          className="ui-button"
          aria-label={t('plan.inspectors.item.addTo', { column: label })}
          disabled={items.typed.trim() === ''}
          onClick={add}
        >
          {t('plan.inspectors.item.add')}
        </button>
      </div>
      {options.length > 0 && (
        <datalist id={`${id}-options`}>
          {options.map(([value, text]) => (
            <option key={value} value={value} label={text} />
          ))}
        </datalist>
      )}
      <small id={`${id}-hint`}>{t(`plan.inspectors.hint.${column}`)}</small>
    </div>
  )
}
