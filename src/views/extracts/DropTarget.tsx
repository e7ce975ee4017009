import { useTexts } from '../../i18n'
import { useFileDrop } from '../../ui/useFileDrop'

/** The whole window takes files; a veil says so while they hover. */
export function DropTarget({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const { t } = useTexts()
  const over = useFileDrop(onFiles)
  return over ? (
    <div className="ex-veil" aria-hidden="true">
      <p>{t('extracts.drop')}</p>
    </div>
  ) : null
}
