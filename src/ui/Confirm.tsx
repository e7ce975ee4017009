import type { ReactNode } from 'react'
import { useTexts } from '../i18n'
import { Dialog } from './Dialog'

export interface ConfirmProps {
  readonly title: string
  readonly children: ReactNode
  readonly action: string
  readonly others?: ReactNode
  onConfirm(): void
  onClose(): void
}

/** Asks once more, saying what goes. */
export function Confirm({ title, children, action, others, onConfirm, onClose }: ConfirmProps) {
  const { t } = useTexts()
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="ui-confirm">{children}</div>
      <div className="ui-confirm-actions">
        <button type="button" className="ui-button" onClick={onClose}>
          {t('ui.cancel')}
        </button>
        {others}
        <button
          type="button"
          className="ui-button"
          data-primary
          onClick={() => {
            onClose()
            onConfirm()
          }}
        >
          {action}
        </button>
      </div>
    </Dialog>
  )
}
