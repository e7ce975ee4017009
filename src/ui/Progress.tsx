import { useTranslation } from 'react-i18next'
import './bits.css'

export interface ProgressProps {
  /** What is being done: "Reading the extracts". */
  readonly step: string
  readonly file?: string | null
  /** Rows and bytes in words: "120,000 of 300,000 rows · 12 of 40 MB". */
  readonly detail?: string
  /** 0 to 1 over everything; null while unknown. */
  readonly share: number | null
  onCancel?(): void
}

/** A bar that names the step, the file, the rows and bytes, and can be stopped. */
export function Progress({ step, file, detail, share, onCancel }: ProgressProps) {
  const { t } = useTranslation()
  return (
    <div className="ui-progress">
      <div className="ui-progress-words">
        <b>{step}</b>
        {file !== null && file !== undefined && <span className="ui-progress-file">{file}</span>}
        {detail !== undefined && <span className="ui-progress-detail">{detail}</span>}
        {onCancel !== undefined && (
          <button type="button" className="ui-button" onClick={() => onCancel()}>
            {t('ui.cancel')}
          </button>
        )}
      </div>
      <progress aria-label={step} max={1} value={share === null ? undefined : Math.min(1, Math.max(0, share))} />
    </div>
  )
}
