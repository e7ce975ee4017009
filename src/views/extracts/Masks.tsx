import { useState } from 'react'
import { type MaskKind, maskKinds, type ReadTable } from '../../extracts/intake/intake'
import { useTexts } from '../../i18n'
import type { ImportFlow } from './flow'
import { isBusy, type TableState } from './flowState'
import { samplesOf } from './mappingRows'

/** Personal columns: what is masked and how it looks then; more can be masked, or one kept, by reading once more. */
export function Masks({
  flow,
  table,
  read,
}: {
  readonly flow: ImportFlow
  readonly table: TableState
  readonly read: ReadTable
}) {
  const { t, formats } = useTexts()
  const [masks, setMasks] = useState<Readonly<Record<string, MaskKind | 'keep'>>>(table.options.masks ?? {})
  const before = table.options.masks ?? {}
  const shown = [...new Set([...read.masked.map(({ column }) => column), ...Object.keys(masks)])]
  const others = read.columns.filter(({ name }) => !shown.includes(name))
  const changed = JSON.stringify(masks) !== JSON.stringify(before)
  const kept = Object.values(masks).includes('keep')
  return (
    <section>
      <h3>{t('extracts.masks')}</h3>
      {shown.length === 0 && <p className="ex-note">{t('extracts.masks.none')}</p>}
      {shown.length > 0 && (
        <table className="ex-table ex-grid">
          <thead>
            <tr>
              <th scope="col">{t('extracts.masks.column')}</th>
              <th scope="col">{t('extracts.masks.as')}</th>
              <th scope="col">{t('extracts.masks.found')}</th>
              <th scope="col">{t('extracts.masks.shape')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(column => {
              const found = read.masked.find(each => each.column === column)
              return (
                <tr key={column}>
                  <th scope="row" className="ex-wrap">
                    {column}
                  </th>
                  <td>
                    <select
                      className="ui-select ex-source"
                      aria-label={t('extracts.masks.asOf', { column })}
                      value={masks[column] ?? found?.kind ?? 'text'}
                      onChange={event => {
                        const value =
                          event.target.value === 'keep'
                            ? 'keep'
                            : (maskKinds.find(kind => kind === event.target.value) ?? 'text')
                        setMasks({ ...masks, [column]: value })
                      }}
                    >
                      {maskKinds.map(kind => (
                        <option key={kind} value={kind}>
                          {t(`extracts.mask.${kind}`)}
                        </option>
                      ))}
                      <option value="keep">{t('extracts.mask.keep')}</option>
                    </select>
                  </td>
                  <td>{found ? `${t(`extracts.masks.by.${found.found}`)} · ${formats.count(found.count)}` : '–'}</td>
                  <td className="ex-samples">
                    {found &&
                      samplesOf(read, [column], 2).map(text => (
                        <code key={text}>
                          {t(`extracts.mask.shape.${found.kind}`)} → {text}
                        </code>
                      ))}
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      {kept && <p className="ex-warn">{t('extracts.masks.warn')}</p>}
      <div className="ex-line">
        <select
          className="ui-select ex-source"
          aria-label={t('extracts.masks.more')}
          value=""
          onChange={event => setMasks({ ...masks, [event.target.value]: 'text' })}
        >
          <option value="">{t('extracts.masks.more')}</option>
          {others.map(({ name }) => (
            <option key={name} value={name}>
              {name}
            </option>
          ))}
        </select>
        {changed && (
          <button
            type="button"
            className="ui-button"
            disabled={isBusy(table)}
            onClick={() => void flow.read(table.source.id, { ...table.options, masks })}
          >
            {t('extracts.masks.apply')}
          </button>
        )}
      </div>
    </section>
  )
}
