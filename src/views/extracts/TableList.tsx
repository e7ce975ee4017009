import { type Texts, tableTitle, useTexts } from '../../i18n'
import { lacks } from './canCheck'
import type { ImportFlow } from './flow'
import { type FlowState, isBusy, type TableState } from './flowState'
import { pathText } from './nowRows'

/** The tables of the import with their state; one of them is open. */
export function TableList({
  flow,
  state,
  selected,
}: {
  readonly flow: ImportFlow
  readonly state: FlowState
  readonly selected: string
}) {
  const texts = useTexts()
  return (
    <nav className="ex-tables" aria-label={texts.t('extracts.tables')}>
      {state.tables.map(table => (
        <button
          key={table.source.id}
          type="button"
          aria-current={table.source.id === selected || undefined}
          onClick={() => flow.select(table.source.id)}
        >
          <b>{pathText(table.source.path)}</b>
          <small data-state={stateOf(flow, table)}>{stateText(flow, table, texts)}</small>
          {isBusy(table) && (
            <progress
              className="ex-progress"
              max={table.progress?.total || 1}
              value={table.progress?.bytes}
              aria-label={pathText(table.source.path)}
            />
          )}
        </button>
      ))}
    </nav>
  )
}

/** How far a table is, in one word. */
export function stateOf(flow: ImportFlow, table: TableState): 'busy' | 'failed' | 'skipped' | 'lacks' | 'ready' {
  if (isBusy(table)) return 'busy'
  if (table.phase !== 'ready') return 'failed'
  if (table.kind === 'skip') return 'skipped'
  return lacks(flow, table).length > 0 ? 'lacks' : 'ready'
}

function stateText(flow: ImportFlow, table: TableState, { t, language, formats }: Texts): string {
  const at = stateOf(flow, table)
  if (at === 'busy')
    return table.progress === null
      ? t(`extracts.phase.${table.phase}`)
      : t('extracts.reading', {
          rows: formats.count(table.progress.rows),
          bytes: formats.bytes(table.progress.bytes),
          total: formats.bytes(table.progress.total),
        })
  if (at === 'failed') return t(`extracts.phase.${table.phase}`)
  if (at === 'skipped') return t(table.source.hidden ? 'extracts.state.hidden' : 'extracts.kind.skip')
  const kind = tableTitle(
    table.kind === 'businesses' ? 'entities' : table.kind === 'skip' ? 'permits' : table.kind,
    language,
  )
  return `${kind} · ${at === 'lacks' ? t('extracts.state.lacks', { n: formats.count(lacks(flow, table).length) }) : t('extracts.state.ready')}`
}
