import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CardDialogs } from './CardDialogs'
import { ErrorNote, type Failure } from './ErrorNote'
import { useTableExports } from './exportAbout'
import { Menu, type MenuItem } from './Menu'
import { Skeleton } from './Skeleton'
import type { TableData } from './table'
import './card.css'

/** Where an answer comes from. Null where it is not known. */
export interface Origin {
  readonly sql: string
  readonly rows: number | null
  readonly milliseconds: number | null
  /** False for a published or kept answer. */
  readonly live: boolean
}

/** `updating` keeps the old answer in sight, dimmed. */
export type FrameState = 'loading' | 'updating' | 'ready' | 'empty' | { readonly error: Failure }

export interface CardProps {
  /** Becomes `data-chart` and the names of exports. */
  readonly id: string
  /** The question that the card answers. */
  readonly title: string
  /** Unit and window. */
  readonly subtitle?: string
  readonly controls?: ReactNode
  /** The points behind the drawing: shown as a table, exported as CSV. */
  readonly table?: TableData
  readonly origin?: Origin
  readonly state: FrameState
  /** A limit of what is shown: "not filtered by industry". */
  readonly note?: string
  /** In place of a grey block until the first answer, where that takes long. */
  readonly loading?: ReactNode
  /** In place of the content when `state` is `empty`. */
  readonly empty?: ReactNode
  /** Further entries of the menu, before the general ones. */
  readonly actions?: readonly MenuItem[]
  /** Exports of what is drawn, after those of the table. */
  readonly pictures?: readonly MenuItem[]
  readonly className?: string
  /** Asked after everything else: nobody waits for it. Becomes `data-later`. */
  readonly later?: boolean
  readonly children: ReactNode
}

/** A framed answer: question, unit and window, controls, a menu with table, SQL and exports, and its state. */
export function Card(props: CardProps) {
  const {
    id,
    title,
    subtitle,
    controls,
    table,
    origin,
    state,
    note,
    empty,
    actions = [],
    pictures = [],
    className = '',
  } = props
  const { t } = useTranslation()
  const [shown, show] = useState<'table' | 'sql' | null>(null)
  const heading = useId()
  const [unsaved, setUnsaved] = useState<string | null>(null)
  const exports = useTableExports(table, title, subtitle, error =>
    setUnsaved(error instanceof Error ? error.message : String(error)),
  )
  const failed = typeof state === 'object'

  const items: MenuItem[] = [...actions]
  if (table !== undefined) {
    const disabled = table.rows.length === 0
    items.push({ key: 'table', label: t('ui.showTable'), disabled, onSelect: () => show('table') })
  }
  if (origin !== undefined) items.push({ key: 'sql', label: t('ui.showSql'), onSelect: () => show('sql') })
  items.push(...exports, ...pictures)

  return (
    <section
      className={`ui-card ${className}`}
      data-chart={id}
      data-state={failed ? 'error' : state}
      data-live={origin?.live}
      data-later={props.later}
      aria-labelledby={heading}
      aria-busy={state === 'loading' || state === 'updating'}
    >
      <header className="ui-card-head">
        <h2 id={heading} title={title}>
          {title}
        </h2>
        {controls !== undefined && <div className="ui-card-controls">{controls}</div>}
        {items.length > 0 && <Menu label={`${t('ui.menu')} · ${title}`} items={items} />}
        {subtitle !== undefined && <p title={subtitle}>{subtitle}</p>}
      </header>
      <div className="ui-card-body">
        {failed ? (
          <ErrorNote {...state.error} />
        ) : state === 'loading' ? (
          (props.loading ?? <Skeleton />)
        ) : state === 'empty' && empty !== undefined ? (
          empty
        ) : (
          props.children
        )}
      </div>
      {unsaved !== null && (
        <p className="ui-card-note" role="alert">
          {t('ui.export.failed', { why: unsaved })}
        </p>
      )}
      {note !== undefined && <p className="ui-card-note">{note}</p>}
      {shown !== null && (
        <CardDialogs
          kind={shown}
          title={title}
          subtitle={subtitle}
          table={table}
          origin={origin}
          onClose={() => show(null)}
        />
      )}
    </section>
  )
}
