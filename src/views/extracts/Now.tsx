import { useRef, useState } from 'react'
import { useNavigate } from 'react-router'
import type { Profile } from '../../extracts/report'
import type { Workspace, WorkspaceState } from '../../extracts/workspace/workspace'
import { tableTitle, useTexts } from '../../i18n'
import { tableNames } from '../../schema'
import { Confirm } from '../../ui/Confirm'
import { Menu } from '../../ui/Menu'
import { KeptRegions } from './KeptRegions'
import { type NowRow, nowRows } from './nowRows'

export interface NowProps {
  readonly profile: Profile | null
  readonly kept: WorkspaceState
  readonly busy: boolean
  readonly workspace: Workspace
  change(what: () => Promise<void>, undoable?: boolean): Promise<void>
  onFiles(files: readonly File[]): void
  /** They lie on a server: this page changes nothing of them. */
  readonly onServer?: boolean
}

/** The extracts on screen, table by table. */
export function Now({ profile, kept, busy, workspace, change, onFiles, onServer = false }: NowProps) {
  const { t, language, formats } = useTexts()
  const navigate = useNavigate()
  const input = useRef<HTMLInputElement>(null)
  const [removing, remove] = useState<NowRow | null>(null)
  const rows = nowRows(profile, kept)
  const items = (row: NowRow) => [
    { key: 'load', label: t('extracts.now.load'), disabled: busy || onServer, onSelect: () => input.current?.click() },
    {
      key: 'rejected',
      label: t('extracts.now.rejectedRows'),
      disabled: row.rejected === 0,
      onSelect: () => void navigate(`/rejected/${row.table}`),
    },
    {
      key: 'remove',
      label: t('extracts.now.remove'),
      hint: row.where === 'server' ? t('extracts.now.onServer') : undefined,
      disabled: busy || onServer || row.where === 'server',
      onSelect: () => remove(row),
    },
  ]
  return (
    <section className="ex-card" aria-labelledby="ex-now">
      <header className="ex-head">
        <h2 id="ex-now">{t('extracts.now')}</h2>
        {profile !== null && <p>{t('app.asOf', { day: formats.day(profile.asOf) })}</p>}
      </header>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t('extracts.choose')}
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {rows.length === 0 ? (
        <p className="ex-none">{t('extracts.now.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="ex-scroll" tabIndex={0} aria-label={t('extracts.tableOf', { what: t('extracts.now') })}>
          <table className="ex-table">
            <thead>
              <tr>
                <th scope="col">{t('extracts.col.table')}</th>
                <th scope="col">{t('extracts.col.file')}</th>
                <th scope="col">{t('extracts.col.department')}</th>
                <th scope="col" data-align="right">
                  {t('extracts.col.rows')}
                </th>
                <th scope="col">{t('extracts.col.span')}</th>
                <th scope="col" data-align="right">
                  {t('extracts.col.rejected')}
                </th>
                <th scope="col" data-align="right">
                  {t('extracts.col.issues')}
                </th>
                <th scope="col">{t('extracts.col.where')}</th>
                <th scope="col">{t('extracts.col.loaded')}</th>
                <td />
              </tr>
            </thead>
            {tableNames.map(table => {
              const span = profile?.spans[table]
              const own = rows.filter(row => row.table === table)
              return (
                <tbody key={table}>
                  {own.map((row, i) => (
                    <tr key={row.file}>
                      <th scope="row">
                        {i === 0 ? (
                          tableTitle(table, language)
                        ) : (
                          <span className="ui-hidden">{tableTitle(table, language)}</span>
                        )}
                      </th>
                      <td className="ex-wrap">
                        {row.shown}
                        {row.error !== null && <small className="ex-bad">{row.error}</small>}
                      </td>
                      <td>{row.department ?? '–'}</td>
                      <td data-align="right">{formats.count(row.rows)}</td>
                      <td>{i === 0 && span ? formats.window({ from: span.first, to: span.last }) : ''}</td>
                      <td data-align="right">{formats.count(row.rejected)}</td>
                      <td data-align="right">{formats.count(row.issues)}</td>
                      <td>{t(`extracts.where.${row.where}`)}</td>
                      <td>
                        {row.time === null ? '–' : formats.time(row.time)}
                        {row.by !== null && <small>{row.by}</small>}
                      </td>
                      <td>
                        <Menu label={t('extracts.now.actions', { file: row.shown })} items={items(row)} />
                      </td>
                    </tr>
                  ))}
                </tbody>
              )
            })}
          </table>
        </section>
      )}
      <KeptRegions kept={kept} busy={busy} workspace={workspace} change={change} />
      {removing !== null && (
        <Confirm
          title={t('extracts.now.remove.title')}
          action={t('extracts.now.remove')}
          onClose={() => remove(null)}
          onConfirm={() => void change(() => workspace.removeFile(removing.file))}
        >
          <p>{t('extracts.now.remove.text', { file: removing.shown, rows: formats.count(removing.rows) })}</p>
        </Confirm>
      )}
    </section>
  )
}
