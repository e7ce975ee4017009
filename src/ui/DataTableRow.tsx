import type { CSSProperties } from 'react'
import type { DataColumn, DataRow } from './DataTable'
import { cellText } from './table'

export interface DataTableRowProps {
  readonly id: string
  readonly index: number
  readonly top: number
  readonly row: DataRow | undefined
  readonly columns: readonly DataColumn[]
  readonly active: boolean
  readonly selected: boolean | undefined
  readonly waiting: string
  onClick(far: boolean): void
}

/** One row at its place; cells of a row that is not there yet are grey. */
export function DataTableRow({ id, index, top, row, columns, active, selected, waiting, onClick }: DataTableRowProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents lint/a11y/useFocusableInteractive: the grid has the focus and the keys
    // biome-ignore lint/a11y/useSemanticElements: a table of virtual rows cannot be a <table>
    <div
      id={id}
      role="row"
      className="ui-data-row"
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-active={active || undefined}
      style={{ '--top': `${top}px` } as CSSProperties}
      onClick={event => onClick(event.shiftKey)}
    >
      {columns.map((column, i) => {
        const value = row?.[column.key] ?? null
        const text =
          row && value === null && column.missing !== undefined
            ? column.missing
            : column.render && row && value !== null
              ? column.render(value, row)
              : cellText({}, value)
        return (
          // biome-ignore lint/a11y/useSemanticElements lint/a11y/useFocusableInteractive: as above
          <span
            key={column.key}
            role="gridcell"
            data-align={column.align}
            title={typeof text === 'string' ? text : undefined}
          >
            {row === undefined ? <Waiting words={i === 0 ? waiting : null} /> : text}
          </span>
        )
      })}
    </div>
  )
}

const Waiting = ({ words }: { words: string | null }) => (
  <i className="ui-data-waiting">{words !== null && <span className="ui-hidden">{words}</span>}</i>
)
