import { useState } from 'react'
import { Link } from 'react-router'
import { tableTitle, useTexts } from '../../i18n'
import type { ImportFlow } from './flow'
import type { FlowState } from './flowState'

export interface DoneProps {
  readonly flow: ImportFlow
  readonly state: FlowState
  onUndo(to: string | null): Promise<void>
}

/** It is in: where to see it, and how to take it back. */
export function Done({ flow, state: { committed }, onUndo }: DoneProps) {
  const { t, language, formats } = useTexts()
  const [undoing, setUndoing] = useState(false)
  if (committed === null) return null
  const undo = (): void => {
    setUndoing(true)
    void onUndo(committed.before).finally(() => flow.discard())
  }
  return (
    <section className="ex-card ex-done" role="status">
      <h2>{t('extracts.done')}</h2>
      <ul>
        {committed.loads.map(({ table, mode, rows }) => (
          <li key={table}>
            {t(`extracts.done.${mode}`, { table: tableTitle(table, language), rows: formats.count(rows) })}
          </li>
        ))}
        {committed.regions > 0 && <li>{t('extracts.done.regions', { files: formats.count(committed.regions) })}</li>}
      </ul>
      {committed.profileError !== null && (
        <p className="ex-warn">
          {t('extracts.done.profile')} {committed.profileError}
        </p>
      )}
      <div className="ex-actions">
        <Link className="ui-button" data-primary to="/overview">
          {t('extracts.done.overview')}
        </Link>
        <button type="button" className="ui-button" disabled={undoing} onClick={undo}>
          {t('extracts.undo')}
        </button>
        <button type="button" className="ui-button" disabled={undoing} onClick={() => flow.discard()}>
          {t('extracts.done.more')}
        </button>
      </div>
    </section>
  )
}
