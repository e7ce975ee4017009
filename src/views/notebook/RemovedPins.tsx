import { useState } from 'react'
import { figureLabel, useTexts } from '../../i18n'
import type { Pin } from '../../insight/notebook/pin'
import { figureText } from '../../parts/figureTexts'
import { Confirm } from '../../ui/Confirm'
import { localTime } from './texts'

export interface RemovedPinsProps {
  readonly pins: readonly Pin[]
  onPutBack(pin: Pin): void
  onForget(pin: Pin): void
}

/** What was removed, to be put back or deleted for good. */
export function RemovedPins({ pins, onPutBack, onForget }: RemovedPinsProps) {
  const { t, language, formats } = useTexts()
  const [asking, ask] = useState<Pin | null>(null)
  return (
    <details className="notebook-removed">
      <summary>{t('notebook.removed', { n: pins.length })}</summary>
      <ul>
        {pins.map(pin => (
          <li key={pin.id}>
            <span>
              {`${figureLabel(pin.figure, language)} ${figureText({ key: pin.figure, value: pin.value }, formats)}`}
              <small className="notebook-gone-by">
                {t('notebook.removed.by', {
                  who: pin.removed?.who || '–',
                  when: formats.time(localTime(pin.removed?.when ?? '')),
                })}
              </small>
            </span>
            <button type="button" className="ui-button" onClick={() => onPutBack(pin)}>
              {t('notebook.putBack')}
            </button>
            <button type="button" className="ui-button" onClick={() => ask(pin)}>
              {t('notebook.forget')}
            </button>
          </li>
        ))}
      </ul>
      {asking !== null && (
        <Confirm
          title={t('notebook.forget.title', { figure: figureLabel(asking.figure, language) })}
          action={t('notebook.forget')}
          onConfirm={() => onForget(asking)}
          onClose={() => ask(null)}
        >
          <p>{t('notebook.forget.what')}</p>
        </Confirm>
      )}
    </details>
  )
}
