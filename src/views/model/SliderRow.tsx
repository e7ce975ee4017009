import { type ReactNode, useState } from 'react'

export interface SliderRowProps {
  readonly label: string
  /** What it means, at the pointer. */
  readonly hint?: string
  readonly value: number
  /** The value that it is compared with. */
  readonly base: number
  readonly least: number
  readonly most: number
  readonly step: number
  readonly note?: ReactNode
  /** It has no effect for now. */
  readonly quiet?: boolean
  onChange(value: number): void
}

/** A number by slider and by keys: what differs from the version it began with says so. */
export function SliderRow({ label, hint, value, base, least, most, step, note, quiet, onChange }: SliderRowProps) {
  const top = Math.max(most, value, Number.isNaN(base) ? most : base)
  // By keys every whole number can be had, where the slider goes in larger steps.
  const fine = Math.min(step, 1)
  /** What is being typed; null while the box shows the value. */
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string): void => {
    setTyped(text)
    const next = Number(text)
    // Half a number is no value yet: what cannot be one waits until the box is left.
    if (text.trim() !== '' && next >= least && next <= top && onStep(next, fine) === next) onChange(next)
  }
  const leave = (): void => {
    const next = Number(typed ?? '')
    if (typed !== null && typed.trim() !== '' && Number.isFinite(next))
      onChange(onStep(Math.min(Math.max(next, least), top), fine))
    setTyped(null)
  }
  const common = { 'aria-label': label, min: least, max: top }
  return (
    <div
      className="model-slider"
      data-changed={value !== base || undefined}
      data-quiet={quiet || undefined}
      title={hint}
    >
      <span className="model-slider-label">{label}</span>
      <input
        {...common}
        type="range"
        step={step}
        value={value}
        onChange={event => onChange(Number(event.target.value))}
      />
      <input
        {...common}
        type="number"
        step={fine}
        value={typed ?? value}
        onChange={event => type(event.target.value)}
        onBlur={leave}
        onKeyDown={event => event.key === 'Enter' && leave()}
      />
      <span className="model-slider-note">{note}</span>
    </div>
  )
}

/** The nearest whole number of steps, without the dust of binary fractions. */
const onStep = (value: number, step: number): number => Number((Math.round(value / step) * step).toFixed(6))
