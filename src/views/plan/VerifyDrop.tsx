import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n'
import { FileButton } from '../../ui/FileButton'
import { mostBytes } from './verifyFlow'

/** Where files are chosen. The whole window takes them too, since a browser would open one that is dropped beside the field. */
export function VerifyDrop({ onFiles }: { onFiles(files: readonly File[]): void }) {
  const { t, formats } = useTexts()
  const [over, setOver] = useState(false)
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(true)
    }
    // Leaving an element is leaving the window only where there is nothing to go to.
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false)
    }
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event)) return
      event.preventDefault()
      setOver(false)
      onFiles([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', onOver)
    window.addEventListener('dragover', onOver)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onOver)
      window.removeEventListener('dragover', onOver)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [onFiles])
  return (
    <div className="plan-verify-drop" data-over={over || undefined}>
      <p>{over ? t('plan.verify.here') : t('plan.verify.drop')}</p>
      <FileButton label={t('plan.verify.choose')} primary accept=".json,application/json" onFiles={onFiles} />
      <small>{t('plan.verify.limit', { size: formats.bytes(mostBytes) })}</small>
    </div>
  )
}
