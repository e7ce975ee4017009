import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import './bits.css'

export interface ChipProps {
  readonly text: string
  /** Called by the cross; without it the chip only says. */
  onRemove?(): void
}

/** A filter in force. */
export function Chip({ text, onRemove }: ChipProps) {
  const { t } = useTranslation()
  return (
    <span className="ui-chip">
      <span title={text}>{text}</span>
      {onRemove !== undefined && (
        <button type="button" aria-label={t('ui.remove', { what: text })} onClick={onRemove}>
          <Icon name="close" />
        </button>
      )}
    </span>
  )
}
