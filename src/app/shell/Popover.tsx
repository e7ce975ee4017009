import { type KeyboardEvent, type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { useTexts } from '../../i18n'
import c from './controls.module.css'
import { closeIcon } from './icons'

export interface PopoverProps {
  /** The button that opened it: the popover hangs below it, and the focus returns to it. */
  readonly anchor: RefObject<HTMLElement | null>
  readonly label: string
  readonly onClose: () => void
  readonly children: ReactNode
  /** In pixels; a narrow screen has a sheet of its full width at the bottom instead. */
  readonly width?: number
}

const focusable = 'button:not(:disabled), input:not(:disabled), select, textarea, a[href], [tabindex="0"]'

/** A light dialog: Esc, a click outside and its close button end it; Tab stays within. */
export function Popover({ anchor, label, onClose, children, width }: PopoverProps) {
  const { t } = useTexts()
  const panel = useRef<HTMLDivElement>(null)
  const close = useRef(onClose)
  close.current = onClose

  useLayoutEffect(() => {
    const put = () => place(anchor.current, panel.current, width)
    put()
    addEventListener('resize', put)
    addEventListener('scroll', put, true)
    return () => {
      removeEventListener('resize', put)
      removeEventListener('scroll', put, true)
    }
  }, [anchor, width])

  useEffect(() => {
    const [opener, dialog] = [anchor.current, panel.current]
    if (!dialog?.contains(document.activeElement)) dialog?.focus({ preventScroll: true })
    const outside = (event: PointerEvent) => {
      const at = event.target
      if (!(at instanceof Node) || dialog?.contains(at) || opener?.contains(at)) return
      close.current()
    }
    // On capture, so that a page's own meaning of Esc does not happen as well.
    const onEscape = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close.current()
    }
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('keydown', onEscape, true)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('keydown', onEscape, true)
      const focus = document.activeElement
      if (focus === null || focus === document.body || dialog?.contains(focus)) opener?.focus({ preventScroll: true })
    }
  }, [anchor])

  return createPortal(
    <div className={`${c.popoverLayer} ${c.ui}`}>
      <div className={c.popoverVeil} />
      <div ref={panel} className={c.popover} role="dialog" aria-label={label} tabIndex={-1} onKeyDown={stayWithin}>
        <div className={c.popoverHead}>
          <span>{label}</span>
          <button type="button" className={c.quiet} aria-label={t('app.close')} onClick={onClose}>
            {closeIcon}
          </button>
        </div>
        {children}
      </div>
    </div>,
    document.body,
  )
}

function place(anchor: HTMLElement | null, panel: HTMLElement | null, width: number | undefined): void {
  if (!anchor || !panel) return
  if (width !== undefined) panel.style.setProperty('--width', `${width}px`)
  const at = anchor.getBoundingClientRect()
  const left = Math.min(at.left, innerWidth - panel.offsetWidth - 8)
  panel.style.setProperty('--left', `${Math.max(8, Math.round(left))}px`)
  panel.style.setProperty('--top', `${Math.round(at.bottom + 4)}px`)
}

function stayWithin(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'Tab') return
  const all = [...event.currentTarget.querySelectorAll<HTMLElement>(focusable)].filter(e => e.offsetParent !== null)
  const [first, last] = [all[0], all.at(-1)]
  const at = document.activeElement
  const leaves = event.shiftKey ? at === first || at === event.currentTarget : at === last
  if (!leaves || !first || !last) return
  event.preventDefault()
  ;(event.shiftKey ? last : first).focus()
}
