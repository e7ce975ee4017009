import { type KeyboardEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react'
import { Icon } from './Icon'
import './menu.css'

export interface MenuItem {
  readonly key: string
  readonly label: string
  /** Said beside the label: a count, a unit. */
  readonly hint?: string
  readonly disabled?: boolean
  /** Items of one group stand together below a line. */
  readonly group?: string
  /** Present: the item is a tick box and the menu stays open. */
  readonly checked?: boolean
  onSelect(): void
}

export interface MenuProps {
  /** The button's name for those who cannot see it, and the menu's. */
  readonly label: string
  readonly items: readonly MenuItem[]
  /** What the button shows; three dots when absent. */
  readonly button?: ReactNode
  readonly className?: string
}

/** A button with a list of actions: arrows, Home and End move, Esc closes, focus comes back to the button. */
export function Menu({ label, items, button, className = 'ui-icon-button' }: MenuProps) {
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLButtonElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const id = useId()

  const close = (back: boolean): void => {
    setOpen(false)
    if (back) anchor.current?.focus()
  }

  useLayoutEffect(() => {
    if (!open || anchor.current === null || list.current === null) return
    place(list.current, anchor.current.getBoundingClientRect())
    choices(list.current)[0]?.focus()
  }, [open])

  useEffect(() => {
    if (!open) return
    const outside = (event: Event): void => {
      const target = event.target as Node
      if (!list.current?.contains(target) && !anchor.current?.contains(target)) setOpen(false)
    }
    const gone = (): void => setOpen(false)
    document.addEventListener('pointerdown', outside, true)
    document.addEventListener('focusin', outside)
    document.addEventListener('scroll', outside, true)
    window.addEventListener('resize', gone)
    return () => {
      document.removeEventListener('pointerdown', outside, true)
      document.removeEventListener('focusin', outside)
      document.removeEventListener('scroll', outside, true)
      window.removeEventListener('resize', gone)
    }
  }, [open])

  const onKey = (event: KeyboardEvent): void => {
    const all = list.current === null ? [] : choices(list.current)
    const at = all.indexOf(document.activeElement as HTMLElement)
    const to = moved(event.key, at, all.length)
    if (event.key === 'Escape' || event.key === 'Tab') {
      if (event.key === 'Escape') event.preventDefault()
      event.stopPropagation()
      close(true)
    } else if (to !== null) {
      event.preventDefault()
      all[to]?.focus()
    }
  }

  return (
    <span className="ui-menu">
      <button
        ref={anchor}
        type="button"
        className={className}
        aria-label={button === undefined ? label : undefined}
        title={button === undefined ? label : undefined}
        aria-haspopup="menu"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
        onKeyDown={event => {
          if (event.key !== 'ArrowDown' || open) return
          event.preventDefault()
          setOpen(true)
        }}
      >
        {button ?? <Icon name="more" />}
      </button>
      {open && (
        <div ref={list} id={id} role="menu" tabIndex={-1} aria-label={label} className="ui-menu-list" onKeyDown={onKey}>
          {items.map((item, i) => (
            <button
              key={item.key}
              type="button"
              tabIndex={-1}
              {...(item.checked === undefined
                ? { role: 'menuitem' }
                : { role: 'menuitemcheckbox', 'aria-checked': item.checked })}
              disabled={item.disabled}
              className="ui-menu-item"
              data-first={(i > 0 && item.group !== items[i - 1]?.group) || undefined}
              onClick={() => {
                if (item.checked === undefined) close(true)
                item.onSelect()
              }}
            >
              {item.checked !== undefined && (
                <span className="ui-menu-tick">{item.checked && <Icon name="check" />}</span>
              )}
              <span>{item.label}</span>
              {item.hint !== undefined && <small>{item.hint}</small>}
            </button>
          ))}
        </div>
      )}
    </span>
  )
}

const choices = (list: HTMLElement): HTMLElement[] => [
  ...list.querySelectorAll<HTMLElement>('.ui-menu-item:not(:disabled)'),
]

/** Where a key leads in a list of `count`, null where it does not lead. */
export function moved(key: string, at: number, count: number): number | null {
  if (count === 0) return null
  switch (key) {
    case 'ArrowDown':
      return (at + 1) % count
    case 'ArrowUp':
      return (at <= 0 ? count : at) - 1
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

/** Below the button and flush right with it, or above where there is no room; always on the screen. */
function place(list: HTMLElement, anchor: DOMRect): void {
  const { offsetWidth: width, offsetHeight: height } = list
  const below = anchor.bottom + 4 + height <= window.innerHeight - 4
  const left = Math.min(Math.max(4, anchor.right - width), window.innerWidth - width - 4)
  list.style.left = `${Math.max(4, left)}px`
  list.style.top = `${below ? anchor.bottom + 4 : Math.max(4, anchor.top - 4 - height)}px`
}
