import { useState } from 'react'
import type { ReadTable } from '../../extracts/intake/intake'
import { columnLabel, useTexts, wordLabel } from '../../i18n'
import { columnOf, type TableName, vocabularies } from '../../schema'
import type { Guess } from './contracts'
import type { ImportFlow } from './flow'
import type { TableState } from './flowState'
import { type MappingRow, mappingRows, samplesOf } from './mappingRows'
import { idOf, Together } from './Together'
import { confidenceWord, listed } from './texts'

export interface ColumnsGridProps {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly kind: TableName
  readonly guess: Guess
  readonly read: ReadTable
}

/** Which column of the file fills which canonical one. */
export function ColumnsGrid({ flow, table, kind, guess, read }: ColumnsGridProps) {
  const { t, formats } = useTexts()
  const [all, showAll] = useState(false)
  const settings = flow.settings(table)
  if (settings === null) return null
  const rows = mappingRows(kind, guess, settings)
  const quiet = rows.filter(row => !row.needed && !row.filled && !row.changed)
  const shown = all ? rows : rows.filter(row => !quiet.includes(row))
  return (
    <section>
      <h3>{t('extracts.columns')}</h3>
      <table className="ex-table ex-grid">
        <thead>
          <tr>
            <th scope="col">{t('extracts.col.canonical')}</th>
            <th scope="col">{t('extracts.col.source')}</th>
            <th scope="col">{t('extracts.col.confidence')}</th>
            <th scope="col">{t('extracts.col.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(row => (
            <GridRow key={row.column} flow={flow} id={table.source.id} kind={kind} row={row} read={read} />
          ))}
        </tbody>
      </table>
      {quiet.length > 0 && (
        <button type="button" className="ui-button" aria-expanded={all} onClick={() => showAll(!all)}>
          {all ? t('extracts.columns.fewer') : t('extracts.columns.all', { n: formats.count(quiet.length) })}
        </button>
      )}
    </section>
  )
}

interface GridRowProps {
  readonly flow: ImportFlow
  readonly id: string
  readonly kind: TableName
  readonly row: MappingRow
  readonly read: ReadTable
}

/** Values of the chooser that are no column. */
const [none, constant] = ['\u0000none', '\u0000constant'] as const

function GridRow({ flow, id, kind, row, read }: GridRowProps) {
  const { t, language, formats } = useTexts()
  const label = columnLabel(kind, row.column, language)
  const { vocabulary } = columnOf(kind, row.column)
  const words = vocabulary === undefined ? null : Object.keys(vocabularies[vocabulary])
  const alternatives = row.guess?.alternatives ?? []
  const likely = new Set(alternatives.map(({ source }) => source))
  const choose = (value: string): void => {
    if (row.together !== null) {
      const source = value === none || value === constant ? null : value
      flow.answer(id, idOf(row.column, source, source === null ? [] : row.together))
      if (value !== constant) return
    }
    if (value === none) flow.answer(id, { columns: { [row.column]: null }, constants: { [row.column]: null } })
    else if (value === constant)
      flow.answer(id, { columns: { [row.column]: null }, constants: { [row.column]: words?.[0] ?? '' } })
    else flow.answer(id, { columns: { [row.column]: value }, constants: { [row.column]: null } })
  }
  const state = row.needed && !row.filled ? 'lacks' : undefined
  return (
    <tr data-state={state}>
      <th scope="row">
        {label}
        {row.needed && <small className="ex-need">{t('extracts.needed')}</small>}
      </th>
      <td>
        <select
          className="ui-select ex-source"
          aria-label={t('extracts.sourceOf', { column: label })}
          value={row.constant !== null ? constant : (row.source ?? none)}
          onChange={event => choose(event.target.value)}
        >
          <option value={none}>{t('extracts.source.none')}</option>
          <option value={constant}>{t('extracts.source.constant')}</option>
          {alternatives.length > 0 && (
            <optgroup label={t('extracts.source.likely')}>
              {alternatives.map(({ source, confidence }) => (
                <option key={source} value={source}>{`${source} (${formats.rate(confidence)})`}</option>
              ))}
            </optgroup>
          )}
          <optgroup label={t('extracts.source.all')}>
            {read.columns
              .filter(({ name }) => !likely.has(name))
              .map(({ name }) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </optgroup>
        </select>
        {row.together !== null && row.source !== null && (
          <Together
            column={label}
            parts={row.together}
            others={read.columns.map(({ name }) => name).filter(name => name !== row.source)}
            onChange={parts => flow.answer(id, idOf(row.column, row.source, parts))}
          />
        )}
        {row.fallbacks.length > 0 && (
          <small>{t('extracts.source.then', { columns: listed(row.fallbacks, language) })}</small>
        )}
        {row.constant !== null &&
          (words === null ? (
            <input
              className="ex-field"
              aria-label={t('extracts.constantOf', { column: label })}
              value={row.constant}
              onChange={event => flow.answer(id, { constants: { [row.column]: event.target.value } })}
            />
          ) : (
            <select
              className="ui-select ex-source"
              aria-label={t('extracts.constantOf', { column: label })}
              value={row.constant}
              onChange={event => flow.answer(id, { constants: { [row.column]: event.target.value } })}
            >
              {words.map(word => (
                <option key={word} value={word}>
                  {vocabulary === undefined ? word : wordLabel(vocabulary, word, language)}
                </option>
              ))}
            </select>
          ))}
      </td>
      <td>
        {row.changed ? (
          t('extracts.chosen')
        ) : row.guess === null || !row.filled ? (
          '–'
        ) : (
          <>
            {confidenceWord(row.guess.confidence, t)} {formats.rate(row.guess.confidence)}
            <small>{t(`extracts.why.${row.guess.why}`)}</small>
          </>
        )}
      </td>
      <td className="ex-samples">
        {row.source !== null &&
          samplesOf(read, [row.source, ...(row.together ?? [])]).map(text => (
            <code key={text} title={text}>
              {text}
            </code>
          ))}
      </td>
    </tr>
  )
}
