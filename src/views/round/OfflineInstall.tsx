import { useTexts } from '../../i18n'
import type { Installing } from './offlineContract'

/** How this page becomes an app on the home screen. */
export function OfflineInstall({ install, onInstall }: { install: Installing; onInstall: () => void }) {
  const { t } = useTexts()
  switch (install) {
    case 'possible':
      return (
        <button type="button" className="ui-button" onClick={onInstall}>
          {t('round.offline.install')}
        </button>
      )
    case 'manual':
      return (
        <details className="round-offline-more">
          <summary>{t('round.offline.install')}</summary>
          <p>{t('round.offline.install.menu')}</p>
        </details>
      )
    case 'installed':
    case null:
      return null
  }
}
