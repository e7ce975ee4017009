import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sparkline } from '../charts/sparkline'
import type { Origin } from './Card'
import { CardDialogs } from './CardDialogs'
import { ChangeMark, type Delta } from './ChangeMark'
import { useTableExports } from './exportAbout'
import { Menu, type MenuItem } from './Menu'
import type { TableData } from './table'
import './tile.css'

export interface KpiTileProps {
  /** Key of the figure: becomes `data-kpi`. */
  readonly id: string
  readonly label: string
  /** The exact value: becomes `data-value`. Null while loading or missing. */
  readonly value: number | null
  /** The value in words: "27.3%". */
  readonly text: string
  /** Said small behind the value: a unit, a share. */
  readonly unit?: string
  readonly delta?: Delta
  /** Values of the periods in order; null is a gap. None has no line. */
  readonly spark: readonly (number | null)[]
  readonly target?: { readonly text: string; readonly met: boolean }
  /** Why there is no value, in words, in place of the number. */
  readonly missing?: string
  /** The same as a key: becomes `data-missing`. */
  readonly missingKey?: string
  /** A limit of the figure: "not filtered by industry". */
  readonly note?: string
  /** Lines of text in the place of the course. */
  readonly foot?: readonly string[]
  readonly loading?: boolean
  /** An old answer stays in sight, dimmed. */
  readonly updating?: boolean
  /** Asked after everything else: nobody waits for it. Becomes `data-later`. */
  readonly later?: boolean
  /** Open alerts of the figure, and where they are; none has no mark. */
  readonly alerts?: { readonly text: string; readonly label: string; readonly href: string }
  readonly origin?: Origin
  readonly table?: TableData
  /** Further entries of the menu, before the general ones. */
  readonly actions?: readonly MenuItem[]
  /** Opens the rows behind the figure. */
  onOpen?(): void
  /** Opens what explains the change: a click on the line that says it. */
  onWhy?(): void
}

/** One figure. The whole tile is a button to its rows; a small menu beside it has SQL and table. */
export function KpiTile(props: KpiTileProps) {
  const {
    id,
    label,
    value,
    text,
    unit,
    delta,
    spark,
    foot = [],
    target,
    missing,
    missingKey,
    note,
    origin,
    table,
    actions = [],
    alerts,
  } = props
  const { t } = useTranslation()
  const [shown, show] = useState<'table' | 'sql' | null>(null)
  const described = useId()
  const [unsaved, setUnsaved] = useState<string | null>(null)
  const exports = useTableExports(table, label, undefined, error =>
    setUnsaved(error instanceof Error ? error.message : String(error)),
  )
  const items: MenuItem[] = [...actions]
  if (table !== undefined) items.push({ key: 'table', label: t('ui.showTable'), onSelect: () => show('table') })
  if (origin !== undefined) items.push({ key: 'sql', label: t('ui.showSql'), onSelect: () => show('sql') })
  items.push(...exports)

  return (
    <div
      className="ui-tile"
      data-kpi={id}
      data-value={value ?? ''}
      data-missing={missingKey}
      data-live={origin?.live}
      data-later={props.later}
      aria-busy={props.loading || props.updating || undefined}
    >
      <button
        type="button"
        className="ui-tile-main"
        aria-describedby={note === undefined ? undefined : described}
        title={value === null ? label : `${label} · ${t('ui.openRows')}`}
        disabled={props.onOpen === undefined}
        onClick={() => props.onOpen?.()}
      >
        <span className="ui-tile-label">{label}</span>
        {props.loading ? (
          <TileSkeleton />
        ) : missing !== undefined ? (
          <span className="ui-tile-missing">{missing}</span>
        ) : (
          <>
            <span className="ui-tile-value">
              {text}
              {unit !== undefined && <small>{unit}</small>}
              {target !== undefined && <Target {...target} />}
            </span>
            {delta !== undefined && <Change {...delta} />}
            {delta === undefined && <span className="ui-tile-delta" />}
          </>
        )}
        {note !== undefined && (
          <span id={described} className="ui-tile-note" title={note}>
            {note}
          </span>
        )}
        {!props.loading && missing === undefined && (
          <>
            {spark.length > 0 && <Spark values={spark} short={note !== undefined} />}
            {foot.length > 0 && (
              <span className="ui-tile-foot">
                {foot.map(line => (
                  <span key={line} title={line}>
                    {line}
                  </span>
                ))}
              </span>
            )}
          </>
        )}
      </button>
      {props.onWhy !== undefined && delta !== undefined && missing === undefined && !props.loading && (
        // Over the line of the change, for a button holds no other.
        <button
          type="button"
          className="ui-tile-why"
          aria-label={`${t('why.open')} · ${label}`}
          title={`${t(`ui.${delta.direction}`)} ${delta.text} ${delta.against} · ${t('why.open')}`}
          onClick={() => props.onWhy?.()}
        >
          <span aria-hidden="true">›</span>
        </button>
      )}
      {alerts !== undefined && (
        <a className="ui-tile-alerts" href={alerts.href} title={alerts.label}>
          <span aria-hidden="true">{alerts.text}</span>
          <span className="ui-hidden">{alerts.label}</span>
        </a>
      )}
      {items.length > 0 && (
        <Menu label={`${t('ui.menu')} · ${label}`} items={items} className="ui-icon-button ui-tile-menu" />
      )}
      {unsaved !== null && (
        <span className="ui-tile-note" role="alert">
          {t('ui.export.failed', { why: unsaved })}
        </span>
      )}
      {shown !== null && (
        <CardDialogs kind={shown} title={label} table={table} origin={origin} onClose={() => show(null)} />
      )}
    </div>
  )
}

function Change(delta: Delta) {
  const { t } = useTranslation()
  return (
    <span className="ui-tile-delta" title={`${t(`ui.${delta.direction}`)} ${delta.text} ${delta.against}`}>
      <ChangeMark {...delta} /> {delta.against}
    </span>
  )
}

function Target({ text, met }: { text: string; met: boolean }) {
  const { t } = useTranslation()
  const words = `${t('ui.target', { target: text })} · ${t(met ? 'ui.targetMet' : 'ui.targetMissed')}`
  return (
    <span className="ui-tile-target" data-met={met} title={words}>
      <i aria-hidden="true">{met ? '✓' : '✗'}</i>
      <span aria-hidden="true">{text}</span>
      <span className="ui-hidden">{words}</span>
    </span>
  )
}

/** The line is stretched to its box; its width and dot are not. */
function Spark({ values, short }: { values: readonly (number | null)[]; short: boolean }) {
  const height = short ? 14 : 26
  const { path, end } = sparkline(values, 132, height)
  return (
    <span className="ui-tile-spark" aria-hidden="true">
      <svg viewBox={`0 0 132 ${height}`} height={height} preserveAspectRatio="none" role="presentation">
        <path d={path} vectorEffect="non-scaling-stroke" />
        {end !== null && <path className="ui-tile-end" d={`M${end.x} ${end.y}h0`} vectorEffect="non-scaling-stroke" />}
      </svg>
    </span>
  )
}

function TileSkeleton() {
  return (
    <span className="ui-tile-skeleton" aria-hidden="true">
      <i />
      <i />
    </span>
  )
}
