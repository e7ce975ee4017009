import { useTranslation } from 'react-i18next'
import { Icon } from './Icon'
import './bits.css'

/** What failed, in words for a person who can do something about it. */
export interface Failure {
  readonly what: string
  /** The file or the question. */
  readonly where?: string
  /** What to do. */
  readonly advice?: string
  /** The machine's own words. */
  readonly detail?: string
  onRetry?(): void
}

export function ErrorNote({ what, where, advice, detail, onRetry }: Failure) {
  const { t } = useTranslation()
  return (
    <div className="ui-error" role="alert">
      <Icon name="warn" />
      <div>
        <p>
          <b>{what}</b>
        </p>
        {where !== undefined && <p className="ui-error-where">{where}</p>}
        {detail !== undefined && <p className="ui-error-detail">{detail}</p>}
        {advice !== undefined && <p>{advice}</p>}
        {onRetry !== undefined && (
          <button type="button" className="ui-button" onClick={() => onRetry()}>
            {t('ui.retry')}
          </button>
        )}
      </div>
    </div>
  )
}
