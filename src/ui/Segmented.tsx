import { useId } from 'react'
import './segmented.css'

export interface SegmentedProps<Value extends string> {
  /** Name of the choice for those who cannot see it. */
  readonly label: string
  readonly options: readonly { readonly value: Value; readonly label: string; readonly disabled?: boolean }[]
  readonly value: Value
  onChange(value: Value): void
}

/** One of a few, all in sight: native radio buttons, so arrows move the choice. */
export function Segmented<Value extends string>({ label, options, value, onChange }: SegmentedProps<Value>) {
  const name = useId()
  return (
    <fieldset className="ui-segmented">
      <legend className="ui-hidden">{label}</legend>
      {options.map(option => (
        <label key={option.value}>
          <input
            type="radio"
            className="ui-hidden"
            name={name}
            value={option.value}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </fieldset>
  )
}
