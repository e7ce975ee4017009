import { useState } from 'react'
import { useEngine } from '../../engine/useRows'
import type { Profile } from '../../extracts/report'
import type { Targets } from '../../extracts/targets'
import { figureLabel, useTexts } from '../../i18n'
import { choicesOf, type Entry, firstEntry, latest, type Pin, written } from '../../insight/notebook/pin'
import { adviceOn } from '../../parts/advice'
import { Card, type FrameState } from '../../ui/Card'
import { Confirm } from '../../ui/Confirm'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import type { NotebookServices } from './contracts'
import { PinForm } from './PinForm'
import { PinMoves } from './PinMoves'
import { pinTable } from './pinTable'
import { localTime } from './texts'
import { usePinAnswers } from './usePinAnswers'

export interface PinCardProps {
  readonly pin: Pin
  readonly services: NotebookServices
  readonly profile: Profile
  readonly targets: Targets
  readonly version: string
  onRemove(pin: Pin): void
}

/** One pinned figure: then, the same days as told now, and now; what was decided, and what became of it. */
export function PinCard({ pin, services, profile, targets, version, onRemove }: PinCardProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const { engine } = useEngine()
  const answers = usePinAnswers(pin, { services, profile, targets, version })
  const [dialog, open] = useState<'edit' | 'remove' | null>(null)
  const [failed, fail] = useState<string | null>(null)
  const label = figureLabel(pin.figure, language)
  const says = latest(pin)
  const about = services.about(choicesOf(pin), profile, texts)
  const filters = about.map(([name, text]) => `${name}: ${text}`).join(' · ')
  const { state } = answers
  const frame: FrameState =
    typeof state === 'object'
      ? {
          error: {
            what: t('overview.failed'),
            advice: adviceOn(state.error, t),
            detail: state.error.message,
            onRetry: state.retry,
          },
        }
      : state

  const change = async (make: (pins: readonly Pin[]) => readonly Pin[]): Promise<void> => {
    fail(null)
    try {
      await services.pins.change(make)
      open(null)
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error))
    }
  }
  const edit = (entry: Entry): void => {
    services.sayWho(entry.who).catch(() => undefined)
    void change(pins => written(pins, pin.id, entry))
  }

  return (
    <article className="notebook-pin" data-pin={pin.figure}>
      <Card
        id={`pin-${pin.id}`}
        title={label}
        subtitle={[formats.window(pin.window), filters].filter(Boolean).join(' · ')}
        state={frame}
        table={pinTable(pin, answers, texts)}
        origin={
          answers.asked.length === 0
            ? undefined
            : {
                sql: answers.asked.map(query => engine.text(query)).join(';\n\n'),
                rows: null,
                milliseconds: null,
                live: state === 'ready',
              }
        }
        actions={[
          { key: 'edit', label: t('notebook.edit'), onSelect: () => open('edit') },
          { key: 'remove', label: t('notebook.remove'), onSelect: () => open('remove') },
        ]}
        note={
          pin.card === null ? undefined : t('notebook.byCard', { card: pin.card.name ?? t('notebook.card.default') })
        }
      >
        <PinMoves pin={pin} answers={answers} profile={profile} />
      </Card>
      <div className="notebook-says">
        {says.decision !== '' && (
          <p>
            <b>{t('notebook.decision')}</b> {says.decision}
          </p>
        )}
        {says.note !== '' && (
          <p>
            <b>{t('notebook.note')}</b> {says.note}
          </p>
        )}
        <p className="notebook-small">
          {t('notebook.pinned.sub', {
            who: firstEntry(pin).who,
            when: formats.time(localTime(firstEntry(pin).when)),
            day: formats.day(pin.asOf),
          })}
          {' · '}
          <a href={`#${pin.path}${pin.search}`}>{t('notebook.view')}</a>
        </p>
        {pin.entries.length > 1 && <History pin={pin} />}
      </div>
      {dialog === 'edit' && (
        <Dialog
          title={t('notebook.edit.title', { figure: label })}
          subtitle={t('notebook.edit.what')}
          onClose={() => open(null)}
        >
          <PinForm
            initial={says}
            who={services.who()}
            asOf={pin.asOf}
            submit={t('notebook.edit.do')}
            busy={false}
            onSubmit={edit}
            onCancel={() => open(null)}
          >
            {failed !== null && <ErrorNote what={t('notebook.failed')} detail={failed} />}
          </PinForm>
        </Dialog>
      )}
      {dialog === 'remove' && (
        <Confirm
          title={t('notebook.remove.title', { figure: label })}
          action={t('notebook.remove')}
          onConfirm={() => onRemove(pin)}
          onClose={() => open(null)}
        >
          <p>{t('notebook.remove.what')}</p>
        </Confirm>
      )}
    </article>
  )
}

/** Everything that was ever written, the newest first. */
function History({ pin }: { readonly pin: Pin }) {
  const { t, formats } = useTexts()
  return (
    <details className="notebook-history">
      <summary>{t('notebook.history', { n: pin.entries.length })}</summary>
      <ol reversed>
        {[...pin.entries].reverse().map(entry => (
          <li key={`${entry.when} ${entry.who} ${entry.note}`}>
            <small>{t('notebook.written', { who: entry.who, when: formats.time(localTime(entry.when)) })}</small>
            {entry.decision !== '' && <p>{`${t('notebook.decision')}: ${entry.decision}`}</p>}
            {entry.note !== '' && <p>{`${t('notebook.note')}: ${entry.note}`}</p>}
            {entry.expects !== null && (
              <p>{`${t(`notebook.expects.${entry.expects.way}`)} · ${formats.day(entry.expects.by)}`}</p>
            )}
          </li>
        ))}
      </ol>
    </details>
  )
}
