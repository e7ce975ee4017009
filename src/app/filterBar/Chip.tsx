import type { RefObject } from 'react'
import { useTexts } from '../../i18n'
import c from '../shell/controls.module.css'
import { closeIcon } from '../shell/icons'
import s from './filterBar.module.css'

export interface ChipProps {
  /** What it says. */
  readonly text: string
  /** The filter's name, for the chip's title and its remove button. */
  readonly name: string
  readonly buttonRef?: RefObject<HTMLButtonElement | null>
  readonly open?: boolean
  readonly strong?: boolean
  readonly disabled?: boolean
  /** Why it is disabled, or all of a shortened text. */
  readonly hint?: string
  /** Opens the chooser; without it only removing is possible. */
  readonly onOpen?: () => void
  /** Fetches the chooser's code before the click. */
  readonly onNear?: () => void
  /** Given where the filter is in force. */
  readonly onRemove?: () => void
}

/** One filter: the words open its chooser, the cross removes it. */
export function Chip(props: ChipProps) {
  const { t } = useTexts()
  const { text, name, open, strong, disabled, hint, onOpen, onNear, onRemove } = props
  const title = hint ?? `${name}${text === name ? '' : `: ${text}`}`
  const words = <span className={strong ? `${s.words} ${s.strong}` : s.words}>{text}</span>
  return (
    <span className={onRemove ? `${s.chip} ${s.inForce}` : s.chip}>
      {onOpen ? (
        <button
          ref={props.buttonRef}
          type="button"
          className={`${c.chip} ${s.label}`}
          title={title}
          aria-label={text === name ? undefined : `${name}: ${text}`}
          aria-haspopup="dialog"
          aria-expanded={open === true}
          disabled={disabled}
          onClick={onOpen}
          onPointerEnter={onNear}
          onFocus={onNear}
        >
          {words}
        </button>
      ) : (
        <span className={`${c.chip} ${s.label} ${s.still}`} title={title}>
          {words}
        </span>
      )}
      {onRemove && (
        <button
          type="button"
          className={s.remove}
          aria-label={t('app.filters.remove', { filter: name })}
          onClick={onRemove}
        >
          {closeIcon}
        </button>
      )}
    </span>
  )
}
