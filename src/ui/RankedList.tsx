import { type KeyboardEvent, type MouseEvent, type ReactNode, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { moved } from './Menu'
import './rankedList.css'

export interface RankedItem {
  readonly key: string
  readonly name: string
  /** Stands before the name: a class. */
  readonly mark?: ReactNode
  /** Where the row leads; a list leads or is chosen from. */
  readonly href?: string
  /** Length of the bar, from zero; null has none. */
  readonly value: number | null
  /** What stands right of the bar, one text per column: "39.0%", "73 / 187". */
  readonly cells: readonly string[]
  /** The bar's colour where classes have one; the accent when absent. */
  readonly colour?: string
  /** The denominator is too small to rely on: hatched and grey. */
  readonly few?: boolean
}

export interface RankedListProps {
  /** Name of the table for those who cannot see its card. */
  readonly label: string
  /** Heading of the names: "Area". */
  readonly nameLabel: string
  /** Headings of the cells; `quiet` ones are grey. */
  readonly columns: readonly { readonly label: string; readonly quiet?: boolean }[]
  /** In the order to be shown. */
  readonly items: readonly RankedItem[]
  readonly selected?: readonly string[]
  /** Shows the place in the order. */
  readonly ranked?: boolean
  /** `additive`: shift, ctrl or cmd was held. */
  onSelect?(key: string, additive: boolean): void
  /** The pointer or the focus came to a row, or left all (null). */
  onNear?(key: string | null): void
}

/**
 * A ranked breakdown: arrows, Home and End move, Enter and Space choose, shift adds. Rows that lead somewhere
 * hold links, of which one is a stop of Tab. It scrolls inside its card.
 */
export function RankedList({
  label,
  nameLabel,
  columns,
  items,
  selected = [],
  ranked = true,
  onSelect,
  onNear,
}: RankedListProps) {
  const { t } = useTranslation()
  const body = useRef<HTMLTableSectionElement>(null)
  const [active, setActive] = useState(0)
  const at = Math.min(active, items.length - 1)
  const most = items.reduce((high, item) => Math.max(high, item.value ?? 0), 0)
  const chosen = new Set(selected)
  const leads = items.some(item => item.href !== undefined)

  const onKey = (event: KeyboardEvent, item: RankedItem): void => {
    // A link is followed as links are.
    if ((event.key === 'Enter' || event.key === ' ') && item.href === undefined) {
      event.preventDefault()
      onSelect?.(item.key, isAdditive(event))
      return
    }
    const to = moved(event.key, at, items.length)
    if (to === null) return
    event.preventDefault()
    setActive(to)
    body.current?.querySelectorAll<HTMLElement>(item.href === undefined ? 'tr' : 'tr a')[to]?.focus()
  }

  return (
    // A list without any stop of its own still scrolls by keyboard.
    <div
      className="ui-ranked"
      {...(onSelect === undefined && !leads && { tabIndex: 0, role: 'group', 'aria-label': label })}
    >
      <table aria-label={label} {...(onSelect && { role: 'grid', 'aria-multiselectable': true })}>
        <thead>
          <tr>
            {ranked && (
              <th scope="col" className="ui-ranked-rank">
                <span className="ui-hidden">{t('ui.rank')}</span>
              </th>
            )}
            <th scope="col">{nameLabel}</th>
            <td className="ui-ranked-bar" />
            {columns.map(column => (
              <th key={column.label} scope="col" className="ui-ranked-number">
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody ref={body} onPointerLeave={() => onNear?.(null)}>
          {items.map((item, i) => (
            <tr
              key={item.key}
              data-key={item.key}
              data-few={item.few || undefined}
              data-leads={item.href !== undefined || undefined}
              aria-selected={onSelect === undefined ? undefined : chosen.has(item.key)}
              tabIndex={onSelect === undefined ? undefined : i === at ? 0 : -1}
              onFocus={() => {
                setActive(i)
                onNear?.(item.key)
              }}
              onPointerEnter={() => onNear?.(item.key)}
              onKeyDown={event => onKey(event, item)}
              onClick={event => (item.href === undefined ? onSelect?.(item.key, isAdditive(event)) : follow(event))}
            >
              {ranked && <td className="ui-ranked-rank">{i + 1}</td>}
              <th scope="row" title={item.name}>
                {item.mark}
                {item.href === undefined ? (
                  item.name
                ) : (
                  <a href={item.href} tabIndex={i === at ? 0 : -1}>
                    {item.name}
                  </a>
                )}
              </th>
              <td className="ui-ranked-bar" title={item.few ? t('ui.few') : undefined}>
                <Bar item={item} most={most} />
              </td>
              {columns.map((column, k) => (
                <td key={column.label} className="ui-ranked-number" data-quiet={column.quiet || undefined}>
                  {item.cells[k] ?? ''}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Bar({ item, most }: { item: RankedItem; most: number }) {
  if (item.value === null || most <= 0) return null
  const width = `${Math.max(0, Math.min(1, item.value / most)) * 100}%`
  const colour = item.few ? undefined : item.colour
  if (width === '0%') return null
  return <i data-class={colour !== undefined || undefined} style={{ width, backgroundColor: colour }} />
}

/** A click beside the link of a row is one on it. */
function follow({ target, currentTarget }: MouseEvent): void {
  if (target instanceof Element && target.closest('a') === null) currentTarget.querySelector('a')?.click()
}

const isAdditive = (event: KeyboardEvent | MouseEvent): boolean => event.shiftKey || event.ctrlKey || event.metaKey
