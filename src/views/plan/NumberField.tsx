import { useEffect, useId, useState } from 'react'

export interface NumberFieldProps {
  readonly label: string
  /** Null is an empty field, where `empty` says what that means. */
  readonly value: number | null
  readonly min: number
  readonly max: number
  readonly step?: number
  readonly unit?: string
  readonly empty?: string
  readonly disabled?: boolean
  readonly hideLabel?: boolean
  onChange(value: number | null): void
}

/** A number that is taken over once it is one: what is being typed stays as it is. */
export function NumberField(props: NumberFieldProps) {
  const { label, value, min, max, step = 1, unit, empty, disabled = false, hideLabel = false, onChange } = props
  const id = useId()
  const [text, setText] = useState(value === null ? '' : String(value))
  useEffect(() => {
    setText(now => (numberIn(now) === value ? now : value === null ? '' : String(value)))
  }, [value])
  const number = numberIn(text)
  const wrong = number === null ? text.trim() !== '' || empty === undefined : number < min || number > max
  return (
    <span className="plan-field">
      <label htmlFor={id} className={hideLabel ? 'ui-hidden' : undefined}>
        {label}
      </label>
      <span className="plan-number">
        <input
          id={id}
          type="number"
          inputMode="decimal"
          value={text}
          min={min}
          max={max}
          step={step}
          placeholder={empty}
          disabled={disabled}
          aria-invalid={wrong || undefined}
          onChange={event => {
            setText(event.target.value)
            const next = numberIn(event.target.value)
            if (next === null ? empty !== undefined && event.target.value.trim() === '' : next >= min && next <= max)
              onChange(next)
          }}
        />
        {unit !== undefined && <span>{unit}</span>}
      </span>
    </span>
  )
}

function numberIn(text: string): number | null {
  const number = Number(text)
  return text.trim() === '' || !Number.isFinite(number) ? null : number
}
