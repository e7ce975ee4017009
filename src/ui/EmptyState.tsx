import { useTranslation } from 'react-i18next'
import './bits.css'

export interface EmptyStateProps {
  /** What there is nothing of; a general sentence when absent. */
  readonly text?: string
  /** Filters that emptied it, each with its way out. */
  readonly causes?: readonly { readonly label: string; onRemove(): void }[]
  onRemoveAll?(): void
}

/** Nothing matched: says which filters did it and offers to remove them. */
export function EmptyState({ text, causes = [], onRemoveAll }: EmptyStateProps) {
  const { t } = useTranslation()
  return (
    <div className="ui-empty" role="status">
      <p>{text ?? t('ui.empty')}</p>
      {causes.length > 0 && <small>{t('ui.emptyHint')}</small>}
      <div className="ui-actions">
        {causes.map(cause => (
          <button key={cause.label} type="button" className="ui-button" onClick={() => cause.onRemove()}>
            {t('ui.remove', { what: cause.label })}
          </button>
        ))}
        {onRemoveAll !== undefined && (
          <button type="button" className="ui-button" onClick={onRemoveAll}>
            {t('ui.removeAll')}
          </button>
        )}
      </div>
    </div>
  )
}
