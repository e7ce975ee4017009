import { useTexts } from '../../i18n'
import { Dialog } from '../../ui/Dialog'

const keys = [
  ['/', 'search'],
  ['↑ ↓', 'move'],
  ['Enter', 'open'],
  ['Shift + Enter', 'file'],
  ['Space', 'select'],
  ['Esc', 'close'],
  ['?', 'help'],
] as const

/** Keys of the list, and where its score comes from. */
export function HelpDialog({ onClose }: { onClose(): void }) {
  const { t } = useTexts()
  return (
    <Dialog title={t('risk.help')} onClose={onClose}>
      <dl className="risk-help">
        {keys.map(([key, name]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(`risk.key.${name}`)}</dd>
          </div>
        ))}
      </dl>
      <p>{t('risk.help.score')}</p>
      <p>{t('risk.help.limits')}</p>
    </Dialog>
  )
}
