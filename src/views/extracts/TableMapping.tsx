import { columnLabel, tableTitle, useTexts } from '../../i18n'
import { tableNames } from '../../schema'
import { ErrorNote } from '../../ui/ErrorNote'
import { Segmented } from '../../ui/Segmented'
import { ColumnsGrid } from './ColumnsGrid'
import { lacks } from './canCheck'
import type { TableKind } from './contracts'
import { Extras } from './Extras'
import type { ImportFlow } from './flow'
import { isBusy, type TableState } from './flowState'
import { Masks } from './Masks'
import { pathText } from './nowRows'
import { Preview } from './Preview'
import { Questions } from './Questions'
import { ReadAs } from './ReadAs'
import { confidenceWord } from './texts'
import { Words } from './Words'

export interface TableMappingProps {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly tables: readonly TableState[]
}

const kinds: readonly (TableKind | 'skip')[] = [...tableNames, 'businesses', 'skip']

/** All that is to be confirmed of one table. */
export function TableMapping({ flow, table, tables }: TableMappingProps) {
  const { t, language, formats } = useTexts()
  const { source, read, guess, kind } = table
  const { id } = source
  const missing = lacks(flow, table)
  const businesses = tables.find(each => each.source.id === guess?.join?.businesses)
  return (
    <article className="ex-card ex-map" aria-label={pathText(source.path)} aria-busy={isBusy(table)}>
      <header className="ex-head">
        <h2>{pathText(source.path)}</h2>
        {read !== null && (
          <p>
            {t('extracts.readAs', {
              rows: formats.count(read.rows),
              columns: formats.count(read.columns.length),
              bytes: formats.bytes(source.bytes),
            })}
          </p>
        )}
        {isBusy(table) && (
          <button type="button" className="ui-button" onClick={() => flow.cancelRead(id)}>
            {t(`extracts.phase.${table.phase}`)} · {t('ui.cancel')}
          </button>
        )}
      </header>
      {table.error !== null && (
        <ErrorNote what={t('extracts.error.read')} detail={table.error} onRetry={() => void flow.read(id)} />
      )}
      {table.phase === 'cancelled' && (
        <p className="ex-note">
          {t('extracts.phase.cancelled')}{' '}
          <button type="button" className="ui-button" onClick={() => void flow.read(id)}>
            {t('ui.retry')}
          </button>
        </p>
      )}
      <ReadAs flow={flow} table={table} />
      {read === null || guess === null ? (
        <div className="ex-place" />
      ) : (
        <>
          <Preview read={read} />
          <div className="ex-line">
            <Segmented
              label={t('extracts.kind')}
              value={kind}
              options={kinds.map(value => ({
                value,
                label:
                  value === 'skip'
                    ? t('extracts.kind.skip')
                    : tableTitle(value === 'businesses' ? 'entities' : value, language),
              }))}
              onChange={next => void flow.take(id, next)}
            />
            <span className="ex-note">
              {guess.profile !== null
                ? t('extracts.profile.used', { name: guess.profile })
                : t('extracts.kind.confidence', {
                    word: confidenceWord(guess.tableConfidence, t),
                    share: formats.rate(guess.tableConfidence),
                  })}
            </span>
          </div>
          {table.joined && businesses && guess.join && (
            <p className="ex-note">
              {t('extracts.joined', {
                file: pathText(businesses.source.path),
                key: guess.join.key,
                reference: guess.join.reference,
              })}
            </p>
          )}
          {kind === 'businesses' && <p className="ex-note">{t('extracts.businesses')}</p>}
          {kind !== 'skip' && kind !== 'businesses' && (
            <>
              {missing.length > 0 && (
                <div className="ex-warn" role="status">
                  {t('extracts.missing')}
                  <ul>
                    {missing.map(names => (
                      <li key={names.join()}>
                        {names.map(name => columnLabel(kind, name, language)).join(` ${t('extracts.or')} `)}
                      </li>
                    ))}
                  </ul>
                </div>
              )}
              <Questions flow={flow} table={table} kind={kind} guess={guess} />
              <ColumnsGrid flow={flow} table={table} kind={kind} guess={guess} read={read} />
              <Words flow={flow} table={table} kind={kind} guess={guess} />
              <Extras flow={flow} table={table} guess={guess} />
              <Masks flow={flow} table={table} read={read} />
              <Coming flow={flow} table={table} />
            </>
          )}
        </>
      )}
    </article>
  )
}

/** How it comes in: department, append or replace, under which name the mapping is kept. */
function Coming({ flow, table }: { readonly flow: ImportFlow; readonly table: TableState }) {
  const { t } = useTexts()
  const { id } = table.source
  return (
    <section className="ex-coming">
      <h3>{t('extracts.coming')}</h3>
      <Segmented
        label={t('extracts.mode')}
        value={table.mode}
        options={[
          { value: 'replace', label: t('extracts.mode.replace') },
          { value: 'append', label: t('extracts.mode.append') },
        ]}
        onChange={mode => flow.set(id, { mode })}
      />
      <label>
        <span>{t('extracts.department')}</span>
        <input
          className="ex-field"
          value={flow.settings(table)?.department ?? ''}
          maxLength={80}
          onChange={event => flow.answer(id, { department: event.target.value === '' ? null : event.target.value })}
        />
      </label>
      <label>
        <input
          type="checkbox"
          checked={table.saveAs !== null}
          onChange={event =>
            flow.set(id, {
              saveAs: event.target.checked ? (table.guess?.profile ?? table.source.path.at(-1) ?? '') : null,
            })
          }
        />
        <span>{t('extracts.profile.save')}</span>
      </label>
      {table.saveAs !== null && (
        <input
          className="ex-field"
          aria-label={t('extracts.profile.name')}
          value={table.saveAs}
          maxLength={80}
          onChange={event => flow.set(id, { saveAs: event.target.value })}
        />
      )}
    </section>
  )
}
