import { useTexts } from '../../i18n'
import { FileButton } from '../../ui/FileButton'
import { useFileDrop } from '../../ui/useFileDrop'
import { mostBytes } from './verifyFlow'

/** Where files are chosen. The whole window takes them too, since a browser would open one that is dropped beside the field. */
export function VerifyDrop({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const { t, formats } = useTexts()
  const over = useFileDrop(onFiles)
  return (
    <div className="plan-verify-drop" data-over={over || undefined}>
      <p>{over ? t('plan.verify.here') : t('plan.verify.drop')}</p>
      <FileButton label={t('plan.verify.choose')} primary accept=".json,application/json" onFiles={onFiles} />
      <small>{t('plan.verify.limit', { size: formats.bytes(mostBytes) })}</small>
    </div>
  )
}
