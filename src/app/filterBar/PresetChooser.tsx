import type { ReactNode } from 'react'
import { useTexts } from '../../i18n'
import c from '../shell/controls.module.css'
import { fetchOnce } from '../shell/fetchOnce'
import { Later } from '../shell/Later'
import s from './filterBar.module.css'

const importRange = () => import('./RangeField')
/** Fetches the date picker ahead of its first use. */
export const fetchRange = (): void => void fetchOnce(importRange).catch(() => undefined)

export interface PresetChooserProps<Preset extends string> {
  readonly presets: readonly {
    readonly value: Preset
    readonly label: string
    readonly hint?: string
    readonly disabled?: boolean
  }[]
  readonly chosen: Preset | { readonly from: string; readonly to: string }
  readonly rangeLabel: string
  /** The days that the picker starts with. */
  readonly days: { readonly from: string | null; readonly to: string } | null
  readonly firstDay: string | null
  readonly lastDay: string | null
  readonly note?: ReactNode
  readonly onChoose: (value: Preset | { from: string; to: string }) => void
}

/** Named windows, at once; the free range below them comes with its picker. */
export function PresetChooser<Preset extends string>(props: PresetChooserProps<Preset>) {
  const { presets, chosen, days, firstDay, lastDay, onChoose } = props
  return (
    <>
      <div className={c.options}>
        {presets.map(({ value, label, hint, disabled }) => (
          <button
            key={value}
            type="button"
            className={c.option}
            aria-pressed={value === chosen}
            disabled={disabled}
            onClick={() => onChoose(value)}
          >
            <span className={s.grow}>{label}</span>
            {hint !== undefined && <span className={c.hint}>{hint}</span>}
          </button>
        ))}
      </div>
      <div className={typeof chosen === 'object' ? `${s.range} ${s.rangeOn}` : s.range}>
        <div className={s.rangeLabel}>{props.rangeLabel}</div>
        <Later
          load={importRange}
          wait={<div className={s.rangeWait} />}
          props={{ value: days, firstDay, lastDay, onPick: onChoose }}
        />
        {props.note}
      </div>
    </>
  )
}

/** The note under a picker: which days the extracts hold. */
export function AvailableDays({
  firstDay,
  lastDay,
}: {
  readonly firstDay: string | null
  readonly lastDay: string | null
}) {
  const { t, formats } = useTexts()
  if (firstDay === null || lastDay === null) return null
  return (
    <p className={c.hint}>{t('app.window.available', { from: formats.day(firstDay), to: formats.day(lastDay) })}</p>
  )
}
