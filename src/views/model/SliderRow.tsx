import type { ReactNode } from 'react'

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
  onChange(value: number): void
}

/** A number by slider and by keys: what differs from the version it began with says so. */
export function SliderRow({ label, hint, value, base, least, most, step, note, onChange }: SliderRowProps) {
  const top = Math.max(most, value, Number.isNaN(base) ? most : base)
  const take = (text: string): void => {
    const next = Number(text)
    if (text.trim() !== '' && Number.isFinite(next)) onChange(Math.min(Math.max(next, least), top))
  }
  return (
    <div className="model-slider" data-changed={value !== base || undefined} title={hint}>
      <span className="model-slider-label">{label}</span>
      <input
        type="range"
        aria-label={label}
        min={least}
        max={top}
        step={step}
        value={value}
        onChange={event => take(event.target.value)}
      />
      <input
        type="number"
        aria-label={label}
        min={least}
        max={top}
        step={step}
        value={value}
        onChange={event => take(event.target.value)}
      />
      <span className="model-slider-note">{note}</span>
    </div>
  )
}
