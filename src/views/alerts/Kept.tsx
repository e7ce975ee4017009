import { useTexts } from '../../i18n'
import type { Entry } from '../../insight/alerts/seen'
import type { AlertBoard } from '../../parts/alertBoard'
import { saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'

export interface KeptProps {
  readonly board: AlertBoard
  readonly entries: readonly Entry[]
  readonly fault: Error | null
}

/** Where notes are kept, whether they are, and the way to take all of them along. */
export function Kept({ board, entries, fault }: KeptProps) {
  const { t } = useTexts()
  if (fault !== null) return <ErrorNote what={t('alerts.kept.fault')} detail={fault.message} />
  const save = (): void =>
    saveBlob(
      new Blob([`${JSON.stringify({ format: 1, kind: 'alert-notes', entries }, null, 2)}\n`], {
        type: 'application/json',
      }),
      'alerts.json',
    )
  return (
    <p
      className="alerts-kept"
      data-lost={!board.persistent() || undefined}
      role={board.persistent() ? undefined : 'alert'}
    >
      {t(board.persistent() ? 'alerts.kept.local' : 'alerts.kept.lost')}
      {entries.length > 0 && (
        <button type="button" className="ui-link" onClick={save}>
          {t('alerts.export.json')}
        </button>
      )}
    </p>
  )
}
