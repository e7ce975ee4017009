import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { KeptRound } from '../../round/book'
import { Confirm } from '../../ui/Confirm'
import { ErrorNote } from '../../ui/ErrorNote'
import { unsent } from './roundState'

/** Takes a round off the device, saying what goes with it. */
export function RoundRemove({ round, onRemove }: { readonly round: KeptRound; onRemove(): Promise<void> }) {
  const { t, formats } = useTexts()
  const [asking, ask] = useState(false)
  const [failed, fail] = useState<string | null>(null)
  const written = Object.keys(round.notes.visits).length
  const waiting = unsent(round).length
  return (
    <>
      <button type="button" className="ui-link round-remove" onClick={() => ask(true)}>
        {t('round.remove')}
      </button>
      {failed !== null && <ErrorNote what={t('round.remove.failed')} detail={failed} />}
      {asking && (
        <Confirm
          title={t('round.remove')}
          action={t('round.remove.do')}
          onClose={() => ask(false)}
          onConfirm={() => void onRemove().catch(error => fail(String(error)))}
        >
          <p>{t('round.remove.what', { n: formats.count(written) })}</p>
          {waiting > 0 && (
            <p>
              <b>{t('round.remove.unsent', { n: formats.count(waiting) })}</b>
            </p>
          )}
        </Confirm>
      )}
    </>
  )
}
