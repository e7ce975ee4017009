import type { CSSProperties } from 'react'

export interface MatrixCell {
  /** Depth of the colour, 0 to 1; null is a missing value. */
  readonly shade: number | null
  readonly text: string
  /** The cell in a sentence. */
  readonly title: string
}

export interface MatrixProps {
  readonly label: string
  /** What stands in the corner: rows ↓ and columns →. */
  readonly corner: string
  readonly rows: readonly { readonly key: string; readonly name: string; readonly note?: string }[]
  readonly columns: readonly { readonly key: string; readonly name: string }[]
  cell(row: string, column: string): MatrixCell | null
  readonly selected?: { readonly row: string; readonly column: string } | null
  onSelect?(row: string, column: string): void
}

/** A table whose cells are coloured by their value: it is read without colours too, and scrolls inside its card. */
export function Matrix({ label, corner, rows, columns, cell, selected, onSelect }: MatrixProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className="burden-matrix" aria-label={label} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <td>{corner}</td>
            {columns.map(({ key, name }) => (
              <th key={key} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              <th scope="row">
                {row.name}
                {row.note !== undefined && <small>{row.note}</small>}
              </th>
              {columns.map(column => {
                const found = cell(row.key, column.key)
                if (found === null) return <td key={column.key} data-own="" />
                const { shade, text, title } = found
                const chosen = selected?.row === row.key && selected.column === column.key
                return (
                  <td
                    key={column.key}
                    title={title}
                    data-missing={shade === null || undefined}
                    data-selected={chosen || undefined}
                    style={{ '--shade': (shade ?? 0) * 0.42 } as CSSProperties}
                  >
                    {onSelect === undefined || shade === null ? (
                      <span>{text}</span>
                    ) : (
                      <button
                        type="button"
                        aria-label={`${text}: ${title}`}
                        aria-pressed={chosen}
                        onClick={() => onSelect(row.key, column.key)}
                      >
                        {text}
                      </button>
                    )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
