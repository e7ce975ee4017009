import { type ReactNode, useEffect, useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import './dialog.css'

export interface DialogProps {
  readonly title: string
  readonly subtitle?: string
  readonly children: ReactNode
  onClose(): void
}

/** A window over the page. It is open while it is rendered; Esc, the cross and a click beside it close it. */
export function Dialog({ title, subtitle, children, onClose }: DialogProps) {
  const { t } = useTranslation()
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const element = dialog.current
    element?.showModal()
    return () => element?.close()
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc closes a dialog by itself
    <dialog
      ref={dialog}
      className="ui-dialog"
      aria-labelledby={id}
      onClose={event => event.target === dialog.current && onClose()}
      onClick={event => event.target === dialog.current && onClose()}
    >
      <div className="ui-dialog-box">
        <header className="ui-dialog-head">
          <div>
            <h2 id={id}>{title}</h2>
            {subtitle !== undefined && <p>{subtitle}</p>}
          </div>
          <button type="button" className="ui-icon-button" aria-label={t('ui.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
        <section className="ui-dialog-body" tabIndex={0} aria-labelledby={id}>
          {children}
        </section>
      </div>
    </dialog>
  )
}
