import type { KeyboardEvent, PointerEvent } from 'react'
import { useTexts } from '../i18n'
import type { DataColumn, Sort } from './DataTable'
import { Icon } from './Icon'

export interface DataHeadProps {
  readonly columns: readonly DataColumn[]
  width(column: DataColumn): number
  readonly sort: Sort | null
  onSort?(key: string): void
  onWidth(key: string, pixels: number): void
}

/** The headings: a click sorts, the edge on the right drags the width, by pointer or by arrows. */
export function DataHead({ columns, width, sort, onSort, onWidth }: DataHeadProps) {
  const { t } = useTexts()
  return (
    // biome-ignore lint/a11y/useSemanticElements: part of a grid of virtual rows
    <div role="rowgroup" className="ui-data-head">
      {/* biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above */}
      <div
        role="row"
        className="ui-data-row"
        aria-rowindex={1}
        data-notes={columns.some(column => column.note !== undefined) || undefined}
      >
        {columns.map(column => {
          const sorted = sort?.key === column.key ? sort : null
          const pixels = width(column)
          const sortable = onSort !== undefined && column.unsorted !== true
          return (
            // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above
            <div
              key={column.key}
              role="columnheader"
              data-align={column.align}
              aria-sort={sorted === null ? undefined : sorted.descending ? 'descending' : 'ascending'}
            >
              {sortable ? (
                <button
                  type="button"
                  title={t('ui.table.sortBy', { column: column.label })}
                  onClick={() => onSort(column.key)}
                >
                  <span>{column.label}</span>
                  {sorted !== null && <Icon name={sorted.descending ? 'down' : 'up'} />}
                </button>
              ) : (
                <span
                  className="ui-data-label"
                  title={column.note === undefined ? undefined : `${column.label} · ${column.note}`}
                >
                  {column.label}
                  {column.note !== undefined && <small>{column.note}</small>}
                </span>
              )}
              {/* biome-ignore lint/a11y/useSemanticElements: a separator that moves is no <hr> */}
              <span
                role="separator"
                aria-orientation="vertical"
                aria-label={t('ui.table.resize', { column: column.label })}
                aria-valuenow={pixels}
                aria-valuemin={56}
                tabIndex={0}
                onKeyDown={event => byKey(event, pixels, to => onWidth(column.key, to))}
                onPointerDown={event => drag(event, pixels, to => onWidth(column.key, to))}
              />
            </div>
          )
        })}
      </div>
    </div>
  )
}

function byKey(event: KeyboardEvent, pixels: number, set: (pixels: number) => void): void {
  const step = event.key === 'ArrowRight' ? 16 : event.key === 'ArrowLeft' ? -16 : 0
  if (step === 0) return
  event.preventDefault()
  set(pixels + step)
}

function drag(event: PointerEvent<HTMLElement>, pixels: number, set: (pixels: number) => void): void {
  event.preventDefault()
  const handle = event.currentTarget
  const from = event.clientX
  handle.setPointerCapture(event.pointerId)
  const move = (moved: globalThis.PointerEvent): void => set(pixels + moved.clientX - from)
  const end = (): void => {
    handle.removeEventListener('pointermove', move)
    handle.removeEventListener('pointerup', end)
    handle.removeEventListener('pointercancel', end)
  }
  handle.addEventListener('pointermove', move)
  handle.addEventListener('pointerup', end)
  handle.addEventListener('pointercancel', end)
}
