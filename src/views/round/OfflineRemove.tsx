import { useTexts } from '../../i18n'

/** Takes the kept app away again; `bytes` null where nobody knows how much it is. */
export function OfflineRemove({ bytes, onRemove }: { bytes: number | null; onRemove: () => void }) {
  const { t, formats } = useTexts()
  return (
    <details className="round-offline-more">
      <summary>{t('round.offline.remove')}</summary>
      <p>{t('round.offline.remove.what')}</p>
      <button type="button" className="ui-button" onClick={onRemove}>
        {bytes === null
          ? t('round.offline.remove.do')
          : t('round.offline.remove.frees', { size: formats.bytes(bytes) })}
      </button>
    </details>
  )
}
