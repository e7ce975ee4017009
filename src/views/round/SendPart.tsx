import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { KeptRound } from '../../round/book'
import { finished } from '../../round/results'
import { fileName, saveBlob } from '../../ui/download'
import { ErrorNote } from '../../ui/ErrorNote'
import type { RoundServices } from './contracts'
import { resultsJson, resultsParquet } from './resultsFiles'
import { unsent, wholeFile } from './roundState'

type Format = 'parquet' | 'json'

/** Finished visits as a file for the office, saved or shared by the phone's own means. */
export function SendPart({ round, services }: { readonly round: KeptRound; readonly services: RoundServices }) {
  const { t, formats } = useTexts()
  const [making, setMaking] = useState<Format | 'share' | null>(null)
  const [failed, fail] = useState<string | null>(null)
  const file = wholeFile(round)
  const { notes } = round
  const sending = finished(file, notes.visits)
  const ready = sending.length
  const waiting = unsent(round).length
  const others = Object.keys(notes.others).length
  const stem = fileName(
    t('round.send.file', { plan: file.plan.name, who: file.inspector?.name ?? t('round.everyone') }),
  )

  const make = async (format: Format): Promise<File> => {
    const blob =
      format === 'json'
        ? resultsJson(file, notes.visits, services.now())
        : await resultsParquet(file, notes.visits, stem)
    return new File([blob], `${stem}.${format}`, { type: blob.type })
  }
  const run = (what: Format | 'share', task: () => Promise<void>): void => {
    fail(null)
    setMaking(what)
    // As they are now: what is changed while the file is made is not in it.
    const revisions = Object.fromEntries(sending.map(([{ id }, { revision }]) => [id, revision]))
    task()
      .then(() => services.book.markSent(round.id, revisions))
      .catch((error: unknown) => {
        // Whoever closed the phone's own dialog has sent nothing.
        if (!(error instanceof DOMException && error.name === 'AbortError'))
          fail(error instanceof Error ? error.message : String(error))
      })
      .finally(() => setMaking(null))
  }
  const save = (format: Format) => (): void =>
    run(format, async () => {
      const made = await make(format)
      saveBlob(made, made.name)
    })
  const share = (): void => run('share', async () => navigator.share({ files: [await make('json')] }))
  return (
    <section className="round-send" aria-label={t('round.send')}>
      <h3>{t('round.send')}</h3>
      <p>
        {ready === 0
          ? t('round.send.none')
          : waiting === 0
            ? t('round.send.sent', {
                n: formats.count(ready),
                at: notes.sent === null ? '' : formats.time(notes.sent.at),
              })
            : t('round.send.waiting', { n: formats.count(ready), waiting: formats.count(waiting) })}
      </p>
      {others > 0 && <p className="round-warn">{t('round.send.others', { n: formats.count(others) })}</p>}
      <div className="round-actions">
        <button
          type="button"
          className="ui-button"
          data-primary
          disabled={ready === 0 || making !== null}
          onClick={save('parquet')}
        >
          {making === 'parquet' ? t('round.send.making') : t('round.send.parquet')}
        </button>
        <button type="button" className="ui-button" disabled={ready === 0 || making !== null} onClick={save('json')}>
          {t('round.send.json')}
        </button>
        {canShare() && (
          <button type="button" className="ui-button" disabled={ready === 0 || making !== null} onClick={share}>
            {t('round.send.share')}
          </button>
        )}
      </div>
      <small>{t('round.send.how')}</small>
      {failed !== null && <ErrorNote what={t('round.send.failed')} detail={failed} advice={t('round.send.advice')} />}
    </section>
  )
}

/** Whether the phone can hand a file to another app. Secure pages alone can. */
const canShare = (): boolean =>
  typeof navigator.canShare === 'function' &&
  navigator.canShare({ files: [new File(['{}'], 'results.json', { type: 'application/json' })] })
