import { useDeferredValue, useId, useMemo, useState } from 'react'
import { useTexts } from '../../i18n'
import { pasted } from '../../plan/inspectorPaste'
import { readInspectors } from '../../plan/inspectorRows'
import type { Inspector } from '../../plan/roster'
import { Dialog } from '../../ui/Dialog'
import { ErrorNote } from '../../ui/ErrorNote'
import { Segmented } from '../../ui/Segmented'
import { InspectorExample } from './InspectorExample'
import { InspectorProblems } from './InspectorProblems'
import { InspectorTaken } from './InspectorTaken'
import { faultOf } from './inspectorFault'
import type { FileTable } from './inspectorFile'
import { type InspectorPlaces, listed } from './inspectorWords'

/** What is taken in: a text that is still to be pasted, or a file that has been read. */
export type TakeSource = null | { readonly name: string; readonly tables: readonly FileTable[] }

export interface InspectorTakeProps {
  readonly source: TakeSource
  readonly inspectors: readonly Inspector[]
  readonly places: InspectorPlaces
  /** The whole list as it will be, of which so many are new. */
  onTake(next: readonly Inspector[], taken: number, replaced: boolean): void
  onClose(): void
}

const modes = ['append', 'replace'] as const
const none: readonly (readonly string[])[] = []

/** A table, pasted or of a file: what of it comes in and what does not, before anything is changed. */
export function InspectorTake({ source, inspectors, places, onTake, onClose }: InspectorTakeProps) {
  const texts = useTexts()
  const { t, language, formats } = texts
  const id = useId()
  const [text, setText] = useState('')
  const [mode, setMode] = useState<(typeof modes)[number]>(inspectors.length === 0 ? 'replace' : 'append')
  const tables = source?.tables ?? []
  const [sheet, setSheet] = useState(() =>
    Math.max(
      0,
      tables.findIndex(each => each.rows !== null && !each.hidden),
    ),
  )
  const chosen = tables[sheet]
  const settled = useDeferredValue(text)
  const typed = useMemo(() => pasted(settled), [settled])
  const rows = source === null ? typed : (chosen?.rows ?? none)
  const { regions, industries } = places
  const read = useMemo(
    () => readInspectors(rows, { regions, industries, ...(mode === 'append' && { before: inspectors }) }),
    [rows, regions, industries, mode, inspectors],
  )
  const taken = read.inspectors.length
  const absent = read.absent.map(column => t(`plan.inspectors.column.${column}`))
  return (
    <Dialog
      title={source === null ? t('plan.inspectors.paste') : t('plan.inspectors.take.file', { file: source.name })}
      onClose={onClose}
    >
      <div className="plan-inspectors-take">
        {source === null ? (
          <>
            <InspectorExample regions={regions} />
            <label htmlFor={id}>{t('plan.inspectors.take.text')}</label>
            <textarea
              id={id}
              rows={6}
              wrap="off"
              spellCheck={false}
              value={text}
              onChange={event => setText(event.target.value)}
            />
          </>
        ) : (
          tables.length > 1 && (
            <label className="plan-inspectors-sheet">
              {t('plan.inspectors.take.sheet')}
              <select className="ui-select" value={sheet} onChange={event => setSheet(Number(event.target.value))}>
                {tables.map((each, at) => (
                  <option key={each.sheet} value={at}>
                    {each.hidden ? t('plan.inspectors.take.hidden', { sheet: each.sheet }) : each.sheet}
                  </option>
                ))}
              </select>
            </label>
          )
        )}
        {inspectors.length > 0 && (
          <Segmented<(typeof modes)[number]>
            label={t('plan.inspectors.take.mode')}
            options={modes.map(value => ({
              value,
              label: t(`plan.inspectors.take.${value}`),
            }))}
            value={mode}
            onChange={setMode}
          />
        )}
        {chosen?.rows === null && (
          <ErrorNote {...faultOf(chosen.fault, [source?.name, chosen.sheet].filter(Boolean).join(' / '), texts)} />
        )}
        <p className="plan-inspectors-counts" role="status">
          {rows.length === 0
            ? t('plan.inspectors.take.nothing')
            : t('plan.inspectors.take.counts', {
                rows: formats.count(read.rows),
                taken: formats.count(taken),
                refused: formats.count(read.refused),
              })}
          {mode === 'replace' && inspectors.length > 0 && rows.length > 0 && (
            <b> {t('plan.inspectors.take.replaces', { people: formats.count(inspectors.length) })}</b>
          )}
        </p>
        {rows.length > 0 && absent.length > 0 && (
          <p className="plan-inspectors-note">
            {t('plan.inspectors.take.absent', { columns: listed(absent, language) })}
          </p>
        )}
        {taken > 0 && <InspectorTaken inspectors={read.inspectors} places={places} />}
        <InspectorProblems problems={read.problems} />
        <div className="plan-inspectors-actions">
          <span />
          <button type="button" className="ui-button" onClick={onClose}>
            {t('ui.cancel')}
          </button>
          <button
            type="button"
            className="ui-button"
            data-primary
            disabled={taken === 0 || settled !== text}
            onClick={() =>
              onTake(
                mode === 'append' ? [...inspectors, ...read.inspectors] : read.inspectors,
                taken,
                mode === 'replace' && inspectors.length > 0,
              )
            }
          >
            {t('plan.inspectors.take.do', { people: formats.count(taken) })}
          </button>
        </div>
      </div>
    </Dialog>
  )
}
