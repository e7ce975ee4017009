import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { BookState } from '../../round/book'
import { Confirm } from '../../ui/Confirm'
import { ErrorNote } from '../../ui/ErrorNote'

export interface BookFaultsProps {
  readonly state: BookState
  onKeep(): void
  onRemove(id: string): Promise<void>
}

/** What is not kept on this device, or cannot be read there, and what to do. */
export function BookFaults({ state, onKeep, onRemove }: BookFaultsProps) {
  const { t } = useTexts()
  const [removing, remove] = useState<string | null>(null)
  const [failed, fail] = useState<string | null>(null)
  const { fault, unreadable } = state
  return (
    <>
      {fault !== null && (
        <ErrorNote
          what={t('round.unkept')}
          advice={t(`round.unkept.${fault.kind}`)}
          detail={fault.detail}
          onRetry={fault.kind === 'none' ? undefined : onKeep}
        />
      )}
      {unreadable.map(({ id, detail }) => (
        <div key={id} className="round-unreadable">
          <ErrorNote what={t('round.unreadable')} where={id} detail={detail} advice={t('round.unreadable.do')} />
          <button type="button" className="ui-link" onClick={() => remove(id)}>
            {t('round.remove')}
          </button>
        </div>
      ))}
      {failed !== null && <ErrorNote what={t('round.remove.failed')} detail={failed} />}
      {removing !== null && (
        <Confirm
          title={t('round.remove')}
          action={t('round.remove.do')}
          onClose={() => remove(null)}
          onConfirm={() => void onRemove(removing).catch(error => fail(String(error)))}
        >
          <p>{t('round.remove.unreadable')}</p>
        </Confirm>
      )}
    </>
  )
}
