import { useVirtualizer } from '@tanstack/react-virtual'
import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useTexts } from '../i18n'
import { DataHead } from './DataHead'
import { DataTableRow } from './DataTableRow'
import { Icon } from './Icon'
import { Menu } from './Menu'
import type { TableValue } from './table'

export type DataRow = Readonly<Record<string, TableValue>>

export interface DataColumn {
  readonly key: string
  readonly label: string
  readonly align?: 'left' | 'right'
  /** Said small under the label: a type, a unit. */
  readonly note?: string
  /** What a cell without a value shows; a dash when absent. */
  readonly missing?: ReactNode
  /** Pixels before anyone drags it; 140 when absent. */
  readonly width?: number
  /** The column cannot be sorted by. */
  readonly unsorted?: boolean
  /** What a cell shows; the exact text when absent. */
  render?(value: TableValue, row: DataRow): ReactNode
}

export interface Sort {
  readonly key: string
  readonly descending: boolean
}

/** Which columns are hidden and how wide the others were dragged: of `useColumnLook`, which may outlive the table. */
export interface ColumnLook {
  readonly hidden: ReadonlySet<string>
  readonly widths: Readonly<Record<string, number>>
  toggle(key: string): void
  widen(key: string, pixels: number): void
}

export function useColumnLook(): ColumnLook {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set())
  const [widths, setWidths] = useState<Readonly<Record<string, number>>>({})
  return {
    hidden,
    widths,
    toggle: key => setHidden(now => toggled(now, key)),
    widen: (key, pixels) => setWidths(now => ({ ...now, [key]: Math.max(leastWidth, Math.round(pixels)) })),
  }
}

export interface DataTableProps {
  readonly label: string
  /** What is listed: another one is shown from its first row on. */
  readonly of?: unknown
  readonly look: ColumnLook
  /** Rows of the whole filter. */
  readonly count: number
  readonly columns: readonly DataColumn[]
  /** A row that is not loaded yet is undefined and shown as a skeleton. */
  row(index: number): DataRow | undefined
  /** First and last row in sight or nearly so: load these. */
  onVisible?(first: number, last: number): void
  readonly sort?: Sort | null
  onSort?(key: string): void
  /** Enter, or a click on a row; `far` with Shift. */
  onOpen?(index: number, far: boolean): void
  /** The space bar. */
  onSelect?(index: number): void
  /** The open row. */
  readonly selected?: number | null
  /** Pixels of a row; 32 when absent. */
  readonly rowHeight?: number
  /** Left of the menu of columns: a count, an export. */
  readonly bar?: ReactNode
}

const usualHeight = 32
/** What notes add to the height of the headings. */
const noteHeight = 14
const leastWidth = 56

/** Rows by the ten thousand: only those in sight exist. Arrows, Page, Home and End move, Enter opens. */
export function DataTable(props: DataTableProps) {
  const {
    label,
    of,
    look,
    count,
    columns,
    row,
    onVisible,
    sort,
    onSort,
    onOpen,
    onSelect,
    selected,
    rowHeight = usualHeight,
  } = props
  const { t, formats } = useTexts()
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState(0)
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: usualHeight + noteHeight,
    useFlushSync: false,
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height stand elsewhere, all of them
  useLayoutEffect(() => virtual.measure(), [rowHeight])
  const rows = virtual.getVirtualItems()
  const [first, last] = [rows[0]?.index, rows.at(-1)?.index]
  useEffect(() => {
    if (first !== undefined && last !== undefined) onVisible?.(first, last)
  }, [first, last, onVisible])
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is the change of `of` that counts
  useLayoutEffect(() => {
    setActive(0)
    if (scroller.current) scroller.current.scrollTop = 0
  }, [of])

  const shown = columns.filter(column => !look.hidden.has(column.key))
  const width = (column: DataColumn): number => look.widths[column.key] ?? column.width ?? 140
  // What is left over goes to the last column, but a number stays beside the others.
  const tracks = shown.map((column, i) =>
    i < shown.length - 1
      ? `${width(column)}px`
      : column.align === 'right'
        ? `${width(column)}px 1fr`
        : `minmax(${width(column)}px, 1fr)`,
  )
  const at = Math.min(active, count - 1)

  const go = (index: number): void => {
    const to = Math.max(0, Math.min(count - 1, index))
    setActive(to)
    virtual.scrollToIndex(to)
  }
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== scroller.current || count === 0) return
    const page = Math.max(1, Math.floor((scroller.current.clientHeight - usualHeight) / rowHeight))
    const to = destination(event.key, at, page, count)
    if (to !== null) {
      event.preventDefault()
      go(to)
    } else if (event.key === 'Enter') onOpen?.(at, event.shiftKey)
    else if (event.key === ' ' && onSelect !== undefined) {
      event.preventDefault()
      onSelect(at)
    }
  }

  return (
    <div className="ui-data">
      <div className="ui-data-bar">
        <span>{props.bar ?? t('ui.table.rows', { rows: formats.count(count) })}</span>
        {/* Of one column there is nothing to hide. */}
        {columns.length > 1 && (
          <Menu
            label={t('ui.table.showColumns')}
            className="ui-button"
            button={
              <>
                <Icon name="columns" />
                {t('ui.table.columns')}
              </>
            }
            items={columns.map(column => ({
              key: column.key,
              label: column.label,
              checked: !look.hidden.has(column.key),
              disabled: shown.length === 1 && shown[0]?.key === column.key,
              onSelect: () => look.toggle(column.key),
            }))}
          />
        )}
      </div>
      {rows.length < count && (
        <p className="ui-print-only">
          {t('ui.table.printed', { shown: formats.count(rows.length), all: formats.count(count) })}
        </p>
      )}
      {shown.length > mostPrinted && (
        <p className="ui-print-only">{t('ui.table.printedColumns', { shown: mostPrinted, all: shown.length })}</p>
      )}
      {/* biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table> */}
      <div
        ref={scroller}
        className="ui-data-scroll"
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={count + 1}
        aria-colcount={shown.length}
        aria-activedescendant={rows.some(item => item.index === at) ? `${id}-${at}` : undefined}
        style={
          {
            '--tracks': tracks.join(' '),
            '--row': `${rowHeight}px`,
            '--all': `${virtual.getTotalSize()}px`,
            '--printed-tracks': shown
              .slice(0, mostPrinted)
              .map(column => `minmax(0, ${width(column)}fr)`)
              .join(' '),
          } as CSSProperties
        }
        onKeyDown={onKey}
      >
        <DataHead columns={shown} width={width} sort={sort ?? null} onSort={onSort} onWidth={look.widen} />
        {/* biome-ignore lint/a11y/useSemanticElements: as above */}
        <div role="rowgroup" className="ui-data-body">
          {rows.map(item => (
            <DataTableRow
              key={item.index}
              id={`${id}-${item.index}`}
              index={item.index}
              top={item.start}
              row={row(item.index)}
              columns={shown}
              active={item.index === at}
              selected={selected === undefined ? undefined : item.index === selected}
              waiting={t('ui.table.loadingRow', { row: item.index + 1 })}
              onClick={far => {
                setActive(item.index)
                onOpen?.(item.index, far)
              }}
            />
          ))}
        </div>
      </div>
    </div>
  )
}

/** Columns that paper has room for; `print.css` has the same number. */
const mostPrinted = 12

/** The row that a key leads to, null for other keys. */
export function destination(key: string, at: number, page: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
      return Math.min(count - 1, at + 1)
    case 'ArrowUp':
      return Math.max(0, at - 1)
    case 'PageDown':
      return Math.min(count - 1, at + page)
    case 'PageUp':
      return Math.max(0, at - page)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function toggled(set: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(set)
  if (!next.delete(key)) next.add(key)
  return next
}
