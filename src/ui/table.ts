export type TableValue = string | number | boolean | null

export interface TableColumn {
  readonly key: string
  readonly label: string
  readonly align?: 'left' | 'right'
  /** The value in words; its exact text when absent. */
  text?(value: TableValue): string
}

/** The points of a chart as rows: what a screen reader gets and what is exported. */
export interface TableData {
  readonly columns: readonly TableColumn[]
  readonly rows: readonly Readonly<Record<string, TableValue>>[]
}

/** What a cell shows. A missing value is a dash, which nobody takes for a zero. */
export function cellText(column: Pick<TableColumn, 'text'>, value: TableValue | undefined): string {
  if (value === null || value === undefined) return '–'
  return column.text === undefined ? String(value) : column.text(value)
}
