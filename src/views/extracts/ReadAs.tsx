import { useState } from 'react'
import { useTexts } from '../../i18n'
import type { ImportFlow } from './flow'
import { isBusy, type TableState } from './flowState'

const encodings = ['utf-8', 'gb18030', 'utf-16le', 'utf-16be', 'windows-1252', 'big5'] as const
const separators = [',', '\t', ';', '|'] as const
const separatorKeys = { ',': 'comma', '\t': 'tab', ';': 'semicolon', '|': 'bar' } as const

/** How the file was read, what was odd, and how to read it differently. */
export function ReadAs({ flow, table }: { readonly flow: ImportFlow; readonly table: TableState }) {
  const { t, formats } = useTexts()
  const { source, read, options } = table
  const [header, setHeader] = useState<string | null>(null)
  const [encoding, setEncoding] = useState<string | null>(null)
  const [separator, setSeparator] = useState<string | null>(null)
  const isCsv = source.format === 'csv'
  const lines = (header ?? '')
    .match(/\d+/g)
    ?.map(Number)
    .filter(line => line > 0)
  const changed = header !== null || encoding !== null || separator !== null
  const again = (): void =>
    void flow.read(source.id, {
      ...options,
      ...(lines && lines.length > 0 ? { header: lines } : {}),
      ...(encoding ? { encoding } : {}),
      ...(separator ? { separator } : {}),
    })
  const shown = read?.separator ?? null
  return (
    <div className="ex-readas">
      <p className="ex-note">
        {[
          source.format.toUpperCase(),
          read?.encoding,
          shown !== null &&
            (shown in separatorKeys
              ? t(`extracts.separator.${separatorKeys[shown as keyof typeof separatorKeys]}`)
              : shown),
          read && read.header.length > 0 && t('extracts.headerAt', { lines: read.header.join('–') }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {read !== null && read.notes.length > 0 && (
        <ul className="ex-notes">
          {read.notes.map(({ kind, column, count, examples }) => (
            <li key={`${kind} ${column}`}>
              {t(`extracts.note.${kind}`)}
              {column !== null && ` “${column}”`} · {formats.count(count)}
              {examples.length > 0 && <small> {examples.join(' · ')}</small>}
            </li>
          ))}
        </ul>
      )}
      {source.format !== 'parquet' && (
        <details>
          <summary>{t('extracts.differently')}</summary>
          <div className="ex-line">
            <label>
              <span>{t('extracts.header')}</span>
              <input
                className="ex-field"
                inputMode="numeric"
                size={6}
                placeholder={t('extracts.header.hint')}
                value={header ?? read?.header.join(', ') ?? ''}
                onChange={event => setHeader(event.target.value)}
              />
            </label>
            {isCsv && (
              <>
                <label>
                  <span>{t('extracts.encoding')}</span>
                  <select
                    className="ui-select"
                    value={encoding ?? read?.encoding ?? ''}
                    onChange={event => setEncoding(event.target.value)}
                  >
                    {[...new Set([read?.encoding ?? '', ...encodings])].map(each => (
                      <option key={each} value={each}>
                        {each || '–'}
                      </option>
                    ))}
                  </select>
                </label>
                <label>
                  <span>{t('extracts.separator')}</span>
                  <select
                    className="ui-select"
                    value={separator ?? shown ?? ','}
                    onChange={event => setSeparator(event.target.value)}
                  >
                    {separators.map(each => (
                      <option key={each} value={each}>
                        {t(`extracts.separator.${separatorKeys[each]}`)}
                      </option>
                    ))}
                  </select>
                </label>
              </>
            )}
            <button type="button" className="ui-button" disabled={!changed || isBusy(table)} onClick={again}>
              {t('extracts.readAgain')}
            </button>
          </div>
        </details>
      )}
    </div>
  )
}
